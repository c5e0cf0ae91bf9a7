//! Enterprises of the demonstration: made-up names with codes that pass both of their checks.

use duoyuan_core::platform::{CreditCode, Enterprise};
use duoyuan_core::zone::{Park, Zone};

/// Enterprises of a park.
const EACH: usize = 14;
const WORDS: [&str; 14] =
    ["恒瑞", "中凯", "金桥", "明远", "海诚", "宏达", "立新", "卓越", "华阳", "天宇", "润丰", "博源", "百川", "鼎新"];
const TRADES: [&str; 7] = ["新材料", "装备制造", "化工科技", "生物科技", "汽车部件", "电子科技", "环保科技"];

/// By park, in the order of the configuration.
pub(super) fn all(zone: &Zone) -> Vec<Vec<Enterprise>> {
    let of_park = |(index, park): (usize, &Park)| (0..EACH).filter_map(|n| one(index, park, n)).collect();
    zone.parks.iter().enumerate().map(of_park).collect()
}

fn one(index: usize, park: &Park, n: usize) -> Option<Enterprise> {
    let word = WORDS[(n + index * 3) % WORDS.len()];
    let trade = TRADES[(n * 2 + index) % TRADES.len()];
    let name = format!("{}{word}{trade}有限公司（演示）", park.short);
    let division = park.divisions.first()?;
    let body =
        format!("MA9{}{}{:02}{}", ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'][index % 8], n % 10, n * 7 % 100, index % 10);
    let code = CreditCode::complete(&format!("91{division}{body}{}", inner_check(&body)))?;
    Some(Enterprise { code: code.as_str().to_owned(), name })
}

/// The check of an organisation code, GB 11714: weights over eight characters, 11 less the rest.
fn inner_check(body: &str) -> char {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(36).unwrap_or(0) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sound_and_no_two_are_alike() {
        assert_eq!(inner_check("M000100Y"), '4');
        assert_eq!(inner_check("MA9TERT0"), '4');
        let zone = duoyuan_core::zone::load(&duoyuan_core::zone::shipped()).unwrap();
        let codes: Vec<String> = all(&zone).into_iter().flatten().map(|it| it.code).collect();
        assert_eq!(codes.len(), EACH * zone.parks.len());
        assert!(codes.iter().all(|code| CreditCode::parse(code).is_ok()));
        let distinct: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
    }
}
