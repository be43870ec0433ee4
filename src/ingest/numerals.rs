//! Chinese numerals of dates, turned into figures.

use std::borrow::Cow;

/// The same text with `二〇一六年九月三十日` written `2016年9月30日`: digits one by one, tens as numbers.
pub(super) fn with_figures(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for sign in text.chars() {
        if is_numeral(sign) {
            run.push(sign);
            continue;
        }
        out.push_str(&figures(&run));
        run.clear();
        out.push(sign);
    }
    out.push_str(&figures(&run));
    Cow::Owned(out)
}

/// The signs of one number; zeros are also written as circles and letters.
fn is_numeral(sign: char) -> bool {
    digit(sign).is_some() || sign == '十'
}

fn digit(sign: char) -> Option<u32> {
    match sign {
        '〇' | '○' | '零' | 'o' | 'O' => Some(0),
        '0'..='9' => sign.to_digit(10),
        _ => "一二三四五六七八九"
            .chars()
            .zip(1..)
            .find_map(|(numeral, value)| (numeral == sign).then_some(value)),
    }
}

/// Figures for a run of numerals; what is all figures and letters already stays as it is.
fn figures(run: &str) -> String {
    if run.is_ascii() {
        return run.to_owned();
    }
    let digits = |text: &str| -> String {
        let digits = text.chars().filter_map(digit);
        digits.map(|digit| digit.to_string()).collect()
    };
    match run.split_once('十') {
        None => digits(run),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() {
                "1".to_owned()
            } else {
                digits(tens)
            };
            let ones = if ones.is_empty() {
                "0".to_owned()
            } else {
                digits(ones)
            };
            tens + &ones
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(with_figures(text), expected, "{text}");
    }

    #[test]
    fn years_are_spelt_and_months_and_days_are_numbers() {
        check("二〇一六年九月三十日", "2016年9月30日");
        check("二○一○年十二月", "2010年12月");
        check("二零一零年十月二十一日", "2010年10月21日");
        check("二0一六年十一月", "2016年11月");
    }

    #[test]
    fn other_texts_stay() {
        check("2016-09-30", "2016-09-30");
        check("oct 2016", "oct 2016");
        check("填报日期：", "填报日期：");
    }
}
