use proptest::prelude::*;

use super::*;

fn zh(text: &str) -> Result<String, Refusal> {
    zh_date(text).map(Date::iso)
}

fn en(text: &str) -> Result<String, Refusal> {
    en_date(text).map(Date::iso)
}

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A number below one hundred, as dates write it.
fn han(n: u8) -> String {
    let (tens, ones) = (usize::from(n / 10), usize::from(n % 10));
    let mut out = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", DIGITS[tens]),
    };
    if ones > 0 {
        out.push_str(DIGITS[ones]);
    }
    out
}

#[test]
fn every_day_of_a_leap_year_reads_back() {
    let mut date = Date::new(2024, Some(1), Some(1)).unwrap();
    let mut days = 0;
    while date.year() == 2024 {
        let (month, day) = (date.month().unwrap(), date.day().unwrap());
        let written = format!("二〇二四年{}月{}日", han(month), han(day));
        assert_eq!(zh_date(&written), Ok(date), "{written}");
        assert_eq!(zh_date(&format!("2024年{month}月{day}日")), Ok(date));
        assert_eq!(zh_date(&date.iso()), Ok(date));
        assert_eq!(en_date(&date.iso()), Ok(date));
        days += 1;
        date = date.next_day().unwrap();
    }
    assert_eq!((days, date.iso().as_str()), (366, "2025-01-01"));
}

#[test]
fn every_zero_is_read() {
    for zero in [
        "〇", "○", "◯", "O", "o", "Ｏ", "О", "о", "Ο", "ο", "0", "０", "零",
    ] {
        let written = format!("二{zero}二三年十一月二十七日");
        assert_eq!(zh(&written).as_deref(), Ok("2023-11-27"), "{written}");
    }
}

#[test]
fn chinese_dates_are_read() {
    for (text, wanted) in [
        ("二 〇 二 三 年\u{3000}十一 月 二十七 日", "2023-11-27"),
        ("二〇一八年元月一十三日", "2018-01-13"),
        ("二〇一八年十月二八日", "2018-10-28"),
        ("二〇一八年十月廿日", "2018-10-20"),
        ("二〇一八年十月卅一日", "2018-10-31"),
        ("二〇一八年十月三〇日", "2018-10-30"),
        ("二千零二十三年三月", "2023-03"),
        ("2023年十一月", "2023-11"),
        ("２０２３年１１月２７日", "2023-11-27"),
        ("2023年11月27号", "2023-11-27"),
        ("2023年1O月O5日", "2023-10-05"),
        ("l979年3月5日", "1979-03-05"),
        ("I979年3月5日", "1979-03-05"),
        ("2O15年", "2015"),
        ("2023-11-27", "2023-11-27"),
        ("2023.11.27", "2023-11-27"),
        ("2023/1/7", "2023-01-07"),
        ("2023.11", "2023-11"),
    ] {
        assert_eq!(zh(text).as_deref(), Ok(wanted), "{text}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "二○二○一六年十二月一日",
        "2023年13月",
        "2023年2月30日",
        "2023年0月1日",
        "1899年",
        "2101年1月1日",
        "2023年4月31日",
        "2023-02-29",
        "201年1月1日",
        "2023年300月",
    ] {
        assert_eq!(zh(text), Err(Refusal::ImpossibleDate), "{text}");
    }
    for text in [
        "20××年",
        "98年",
        "2023",
        "年",
        "月",
        "2023年x月",
        "2023年11日",
        "OO年",
        "OOOO年",
        "lllI年",
        "1.2.3.4",
        "12345.6",
    ] {
        assert_eq!(zh(text), Err(Refusal::NotADate), "{text}");
    }
    assert_eq!(zh(" \u{3000}"), Err(Refusal::Empty));
}

#[test]
fn relative_dates_lean_on_their_anchor() {
    let anchor = Date::new(2023, Some(12), Some(31)).unwrap();
    for (text, wanted) in [
        ("同年6月3日", "2023-06-03"),
        ("当年六月", "2023-06"),
        ("同月5日", "2023-12-05"),
        ("同年同月5日", "2023-12-05"),
        ("次月9日", "2024-01-09"),
        ("次月", "2024-01"),
        ("同日", "2023-12-31"),
        ("当 天", "2023-12-31"),
        ("次日", "2024-01-01"),
        ("翌日", "2024-01-01"),
        ("次年3月", "2024-03"),
        ("次年2月29日", "2024-02-29"),
        ("8月9日", "2023-08-09"),
        ("同年七月二十七日", "2023-07-27"),
        ("9日", "2023-12-09"),
    ] {
        assert_eq!(
            relative_date(text, anchor).map(Date::iso).as_deref(),
            Ok(wanted),
            "{text}"
        );
    }
    let june = Date::new(2023, Some(6), Some(30)).unwrap();
    assert_eq!(
        relative_date("次月31日", june).map(Date::iso).as_deref(),
        Ok("2023-07-31")
    );
    let month = Date::new(2023, Some(12), None).unwrap();
    for (text, anchor) in [
        ("同日", month),
        ("次日", month),
        ("次月9日", Date::new(2023, None, None).unwrap()),
        ("9日", Date::new(2023, None, None).unwrap()),
        ("后来", anchor),
        ("同年底", anchor),
    ] {
        assert_eq!(
            relative_date(text, anchor),
            Err(Refusal::NotADate),
            "{text}"
        );
    }
    assert_eq!(
        relative_date("2月30日", anchor),
        Err(Refusal::ImpossibleDate)
    );
}

#[test]
fn english_dates_are_read() {
    for (text, wanted) in [
        ("27 Nov. 2023", "2023-11-27"),
        ("November 27, 2023", "2023-11-27"),
        ("27 November 2023", "2023-11-27"),
        ("Nov. 27 2023", "2023-11-27"),
        ("27-Nov-2023", "2023-11-27"),
        ("2023-11-27", "2023-11-27"),
        ("27/11/2023", "2023-11-27"),
        ("11/27/2023", "2023-11-27"),
        ("03/04/2023", "2023-04-03"),
        ("21st March 2024", "2024-03-21"),
        ("the 2nd day of Sept. 2024", "2024-09-02"),
        ("November 2023", "2023-11"),
        ("Thu, 21 Mar 2024", "2024-03-21"),
        ("Thursday 21 March, 2024", "2024-03-21"),
        ("2023", "2023"),
    ] {
        assert_eq!(en(text).as_deref(), Ok(wanted), "{text}");
    }
    for text in ["31 June 2023", "30/02/2023", "13/13/2023"] {
        assert_eq!(en(text), Err(Refusal::ImpossibleDate), "{text}");
    }
    for text in [
        "March",
        "21 March",
        "in March 2024",
        "No. 21 2024",
        "21 March April 2024",
        "1/2/3/4",
        "+1/2/2023",
    ] {
        assert_eq!(en(text), Err(Refusal::NotADate), "{text}");
    }
    assert!(en_date_is_ambiguous("03/04/2023"));
    let order = |text| en_date_order(text);
    assert_eq!(
        order("On 03/04/2023 and on 27/11/2023."),
        Some(Order::DayMonthYear)
    );
    assert_eq!(
        order("On 03/04/2023 and on 11/27/2023."),
        Some(Order::MonthDayYear)
    );
    assert_eq!(order("On 11/27/2023 and on 27/11/2023."), None);
    assert_eq!(order("On 03/04/2023, no. 27/2023."), None);
    assert!(!en_date_is_ambiguous("27/11/2023") && !en_date_is_ambiguous("3 April 2023"));
}

#[test]
fn precision_is_what_is_known() {
    for (text, wanted) in [
        ("2023年", DatePrecision::Year),
        ("2023年3月", DatePrecision::Month),
        ("2023年3月1日", DatePrecision::Day),
    ] {
        assert_eq!(zh_date(text).unwrap().precision(), wanted);
    }
}

proptest! {
    #[test]
    fn dates_stay_themselves(text in "[0-9〇一二十OlI年月日/.-]{0,14}|[a-z0-9,. ]{0,16}|\\PC{0,10}") {
        for date in [zh_date(&text), en_date(&text)].into_iter().flatten() {
            prop_assert_eq!(en_date(&date.iso()), Ok(date));
        }
        let _ = relative_date(&text, Date::new(2023, None, None).unwrap());
        let _ = en_date_is_ambiguous(&text);
    }
}
