//! The whole content of a pack in one language, to be read and printed without any script.

use crate::label::Label;
use crate::pack::{Form, ItemIndex, ItemKind, PartKind, Service, Slot};
use crate::result;
use crate::screen::{Help, LanguageRow, LinkRow, PhoneRow, RequirementCard, ServiceCard};
use crate::session::screens;
use crate::show::Show;
use crate::text::{PARAGRAPH, Paragraph, ProofLine, Words};

/// All of a pack, in the order in which a person in need would want it.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// Heading.
    pub title: String,
    /// Said when the questions could not be started.
    pub no_script: String,
    /// What this page is.
    pub text: String,
    /// What is said above the other languages.
    pub languages_title: String,
    /// The other languages of the pack; each has a document of its own beside this one.
    pub languages: Vec<LanguageRow>,
    /// Help pages.
    pub help: Vec<(String, Help)>,
    /// Heading of the services.
    pub services_title: String,
    /// Contacts, training and support, in all areas.
    pub services: Vec<ServiceCard>,
    /// Heading of the expectations.
    pub expectations_title: String,
    /// Expectations: heading, the three texts with their headings, where it comes from.
    pub expectations: Vec<WholeExpectation>,
    /// Heading of the requirements.
    pub requirements_title: String,
    /// Text above the requirements.
    pub requirements_text: String,
    /// Requirements of all paths.
    pub requirements: Vec<RequirementCard>,
    /// Heading of the words that may be heard.
    pub glossary_title: String,
    /// Words and what they mean.
    pub glossary: Vec<(String, String)>,
    /// Heading of the questions.
    pub questions_title: String,
    /// Questions to think about, with their options.
    pub questions: Vec<(String, Vec<String>)>,
    /// Heading of the phones.
    pub phones_title: String,
    /// All phones.
    pub phones: Vec<PhoneRow>,
    /// Heading of the links.
    pub links_title: String,
    /// Links to partners.
    pub links: Vec<LinkRow>,
}

/// An expectation to read.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeExpectation {
    /// Heading.
    pub title: String,
    /// Headings with texts.
    pub sections: Vec<(String, Vec<Paragraph>)>,
    /// Where it comes from.
    pub proof: ProofLine,
}

/// The words that may be heard in offices and in court.
const GLOSSARY: [Label; 5] = [
    Label::GlossaryKin,
    Label::GlossaryCertified,
    Label::GlossaryCasePlan,
    Label::GlossaryReunification,
    Label::GlossaryRespite,
];

/// All of a pack in one of its languages.
pub fn whole(show: &Show, languages: &[Words]) -> Whole {
    let pack = show.pack;
    let order = shown_order(show);
    let items = || order.iter().filter_map(|(index, part)| pack.item(*index).map(|item| (item, *part)));
    Whole {
        title: show.label(Label::Whole),
        no_script: show.label(Label::NoScript),
        text: show.label(Label::WholeText),
        languages_title: show.label(Label::LanguageLabel),
        languages: languages
            .iter()
            .filter(|words| words.code != show.words.code)
            .map(|words| LanguageRow {
                code: words.code.clone(),
                direction: words.direction.clone(),
                name: words.label(Label::LanguageName).to_owned(),
            })
            .collect(),
        help: items()
            .filter_map(|(item, _)| match &item.kind {
                ItemKind::Help(page) => Some((show.plain(page.title), screens::help(show, &item.id, page))),
                _ => None,
            })
            .collect(),
        services_title: show.label(Label::NextStep),
        services: services(show),
        expectations_title: show.label(Label::ReviewExpectations),
        expectations: items()
            .filter_map(|(item, _)| match &item.kind {
                ItemKind::Expectation(one) => {
                    let body = screens::expectation(show, one, None);
                    Some(WholeExpectation { title: show.plain(one.title), sections: body.sections, proof: body.proof })
                }
                _ => None,
            })
            .collect(),
        requirements_title: show.label(Label::Requirements),
        requirements_text: show.label(Label::RequirementsText),
        requirements: pack.requirements.iter().map(|one| result::requirement(show, one)).collect(),
        glossary_title: show.label(Label::Glossary),
        glossary: GLOSSARY
            .iter()
            .filter_map(|label| show.words.label(*label).split_once(PARAGRAPH))
            .map(|(word, meaning)| (word.to_owned(), meaning.to_owned()))
            .collect(),
        questions_title: show.label(Label::WholeQuestions),
        questions: items()
            .filter(|(_, part)| *part == PartKind::Questions)
            .filter_map(|(item, _)| match &item.kind {
                ItemKind::Question(question) => {
                    let options = options(show, &question.form);
                    (!options.is_empty()).then(|| (show.plain(question.ask), options))
                }
                _ => None,
            })
            .collect(),
        phones_title: show.label(Label::AllPhones),
        phones: pack.phones.iter().map(|phone| show.phone(phone)).collect(),
        links_title: show.label(Label::Partners),
        links: show.links(&pack.partners),
    }
}

fn services(show: &Show) -> Vec<ServiceCard> {
    let card = |one: &Service| {
        let mut card = result::service(show, one, None);
        let areas = one.areas.iter().filter_map(|index| show.pack.areas.get(usize::from(*index)));
        let names: Vec<&str> = areas.map(|area| area.name.as_str()).collect();
        if !names.is_empty() {
            card.organization.push_str(" · ");
            card.organization.push_str(&names.join(show.words.label(Label::And)));
        }
        card
    };
    show.pack.services.iter().map(card).collect()
}

/// What can be answered, in words: the options, or the two ends of a scale. A place has none.
fn options(show: &Show, form: &Form) -> Vec<String> {
    match form {
        Form::Single(choices) | Form::Multiple(choices) => {
            choices.iter().map(|choice| show.plain(choice.text)).collect()
        }
        Form::Scale { from, to, low, high } => {
            let end = |number: &u8, text: &Slot| number.to_string() + ": " + &show.plain(*text);
            vec![end(from, low), end(to, high)]
        }
        Form::Place => Vec::new(),
    }
}

/// Every item once, in the order of the paths.
fn shown_order(show: &Show) -> Vec<(ItemIndex, PartKind)> {
    let mut order: Vec<(ItemIndex, PartKind)> = Vec::new();
    for part in show.pack.paths.iter().flat_map(|path| &path.parts) {
        for &index in &part.show {
            if !order.iter().any(|(one, _)| *one == index) {
                order.push((index, part.kind));
            }
        }
    }
    order
}
