//! The widget's own words, by name: each has a line in `questions/interface/<language>.toml`.

macro_rules! labels {
    ($($name:ident = $key:literal,)+) => {
        /// A text of the widget itself. Its number is its line in the words of a language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum Label {
            $(
                #[doc = concat!("`", $key, "` in `questions/interface/<language>.toml`.")]
                $name,
            )+
        }

        impl Label {
            /// Every label, in the order of its line.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its key in the interface files.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)+
                }
            }

            /// Its line in the words of a language.
            pub fn slot(self) -> u16 {
                self as u16
            }
        }
    };
}

labels! {
    Direction = "direction",
    DocumentTitle = "document-title",
    FrameTitle = "frame-title",
    Close = "close",
    LanguageName = "language-name",
    Review = "language-review",
    LanguageLabel = "language-label",
    Leave = "leave",
    LeaveHint = "leave-hint",
    LeftTitle = "left-title",
    LeftText = "left-text",
    HelpLines = "help-lines",
    Call = "call",
    TextMessage = "text-message",
    TextTo = "text-to",
    Private = "private",
    PrivateHow = "private-how",
    PrivateWhy = "private-why",
    PathsLegend = "paths-legend",
    Minutes = "minutes",
    Start = "start",
    ChoosePath = "choose-path",
    Next = "next",
    Back = "back",
    Skip = "skip",
    ToReview = "to-review",
    ToResult = "to-result",
    Done = "done-changing",
    Print = "print",
    Restart = "restart",
    OtherPath = "other-path",
    ProgressHelp = "progress-help",
    ProgressExpectation = "progress-expectation",
    ProgressQuestion = "progress-question",
    ProgressFamily = "progress-family",
    ProgressReview = "progress-review",
    ProgressResult = "progress-result",
    Asks = "asks",
    Day = "day",
    BackFor = "back-for-you",
    ExpectationLegend = "expectation-legend",
    See = "see",
    WantHelp = "want-help",
    Unsure = "unsure",
    ChooseAny = "choose-any",
    ScaleHint = "scale-hint",
    ZipLabel = "zip-label",
    ZipHint = "zip-hint",
    ZipErase = "zip-erase",
    ZipUnknown = "zip-unknown",
    ZipWrong = "zip-wrong",
    ZipFound = "zip-found",
    PlaceLabel = "place-label",
    PlaceNone = "place-none",
    ReviewTitle = "review-title",
    ReviewText = "review-text",
    Change = "change",
    NotAnswered = "not-answered",
    ReviewExpectations = "review-expectations",
    ReviewQuestions = "review-questions",
    ReviewFamily = "review-family",
    NextStep = "next-step",
    NextStepText = "next-step-text",
    ContactHeading = "contact-heading",
    TrainingHeading = "training-heading",
    SupportHeading = "support-heading",
    Strong = "strong",
    StrongNone = "strong-none",
    Talk = "talk",
    TalkNone = "talk-none",
    Learn = "learn",
    LearnNone = "learn-none",
    From = "from",
    YouSaid = "you-said",
    Ask = "ask",
    AskText = "ask-text",
    Requirements = "requirements",
    RequirementsText = "requirements-text",
    Family = "family",
    FamilyText = "family-text",
    Partners = "partners",
    RunBy = "run-by",
    Source = "source",
    Unconfirmed = "unconfirmed",
    Old = "old",
    Date = "date",
    Months = "months",
    And = "list-and",
    Colon = "colon",
    Whole = "whole-title",
    WholeText = "whole-text",
    WholeQuestions = "whole-questions",
    AllPhones = "all-phones",
    NoScript = "no-script",
    Sessions = "sessions",
    SessionTime = "session-time",
    TimeMorning = "time-morning",
    TimeAfternoon = "time-afternoon",
    Weekdays = "weekdays",
    Online = "session-online",
    SpokenLanguage = "session-language",
    SignUp = "sign-up",
    Glossary = "glossary",
    GlossaryKin = "glossary-kin",
    GlossaryCertified = "glossary-certified",
    GlossaryReunification = "glossary-reunification",
    GlossaryRespite = "glossary-respite",
    GlossaryCasePlan = "glossary-case-plan",
}

impl Label {
    /// Labels that only the pre-rendered document shows: the running guide never needs them.
    pub const PRE_RENDERED: [Self; 13] = [
        Self::FrameTitle,
        Self::Close,
        Self::Whole,
        Self::WholeText,
        Self::WholeQuestions,
        Self::AllPhones,
        Self::NoScript,
        Self::Glossary,
        Self::GlossaryKin,
        Self::GlossaryCertified,
        Self::GlossaryReunification,
        Self::GlossaryRespite,
        Self::GlossaryCasePlan,
    ];

    /// Labels that only training sessions need: a pack without dates never shows them.
    pub const OF_SESSIONS: [Self; 8] = [
        Self::Sessions,
        Self::SessionTime,
        Self::TimeMorning,
        Self::TimeAfternoon,
        Self::Weekdays,
        Self::Online,
        Self::SpokenLanguage,
        Self::SignUp,
    ];
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn keys_are_ids_and_differ() {
        for (position, label) in Label::ALL.iter().enumerate() {
            assert_eq!(usize::from(label.slot()), position);
            assert!(crate::id::is_id(label.key()), "{}", label.key());
            assert!(!Label::ALL.iter().skip(position + 1).any(|other| other.key() == label.key()), "{}", label.key());
        }
    }
}
