//! Content files as they are written. The JSON Schema that editors' tools use comes from these types.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::problem::Place;
use crate::date::Date;

/// Something read from a file, with the place where it stands.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// Where.
    pub place: Place,
    /// What.
    pub value: T,
}

/// Everything of one pack, as it was read. Entries that could not be read are left out; their ids are in `broken`.
#[derive(Clone, Debug, Default)]
pub struct RawPack {
    /// The pack's folder.
    pub folder: String,
    /// `pack.toml`.
    pub pack: Option<Placed<RawPackFile>>,
    /// `paths.toml`.
    pub paths: Vec<Placed<RawPath>>,
    /// `expectations.toml`.
    pub expectations: Vec<Placed<RawExpectation>>,
    /// `questions.toml`.
    pub questions: Vec<Placed<RawQuestion>>,
    /// `advice.toml`, the domains.
    pub domains: Vec<Placed<RawDomain>>,
    /// `advice.toml`, the advice.
    pub advice: Vec<Placed<RawAdvice>>,
    /// `help.toml`, the help pages.
    pub help: Vec<Placed<RawHelp>>,
    /// `help.toml`, the arrangements.
    pub arrangements: Vec<Placed<RawArrangement>>,
    /// `facts.toml`, the values.
    pub values: Vec<Placed<RawValue>>,
    /// `facts.toml`, the requirements.
    pub requirements: Vec<Placed<RawRequirement>>,
    /// `directory/phones.toml`.
    pub phones: Vec<Placed<RawPhone>>,
    /// `directory/links.toml`.
    pub links: Vec<Placed<RawLink>>,
    /// `directory/organizations.toml`.
    pub organizations: Vec<Placed<RawOrganization>>,
    /// `directory/services.toml`.
    pub services: Vec<Placed<RawService>>,
    /// `directory/locations.toml`.
    pub locations: Vec<Placed<RawLocation>>,
    /// `directory/schedules.toml`.
    pub schedules: Vec<Placed<RawSchedule>>,
    /// What the build tool worked out of each schedule's zone and rule, at the same positions.
    pub dates: Vec<Dates>,
    /// `directory/areas.toml`.
    pub areas: Vec<Placed<RawArea>>,
    /// `directory/places.toml`.
    pub places: Vec<Placed<RawPlace>>,
    /// `directory/zip.csv`: ZIP code and place id.
    pub zips: Vec<Placed<(String, String)>>,
    /// `words/<language>.toml`, by language.
    pub words: BTreeMap<String, RawWords>,
    /// `interface/<language>.toml`, by language.
    pub interface: BTreeMap<String, RawWords>,
    /// `help-lines.toml` of the questions folder: the help lines as a second person has read them.
    pub reviewed: Vec<Placed<RawReviewedLine>>,
    /// Ids of entries that could not be read: references to them are not reported once more.
    pub broken: Vec<String>,
    /// Files, below the pack's folder, that could not be read whole: nothing is said about what may stand in them.
    pub unread: Vec<String>,
}

/// The days of a schedule. Rules of recurrence and time zones are known only to the build tool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// There is no such zone; that is told already.
    NoZone,
    /// The rule cannot be worked out; that is told already.
    #[default]
    NoRule,
    /// All days from the day of the build on, in order; none when they are all past.
    Days(Vec<Date>),
}

/// The words of one language: texts by their way in the file, such as `questions.partner.ask`.
#[derive(Clone, Debug, Default)]
pub struct RawWords {
    /// The file.
    pub file: Place,
    /// Texts; a text that is one string is a list of one.
    pub texts: BTreeMap<String, Vec<String>>,
}

/// `source`, `checked` and `status`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct RawProof {
    /// The page that says it.
    pub source: String,
    /// The day it was last read there: 2026-11-15.
    pub checked: String,
    /// How far it is sure.
    pub status: RawStatus,
}

/// How far a fact is sure.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawStatus {
    /// The agency told us.
    Confirmed,
    /// A page of the responsible agency, or the law, says so.
    Published,
    /// Somebody else says so, or the page is old.
    Unconfirmed,
}

/// `when`: one clause, or several with `all` or `any`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum RawWhen {
    /// One clause, such as `partner = yes`.
    One(String),
    /// Each must hold.
    All {
        /// The clauses.
        all: Vec<String>,
    },
    /// One is enough.
    Any {
        /// The clauses.
        any: Vec<String>,
    },
}

macro_rules! raw {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $kind:ty,)* })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $kind,)* }
    )+};
}

raw! {
    /// `pack.toml`.
    RawPackFile {
        /// The format's version: 1.
        format: u8,
        /// The pack's id, the same as its folder.
        id: String,
        /// An organization.
        agency: String,
        /// The pack that is shown where a tag names none, or one that is not there. At most one pack is it.
        #[serde(default)]
        fallback: bool,
        /// Language codes; the first is the language when nothing else is known.
        languages: Vec<String>,
        /// A link: where leaving quickly leads.
        leave: String,
        /// Links at the end of every result.
        #[serde(default)]
        partners: Vec<String>,
        /// Phones on every screen, in order.
        help_lines: Vec<String>,
    }

    /// `[[path]]`.
    RawPath {
        /// Its id.
        id: String,
        /// How long it takes, in minutes.
        minutes: u8,
        /// Its parts, in order.
        part: Vec<RawPart>,
    }

    /// `[[path.part]]`.
    RawPart {
        /// What it holds.
        kind: RawPartKind,
        /// When it is shown.
        #[serde(default)]
        when: Option<RawWhen>,
        /// Ids of items, in order.
        show: Vec<String>,
    }

    /// `[[expectation]]`.
    RawExpectation {
        /// Its id.
        id: String,
        /// A domain.
        domain: String,
        /// Questions that look at the same thing.
        #[serde(default)]
        questions: Vec<String>,
        /// Why no question does.
        #[serde(default)]
        no_question: Option<String>,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[question]]`.
    RawQuestion {
        /// Its id.
        id: String,
        /// How it is answered.
        kind: RawQuestionKind,
        /// The domain it counts in.
        #[serde(default)]
        domain: Option<String>,
        /// When it is shown.
        #[serde(default)]
        when: Option<RawWhen>,
        /// Options of a single or multiple choice.
        #[serde(default)]
        options: Vec<RawOption>,
        /// The lowest number of a scale.
        #[serde(default)]
        from: Option<u8>,
        /// The highest number of a scale.
        #[serde(default)]
        to: Option<u8>,
    }

    /// One option.
    RawOption {
        /// Its id.
        id: String,
        /// What it counts for, 0 to 3.
        #[serde(default)]
        points: Option<u8>,
        /// Clears the other options.
        #[serde(default)]
        alone: bool,
    }

    /// `[[domain]]`.
    RawDomain {
        /// Its id.
        id: String,
        /// From how many of 100 points each band begins.
        bands: RawBands,
    }

    /// `bands`.
    RawBands {
        /// Stands strong.
        strong: u8,
        /// Something to talk over.
        talk: u8,
        /// Something to learn: 0.
        learn: u8,
    }

    /// `[[advice]]`.
    RawAdvice {
        /// Its id.
        id: String,
        /// Where it stands in the result.
        kind: RawAdviceKind,
        /// On which paths it can be given.
        #[serde(default)]
        paths: Vec<String>,
        /// When it is given.
        #[serde(default)]
        when: Option<RawWhen>,
        /// Where to read more.
        #[serde(default)]
        link: Option<String>,
    }

    /// `[[help]]`.
    RawHelp {
        /// Its id.
        id: String,
        /// Phones, in order.
        #[serde(default)]
        phones: Vec<String>,
        /// Links, in order.
        #[serde(default)]
        links: Vec<String>,
        /// Arrangements, in order.
        #[serde(default)]
        arrangements: Vec<String>,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[arrangement]]`.
    RawArrangement {
        /// Its id.
        id: String,
        /// The organization that runs it.
        #[serde(default)]
        agency: Option<String>,
        /// Phones.
        #[serde(default)]
        phones: Vec<String>,
        /// Links.
        #[serde(default)]
        links: Vec<String>,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[value]]`.
    RawValue {
        /// Its id.
        id: String,
        /// What is shown: `$450`, `24`.
        value: String,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[requirement]]`.
    RawRequirement {
        /// Its id.
        id: String,
        /// On which paths it is shown.
        #[serde(default)]
        paths: Vec<String>,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[phone]]`.
    RawPhone {
        /// Its id.
        id: String,
        /// Called or texted.
        kind: RawPhoneKind,
        /// `+1` and ten digits, or a short code.
        number: String,
        /// The same digits, as people read them.
        shown: String,
        /// The same number with letters.
        #[serde(default)]
        letters: Option<String>,
        /// What to send, for a text line.
        #[serde(default)]
        message: Option<String>,
        /// Day and night.
        #[serde(default)]
        #[allow(dead_code, reason = "a fact for the HSDS export; shown through the words' note")]
        always: bool,
        /// Interpreters are there.
        #[serde(default)]
        #[allow(dead_code, reason = "a fact for the HSDS export; shown through the words' note")]
        interpreters: bool,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[link]]`.
    RawLink {
        /// Its id.
        id: String,
        /// Its https address.
        url: String,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[organization]]`.
    RawOrganization {
        /// Its id.
        id: String,
        /// Its name, the same in every language.
        name: String,
        /// Its page.
        #[serde(default)]
        link: Option<String>,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[service]]`.
    RawService {
        /// Its id.
        id: String,
        /// What it is.
        kind: RawServiceKind,
        /// The organization that gives it.
        organization: String,
        /// On which paths it is shown.
        #[serde(default)]
        paths: Vec<String>,
        /// Where; empty means in the whole state.
        #[serde(default)]
        areas: Vec<String>,
        /// Phones.
        #[serde(default)]
        phones: Vec<String>,
        /// Links.
        #[serde(default)]
        links: Vec<String>,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[location]]` (HSDS `location` with its physical `address`).
    RawLocation {
        /// Its id.
        id: String,
        /// Its name, such as that of the building.
        name: String,
        /// House number and street (HSDS `address_1`).
        address: String,
        /// City.
        city: String,
        /// The state's two letters (HSDS `state_province`).
        state: String,
        /// ZIP code (HSDS `postal_code`).
        zip: String,
        /// The page that says it.
        source: String,
        /// The day it was last read there (HSDS `assured_date`).
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[schedule]]`: when training is held, once or again and again (HSDS `schedule`).
    RawSchedule {
        /// Its id.
        id: String,
        /// The service whose session it is.
        service: String,
        /// Begin of the first session, as a clock on the wall there shows it: 2027-01-09T09:00:00.
        starts: String,
        /// End of the first session, in the same form.
        ends: String,
        /// The time zone's name in the IANA list: America/Chicago.
        zone: String,
        /// How it recurs, as an RRULE of RFC 5545: `FREQ=WEEKLY;COUNT=8`.
        #[serde(default)]
        repeats: Option<String>,
        /// Days on which it does not take place (RFC 5545 EXDATE).
        #[serde(default)]
        except: Vec<String>,
        /// Where it is held. Without one, it must be online.
        #[serde(default)]
        location: Option<String>,
        /// Whether people can take part online.
        #[serde(default)]
        online: bool,
        /// The code of the language that is spoken.
        language: String,
        /// On which paths it is shown; empty means on those of its service.
        #[serde(default)]
        paths: Vec<String>,
        /// A link to sign up.
        #[serde(default)]
        link: Option<String>,
        /// A phone to sign up.
        #[serde(default)]
        phone: Option<String>,
        /// The page that says it.
        source: String,
        /// The day it was last read there (HSDS `assured_date`).
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[area]]`.
    RawArea {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// Places that a source ties to it.
        places: Vec<String>,
        /// The page that says it.
        source: String,
        /// The day it was last read there.
        checked: String,
        /// How far it is sure.
        status: RawStatus,
    }

    /// `[[place]]`.
    RawPlace {
        /// Its id.
        id: String,
        /// Its name, without what it is.
        name: String,
    }

    /// `[[line]]` in `help-lines.toml`.
    RawReviewedLine {
        /// The pack.
        pack: String,
        /// The phone's id in that pack.
        phone: String,
        /// What a phone dials.
        number: String,
    }
}

/// What a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawPartKind {
    /// Help pages.
    Help,
    /// Expectations.
    Expectations,
    /// Readiness questions.
    Questions,
    /// Questions about the family.
    Family,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawQuestionKind {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// A number.
    Scale,
    /// A place.
    Place,
}

/// Where advice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawAdviceKind {
    /// Among what stands strong.
    Strong,
    /// Among what to talk over.
    Talk,
    /// Among what to learn.
    Learn,
    /// A question to ask the agency.
    Ask,
}

/// How a phone is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawPhoneKind {
    /// By voice.
    Call,
    /// By text message.
    Text,
}

/// What a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawServiceKind {
    /// Training for the path.
    Training,
    /// Whom to call or write.
    Contact,
    /// Other support.
    Support,
}
