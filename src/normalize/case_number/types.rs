//! Type words (民初, 刑二终, 民五（知）初): the branch of law and the stage that each names.
//!
//! Words of the table are taken as they stand there. An old word that the table lacks is read letter by
//! letter: old words were coined by each court from a small stock of letters.

use std::collections::HashMap;
use std::sync::Arc;

use crate::normalize::table::{TableError, rows};
use crate::vocabulary::{CaseType, TrialProcedure};

/// What a type word says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeWord {
    /// The word as the table writes it.
    pub word: String,
    /// Branch of law.
    pub case_type: CaseType,
    /// Stage.
    pub procedure: TrialProcedure,
    /// Syllables, as `Min Chu`.
    pub romanised: String,
    /// Whether it is a word of the numbering in force since 2016.
    pub new_style: bool,
    /// Code of the court meant where an old word stands without a prefix.
    pub alone: Option<String>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Letter {
    branch: bool,
    stage: bool,
    division: bool,
    front: bool,
    case_type: Option<CaseType>,
    procedure: Option<TrialProcedure>,
}

impl Letter {
    fn is_unknown(self) -> bool {
        !(self.branch || self.stage || self.division || self.front)
    }
}

/// All type words, and the letters of old ones.
#[derive(Debug, Default)]
pub(super) struct TypeTable {
    words: Vec<Arc<TypeWord>>,
    index: HashMap<String, usize>,
    letters: HashMap<char, Letter>,
}

impl TypeTable {
    /// Reads `case_types.csv` and `type_letters.csv`.
    pub(super) fn from_csv(types: &str, letters: &str) -> Result<Self, TableError> {
        let mut table = Self::default();
        let columns = [
            "word",
            "style",
            "case_type",
            "trial_procedure",
            "romanised",
            "alone",
        ];
        for [word, style, case_type, procedure, romanised, alone] in
            rows("case_types", types, columns)?
        {
            let case_type = branch(&case_type)
                .ok_or_else(|| unknown("case_types", &word, "case_type", &case_type))?;
            let procedure = stage(&procedure)
                .ok_or_else(|| unknown("case_types", &word, "trial_procedure", &procedure))?;
            let alone = Some(alone).filter(|code| code != "-" && !code.is_empty());
            let new_style = style == "new";
            table.index.insert(word.clone(), table.words.len());
            let word = TypeWord {
                word,
                case_type,
                procedure,
                romanised,
                new_style,
                alone,
            };
            table.words.push(Arc::new(word));
        }
        for [letter, role, case_type, procedure] in rows(
            "type_letters",
            letters,
            ["letter", "role", "case_type", "trial_procedure"],
        )? {
            let known = Letter {
                branch: role.contains("branch"),
                stage: role.contains("stage"),
                division: role.contains("division"),
                front: role.contains("front"),
                case_type: branch(&case_type),
                procedure: stage(&procedure),
            };
            table
                .letters
                .extend(letter.chars().next().map(|c| (c, known)));
        }
        Ok(table)
    }

    /// Every word of the table.
    pub(super) fn words(&self) -> &[Arc<TypeWord>] {
        &self.words
    }

    /// Where a word of the table stands in it.
    pub(super) fn position(&self, word: &str) -> Option<usize> {
        self.index.get(word).copied()
    }

    /// A word of the table.
    pub(super) fn listed(&self, word: &str) -> Option<&Arc<TypeWord>> {
        self.index.get(word).and_then(|&at| self.words.get(at))
    }

    /// A word of the table, or one put together from the letters of old words.
    pub(super) fn read(&self, word: &str) -> Option<Arc<TypeWord>> {
        self.listed(word)
            .cloned()
            .or_else(|| self.spell(word).map(Arc::new))
    }

    /// Reads `front* branch (branch | division | （…）)* stage*`, with divisions anywhere but first.
    /// One unknown letter before the stage is a tribunal's (民南初: the tribunal of Nanzhuang).
    pub(super) fn spell(&self, word: &str) -> Option<TypeWord> {
        if word.chars().count() > 8 {
            return None;
        }
        let (mut branches, mut stages) = (Vec::new(), Vec::new());
        let (mut inside, mut tribunal) = (false, false);
        for (i, c) in word.chars().enumerate() {
            let letter = self.letters.get(&c).copied().unwrap_or_default();
            let started = !branches.is_empty();
            match c {
                '（' if !inside && i > 0 && stages.is_empty() => inside = true,
                '）' if inside => inside = false,
                _ if letter.branch && stages.len() < 2 => branches.push((c, letter.case_type?)),
                _ if letter.stage && started && !inside => stages.push((c, letter.procedure?)),
                _ if letter.division && i > 0 || letter.front && !started => {}
                _ if letter.is_unknown() && started && stages.is_empty() && !tribunal => {
                    tribunal = true
                }
                _ => return None,
            }
        }
        if inside || branches.is_empty() || tribunal && !word.ends_with(['初', '终']) {
            return None;
        }
        let case_type = strongest(&branches);
        let procedure = last_stage(&stages);
        Some(TypeWord {
            word: word.to_owned(),
            case_type,
            procedure: if case_type == CaseType::Enforcement {
                TrialProcedure::Enforcement
            } else {
                procedure
            },
            romanised: String::new(),
            new_style: false,
            alone: None,
        })
    }
}

/// Words of a text that speak for a branch of law: `criminal`, 刑事.
#[derive(Debug, Default)]
pub(super) struct BranchWords(Vec<(CaseType, String)>);

impl BranchWords {
    /// Reads `branch_words.csv`.
    pub(super) fn from_csv(text: &str) -> Result<Self, TableError> {
        let read = |[word, case_type]: [String; 2]| match branch(&case_type) {
            Some(branch) => Ok((branch, word)),
            None => Err(unknown("branch_words", &word, "case_type", &case_type)),
        };
        let rows = rows("branch_words", text, ["word", "case_type"])?;
        rows.into_iter()
            .map(read)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The words of a branch.
    pub(super) fn of(&self, branch: Option<CaseType>) -> impl Iterator<Item = &str> {
        let of = self.0.iter().filter(move |(b, _)| Some(*b) == branch);
        of.map(|(_, word)| word.as_str())
    }
}

/// 赔 and 破 weigh more than the branch they stand beside, 刑 and 行 more than 民, 商, 知.
fn strongest(branches: &[(char, CaseType)]) -> CaseType {
    let order = [
        CaseType::Compensation,
        CaseType::Bankruptcy,
        CaseType::Criminal,
        CaseType::Administrative,
        CaseType::Enforcement,
        CaseType::Preservation,
    ];
    order
        .into_iter()
        .find(|t| branches.iter().any(|(_, b)| b == t))
        .unwrap_or(CaseType::Civil)
}

/// 再终 and 抗再 are stages of a retrial; else the last letter tells.
fn last_stage(stages: &[(char, TrialProcedure)]) -> TrialProcedure {
    let retried = stages.iter().any(|(c, _)| matches!(c, '再' | '提'));
    match stages.last() {
        Some((_, TrialProcedure::RetrialReview)) => TrialProcedure::RetrialReview,
        Some(_) if retried => TrialProcedure::Retrial,
        Some((_, procedure)) => *procedure,
        None => TrialProcedure::Other,
    }
}

fn branch(word: &str) -> Option<CaseType> {
    CaseType::from_word(word)
}

fn stage(word: &str) -> Option<TrialProcedure> {
    TrialProcedure::from_word(word)
}

fn unknown(table: &str, word: &str, column: &str, value: &str) -> TableError {
    TableError {
        table: table.to_owned(),
        at: 0,
        message: format!("`{value}` is not a {column} (word {word}); see the record's vocabulary"),
    }
}
