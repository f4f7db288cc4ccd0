//! `cargo xtask check`: prints what was found, for people or for machines.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use guide::Date;
use time::OffsetDateTime;

use super::lint::{Grade, median};
use super::{Looked, folders, look, report};

/// How the findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Json,
    GitHub,
}

/// What was asked for.
struct Wanted {
    packs: Vec<String>,
    today: Date,
    format: Format,
}

/// Checks the packs that the arguments name, or all.
pub(super) fn run(questions: &Path, arguments: &[String]) -> ExitCode {
    match wanted(questions, arguments).and_then(|wanted| check(questions, &wanted)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The day, in UTC. A fact's age is counted in days, so the zone does not matter.
pub fn today() -> Date {
    day(OffsetDateTime::now_utc())
}

/// The day of a moment, in seconds since 1970.
pub fn day_of(seconds: i64) -> Option<Date> {
    OffsetDateTime::from_unix_timestamp(seconds).ok().map(day)
}

fn day(now: OffsetDateTime) -> Date {
    let year = u16::try_from(now.year()).unwrap_or(u16::MAX);
    Date { year, month: now.month().into(), day: now.day() }
}

fn wanted(questions: &Path, arguments: &[String]) -> Result<Wanted, String> {
    let known = folders(questions)?;
    let mut wanted = Wanted { packs: Vec::new(), today: today(), format: Format::Text };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--today" => {
                let day = arguments.next().and_then(|day| Date::read(day));
                wanted.today = day.ok_or("write a day after --today, such as --today 2026-11-15")?;
            }
            "--format" => {
                wanted.format = match arguments.next().map(String::as_str) {
                    Some("text") => Format::Text,
                    Some("json") => Format::Json,
                    Some("github") => Format::GitHub,
                    _ => return Err("write text, json or github after --format".to_owned()),
                };
            }
            pack if known.iter().any(|one| one == pack) => wanted.packs.push(pack.to_owned()),
            other => {
                return Err(format!(
                    "There is no pack and no option `{other}`. The packs are: {}. The options are: --today DAY, --format text|json|github.",
                    known.join(", ")
                ));
            }
        }
    }
    if wanted.packs.is_empty() {
        wanted.packs = known;
    }
    Ok(wanted)
}

fn check(questions: &Path, wanted: &Wanted) -> Result<ExitCode, String> {
    let mut code = ExitCode::SUCCESS;
    let mut all = Vec::new();
    for pack in &wanted.packs {
        let begin = Instant::now();
        let looked = look(questions, pack, wanted.today)?;
        if looked.errors > 0 {
            code = ExitCode::FAILURE;
        }
        match wanted.format {
            Format::Text => {
                say(&report::text(&looked.findings, &looked.files));
                say(&format!("{}, in {} ms\n", summary(pack, &looked), begin.elapsed().as_millis()));
            }
            Format::GitHub => say(&report::github(&looked.findings, &looked.files)),
            Format::Json => {
                all.push(
                    serde_json::json!({ "pack": pack, "findings": report::json(&looked.findings, &looked.files) }),
                );
            }
        }
    }
    if wanted.format == Format::Json {
        say(&format!("{}\n", serde_json::to_string_pretty(&all).map_err(|error| error.to_string())?));
    }
    Ok(code)
}

/// Prints; who has closed the other end, as `head` does, wants no more.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

fn summary(pack: &str, looked: &Looked) -> String {
    let warnings = looked.findings.len() - looked.errors;
    let mut said = match looked.errors {
        0 => format!("The pack {pack} is good, with {}", counted(warnings, "warning")),
        errors => format!("The pack {pack} has {} and {}", counted(errors, "problem"), counted(warnings, "warning")),
    };
    if let Some(checked) = &looked.checked {
        let pack = &checked.pack;
        said.push_str(&format!(
            ": {} paths, {} help pages, expectations and questions, {} advice, {} phones, {} links",
            pack.paths.len(),
            pack.items.len(),
            pack.advice.len(),
            pack.phones.len(),
            pack.links.len(),
        ));
    }
    for length in &looked.lengths {
        said.push_str(&format!(
            "\n  {}: {:.1} to {:.1} minutes, {:.1} with the family's questions; the first screen says {}",
            length.path, length.shortest, length.longest, length.with_family, length.told
        ));
        if let Some(minutes) = length.first_help {
            said.push_str(&format!("; help read after {minutes:.1}"));
        }
    }
    for (code, grades) in &looked.grades {
        said.push_str(&format!("\n  {code}: {}", reading(code, grades)));
    }
    said
}

/// How a language reads: the middle screen and the hardest.
fn reading(code: &str, grades: &[Grade]) -> String {
    let easier_is_higher = ["es", "fr"].contains(&code);
    let hardest = grades.iter().filter(|grade| grade.counts()).max_by(|left, right| {
        let order = left.value.total_cmp(&right.value);
        if easier_is_higher { order.reverse() } else { order }
    });
    let measure = match code {
        "en" => "reading grade (Flesch-Kincaid)",
        "es" => "reading ease (Fernandez-Huerta)",
        "fr" => "reading ease (Kandel-Moles)",
        _ => "words in the longest sentence",
    };
    match (median(grades), hardest) {
        (Some(median), Some(hardest)) => {
            format!("{measure}: median {median:.1}, hardest {:.1} ({})", hardest.value, hardest.screen)
        }
        _ => "no words".to_owned(),
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
