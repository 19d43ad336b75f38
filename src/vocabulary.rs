//! The closed words of a record, each with its Chinese label. Knows nothing else.

/// Declares a closed word list: the enum, its wire words, its Chinese labels.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name {
            $(#[doc = $label] #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word as records and rule files write it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The Chinese term.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The variant of a word, if there is one.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// What a stretch of a judgment is for.
    SectionKind {
        Title = "title", "标题";
        Parties = "parties", "当事人";
        ProceduralHistory = "procedural_history", "审理经过";
        Claims = "claims", "诉讼请求";
        Defenses = "defenses", "答辩意见";
        FactsFound = "facts_found", "查明事实";
        Reasoning = "reasoning", "裁判理由";
        Disposition = "disposition", "判决主文";
        Closing = "closing", "落款";
        Appendix = "appendix", "附录";
        Gist = "gist", "裁判要旨";
        Other = "other", "其他";
    }
}

words! {
    /// The kind of document.
    DocumentType {
        Judgment = "judgment", "判决书";
        Ruling = "ruling", "裁定书";
        MediationStatement = "mediation_statement", "调解书";
        Decision = "decision", "决定书";
        Notice = "notice", "通知书";
        Order = "order", "令";
        Report = "report", "案例";
        Other = "other", "其他";
    }
}

words! {
    /// The branch of law, as case numbers divide it.
    CaseType {
        Civil = "civil", "民事";
        Criminal = "criminal", "刑事";
        Administrative = "administrative", "行政";
        Compensation = "compensation", "赔偿";
        Enforcement = "enforcement", "执行";
        Bankruptcy = "bankruptcy", "破产";
        Jurisdiction = "jurisdiction", "管辖";
        JudicialAssistance = "judicial_assistance", "司法协助";
        Preservation = "preservation", "保全";
        Other = "other", "其他";
    }
}

words! {
    /// The stage of the proceedings.
    TrialProcedure {
        FirstInstance = "first_instance", "一审";
        SecondInstance = "second_instance", "二审";
        Retrial = "retrial", "再审";
        RetrialReview = "retrial_review", "再审审查";
        DeathPenaltyReview = "death_penalty_review", "死刑复核";
        Enforcement = "enforcement", "执行";
        Special = "special", "特别程序";
        Other = "other", "其他";
    }
}

words! {
    /// How a case number stands to the document that prints it.
    NumberRelation {
        Own = "own", "本案";
        Prior = "prior", "原审或并行程序";
        Cited = "cited", "他案";
    }
}

words! {
    /// The level of a court.
    CourtLevel {
        Supreme = "supreme", "最高人民法院";
        High = "high", "高级人民法院";
        Intermediate = "intermediate", "中级人民法院";
        Basic = "basic", "基层人民法院";
        Special = "special", "军事法院";
    }
}

words! {
    /// The role of a party.
    PartyRole {
        Plaintiff = "plaintiff", "原告";
        Defendant = "defendant", "被告";
        CounterclaimPlaintiff = "counterclaim_plaintiff", "反诉原告";
        CounterclaimDefendant = "counterclaim_defendant", "反诉被告";
        ThirdParty = "third_party", "第三人";
        Appellant = "appellant", "上诉人";
        Appellee = "appellee", "被上诉人";
        RetrialApplicant = "retrial_applicant", "再审申请人";
        RetrialRespondent = "retrial_respondent", "再审被申请人";
        ProsecutingAuthority = "prosecuting_authority", "公诉机关";
        Accused = "accused", "被告人";
        AccusedEntity = "accused_entity", "被告单位";
        PrivateProsecutor = "private_prosecutor", "自诉人";
        IncidentalCivilPlaintiff = "incidental_civil_plaintiff", "附带民事诉讼原告人";
        IncidentalCivilDefendant = "incidental_civil_defendant", "附带民事诉讼被告人";
        EnforcementApplicant = "enforcement_applicant", "申请执行人";
        EnforcementRespondent = "enforcement_respondent", "被执行人";
        Applicant = "applicant", "申请人";
        Respondent = "respondent", "被申请人";
        Objector = "objector", "异议人";
        Victim = "victim", "被害人";
        Petitioner = "petitioner", "申诉人";
        Claimant = "claimant", "赔偿请求人";
        LiableAuthority = "liable_authority", "赔偿义务机关";
        OriginalPlaintiff = "original_plaintiff", "原审原告";
        OriginalDefendant = "original_defendant", "原审被告";
        OriginalThirdParty = "original_third_party", "原审第三人";
        Other = "other", "其他";
    }
}

words! {
    /// Whether a party is a person or an organization.
    PartyKind {
        NaturalPerson = "natural_person", "自然人";
        Organization = "organization", "组织";
    }
}

words! {
    /// The role of somebody who acts for a party.
    RepresentativeRole {
        LegalRepresentative = "legal_representative", "法定代表人";
        PersonInCharge = "person_in_charge", "负责人";
        StatutoryAgent = "statutory_agent", "法定代理人";
        LitigationAgent = "litigation_agent", "委托诉讼代理人";
        Defender = "defender", "辩护人";
        EntityLitigationRepresentative = "entity_litigation_representative", "诉讼代表人";
        Operator = "operator", "经营者";
        Interpreter = "interpreter", "翻译";
    }
}

words! {
    /// What happened on a date.
    DateKind {
        Judgment = "judgment", "落款日期";
        Acceptance = "acceptance", "立案";
        Filing = "filing", "起诉";
        Hearing = "hearing", "开庭";
        PriorJudgment = "prior_judgment", "原审裁判";
        Publication = "publication", "发布";
        Event = "event", "事实";
    }
}

words! {
    /// How much of a date is known.
    DatePrecision {
        Day = "day", "日";
        Month = "month", "月";
        Year = "year", "年";
    }
}

words! {
    /// What a single operative order does.
    Outcome {
        Granted = "granted", "支持";
        PartlyGranted = "partly_granted", "部分支持";
        Dismissed = "dismissed", "驳回起诉";
        Denied = "denied", "驳回";
        Upheld = "upheld", "维持";
        Modified = "modified", "变更";
        Revoked = "revoked", "撤销";
        Remanded = "remanded", "发回重审";
        Convicted = "convicted", "有罪";
        Acquitted = "acquitted", "无罪";
        Withdrawn = "withdrawn", "准许撤回";
        Terminated = "terminated", "终结";
        Transferred = "transferred", "移送";
        Other = "other", "其他";
    }
}

words! {
    /// The role of somebody on the bench.
    AdjudicatorRole {
        PresidingJudge = "presiding_judge", "审判长";
        Judge = "judge", "审判员";
        ActingJudge = "acting_judge", "代理审判员";
        PeopleAssessor = "people_assessor", "人民陪审员";
        JudgeAssistant = "judge_assistant", "法官助理";
        Clerk = "clerk", "书记员";
    }
}

/// Language of a text: its tag of ISO 639, as `zh`, `en` or `de`. Open, since a pack for any language may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, schemars::JsonSchema)]
#[schemars(with = "String")]
pub struct Language([u8; 3]);

impl Language {
    /// Chinese.
    pub const ZH: Self = Self(*b"zh\0");
    /// English.
    pub const EN: Self = Self(*b"en\0");

    /// The language of a tag of two or three small letters.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let tag = word.as_bytes();
        if !(2..=3).contains(&tag.len()) || !tag.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        Some(Self([tag[0], tag[1], tag.get(2).copied().unwrap_or(0)]))
    }

    /// The tag.
    #[must_use]
    pub fn word(&self) -> &str {
        std::str::from_utf8(&self.0)
            .unwrap_or_default()
            .trim_end_matches('\0')
    }
}

impl serde::Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_there_and_back() {
        for role in PartyRole::ALL {
            assert_eq!(PartyRole::from_word(role.word()), Some(*role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.word());
        }
        assert_eq!(Outcome::from_word("won"), None);
    }

    #[test]
    fn any_tag_is_a_language_and_no_other_word() {
        assert_eq!(Language::from_word("zh"), Some(Language::ZH));
        for tag in ["de", "nds"] {
            let language = Language::from_word(tag).unwrap();
            assert_eq!(serde_json::to_value(language).unwrap(), tag);
        }
        for word in ["", "d", "DE", "en-GB", "deutsch", "中文"] {
            assert_eq!(Language::from_word(word), None, "{word}");
        }
    }
}
