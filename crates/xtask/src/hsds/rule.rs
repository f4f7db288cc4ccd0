//! RRULEs of RFC 5545 and the fields of an HSDS schedule that say the same.

use serde_json::{Value, json};

/// The parts of a rule that a schedule has columns for, in the order in which we write them.
const PARTS: [(&str, &str); 9] = [
    ("FREQ", "freq"),
    ("INTERVAL", "interval"),
    ("COUNT", "count"),
    ("UNTIL", "until"),
    ("BYDAY", "byday"),
    ("BYMONTHDAY", "bymonthday"),
    ("BYWEEKNO", "byweekno"),
    ("BYYEARDAY", "byyearday"),
    ("WKST", "wkst"),
];

/// The fields of a schedule that say what a rule says. `None` where HSDS has no way to say it.
pub fn fields(rule: &str) -> Option<Vec<(&'static str, Value)>> {
    let mut fields = Vec::new();
    for (part, value) in parts(rule)? {
        let (_, column) = PARTS.iter().find(|(name, _)| *name == part)?;
        if fields.iter().any(|(taken, _)| taken == column) {
            return None;
        }
        let value = match part.as_str() {
            // The columns of HSDS know these two only.
            "FREQ" if !["WEEKLY", "MONTHLY"].contains(&value.as_str()) => return None,
            "INTERVAL" | "COUNT" => json!(value.parse::<u32>().ok().filter(|number| number.to_string() == value)?),
            "UNTIL" => json!(day(&value)?),
            _ => json!(value),
        };
        fields.push((*column, value));
    }
    let order = |column: &str| PARTS.iter().position(|(_, name)| *name == column);
    fields.sort_by_key(|(column, _)| order(column));
    fields.iter().any(|(column, _)| *column == "freq").then_some(fields)
}

/// Whether two rules say the same, in whatever order.
pub fn same(left: &str, right: &str) -> bool {
    let sorted = |rule: &str| {
        let mut parts = parts(rule)?;
        parts.sort();
        Some(parts)
    };
    sorted(left).is_some_and(|left| sorted(right) == Some(left))
}

/// The rule that fields of a schedule say; `None` without a frequency.
pub fn rule<'a>(field: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    field("freq")?;
    let part = |(name, column): &(&str, &str)| {
        let value = field(column)?;
        let value = if *name == "UNTIL" { value.get(..10).unwrap_or(value).replace('-', "") } else { value.to_owned() };
        Some(format!("{name}={value}"))
    };
    Some(PARTS.iter().filter_map(part).collect::<Vec<_>>().join(";"))
}

/// The parts of a rule in capitals, such as `FREQ` and `WEEKLY`.
fn parts(rule: &str) -> Option<Vec<(String, String)>> {
    let part =
        |part: &str| part.split_once('=').map(|(name, value)| (name.trim().to_uppercase(), value.to_uppercase()));
    rule.split(';').filter(|part| !part.trim().is_empty()).map(part).collect()
}

/// `20270301` as `2027-03-01`. A moment of a day is no day: HSDS could not say it.
fn day(text: &str) -> Option<String> {
    let all_digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let day = format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    all_digits.then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(text: &str) -> Option<String> {
        let fields: Vec<(&str, String)> = fields(text)?
            .into_iter()
            .map(|(column, value)| (column, value.as_str().map_or(value.to_string(), str::to_owned)))
            .collect();
        rule(|name| fields.iter().find(|(column, _)| *column == name).map(|(_, value)| value.as_str()))
    }

    #[test]
    fn rules_of_hsds_come_back() {
        for text in [
            "FREQ=WEEKLY;COUNT=8",
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270301;BYDAY=SA",
            "FREQ=MONTHLY;COUNT=3;BYDAY=2TU",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
        ] {
            assert_eq!(there_and_back(text).as_deref(), Some(text));
        }
        assert_eq!(there_and_back("BYDAY=SA;FREQ=WEEKLY").as_deref(), Some("FREQ=WEEKLY;BYDAY=SA"));
        assert!(same("BYDAY=SA;FREQ=WEEKLY", "freq=weekly;BYDAY=SA") && !same("FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=2"));
    }

    #[test]
    fn other_rules_are_told_apart() {
        for text in
            ["FREQ=DAILY;COUNT=3", "FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO", "COUNT=3", "FREQ", "", "FREQ=WEEKLY;COUNT=x"]
        {
            assert_eq!(fields(text), None, "{text}");
        }
        assert_eq!(fields("FREQ=WEEKLY;UNTIL=20270301T180000Z"), None, "a moment is no day");
    }
}
