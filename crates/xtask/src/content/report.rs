//! Prints problems like a compiler does, but for people: file and line, what is wrong, what would be right.

use std::collections::BTreeMap;

use guide::content::Problem;
use serde_json::{Value, json};

use super::lint::{Finding, Severity};
use super::toml_file::TomlFile;

/// The line of a problem in its file.
pub fn line(problem: &Problem, files: &BTreeMap<String, TomlFile>) -> usize {
    if let Some(line) = problem.place.way.last().and_then(|step| step.strip_prefix("\u{0}line ")) {
        return line.parse().unwrap_or(1);
    }
    files.get(&problem.place.file).map_or(1, |file| file.line(&problem.place))
}

/// Takes out what only follows from a line that is not TOML.
pub fn once_a_line(problems: &mut Vec<Problem>, files: &BTreeMap<String, TomlFile>) {
    let is_syntax = |problem: &Problem| problem.wrong.starts_with("this is not TOML");
    let place = |problem: &Problem| (problem.place.file.clone(), line(problem, files));
    let syntax: Vec<(String, usize)> = problems.iter().filter(|one| is_syntax(one)).map(place).collect();
    problems.retain(|one| is_syntax(one) || !syntax.contains(&place(one)));
}

/// All findings as text, in the order of files and lines.
pub fn text(findings: &[Finding], files: &BTreeMap<String, TomlFile>) -> String {
    let mut text = String::new();
    for (line, finding) in sorted(findings, files) {
        let problem = &finding.problem;
        text.push_str(&format!("questions/{}:{line}: ", problem.place.file));
        if finding.severity == Severity::Warning {
            text.push_str("warning: ");
        }
        if !problem.id.is_empty() {
            text.push_str(&format!("[{}] ", problem.id));
        }
        text.push_str(&format!("{}\n    mend: {}\n", problem.wrong, problem.mend));
    }
    text
}

/// All findings for machines.
pub fn json(findings: &[Finding], files: &BTreeMap<String, TomlFile>) -> Value {
    let one = |(line, finding): (usize, &Finding)| {
        let problem = &finding.problem;
        json!({
            "file": format!("questions/{}", problem.place.file),
            "line": line,
            "severity": severity(finding),
            "id": problem.id,
            "wrong": problem.wrong,
            "mend": problem.mend,
        })
    };
    sorted(findings, files).into_iter().map(one).collect()
}

/// All findings as annotations that GitHub shows beside the line ("workflow commands").
pub fn github(findings: &[Finding], files: &BTreeMap<String, TomlFile>) -> String {
    let escaped = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let mut text = String::new();
    for (line, finding) in sorted(findings, files) {
        let problem = &finding.problem;
        let file = escaped(&problem.place.file).replace(':', "%3A").replace(',', "%2C");
        let said = escaped(&format!("[{}] {}; mend: {}", problem.id, problem.wrong, problem.mend));
        text.push_str(&format!("::{} file=questions/{file},line={line}::{said}\n", severity(finding)));
    }
    text
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn sorted<'a>(findings: &'a [Finding], files: &BTreeMap<String, TomlFile>) -> Vec<(usize, &'a Finding)> {
    let mut sorted: Vec<(usize, &Finding)> = findings.iter().map(|one| (line(&one.problem, files), one)).collect();
    sorted.sort_by(|(left_line, left), (right_line, right)| {
        let (left, right) = (&left.problem, &right.problem);
        (&left.place.file, left_line, &left.wrong).cmp(&(&right.place.file, right_line, &right.wrong))
    });
    sorted
}
