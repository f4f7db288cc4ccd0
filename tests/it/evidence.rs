//! Writes down what a test counted, for docs/evidence.md, and says how many the bars ask for in this run.

use std::path::Path;

/// `usual` in a usual run, `most` in `cargo xtask test --all`.
pub fn count(usual: usize, most: usize) -> usize {
    if std::env::var_os("PORCHLIGHT_ALL").is_some() { most } else { usual }
}

/// What was counted, and how many. Each `name` is used once.
pub fn evidence(name: &str, section: &str, rows: &[(&str, String)]) {
    let Some(folder) = std::env::var_os("PORCHLIGHT_EVIDENCE") else { return };
    let day = std::env::var("PORCHLIGHT_DAY").unwrap();
    let of = std::env::var("PORCHLIGHT_OF").unwrap_or_default();
    let text = format!("{}\n", serde_json::json!({ "section": section, "day": day, "of": of, "rows": rows }));
    std::fs::write(Path::new(&folder).join(format!("{name}.json")), text).unwrap();
}
