//! Our conditions as `enableWhen`. Where one set of comparisons cannot say it, groups around the item say the rest.
//!
//! R4 defines `!=` as "no answer is equal", which holds when nothing was answered. Some programs, LHC-Forms among them,
//! let it hold only when something was. So what holds without an answer is written with `exists` beside it.

use guide::Pack;
use guide::condition::{Behavior, Clause, Comparison, Condition, Test};
use serde_json::{Map, Value, json};

/// One set of comparisons: what an item or a group can carry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Level {
    behavior: Behavior,
    comparisons: Vec<Value>,
}

impl Level {
    /// Writes the comparisons into an item or a group.
    pub fn put(&self, element: &mut Map<String, Value>) {
        element.insert("enableWhen".into(), Value::Array(self.comparisons.clone()));
        // Needed when there is more than one (R4, invariant que-12).
        if self.comparisons.len() > 1 {
            let behavior = match self.behavior {
                Behavior::All => "all",
                Behavior::Any => "any",
            };
            element.insert("enableBehavior".into(), behavior.into());
        }
    }
}

/// The levels of a condition; each must hold. The last belongs to the item, the others to groups around it.
///
/// `None` for a condition on bands, which no item has.
pub(super) fn levels(pack: &Pack, condition: &Condition) -> Option<Vec<Level>> {
    // Each clause is one or more comparisons of which one is enough.
    let clauses: Vec<Vec<Value>> =
        condition.clauses.iter().map(|clause| any_of(pack, clause)).collect::<Option<_>>()?;
    if clauses.is_empty() {
        return Some(Vec::new());
    }
    if condition.behavior == Behavior::Any {
        return Some(vec![Level { behavior: Behavior::Any, comparisons: clauses.into_iter().flatten().collect() }]);
    }
    let (single, several): (Vec<_>, Vec<_>) = clauses.into_iter().partition(|clause| clause.len() == 1);
    let mut levels: Vec<Level> =
        several.into_iter().map(|comparisons| Level { behavior: Behavior::Any, comparisons }).collect();
    if !single.is_empty() {
        levels.push(Level { behavior: Behavior::All, comparisons: single.into_iter().flatten().collect() });
    }
    Some(levels)
}

fn any_of(pack: &Pack, clause: &Clause) -> Option<Vec<Value>> {
    let Clause::Item(index, test) = clause else { return None };
    let item = pack.item(*index)?;
    let one = |operator: &str, name: &str, answer: Value| json!({ "question": item.id.as_str(), "operator": operator, name: answer });
    let exists = |truth: bool| one("exists", "answerBoolean", truth.into());
    let coding = |operator: &str, code: &str| one(operator, "answerCoding", json!({ "code": code }));
    let number = |operator: &str, number: u8| one(operator, "answerInteger", number.into());
    Some(match test {
        Test::Is(option) => vec![coding("=", option.as_str())],
        Test::IsNot(option) => vec![exists(false), coding("!=", option.as_str())],
        Test::Exists => vec![exists(true)],
        Test::Missing => vec![exists(false)],
        // Ours never holds without an answer.
        Test::Number(Comparison::NotEqual, limit) => vec![number("<", *limit), number(">", *limit)],
        Test::Number(comparison, limit) => {
            let operator = match comparison {
                Comparison::Equal | Comparison::NotEqual => "=",
                Comparison::Less => "<",
                Comparison::LessOrEqual => "<=",
                Comparison::Greater => ">",
                Comparison::GreaterOrEqual => ">=",
            };
            vec![number(operator, *limit)]
        }
    })
}
