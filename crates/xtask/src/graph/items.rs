//! What the boxes of a graph say: screens with their options, the advice of an answer, domains, the result.

use guide::condition::Comparison;
use guide::content::RawPack;
use guide::content::raw::{RawAdvice, RawAdviceKind, RawPath, RawQuestion, RawQuestionKind, RawWhen};
use guide::content::when::{WrittenTest, clause};

use super::flow::{LineKind, in_words};

/// The entries of a pack, looked at from one path.
pub struct Items<'a> {
    /// The pack.
    pub raw: &'a RawPack,
    /// The path.
    pub path: &'a RawPath,
}

impl<'a> Items<'a> {
    /// A text of the pack's first language in one line; the id when there is none.
    pub fn words(&self, key: &str, id: &str) -> String {
        let first = self.raw.pack.as_ref().and_then(|pack| pack.value.languages.first());
        let text = first.and_then(|code| self.raw.words.get(code)).and_then(|words| words.texts.get(key));
        text.map_or_else(|| id.to_owned(), |text| self.filled(&text.join(" ")))
    }

    /// A text with its values and phones; a link is its id.
    fn filled(&self, text: &str) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        let mut filled = text.to_owned();
        for value in self.raw.values.iter().map(|one| &one.value) {
            filled = filled.replace(&format!("{{value:{}}}", value.id), &value.value);
        }
        for phone in self.raw.phones.iter().map(|one| &one.value) {
            filled = filled.replace(&format!("{{phone:{}}}", phone.id), &phone.shown);
        }
        filled.replace("{link:", "").replace('}', "")
    }

    fn question(&self, id: &str) -> Option<&'a RawQuestion> {
        self.raw.questions.iter().map(|one| &one.value).find(|one| one.id == id)
    }

    /// Whether an item is a question.
    pub fn is_question(&self, id: &str) -> bool {
        self.question(id).is_some()
    }

    /// When an item is shown.
    pub fn when(&self, id: &str) -> Option<&'a RawWhen> {
        self.question(id)?.when.as_ref()
    }

    /// An item in a few lines: its number, its name, its options, where it counts.
    pub fn lines(&self, id: &str, number: usize) -> Vec<(LineKind, String)> {
        let Some(question) = self.question(id) else {
            let help = self.raw.help.iter().any(|one| one.value.id == id);
            let key = if help { format!("help.{id}.title") } else { format!("expectations.{id}.title") };
            return vec![
                (LineKind::Words, format!("{number}. {}", self.words(&key, id))),
                (LineKind::Small, id.to_owned()),
            ];
        };
        let short = self.words(&format!("questions.{id}.short"), id);
        let mut lines = vec![(LineKind::Words, format!("{number}. {short}")), (LineKind::Small, id.to_owned())];
        lines.push((LineKind::Small, options(question)));
        if let Some(domain) = &question.domain {
            let name = self.words(&format!("domains.{domain}.name"), domain);
            lines.push((LineKind::Small, format!("counts for {name}")));
        }
        lines
    }

    /// The advice that this path can give.
    fn given(&self) -> impl Iterator<Item = &'a RawAdvice> {
        let path = self.path;
        let all = self.raw.advice.iter().map(|one| &one.value);
        all.filter(move |one| one.paths.is_empty() || one.paths.contains(&path.id))
    }

    /// The advice that hangs on the answer to this item alone.
    pub fn advice(&self, id: &str) -> Vec<(LineKind, String)> {
        let mut lines = Vec::new();
        for one in self.given().filter(|one| one.when.as_ref().is_some_and(|when| only(when) == Some(id.to_owned()))) {
            let title = self.title(one);
            lines.push((LineKind::Words, format!("{}: {title}", kind(one.kind))));
            lines.push((LineKind::Small, format!("{}, if {}", one.id, shorter(one.when.as_ref()))));
        }
        lines
    }

    /// The title of advice; a question to ask has none, and its text says it all.
    fn title(&self, one: &RawAdvice) -> String {
        let text = self.words(&format!("advice.{}.text", one.id), &one.id);
        self.words(&format!("advice.{}.title", one.id), &text)
    }

    /// The domains that this path asks about, with their questions.
    pub fn domains(&self) -> Vec<(LineKind, String)> {
        let shown: Vec<&String> = self.path.part.iter().flat_map(|part| &part.show).collect();
        let mut lines = vec![(LineKind::Heading, "The answers add up to".to_owned())];
        for domain in self.raw.domains.iter().map(|one| &one.value) {
            let counts = |one: &&RawQuestion| one.domain.as_ref() == Some(&domain.id) && shown.contains(&&one.id);
            let questions = self.raw.questions.iter().map(|one| &one.value).filter(counts);
            let ids: Vec<&str> = questions.map(|one| one.id.as_str()).collect();
            if !ids.is_empty() {
                let name = self.words(&format!("domains.{}.name", domain.id), &domain.id);
                let bands = format!("strong from {}, talk from {}", domain.bands.strong, domain.bands.talk);
                lines.push((LineKind::Words, name));
                lines.push((LineKind::Small, format!("{}: {bands}; {}", domain.id, ids.join("\u{a0}· "))));
            }
        }
        if lines.len() == 1 {
            lines.push((LineKind::Words, "nothing: this path has no question that counts".to_owned()));
        }
        lines
    }

    /// The result: advice that hangs on more than one answer, and what is always there.
    pub fn result(&self) -> Vec<(LineKind, String)> {
        let result = self.words(&format!("paths.{}.result", self.path.id), "result");
        let mut lines = vec![(LineKind::Heading, format!("Result: {result}"))];
        let shown = |id: &String| self.path.part.iter().any(|part| part.show.contains(id));
        for one in self.given() {
            let beside = one.when.as_ref().and_then(only).is_some_and(|id| shown(&id));
            if one.when.is_some() && !beside {
                let title = self.title(one);
                lines.push((LineKind::Words, format!("{}: {title}", kind(one.kind))));
                lines.push((LineKind::Small, format!("{}, if {}", one.id, in_words(one.when.as_ref()))));
            }
        }
        let always: Vec<&str> = self.given().filter(|one| one.when.is_none()).map(|one| one.id.as_str()).collect();
        if !always.is_empty() {
            lines.push((LineKind::Words, "Always:".to_owned()));
            lines.push((LineKind::Small, always.join("\u{a0}· ")));
        }
        lines
    }
}

fn options(question: &RawQuestion) -> String {
    let option = |one: &guide::content::raw::RawOption| match one.points {
        // With a space that does not break.
        Some(points) => format!("{}\u{a0}({points})", one.id),
        None => one.id.clone(),
    };
    let all = || question.options.iter().map(option).collect::<Vec<_>>().join("\u{a0}· ");
    match question.kind {
        RawQuestionKind::Single => format!("one of: {}", all()),
        RawQuestionKind::Multiple => format!("any of: {}", all()),
        RawQuestionKind::Scale => {
            format!("from {} to {}", question.from.unwrap_or_default(), question.to.unwrap_or_default())
        }
        RawQuestionKind::Place => "a place or a ZIP code".to_owned(),
    }
}

fn kind(kind: RawAdviceKind) -> &'static str {
    match kind {
        RawAdviceKind::Strong => "Strong",
        RawAdviceKind::Talk => "Talk over",
        RawAdviceKind::Learn => "Learn",
        RawAdviceKind::Ask => "Ask",
    }
}

fn clauses(when: &RawWhen) -> &[String] {
    match when {
        RawWhen::One(one) => std::slice::from_ref(one),
        RawWhen::All { all } => all,
        RawWhen::Any { any } => any,
    }
}

/// The one thing that all clauses look at.
fn only(when: &RawWhen) -> Option<String> {
    let mut lefts = clauses(when).iter().map(|one| clause(one).ok().map(|one| one.left));
    let first = lefts.next()??;
    lefts.all(|left| left.as_ref() == Some(&first)).then_some(first)
}

/// A condition beside the box that it looks at: without its name where that is plain.
fn shorter(when: Option<&RawWhen>) -> String {
    let Some(when) = when else { return String::new() };
    let between = if matches!(when, RawWhen::All { .. }) { " and " } else { " or " };
    let short = |one: &String| match clause(one) {
        Ok(read) => match read.test {
            WrittenTest::Exists => "answered".to_owned(),
            WrittenTest::Missing => "not answered".to_owned(),
            WrittenTest::Compare(Comparison::Equal, option) => option,
            WrittenTest::Compare(..) => one.trim().strip_prefix(&read.left).unwrap_or(one).trim().to_owned(),
        },
        Err(_) => one.clone(),
    };
    clauses(when).iter().map(short).collect::<Vec<_>>().join(between)
}
