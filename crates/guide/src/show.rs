//! Turns positions and slots of a pack into texts, phones, links and proofs in one language.

use crate::date::{Date, weekday};
use crate::label::Label;
use crate::list::some;
use crate::pack::{EntryIndex, Pack, Phone, PhoneKind, Place, Proof, Schedule, Slot, Status};
use crate::screen::{LinkRow, PhoneRow};
use crate::text::{PARAGRAPH, PageLink, Paragraph, PhoneLink, ProofLine, Run, Words, fill};

/// After how many days a fact is shown with a note that it may be old.
pub const OLD_AFTER_DAYS: i64 = 365;

/// A pack, a language and a day: all that is needed to put content into words.
#[derive(Clone, Copy)]
pub struct Show<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The words of the language.
    pub words: &'a Words,
    /// The day on the person's device. `None`, or a wrong one, hides nothing.
    pub today: Option<Date>,
}

impl<'a> Show<'a> {
    /// One of the widget's own texts.
    pub fn label(&self, label: Label) -> String {
        self.words.label(label).to_owned()
    }

    /// A text as one string, its paragraphs joined by spaces and its phones and links by what is shown of them.
    pub fn plain(&self, slot: Slot) -> String {
        let mut plain = String::new();
        for paragraph in self.rich(slot) {
            if !plain.is_empty() {
                plain.push(' ');
            }
            for run in paragraph {
                plain.push_str(match &run {
                    Run::Words(words) => words,
                    Run::Phone(phone) => &phone.shown,
                    Run::Link(link) => &link.label,
                });
            }
        }
        plain
    }

    /// A text with its phones and links, paragraph by paragraph.
    pub fn rich(&self, slot: Slot) -> Vec<Paragraph> {
        let mut paragraphs = Vec::new();
        for text in self.words.line(slot).split(PARAGRAPH) {
            if !text.is_empty() {
                paragraphs.push(self.runs(text));
            }
        }
        paragraphs
    }

    fn runs(&self, text: &str) -> Paragraph {
        let mut runs = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            words.push_str(before);
            match after.split_once('}').and_then(|(mark, tail)| self.marked(mark).map(|run| (run, tail))) {
                Some((run, tail)) => {
                    if !words.is_empty() {
                        runs.push(Run::Words(core::mem::take(&mut words)));
                    }
                    runs.push(run);
                    rest = tail;
                }
                None => {
                    words.push('{');
                    rest = after;
                }
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            runs.push(Run::Words(words));
        }
        runs
    }

    fn marked(&self, mark: &str) -> Option<Run> {
        let mut letters = mark.chars();
        let kind = letters.next()?;
        let index = letters.as_str().parse::<EntryIndex>().ok()?;
        match kind {
            'p' => self.pack.phones.get(usize::from(index)).map(|phone| Run::Phone(phone_link(phone))),
            'l' => self.link(index).map(Run::Link),
            _ => None,
        }
    }

    /// A link with its label. The label is taken as it stands: a link in it would have a label, and so on for ever.
    pub fn link(&self, index: EntryIndex) -> Option<PageLink> {
        let link = self.pack.links.get(usize::from(index))?;
        Some(PageLink { href: link.url.clone(), label: self.words.line(link.label).to_owned(), host: host(&link.url) })
    }

    /// Links as rows.
    pub fn links(&self, indices: &[EntryIndex]) -> Vec<LinkRow> {
        some(indices, |index| self.link(*index))
    }

    /// Phones as rows with label and note.
    pub fn phones(&self, indices: &[EntryIndex]) -> Vec<PhoneRow> {
        some(indices, |index| Some(self.phone(self.pack.phones.get(usize::from(*index))?)))
    }

    /// A phone as a row.
    pub fn phone(&self, phone: &Phone) -> PhoneRow {
        let link = phone_link(phone);
        let verb = match (phone.kind, &phone.message) {
            (PhoneKind::Call, _) => self.label(Label::Call),
            (PhoneKind::Text, None) => self.label(Label::TextMessage),
            (PhoneKind::Text, Some(message)) => self.words.filled(Label::TextTo, &[("message", message)]),
        };
        let mut note = phone.note.map(|note| self.plain(note)).unwrap_or_default();
        if phone.proof.status == Status::Unconfirmed {
            if !note.is_empty() {
                note.push(' ');
            }
            note.push_str(self.words.label(Label::Unconfirmed));
        }
        PhoneRow { label: self.plain(phone.label), note, verb, link }
    }

    /// The name of an organization.
    pub fn organization(&self, index: EntryIndex) -> String {
        self.pack.organizations.get(usize::from(index)).cloned().unwrap_or_default()
    }

    /// A place with what it is: "St. Tammany Parish".
    pub fn place(&self, place: &Place) -> String {
        fill(self.words.line(self.pack.texts.place_of), &[("name", &place.name)])
    }

    /// Where a fact comes from, and how far it is sure on this day.
    pub fn proof(&self, proof: &Proof) -> ProofLine {
        let mut notes = Vec::new();
        if proof.status == Status::Unconfirmed {
            notes.push(self.label(Label::Unconfirmed));
        }
        if self.today.is_some_and(|today| today.days_after(proof.checked) > OLD_AFTER_DAYS) {
            notes.push(self.label(Label::Old));
        }
        let host = host(&proof.source);
        ProofLine {
            source: PageLink { href: proof.source.clone(), label: host.clone(), host },
            checked: self.words.filled(Label::Source, &[("date", &self.date(proof.checked))]),
            status: proof.status,
            notes,
        }
    }

    /// A day in words: "November 15, 2026".
    pub fn date(&self, date: Date) -> String {
        let month = self.entry(Label::Months, usize::from(date.month).saturating_sub(1));
        let (day, year) = (date.day.to_string(), date.year.to_string());
        self.words.filled(Label::Date, &[("day", &day), ("month", month), ("year", &year)])
    }

    /// When a session is: "Saturday, January 9, 2027, 9:00 AM to 12:00 PM Central time".
    pub fn session_time(&self, schedule: &Schedule, day: u32) -> String {
        let weekday = self.entry(Label::Weekdays, weekday(day));
        let date = self.date(Date::of_number(day));
        let (from, to) = (self.clock(schedule.from), self.clock(schedule.to));
        let zone = self.words.line(schedule.zone);
        let values = [("weekday", weekday), ("date", &date), ("from", &from), ("to", &to), ("zone", zone)];
        self.words.filled(Label::SessionTime, &values)
    }

    /// A time of the day: "9:00 AM".
    fn clock(&self, minutes: u16) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60);
        let label = if hour < 12 { Label::TimeMorning } else { Label::TimeAfternoon };
        let tens = if minute < 10 { "0" } else { "" };
        let minute = tens.to_owned() + &minute.to_string();
        let (hour12, hour24) = (((hour + 11) % 12 + 1).to_string(), hour.to_string());
        self.words.filled(label, &[("hour12", &hour12), ("hour24", &hour24), ("minute", &minute)])
    }

    /// One of the widget's own texts that is a list: the entry at this position.
    fn entry(&self, label: Label, position: usize) -> &'a str {
        self.words.label(label).split(PARAGRAPH).nth(position).unwrap_or_default()
    }
}

/// The name of the site in an address, without `www.`.
fn host(url: &str) -> String {
    let after = |text, prefix| str::strip_prefix(text, prefix);
    let rest = after(url, "https://").or_else(|| after(url, "http://")).unwrap_or(url);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    after(host, "www.").unwrap_or(host).to_owned()
}

fn phone_link(phone: &Phone) -> PhoneLink {
    let scheme = match phone.kind {
        PhoneKind::Call => "tel:",
        PhoneKind::Text => "sms:",
    };
    let mut href = scheme.to_owned() + &phone.number;
    if let Some(message) = &phone.message {
        // `?&body=` is understood by both Android and iOS; RFC 5724 has `?body=`, which old iOS ignores.
        href.push_str("?&body=");
        href.push_str(message);
    }
    PhoneLink { href, shown: phone.shown.clone(), letters: phone.letters.clone() }
}
