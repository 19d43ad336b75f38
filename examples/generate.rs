//! Writes judgments that nobody has given, for measuring speed where no real ones are at hand:
//! `cargo run --release --example generate -- --seed S --count N --out DIR`. The same seed gives the same
//! files. Their lengths, layouts and oddities are mixed as in published ones; what they say makes no sense.
#![expect(clippy::disallowed_methods, reason = "an example writes files")]

use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut seed, mut count, mut out) = (1, 1000, PathBuf::from("generated"));
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments
            .next()
            .ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--seed" => seed = value.parse()?,
            "--count" => count = value.parse()?,
            "--out" => out = PathBuf::from(value),
            _ => return Err(format!("there is no option {name}").into()),
        }
    }
    fs::create_dir_all(&out)?;
    for number in 0..count {
        let own = u64::wrapping_mul(number + 1, 0x9E37_79B9_7F4A_7C15);
        let mut chance = Chance(seed ^ own);
        fs::write(out.join(format!("{number:07}.txt")), judgment(&mut chance))?;
    }
    Ok(())
}

/// Numbers by splitmix64: the same ones everywhere.
struct Chance(u64);

impl Chance {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.number() % bound
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// How many paragraphs: most texts are short, a few very long.
    fn length(&mut self) -> u64 {
        let halvings = self.number().trailing_zeros().min(6);
        2 + self.below(4 << halvings)
    }

    fn name(&mut self) -> String {
        let given = self.one(&["某", "某甲", "某乙", "小军", "建国", "×", "丽", "志远"]);
        format!(
            "{}{given}",
            self.one(&["张", "李", "王", "赵", "欧阳", "陈", "杨", "周"])
        )
    }

    fn date(&mut self) -> String {
        let (year, month, day) = (
            2009 + self.below(14),
            1 + self.below(12),
            1 + self.below(28),
        );
        format!("{year}年{month}月{day}日")
    }

    fn sum(&mut self) -> String {
        format!("{}元", self.below(900_000) + 100)
    }
}

const FILLERS: &[&str] = &[
    "双方签订了书面合同，约定货物的数量、单价和交付的地点，",
    "原告按照约定将全部货物运至被告指定的仓库，被告的工作人员在送货单上签字，",
    "被告以资金周转困难为由多次推迟付款，原告派人上门催要未果，",
    "证人到庭陈述了看到的经过，双方对证言的内容发表了意见，",
    "被告人趁被害人不备，从其随身携带的包内取走手机一部，",
    "公安机关接到报警后赶到现场，将有关人员带回询问并制作笔录，",
    "经价格认证中心鉴定，涉案物品在当日的市场价格与发票一致，",
    "对账单载明的数额与银行流水相符，被告未提出相反的证据，",
];

const REASONS: &[&str] = &[
    "依法成立的合同，对当事人具有法律约束力。",
    "被告未按约定支付货款，已构成违约，应当承担继续履行的责任。",
    "原告要求被告支付利息的请求，于法有据，本院予以支持。",
    "被告关于货物存在质量问题的抗辩，没有证据证明，本院不予采信。",
    "被告人归案后如实供述自己的罪行，可以从轻处罚。",
    "公诉机关指控的罪名成立，本院予以确认。",
    "《中华人民共和国民法典》第五百七十七条规定，当事人一方不履行合同义务的，应当承担违约责任。",
];

/// One judgment, in one of the layouts that published ones have.
fn judgment(chance: &mut Chance) -> String {
    let paragraphs = if chance.percent(55) {
        civil(chance)
    } else {
        criminal(chance)
    };
    let mut text = match chance.below(10) {
        0..=2 => paragraphs.join("\n"),
        3..=5 => paragraphs.join(" "),
        6..=8 => paragraphs.concat(),
        _ => wrapped(&paragraphs.join("\n")),
    };
    if chance.percent(8) {
        text = text.replace('，', ",").replace('：', ":");
    }
    if chance.percent(5) {
        text = format!("p.MsoNormal {{margin:0cm}}&nbsp;&nbsp;{text}");
    }
    if chance.percent(5) {
        text = text
            .replace("审判长", "审　判　长")
            .replace("书记员", "书 记 员");
    }
    text
}

/// Lines cut at a margin of forty characters.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        for (at, c) in line.chars().enumerate() {
            if at > 0 && at % 40 == 0 {
                out.push('\n');
            }
            out.push(c);
        }
        out.push('\n');
    }
    out
}

fn head(chance: &mut Chance, kind: &str, letter: &str) -> Vec<String> {
    let place = chance.one(&[
        "北京市大兴区",
        "广东省佛山市顺德区",
        "江苏省昆山市",
        "四川省成都市",
    ]);
    let code = chance.one(&["京0115", "粤0606", "苏0583", "川01"]);
    let (year, serial) = (2014 + chance.below(9), 1 + chance.below(30_000));
    let number = match chance.below(4) {
        0 => format!("（{year}）某{letter}初字第{serial}号"),
        1 => format!("({year}){code}{letter}初{serial}号"),
        _ => format!("（{year}）{code}{letter}初{serial}号"),
    };
    let title = if chance.percent(30) {
        kind.chars()
            .map(|c| format!("{c} "))
            .collect::<String>()
            .trim()
            .to_owned()
    } else {
        kind.to_owned()
    };
    vec![format!("{place}人民法院{title}"), number]
}

/// Paragraphs of facts, of as many sentences as chance wants.
fn facts(chance: &mut Chance, opening: &str) -> Vec<String> {
    let mut out = Vec::new();
    for number in 0..chance.length() {
        let mut text = if number == 0 {
            opening.to_owned()
        } else {
            String::new()
        };
        for _ in 0..=chance.below(5) {
            text += &chance.date();
            text += "，";
            for _ in 0..=chance.below(4) {
                text += chance.one(FILLERS);
            }
            text += &format!("共计{}。", chance.sum());
        }
        out.push(text);
    }
    out
}

fn reasons(chance: &mut Chance) -> String {
    let mut text = "本院认为，".to_owned();
    for _ in 0..chance.length() {
        text += chance.one(REASONS);
    }
    text
}

fn closing(chance: &mut Chance) -> Vec<String> {
    let presiding = format!("审判长{}", chance.name());
    let judge = format!("审判员{}", chance.name());
    let date = "二〇一九年三月二十日".to_owned();
    vec![presiding, judge, date, format!("书记员{}", chance.name())]
}

fn civil(chance: &mut Chance) -> Vec<String> {
    let mut out = head(chance, "民事判决书", "民");
    let (plaintiff, defendant) = (chance.name(), chance.name());
    out.push(format!(
        "原告：{plaintiff}，男，{}出生，汉族，住某市某区。",
        chance.date()
    ));
    out.push(format!(
        "委托诉讼代理人：{}，某律师事务所律师。",
        chance.name()
    ));
    out.push(format!("被告：{defendant}有限公司，住所地某市某路。"));
    out.push(format!("法定代表人：{}，经理。", chance.name()));
    out.push(format!(
        "原告{plaintiff}与被告{defendant}有限公司买卖合同纠纷一案，本院于{}立案后，依法公开开庭进行了审理。本案现已审理终结。",
        chance.date()
    ));
    out.push(format!(
        "原告{plaintiff}向本院提出诉讼请求：1.判令被告支付货款{}。",
        chance.sum()
    ));
    out.push(format!(
        "被告{defendant}有限公司辩称，货物存在质量问题，不同意付款。"
    ));
    out.extend(facts(chance, "经审理查明，"));
    if chance.percent(30) {
        out.push("本案的争议焦点为：一、合同是否有效；二、货款的数额。".to_owned());
    }
    let lead = "综上，依照《中华人民共和国民法典》第五百零九条、第五百七十七条之规定，判决如下：";
    out.push(format!("{}{lead}", reasons(chance)));
    out.push(format!(
        "一、被告于本判决生效之日起十日内支付原告货款{}；",
        chance.sum()
    ));
    out.push("二、驳回原告的其他诉讼请求。".to_owned());
    out.push(format!("案件受理费{}，由被告负担。", chance.sum()));
    out.push("如不服本判决，可在判决书送达之日起十五日内提起上诉。".to_owned());
    out.extend(closing(chance));
    out
}

fn criminal(chance: &mut Chance) -> Vec<String> {
    let mut out = head(chance, "刑事判决书", "刑");
    let accused = chance.name();
    out.push("公诉机关某市某区人民检察院。".to_owned());
    out.push(format!(
        "被告人{accused}，男，{}出生，汉族，初中文化，无业。",
        chance.date()
    ));
    out.push(format!("辩护人{}，某律师事务所律师。", chance.name()));
    out.push(format!(
        "某市某区人民检察院以某检刑诉〔2018〕12号起诉书指控被告人{accused}犯盗窃罪，于{}向本院提起公诉。本院依法组成合议庭，公开开庭审理了本案。",
        chance.date()
    ));
    out.push(format!(
        "公诉机关指控，被告人{accused}窃得他人财物价值{}。",
        chance.sum()
    ));
    out.push(format!("被告人{accused}对指控的事实没有异议。"));
    out.extend(facts(chance, "经审理查明，"));
    let lead = "依照《中华人民共和国刑法》第二百六十四条、第六十七条第三款之规定，判决如下：";
    out.push(format!("{}{lead}", reasons(chance)));
    out.push(format!(
        "被告人{accused}犯盗窃罪，判处有期徒刑八个月，并处罚金人民币{}（刑期从判决执行之日起计算）。",
        chance.sum()
    ));
    out.push("如不服本判决，可在接到判决书的第二日起十日内提出上诉。".to_owned());
    out.extend(closing(chance));
    out
}
