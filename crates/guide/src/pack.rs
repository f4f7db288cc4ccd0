//! A built pack: everything one agency publishes but the words, valid by construction.
//!
//! Only `content::check` makes one. References are positions that the check has resolved; they are looked up with
//! `get`, so that even a damaged pack cannot make the guide panic.

use crate::condition::Condition;
use crate::date::Date;
use crate::directory::Zips;
use crate::id::{DomainId, EntryId, ItemId, OptionId, PathId, PlaceId};
use crate::wire::{self, wire_enums, wire_structs};

/// The version of the built form. A document carries the widget and the pack of the same build.
pub const FORMAT: u8 = 2;

/// Position of an item in [`Pack::items`].
pub type ItemIndex = u16;
/// Position of a domain in [`Pack::domains`].
pub type DomainIndex = u16;
/// Position of a phone, link, organization, service, area or arrangement in its list.
pub type EntryIndex = u16;

/// Position of a text in the lines of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub u16);

/// All that one agency publishes, without the words.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The built form's version, [`FORMAT`].
    pub format: u8,
    /// The pack's id, such as `louisiana`.
    pub id: String,
    /// How many lines a language has.
    pub slots: u16,
    /// The pack's own texts.
    pub texts: PackTexts,
    /// The neutral page that leaving leads to.
    pub leave: String,
    /// Links at the end of every result.
    pub partners: Vec<EntryIndex>,
    /// Phones on every screen, in order.
    pub help_lines: Vec<EntryIndex>,
    /// The paths, in the order of the first screen.
    pub paths: Vec<Path>,
    /// Help pages, expectations and questions.
    pub items: Vec<Item>,
    /// Positions in `items`, ordered by id, so that an id is found without walking the list.
    pub items_by_id: Vec<ItemIndex>,
    /// Fields of readiness.
    pub domains: Vec<Domain>,
    /// Advice.
    pub advice: Vec<Advice>,
    /// Requirements, as things to ask about.
    pub requirements: Vec<Requirement>,
    /// Legal and money arrangements for kin.
    pub arrangements: Vec<Arrangement>,
    /// Phones.
    pub phones: Vec<Phone>,
    /// Links.
    pub links: Vec<Link>,
    /// Names of organizations.
    pub organizations: Vec<String>,
    /// Training, contacts and support.
    pub services: Vec<Service>,
    /// Sessions of training that were still to come when the pack was built.
    pub schedules: Vec<Schedule>,
    /// Areas that a source ties places to.
    pub areas: Vec<Area>,
    /// All places, in the order of their names.
    pub places: Vec<Place>,
    /// ZIP codes with the positions of their places.
    pub zips: Zips,
}

/// The pack's own texts.
#[derive(Clone, Debug)]
pub struct PackTexts {
    /// Its name, such as "Louisiana".
    pub name: Slot,
    /// Heading of the first screen.
    pub title: Slot,
    /// The promise under it.
    pub lead: Slot,
    /// What a place is called: "Parish".
    pub place: Slot,
    /// `{name} Parish`.
    pub place_of: Slot,
    /// What is said when no source ties the place to an area.
    pub no_area: Slot,
    /// What is said when one does: `{place}`, `{area}`.
    pub area: Slot,
}

/// One way through the pack.
#[derive(Clone, Debug)]
pub struct Path {
    /// Its id.
    pub id: PathId,
    /// How long it takes, in minutes.
    pub minutes: u8,
    /// Its name on the first screen.
    pub title: Slot,
    /// One line about whom it is for.
    pub text: Slot,
    /// Heading of its result.
    pub result: Slot,
    /// What it shows, in order.
    pub parts: Vec<Part>,
}

/// A stretch of a path with one kind of item.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it holds.
    pub kind: PartKind,
    /// When it is shown.
    pub when: Condition,
    /// Its items, in order.
    pub show: Vec<ItemIndex>,
}

/// What a part holds; progress is counted within a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// Help pages.
    Help,
    /// Expectations.
    Expectations,
    /// Readiness questions.
    Questions,
    /// Questions about the family, never scored.
    Family,
}

/// Whatever a path can show as one screen.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its permanent id.
    pub id: ItemId,
    /// When it is shown.
    pub when: Condition,
    /// What it is.
    pub kind: ItemKind,
}

/// The kinds of items.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// A help page.
    Help(HelpPage),
    /// An expectation.
    Expectation(Expectation),
    /// A question.
    Question(Question),
}

/// Help that comes before any question.
#[derive(Clone, Debug)]
pub struct HelpPage {
    /// Heading.
    pub title: Slot,
    /// Text.
    pub text: Slot,
    /// A list, if there is one.
    pub points: Option<Slot>,
    /// Phones, in order.
    pub phones: Vec<EntryIndex>,
    /// Links, in order.
    pub links: Vec<EntryIndex>,
    /// Arrangements, in order.
    pub arrangements: Vec<EntryIndex>,
    /// Where the facts come from.
    pub proof: Proof,
}

/// One thing that caregivers are asked to do, and what they can expect back.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Heading.
    pub title: Slot,
    /// What it asks.
    pub asks: Slot,
    /// What it looks like on an ordinary day.
    pub day: Slot,
    /// What the caregiver can expect back.
    pub back: Slot,
    /// Advice for "I'm not sure".
    pub talk: Slot,
    /// Advice for "I would want help with this".
    pub learn: Slot,
    /// Where it comes from.
    pub proof: Proof,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub ask: Slot,
    /// Its name in the review.
    pub short: Slot,
    /// Why it is asked.
    pub why: Option<Slot>,
    /// How it stands in "What to tell the agency about your family". Family questions have it.
    pub tell: Option<Slot>,
    /// The domain it counts in.
    pub domain: Option<DomainIndex>,
    /// How it is answered.
    pub form: Form,
}

/// How a question is answered.
#[derive(Clone, Debug)]
pub enum Form {
    /// One option.
    Single(Vec<Choice>),
    /// Any number of options.
    Multiple(Vec<Choice>),
    /// A number.
    Scale {
        /// The lowest number.
        from: u8,
        /// The highest number.
        to: u8,
        /// What the lowest means.
        low: Slot,
        /// What the highest means.
        high: Slot,
    },
    /// A place, from the list or by ZIP code.
    Place,
}

/// One option of a question.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its permanent id.
    pub id: OptionId,
    /// Its label.
    pub text: Slot,
    /// What it counts for, 0 to 3. Without points the answer is not scored.
    pub points: Option<u8>,
    /// Clears the other options of a multiple choice.
    pub alone: bool,
}

/// A field of readiness.
#[derive(Clone, Debug)]
pub struct Domain {
    /// Its id.
    pub id: DomainId,
    /// Its name.
    pub name: Slot,
    /// From how many of 100 points it stands strong.
    pub strong_from: u8,
    /// From how many of 100 points it is something to talk over; below, something to learn.
    pub talk_from: u8,
    /// Text of the band `strong`.
    pub strong: Slot,
    /// Text of the band `talk`.
    pub talk: Slot,
    /// Text of the band `learn`.
    pub learn: Slot,
}

/// What the answers in a domain add up to. Never pass or fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandKind {
    /// Stands strong.
    Strong,
    /// Something to talk over.
    Talk,
    /// Something to learn.
    Learn,
}

/// What an answer or a band leads to.
#[derive(Clone, Debug)]
pub struct Advice {
    /// Its id.
    pub id: EntryId,
    /// Where it stands in the result.
    pub kind: AdviceKind,
    /// On which paths it can be given; empty means on all.
    pub paths: Vec<PathId>,
    /// When it is given.
    pub when: Condition,
    /// Heading; questions to ask have none.
    pub title: Option<Slot>,
    /// Text.
    pub text: Slot,
    /// Where to read more.
    pub link: Option<EntryIndex>,
}

/// The kinds of advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdviceKind {
    /// Among what stands strong.
    Strong,
    /// Among what to talk over.
    Talk,
    /// Among what to learn.
    Learn,
    /// A question to ask the agency.
    Ask,
}

/// Something the agency may ask for, shown as a thing to ask about.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// On which paths it is shown; empty means on all.
    pub paths: Vec<PathId>,
    /// Heading.
    pub title: Slot,
    /// Text.
    pub text: Slot,
    /// Where it comes from.
    pub proof: Proof,
}

/// A legal or money arrangement for kin.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// The organization that runs it.
    pub agency: Option<EntryIndex>,
    /// Its name.
    pub name: Slot,
    /// Text.
    pub text: Slot,
    /// A list, if there is one.
    pub points: Option<Slot>,
    /// Phones.
    pub phones: Vec<EntryIndex>,
    /// Links.
    pub links: Vec<EntryIndex>,
    /// Where it comes from.
    pub proof: Proof,
}

/// A phone or text line. Fields follow HSDS `phone`.
#[derive(Clone, Debug)]
pub struct Phone {
    /// What it is for.
    pub label: Slot,
    /// A note, such as "Day and night".
    pub note: Option<Slot>,
    /// Called or texted.
    pub kind: PhoneKind,
    /// What a phone dials: `+1` and ten digits, or a short code.
    pub number: String,
    /// What a person reads: the same digits.
    pub shown: String,
    /// The same number with letters.
    pub letters: Option<String>,
    /// What to send, for a text line that wants a word.
    pub message: Option<String>,
    /// Where it comes from.
    pub proof: Proof,
}

/// How a phone is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneKind {
    /// By voice.
    Call,
    /// By text message.
    Text,
}

/// A page on the web.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its label.
    pub label: Slot,
    /// Its address, always https.
    pub url: String,
}

/// Training, a contact or support (HSDS `service`).
#[derive(Clone, Debug)]
pub struct Service {
    /// What it is.
    pub kind: ServiceKind,
    /// The organization that gives it.
    pub organization: EntryIndex,
    /// On which paths it is shown; empty means on all.
    pub paths: Vec<PathId>,
    /// Where; empty means in the whole state.
    pub areas: Vec<EntryIndex>,
    /// Its name.
    pub name: Slot,
    /// Text.
    pub text: Slot,
    /// Phones.
    pub phones: Vec<EntryIndex>,
    /// Links.
    pub links: Vec<EntryIndex>,
    /// Where it comes from.
    pub proof: Proof,
}

/// The kinds of services, in the order of a next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceKind {
    /// Whom to call or write.
    Contact,
    /// Training for the path.
    Training,
    /// Other support.
    Support,
}

/// Sessions of training at one time of the day (HSDS `schedule`), its recurrence worked out.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The service whose sessions they are.
    pub service: EntryIndex,
    /// On which paths they are shown; empty means on those of the service.
    pub paths: Vec<PathId>,
    /// Their days, in order: the first as its [`Date::day_number`], each further one as its distance from the one
    /// before.
    pub days: Vec<u32>,
    /// When they begin, in minutes after midnight, as a clock on the wall there shows it.
    pub from: u16,
    /// When they end.
    pub to: u16,
    /// The name of the time zone.
    pub zone: Slot,
    /// Where they are held: name, street, city, state and ZIP code. Empty when they are only online.
    pub place: String,
    /// Whether people can take part online.
    pub online: bool,
    /// The language that is spoken: its own name where the guide knows it, otherwise its code.
    pub language: String,
    /// A note, such as how many seats there are.
    pub note: Option<Slot>,
    /// Phones to sign up.
    pub phones: Vec<EntryIndex>,
    /// Links to sign up.
    pub links: Vec<EntryIndex>,
    /// Where it comes from.
    pub proof: Proof,
}

/// A region of the agency (HSDS `service_area`).
#[derive(Clone, Debug)]
pub struct Area {
    /// Its id: what a web master may write in the tag's `region`.
    pub id: EntryId,
    /// Its name.
    pub name: String,
    /// Positions of the places that a source ties to it.
    pub places: Vec<u16>,
}

/// A place: in Louisiana, a parish.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// Its name, without "Parish".
    pub name: String,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The page that says it.
    pub source: String,
    /// The day it was last read there.
    pub checked: Date,
    /// How far it is sure.
    pub status: Status,
}

/// How far a fact is sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The agency told us.
    Confirmed,
    /// A page of the responsible agency, or the law, says so.
    Published,
    /// Somebody else says so, or the page is old: shown as something to ask.
    Unconfirmed,
}

wire_structs! {
    Pack {
        format, id, slots, texts, leave, partners, help_lines, paths, items, items_by_id, domains, advice, requirements, arrangements, phones, links, organizations, services, schedules, areas, places, zips,
    }
    PackTexts { name, title, lead, place, place_of, no_area, area }
    Path { id, minutes, title, text, result, parts }
    Part { kind, when, show }
    Item { id, when, kind }
    HelpPage { title, text, points, phones, links, arrangements, proof }
    Expectation { title, asks, day, back, talk, learn, proof }
    Question { ask, short, why, tell, domain, form }
    Choice { id, text, points, alone }
    Domain { id, name, strong_from, talk_from, strong, talk, learn }
    Advice { id, kind, paths, when, title, text, link }
    Requirement { paths, title, text, proof }
    Arrangement { agency, name, text, points, phones, links, proof }
    Phone { label, note, kind, number, shown, letters, message, proof }
    Link { label, url }
    Service { kind, organization, paths, areas, name, text, phones, links, proof }
    Schedule { service, paths, days, from, to, zone, place, online, language, note, phones, links, proof }
    Area { id, name, places }
    Place { id, name }
    Proof { source, checked, status }
}

wire_enums! {
    PartKind { Help = 0, Expectations = 1, Questions = 2; Family = 3 }
    ItemKind { Help(page) = 0, Expectation(one) = 1; Question(question) = 2 }
    Form { Single(choices) = 0, Multiple(choices) = 1, Scale { from, to, low, high } = 2; Place = 3 }
    BandKind { Strong = 0, Talk = 1; Learn = 2 }
    AdviceKind { Strong = 0, Talk = 1, Learn = 2; Ask = 3 }
    PhoneKind { Call = 0; Text = 1 }
    ServiceKind { Contact = 0, Training = 1; Support = 2 }
    Status { Confirmed = 0, Published = 1; Unconfirmed = 2 }
}

impl Pack {
    /// Reads a built pack. `None` when it is damaged or of another build, or when a link in it leads anywhere but to a
    /// page by https: the check lets no such pack be built, so somebody has changed it since.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let is_page = |address: &str| address.starts_with("https://");
        wire::read(bytes).filter(|pack: &Self| {
            pack.format == FORMAT && is_page(&pack.leave) && pack.links.iter().all(|link| is_page(&link.url))
        })
    }

    /// The bytes that [`Pack::read`] reads.
    #[cfg(feature = "content")]
    pub fn write(&self) -> Vec<u8> {
        wire::write(self)
    }

    /// An item by its position.
    pub fn item(&self, index: ItemIndex) -> Option<&Item> {
        self.items.get(usize::from(index))
    }

    /// The position of the item with this id.
    pub fn find(&self, id: &ItemId) -> Option<ItemIndex> {
        let at = self
            .items_by_id
            .binary_search_by(|index| match self.item(*index) {
                Some(item) => item.id.as_str().cmp(id.as_str()),
                None => core::cmp::Ordering::Less,
            })
            .ok()?;
        self.items_by_id.get(at).copied()
    }

    /// A path by its id.
    pub fn path(&self, id: &PathId) -> Option<&Path> {
        self.paths.iter().find(|path| path.id == *id)
    }

    /// A place by its id.
    pub fn place(&self, id: &PlaceId) -> Option<&Place> {
        self.places.iter().find(|place| place.id == *id)
    }
}

impl Question {
    /// The options of a single or multiple choice.
    pub fn choices(&self) -> &[Choice] {
        match &self.form {
            Form::Single(choices) | Form::Multiple(choices) => choices,
            Form::Scale { .. } | Form::Place => &[],
        }
    }
}
