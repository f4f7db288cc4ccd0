//! Prints problems like a compiler does, but for people: file and line, what is wrong, what would be right.

use std::collections::BTreeMap;

use guide::content::Problem;

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

/// All problems as text, in the order of files and lines.
pub fn text(problems: &[Problem], files: &BTreeMap<String, TomlFile>) -> String {
    let mut sorted: Vec<(usize, &Problem)> = problems.iter().map(|one| (line(one, files), one)).collect();
    sorted.sort_by(|(left_line, left), (right_line, right)| {
        (&left.place.file, left_line, &left.wrong).cmp(&(&right.place.file, right_line, &right.wrong))
    });
    let mut text = String::new();
    for (line, problem) in sorted {
        text.push_str(&format!("questions/{}:{line}: ", problem.place.file));
        if !problem.id.is_empty() {
            text.push_str(&format!("[{}] ", problem.id));
        }
        text.push_str(&format!("{}\n    mend: {}\n", problem.wrong, problem.mend));
    }
    text
}
