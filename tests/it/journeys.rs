//! Walks every case in `tests/journeys/` and compares what was shown with what the case expects.

use guide::Effect;

use crate::case;
use crate::diff::diff;
use crate::transcript;
use crate::walker::Walker;

#[test]
fn people_see_what_they_should() {
    let cases = case::all();
    let mut wrong = Vec::new();
    for case in &cases {
        match Walker::walk(case) {
            Ok(walker) => {
                let lines = diff(&transcript::expected(case), &transcript::actual(case, &walker));
                wrong.extend(lines.map(|lines| format!("{} (- expected, + shown):\n{lines}", case.name)));
            }
            Err(problem) => wrong.push(problem),
        }
    }
    assert!(wrong.is_empty(), "{} of {} walks:\n\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn every_kind_of_person_walks() {
    let cases = case::all();
    let starts = |path: &str| {
        let start = format!("start {path}");
        cases
            .iter()
            .filter(|case| case.walk.iter().any(|line| line.split(';').any(|step| step.trim() == start)))
            .count()
    };
    for (path, least) in [("foster", 5), ("kin", 4), ("kin-now", 4), ("explore", 1)] {
        assert!(starts(path) >= least, "only {} walks on the path {path}", starts(path));
    }
    assert!(cases.len() >= 14, "only {} walks", cases.len());
}

#[test]
fn no_walk_tells_the_host_page_anything() {
    for case in case::all() {
        let walker = Walker::walk(&case).unwrap();
        for effect in &walker.effects {
            let known =
                matches!(effect, Effect::FocusHeading | Effect::FocusNotice | Effect::Print | Effect::Leave { .. });
            assert!(known, "{}: {effect:?}", case.name);
        }
    }
}
