//! Checks a raw pack and builds it: every problem is told at once, and only a pack without any is built.

use std::collections::BTreeMap;

use super::problem::{Place, Problem, Problems, suggest};
use super::raw::{Placed, RawPack, RawProof, RawStatus};
use super::slots::Slots;
use super::{plain, reach, words};
use crate::date::Date;
use crate::id::{PathId, is_id};
use crate::pack::{EntryIndex, FORMAT, Pack, PackTexts, Proof, Status};

mod directory;
mod items;
mod paths;
mod results;
mod sessions;

/// A pack that passed the check, with its words.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The pack.
    pub pack: Pack,
    /// Whether it is shown where a tag names no pack that is there.
    pub fallback: bool,
    /// Its languages, in the pack's order: code, direction and lines.
    pub languages: Vec<CheckedLanguage>,
}

/// One language of a checked pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedLanguage {
    /// Its code.
    pub code: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// One text a line; see `text`.
    pub lines: String,
}

/// Checks and builds a pack. On problems there is no pack, and the list holds all of them.
pub fn check(raw: &RawPack) -> (Option<Checked>, Vec<Problem>) {
    let mut checker = Checker::new(raw);
    let pack = checker.build();
    let languages = words::check(&mut checker);
    let whole = pack.zip(languages).filter(|_| checker.problems.is_empty() && checker.is_whole());
    if let Some((pack, _)) = &whole {
        reach::check(&mut checker, pack);
    }
    let problems = checker.problems.into_vec();
    let fallback = raw.pack.as_ref().is_some_and(|pack| pack.value.fallback);
    let checked = whole.filter(|_| problems.is_empty()).map(|(pack, languages)| Checked { pack, fallback, languages });
    (checked, problems)
}

/// What the parts of the check share.
pub(super) struct Checker<'a> {
    pub raw: &'a RawPack,
    pub problems: Problems,
    pub slots: Slots,
    pub phones: Names,
    pub links: Names,
    pub organizations: Names,
    pub services: Names,
    pub locations: Names,
    pub arrangements: Names,
    pub areas: Names,
    pub places: Names,
    pub domains: Names,
    pub paths: Names,
    /// Help pages, expectations and questions.
    pub items: Names,
    pub values: BTreeMap<String, String>,
}

impl<'a> Checker<'a> {
    fn new(raw: &'a RawPack) -> Self {
        let first = raw.pack.as_ref().and_then(|pack| pack.value.languages.first());
        let present = first.and_then(|code| raw.words.get(code)).map(|words| words.texts.keys().cloned().collect());
        let mut checker = Self {
            raw,
            problems: Problems::default(),
            slots: Slots::new(present.unwrap_or_default()),
            phones: Names::new("phone", "directory/phones.toml"),
            links: Names::new("link", "directory/links.toml"),
            organizations: Names::new("organization", "directory/organizations.toml"),
            services: Names::new("service", "directory/services.toml"),
            locations: Names::new("location", "directory/locations.toml"),
            arrangements: Names::new("arrangement", "help.toml"),
            areas: Names::new("area", "directory/areas.toml"),
            places: Names::new("place", "directory/places.toml"),
            domains: Names::new("domain", "advice.toml"),
            paths: Names::new("path", "paths.toml"),
            items: Names::new("item", "expectations.toml, questions.toml or help.toml"),
            values: BTreeMap::new(),
        };
        checker.name_everything();
        checker
    }

    /// Takes all ids in first, so that entries may refer to later ones, and finds the ones that stand twice.
    fn name_everything(&mut self) {
        let raw = self.raw;
        let problems = &mut self.problems;
        let mut name = |names: &mut Names, place: &Place, id: &str| names.add(problems, place, id);
        raw.phones.iter().for_each(|one| name(&mut self.phones, &one.place, &one.value.id));
        raw.links.iter().for_each(|one| name(&mut self.links, &one.place, &one.value.id));
        raw.organizations.iter().for_each(|one| name(&mut self.organizations, &one.place, &one.value.id));
        raw.services.iter().for_each(|one| name(&mut self.services, &one.place, &one.value.id));
        raw.locations.iter().for_each(|one| name(&mut self.locations, &one.place, &one.value.id));
        raw.arrangements.iter().for_each(|one| name(&mut self.arrangements, &one.place, &one.value.id));
        raw.areas.iter().for_each(|one| name(&mut self.areas, &one.place, &one.value.id));
        raw.places.iter().for_each(|one| name(&mut self.places, &one.place, &one.value.id));
        raw.help.iter().for_each(|one| name(&mut self.items, &one.place, &one.value.id));
        raw.expectations.iter().for_each(|one| name(&mut self.items, &one.place, &one.value.id));
        raw.questions.iter().for_each(|one| name(&mut self.items, &one.place, &one.value.id));
        raw.domains.iter().for_each(|one| name(&mut self.domains, &one.place, &one.value.id));
        raw.paths.iter().for_each(|one| name(&mut self.paths, &one.place, &one.value.id));
        self.share_one_list();
        let mut seen = Names::new("value", "facts.toml");
        for value in &raw.values {
            self.id(&mut seen, &value.place, &value.value.id);
            plain::name(self, &value.place, &value.value.id, "value", &value.value.value);
            self.values.insert(value.value.id.clone(), value.value.value.clone());
        }
    }

    /// Conditions name items and domains alike, so no two of them may have the same id.
    fn share_one_list(&mut self) {
        let clashes: Vec<(Place, String)> = self
            .domains
            .places
            .iter()
            .chain(&self.paths.places)
            .filter(|(id, _)| self.items.places.contains_key(*id))
            .chain(self.paths.places.iter().filter(|(id, _)| self.domains.places.contains_key(*id)))
            .map(|(id, place)| (place.clone(), id.clone()))
            .collect();
        for (place, id) in clashes {
            let mend = "questions, expectations, help pages, domains and paths share one list of ids: choose another";
            self.problem(&place.at("id"), &id, format!("the id `{id}` stands for two things"), mend);
        }
    }

    /// Takes an id into a list of its own.
    pub fn id(&mut self, names: &mut Names, place: &Place, id: &str) {
        names.add(&mut self.problems, place, id);
    }

    pub fn problem(&mut self, place: &Place, id: &str, wrong: impl Into<String>, mend: impl Into<String>) {
        self.problems.add(place, id, wrong, mend);
    }

    /// The position of what an id refers to. A wrong id is a problem, and reads as the first entry.
    pub fn refer(&mut self, kind: fn(&Self) -> &Names, place: &Place, owner: &str, id: &str) -> EntryIndex {
        if let Some(index) = kind(self).index(id) {
            return index;
        }
        if !self.is_unread(kind(self).file, id) {
            let names = kind(self);
            let known = names.order.iter().map(String::as_str);
            let mend = suggest(id, known, &format!("take an id from {}", names.file));
            let wrong = format!("there is no {} `{id}`", names.what);
            self.problem(place, owner, wrong, mend);
        }
        0
    }

    pub fn refer_all(
        &mut self,
        kind: fn(&Self) -> &Names,
        place: &Place,
        owner: &str,
        ids: &[String],
    ) -> Vec<EntryIndex> {
        let each = ids.iter().enumerate();
        each.map(|(position, id)| {
            if ids.iter().take(position).any(|before| before == id) {
                let wrong = format!("`{id}` stands twice in this list");
                self.problem(&place.at(position), owner, wrong, "keep one of the two");
            }
            self.refer(kind, &place.at(position), owner, id)
        })
        .collect()
    }

    /// Whether an id may stand in what could not be read: that is told already, and an editor mends one thing once.
    pub fn is_unread(&self, files: &str, id: &str) -> bool {
        let raw = self.raw;
        raw.broken.iter().any(|broken| broken == id) || raw.unread.iter().any(|file| files.contains(file.as_str()))
    }

    /// Whether everything could be read.
    pub fn is_whole(&self) -> bool {
        self.raw.broken.is_empty() && self.raw.unread.is_empty()
    }

    /// The ids of paths, each of which must exist.
    pub fn path_ids(&mut self, place: &Place, owner: &str, ids: &[String]) -> Vec<PathId> {
        self.refer_all(|checker| &checker.paths, place, owner, ids);
        ids.iter().map(|id| PathId(id.clone())).collect()
    }

    /// A fact's proof: an address, a day that exists, a status.
    pub fn proof(&mut self, place: &Place, id: &str, raw: &RawProof) -> Proof {
        // Some sources are old pages without https; they are named, and not linked.
        let secure = raw.source.strip_prefix("http://").map(|rest| format!("https://{rest}"));
        if directory::address(secure.as_deref().unwrap_or(&raw.source)).is_err() {
            let mend = "write the address of the page that says it, from https:// on";
            self.problem(&place.at("source"), id, format!("`{}` is not the address of a page", raw.source), mend);
        }
        let checked = Date::read(&raw.checked).unwrap_or_else(|| {
            let wrong = format!("`{}` is not a day that exists", raw.checked);
            self.problem(&place.at("checked"), id, wrong, "write year, month and day: 2026-11-15");
            Date { year: 2000, month: 1, day: 1 }
        });
        let status = match raw.status {
            RawStatus::Confirmed => Status::Confirmed,
            RawStatus::Published => Status::Published,
            RawStatus::Unconfirmed => Status::Unconfirmed,
        };
        Proof { source: raw.source.clone(), checked, status }
    }

    fn build(&mut self) -> Option<Pack> {
        let raw = self.raw;
        let Placed { place, value: file } = raw.pack.as_ref()?;
        self.pack_file(place, file);
        let texts = PackTexts {
            name: self.slots.slot(place, "pack.name".into()),
            title: self.slots.slot(place, "pack.title".into()),
            lead: self.slots.slot(place, "pack.lead".into()),
            place: self.slots.slot(place, "pack.place".into()),
            place_of: self.slots.slot(place, "pack.place-of".into()),
            no_area: self.slots.slot(place, "pack.no-area".into()),
            area: self.slots.slot(place, "pack.area".into()),
        };
        let directory = directory::build(self);
        let locations = sessions::locations(self);
        let schedules = sessions::schedules(self, &locations);
        let leave = self.refer(|checker| &checker.links, &place.at("leave"), "", &file.leave);
        let partners = self.refer_all(|checker| &checker.links, &place.at("partners"), "", &file.partners);
        let help_lines = self.refer_all(|checker| &checker.phones, &place.at("help-lines"), "", &file.help_lines);
        self.refer(|checker| &checker.organizations, &place.at("agency"), "", &file.agency);
        directory::reviewed_help_lines(self, place, file);
        let domains = results::domains(self);
        let arrangements = items::arrangements(self);
        let items = items::items(self);
        let built_paths = paths::paths(self);
        let advice = results::advice(self);
        let requirements = results::requirements(self);
        let mut items_by_id: Vec<u16> = (0..u16::try_from(items.len()).unwrap_or(u16::MAX)).collect();
        items_by_id.sort_by(|left, right| {
            let id = |index: &u16| items.get(usize::from(*index)).map(|item| item.id.clone());
            id(left).cmp(&id(right))
        });
        let Some(slots) = self.slots.count() else {
            self.problem(place, "", "the pack has more than 65,535 texts", "split it into two packs");
            return None;
        };
        Some(Pack {
            format: FORMAT,
            id: file.id.clone(),
            slots,
            texts,
            leave: directory.links.get(usize::from(leave)).map(|link| link.url.clone()).unwrap_or_default(),
            partners,
            help_lines,
            paths: built_paths,
            items,
            items_by_id,
            domains,
            advice,
            requirements,
            arrangements,
            phones: directory.phones,
            links: directory.links,
            organizations: directory.organizations,
            services: directory.services,
            schedules,
            areas: directory.areas,
            places: directory.places,
            zips: directory.zips,
        })
    }

    fn pack_file(&mut self, place: &Place, file: &super::raw::RawPackFile) {
        if file.format != 1 {
            let wrong = format!("this tool does not know format {}", file.format);
            self.problem(&place.at("format"), "", wrong, "write `format = 1`");
        }
        if file.id != self.raw.folder {
            let wrong = format!("the pack's id `{}` is not its folder's name", file.id);
            let mend = format!("write `id = \"{}\"`, or rename the folder", self.raw.folder);
            self.problem(&place.at("id"), &file.id, wrong, mend);
        }
        if file.languages.is_empty() {
            self.problem(&place.at("languages"), "", "the pack has no language", "write `languages = [\"en\"]`");
        }
        if file.help_lines.is_empty() {
            let mend = "name the phones that stand on every screen, the one for danger first";
            self.problem(&place.at("help-lines"), "", "the pack has no help lines", mend);
        }
    }
}

/// The ids of one kind of entry, in order.
#[derive(Debug)]
pub(super) struct Names {
    what: &'static str,
    file: &'static str,
    order: Vec<String>,
    places: BTreeMap<String, Place>,
    /// Where each id stands first in `order`.
    positions: BTreeMap<String, usize>,
}

impl Names {
    pub fn new(what: &'static str, file: &'static str) -> Self {
        Self { what, file, order: Vec::new(), places: BTreeMap::new(), positions: BTreeMap::new() }
    }

    fn add(&mut self, problems: &mut Problems, place: &Place, id: &str) {
        if !is_id(id) {
            let wrong = format!("`{id}` is not an id");
            let mend = "write small letters, digits and single hyphens, beginning with a letter: `team-meetings`";
            problems.add(&place.at("id"), id, wrong, mend);
        }
        if let Some(first) = self.places.get(id) {
            let mend = format!("give one of them another id; the first stands in {}", first.file);
            problems.add(&place.at("id"), id, format!("the id `{id}` stands twice"), mend);
        } else {
            self.places.insert(id.to_owned(), place.clone());
            self.positions.insert(id.to_owned(), self.order.len());
        }
        self.order.push(id.to_owned());
    }

    /// The position of an id.
    pub fn index(&self, id: &str) -> Option<EntryIndex> {
        self.positions.get(id).and_then(|position| EntryIndex::try_from(*position).ok())
    }

    /// Where an id stands.
    pub fn place(&self, id: &str) -> Option<&Place> {
        self.places.get(id)
    }
}
