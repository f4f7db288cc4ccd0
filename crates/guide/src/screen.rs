//! What is shown at one moment, as plain data with all its words: views turn it into HTML, tests read it as text.

use crate::id::{ItemId, PathId};
use crate::text::{PageLink, Paragraph, PhoneLink, ProofLine};

/// A link in a list.
pub type LinkRow = PageLink;

/// One screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// Its kind: `data-screen` on the root element, a promise to tests.
    pub kind: Kind,
    /// The path, from the start on: `data-path` on the root element.
    pub path: Option<PathId>,
    /// The document's title.
    pub title: String,
    /// Language and direction.
    pub language: LanguageRow,
    /// The languages a person can change to; empty when there is only one.
    pub languages: Vec<LanguageRow>,
    /// What is said above the list of languages.
    pub language_label: String,
    /// Said in small type while no native reader has read the language.
    pub review: Option<String>,
    /// How to leave quickly.
    pub leave: PageLink,
    /// What leaving does, for people who do not know the button.
    pub leave_hint: String,
    /// Heading of the help lines.
    pub help_title: String,
    /// The help lines: on every screen, in the same order.
    pub help_lines: Vec<PhoneRow>,
    /// "Question 3 of 12".
    pub progress: Option<String>,
    /// The heading, which gets the focus.
    pub heading: String,
    /// Something that is missing or not known, said where it matters.
    pub notice: Option<String>,
    /// What stands below the heading.
    pub body: Body,
    /// The buttons, in order; the first is the main one.
    pub actions: Vec<Action>,
}

impl Screen {
    /// What tells this screen from every other one of a journey, in any language.
    pub fn key(&self) -> &str {
        match &self.body {
            Body::Expectation(body) => body.item.as_str(),
            Body::Question(body) => body.item.as_str(),
            Body::Help(body) => body.item.as_str(),
            _ => self.kind.name(),
        }
    }
}

/// The kinds of screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first screen.
    Welcome,
    /// A help page.
    Help,
    /// An expectation.
    Expectation,
    /// A question.
    Question,
    /// All answers.
    Review,
    /// The result.
    Result,
    /// Left quickly: nothing is shown.
    Left,
}

impl Kind {
    /// The value of `data-screen`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Help => "help",
            Self::Expectation => "expectation",
            Self::Question => "question",
            Self::Review => "review",
            Self::Result => "result",
            Self::Left => "left",
        }
    }
}

/// A language that the pack has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageRow {
    /// Its code.
    pub code: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Its own name for itself.
    pub name: String,
}

/// A phone with what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneRow {
    /// What it is for.
    pub label: String,
    /// A note, or nothing.
    pub note: String,
    /// "Call", "Text", or "Text KINSHIPLA to".
    pub verb: String,
    /// The number.
    pub link: PhoneLink,
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// Begin the chosen path.
    Start,
    /// Go on.
    Next,
    /// Go on without an answer.
    Skip,
    /// Go back.
    Back,
    /// See all answers.
    Review,
    /// See the result.
    Result,
    /// Print.
    Print,
    /// Choose another path; answers stay.
    OtherPath,
    /// Begin again; answers go.
    Restart,
}

impl ActionKind {
    /// The value of `data-action`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Next => "next",
            Self::Skip => "skip",
            Self::Back => "back",
            Self::Review => "review",
            Self::Result => "result",
            Self::Print => "print",
            Self::OtherPath => "other-path",
            Self::Restart => "restart",
        }
    }
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it does.
    pub kind: ActionKind,
    /// Its label.
    pub label: String,
}

/// What stands below the heading.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The first screen.
    Welcome(Welcome),
    /// A help page.
    Help(Help),
    /// An expectation.
    Expectation(ExpectationBody),
    /// A question.
    Question(QuestionBody),
    /// All answers.
    Review(Review),
    /// The result.
    Result(Box<ResultBody>),
    /// Nothing but a sentence.
    Left(String),
}

/// The first screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Welcome {
    /// The promise.
    pub lead: Vec<Paragraph>,
    /// That nothing leaves the browser.
    pub private: String,
    /// What opens [`Self::private_why`].
    pub private_how: String,
    /// How anyone can tell that nothing leaves the browser, and what cannot be hidden.
    pub private_why: String,
    /// What is asked about the paths.
    pub legend: String,
    /// The paths.
    pub paths: Vec<PathCard>,
}

/// A path on the first screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathCard {
    /// Its id.
    pub id: PathId,
    /// Its name.
    pub title: String,
    /// Whom it is for.
    pub text: String,
    /// How long it takes.
    pub minutes: String,
    /// Whether it is the chosen one.
    pub picked: bool,
}

/// A help page.
#[derive(Clone, Debug, PartialEq)]
pub struct Help {
    /// Its id.
    pub item: ItemId,
    /// Text.
    pub text: Vec<Paragraph>,
    /// A list.
    pub points: Vec<Paragraph>,
    /// Phones.
    pub phones: Vec<PhoneRow>,
    /// Arrangements.
    pub arrangements: Vec<ArrangementCard>,
    /// Links.
    pub links: Vec<LinkRow>,
    /// Where it comes from.
    pub proof: ProofLine,
}

/// A legal or money arrangement.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrangementCard {
    /// Its name.
    pub name: String,
    /// "Run by …".
    pub agency: Option<String>,
    /// Text.
    pub text: Vec<Paragraph>,
    /// A list.
    pub points: Vec<Paragraph>,
    /// Phones.
    pub phones: Vec<PhoneRow>,
    /// Links.
    pub links: Vec<LinkRow>,
    /// Where it comes from.
    pub proof: ProofLine,
}

/// An expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct ExpectationBody {
    /// Headings with their texts: what it asks, an ordinary day, what comes back.
    pub sections: Vec<(String, Vec<Paragraph>)>,
    /// Where it comes from.
    pub proof: ProofLine,
    /// Its id: the name of the radio buttons.
    pub item: ItemId,
    /// What is asked.
    pub legend: String,
    /// The three options.
    pub choices: Vec<ChoiceRow>,
}

/// A question. Its heading is the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionBody {
    /// Its id: the name of the radio buttons or checkboxes.
    pub item: ItemId,
    /// Why it is asked.
    pub why: Option<String>,
    /// How it is answered, in words, where that is not plain from the controls.
    pub hint: Option<String>,
    /// The controls.
    pub controls: Controls,
}

/// The controls of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Controls {
    /// Radio buttons.
    Radios(Vec<ChoiceRow>),
    /// Checkboxes.
    Checkboxes(Vec<ChoiceRow>),
    /// Radio buttons with numbers between two named ends.
    Scale {
        /// The numbers.
        numbers: Vec<ChoiceRow>,
        /// What the lowest means.
        low: String,
        /// What the highest means.
        high: String,
    },
    /// A ZIP code or a place from the list.
    Place(Box<PlaceControls>),
}

/// The controls of the place question.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceControls {
    /// The ZIP field. A pack without ZIP codes has none.
    pub zip: Option<ZipField>,
    /// Label of the list.
    pub place_label: String,
    /// The list's first, empty row.
    pub none: String,
    /// The places.
    pub places: Vec<ChoiceRow>,
}

/// The field for a ZIP code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZipField {
    /// Its label.
    pub label: String,
    /// Its hint.
    pub hint: String,
    /// The key that takes the last digit back.
    pub erase: String,
    /// What was typed.
    pub typed: String,
    /// Which place the ZIP code was found in.
    pub found: Option<String>,
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceRow {
    /// The option's id, the number or the place's id.
    pub value: String,
    /// Its label.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// All answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// What this screen is for.
    pub text: String,
    /// Answers by kind of part.
    pub groups: Vec<ReviewGroup>,
}

/// Answers of one kind of part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewGroup {
    /// Heading.
    pub title: String,
    /// The answers.
    pub rows: Vec<ReviewRow>,
}

/// One answer in the review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// The answer in words.
    pub answer: String,
    /// Whether something was answered.
    pub answered: bool,
    /// "Change".
    pub change: String,
}

/// The result.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultBody {
    /// The next step, first.
    pub next: NextStep,
    /// What stands strong, what to talk over, what to learn, in this order. Empty when nothing was answered.
    pub findings: Vec<FindingGroup>,
    /// Questions to ask the agency.
    pub ask: Section<Paragraph>,
    /// What to tell the agency about your family: names with answers.
    pub family: Section<(String, String)>,
    /// Other support than contacts and training.
    pub support: Section<ServiceCard>,
    /// Requirements, as things to ask about.
    pub requirements: Section<RequirementCard>,
    /// Links to partners.
    pub partners: Section<LinkRow>,
}

/// A section with a heading, a text and entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Section<T> {
    /// Heading.
    pub title: String,
    /// Text; may be empty.
    pub text: String,
    /// Entries; without any the section is not shown.
    pub entries: Vec<T>,
}

/// The next step.
#[derive(Clone, Debug, PartialEq)]
pub struct NextStep {
    /// Heading.
    pub title: String,
    /// Text.
    pub text: String,
    /// What is known about the area of the place that was given.
    pub area: Vec<Paragraph>,
    /// Contacts and training, each with a heading.
    pub groups: Vec<(String, Vec<ServiceCard>)>,
}

/// A session of training.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionCard {
    /// "Saturday, January 9, 2027, 9:00 AM to 12:00 PM Central time".
    pub time: String,
    /// What there is of these, in order: the place, "Online", "In English", a note, and "Sign up:" above phone and link.
    pub lines: Vec<String>,
    /// Phones to sign up.
    pub phones: Vec<PhoneRow>,
    /// Links to sign up.
    pub links: Vec<LinkRow>,
    /// Where it comes from.
    pub proof: ProofLine,
}

/// A service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceCard {
    /// Its name.
    pub name: String,
    /// The organization.
    pub organization: String,
    /// Text.
    pub text: Vec<Paragraph>,
    /// Phones.
    pub phones: Vec<PhoneRow>,
    /// Links.
    pub links: Vec<LinkRow>,
    /// Where it comes from.
    pub proof: ProofLine,
    /// Heading of the sessions.
    pub sessions_title: String,
    /// The next sessions, the soonest first.
    pub sessions: Vec<SessionCard>,
}

/// Findings of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingGroup {
    /// `strong`, `talk` or `learn`: `data-part` of the section.
    pub part: &'static str,
    /// Heading.
    pub title: String,
    /// Said when there is none.
    pub none: String,
    /// "From your answers".
    pub from: String,
    /// The findings.
    pub findings: Vec<Finding>,
}

/// One thing that stands strong, to talk over or to learn, with what it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Heading.
    pub title: String,
    /// Text; empty for an expectation that the person sees themselves doing.
    pub text: Vec<Paragraph>,
    /// Where to read more.
    pub link: Option<LinkRow>,
    /// The answers it comes from, in words.
    pub from: Vec<String>,
}

/// A requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct RequirementCard {
    /// Heading.
    pub title: String,
    /// Text.
    pub text: Vec<Paragraph>,
    /// Where it comes from.
    pub proof: ProofLine,
}
