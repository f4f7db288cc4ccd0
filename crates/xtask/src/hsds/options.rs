//! What an import is told besides its file: the day, the page that says it, and how sure it is.

use guide::Date;

use super::edit::Fact;
use crate::content::today;

/// The options of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The day that counts as the one on which a source was read, where nothing says another.
    pub today: Date,
    /// The page that says it, where nothing names another.
    pub source: Option<String>,
    /// The time zone of sessions, where nothing names another.
    pub zone: Option<String>,
    /// How sure new facts are.
    pub status: String,
}

impl Options {
    /// Reads `--today DAY`, `--source URL`, `--zone ZONE` and `--status STATUS`.
    pub fn read(words: &[&str]) -> Result<Self, String> {
        let mut options = Self { today: today(), source: None, zone: None, status: "unconfirmed".to_owned() };
        for pair in words.chunks(2) {
            match pair {
                ["--today", day] => {
                    options.today = Date::read(day).ok_or("write a day after --today, such as --today 2026-11-15")?;
                }
                ["--source", url] if url.starts_with("https://") || url.starts_with("http://") => {
                    options.source = Some((*url).to_owned());
                }
                ["--zone", zone] if zone.parse::<chrono_tz::Tz>().is_ok() => options.zone = Some((*zone).to_owned()),
                ["--status", status] if ["confirmed", "published", "unconfirmed"].contains(status) => {
                    options.status = (*status).to_owned();
                }
                other => {
                    return Err(format!(
                        "`{}` is no option. The options are: --today DAY, --source https://…, --zone \
                         America/Chicago, --status confirmed|published|unconfirmed.",
                        other.join(" ")
                    ));
                }
            }
        }
        Ok(options)
    }

    /// The three lines of a proof, for a page and a day.
    pub fn proof(&self, source: &str, checked: Option<&str>) -> [(&'static str, Fact); 3] {
        [
            ("source", Fact::Text(source.to_owned())),
            ("checked", Fact::Date(checked.map_or_else(|| day(self.today), str::to_owned))),
            ("status", Fact::Text(self.status.clone())),
        ]
    }
}

/// A day as our files write it.
pub fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}
