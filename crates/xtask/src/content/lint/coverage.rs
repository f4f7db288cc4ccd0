//! Whether what is asked leads anywhere: no question without an effect, and no two options that nothing tells apart.

use guide::condition::{Clause, Condition};
use guide::content::{Checked, Place, RawPack};
use guide::pack::{Choice, Item, ItemKind, Pack, Question};

use super::Finding;

/// Questions and options that change nothing.
pub(super) fn check(raw: &RawPack, checked: &Checked) -> Vec<Finding> {
    let pack = &checked.pack;
    let conditions = conditions(pack);
    let mut findings = Vec::new();
    for (item, index) in pack.items.iter().zip(0u16..) {
        let ItemKind::Question(question) = &item.kind else { continue };
        // What stands in "What to tell the agency" leads there. A place leads to the next step.
        if question.tell.is_some() || matches!(question.form, guide::pack::Form::Place) {
            continue;
        }
        let place = place(raw, item);
        let looked_at = conditions.iter().any(|clause| matches!(clause, Clause::Item(one, _) if *one == index));
        let scored = question.domain.is_some();
        if !looked_at && !scored {
            let wrong = format!("no answer to `{}` changes anything", item.id.as_str());
            let mend = "give it a domain and points, or advice that looks at it; or do not ask";
            findings.push(Finding::error(place, item.id.as_str(), wrong, mend));
            continue;
        }
        // Where a condition looks at one option, choosing another one is an answer to it, too.
        if !looked_at {
            findings.extend(same_options(&place, item, question));
        }
    }
    findings
}

/// Two options without points in a question that nothing but its points speaks for: one of them is dead.
fn same_options(place: &Place, item: &Item, question: &Question) -> Option<Finding> {
    let means_nothing = |choice: &&Choice| choice.points.is_none();
    let silent: Vec<&str> = question.choices().iter().filter(means_nothing).map(|choice| choice.id.as_str()).collect();
    (silent.len() > 1).then(|| {
        let wrong = format!("nothing tells the options `{}` apart", silent.join("` and `"));
        let mend = "give one of them points or advice, or make one option of them";
        Finding::error(place.at("options"), item.id.as_str(), wrong, mend)
    })
}

fn conditions(pack: &Pack) -> Vec<&Clause> {
    let parts = pack.paths.iter().flat_map(|path| &path.parts).map(|part| &part.when);
    let items = pack.items.iter().map(|item| &item.when);
    let advice = pack.advice.iter().map(|advice| &advice.when);
    parts.chain(items).chain(advice).flat_map(|condition: &Condition| &condition.clauses).collect()
}

fn place(raw: &RawPack, item: &Item) -> Place {
    let found = raw.questions.iter().find(|one| one.value.id == item.id.as_str());
    found.map(|one| one.place.clone()).unwrap_or_default()
}
