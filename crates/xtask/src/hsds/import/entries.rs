//! Organizations, phones, areas, services and locations of a package as entries of the directory.

use super::super::edit::{Fact, Kind};
use super::super::input::{self, Number};
use super::super::natural::key;
use super::super::records::Record;
use super::super::words::Words;
use super::Import;
use super::proof::Sure;
use super::texts::name;

impl<'a> Import<'a> {
    pub fn organization(&mut self, record: &'a Record) {
        let title = name(self.take(record, "name"));
        let key = key(&[&title]);
        let found = self.found(Kind::Organization, record, &key);
        let mut facts = vec![("name", Fact::Text(title.clone()))];
        let website = self.take(record, "website");
        facts.extend(self.link(record, "website", website, &title).map(|id| ("link", Fact::Text(id))));
        if record.field("description") == record.field("name") {
            self.take(record, "description");
        }
        self.put(Kind::Organization, record, found, (&title, key), facts);
    }

    /// The link to a page; it is added where the pack has none. Only https pages are linked.
    pub fn link(&mut self, record: &'a Record, column: &str, url: &str, title: &str) -> Option<String> {
        if url.is_empty() {
            return None;
        }
        if !input::is_https(url) {
            self.leave(record, column, "the guide links to https pages only");
            return None;
        }
        let key = url.to_owned();
        if let Some(id) = self.natural.get(Kind::Link, &key) {
            return Some(id);
        }
        let id = self.files.new_id(Kind::Link, title);
        let mut facts = vec![("url", Fact::Text(url.to_owned()))];
        facts.extend(self.proof(record, Sure::AsWritten)?);
        if let Some((_, source)) = facts.iter_mut().find(|(field, _)| *field == "source") {
            *source = Fact::Text(url.to_owned());
        }
        self.natural.add(Kind::Link, key, &id);
        let change = self.files.add(Kind::Link, &id, &facts);
        self.count(Kind::Link, &id, change);
        self.files.set_text(Kind::Link, &id, "label", &[title.to_owned()]);
        Some(id)
    }

    pub fn phone(&mut self, record: &'a Record) {
        if self.is_over(record) {
            return self.leave(record, "all of it", "its service is not active");
        }
        let number = match input::number(record.field("number")) {
            Number::Good(number) => number,
            Number::Abroad => return self.leave(record, "all of it", "the guide dials no numbers of other countries"),
            Number::Wrong => return,
        };
        let kind = match self.take(record, "type").to_lowercase().as_str() {
            "text" | "sms" => "text",
            "" | "voice" | "cell" => "call",
            _ => return self.leave(record, "all of it", "the guide calls and sends texts only"),
        };
        let holders = ["service_id", "service_at_location_id", "organization_id", "location_id"];
        let of_person = record.fields.contains_key("contact_id") || !record.points_to("contact_id").is_empty();
        if of_person && holders.iter().all(|column| record.points_to(column).is_empty()) {
            return self.leave(
                record,
                "all of it",
                "it is the phone of a person; the guide has those of services only",
            );
        }
        self.take(record, "number");
        let mut facts = vec![("kind", Fact::Text(kind.to_owned())), ("number", Fact::Text(number.clone()))];
        let key = key(&[kind, &number]);
        let found = self.found(Kind::Phone, record, &key);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let dialled = digits(&number);
        let shown = record
            .our("shown")
            .filter(|shown| digits(shown).trim_start_matches('1') == dialled.trim_start_matches('1'));
        if found.is_none() || shown.is_some() {
            let shown = shown.map_or_else(|| input::shown(&number), str::to_owned);
            facts.push(("shown", Fact::Text(shown)));
        }
        facts.extend(record.our("letters").map(|text| ("letters", Fact::Text(text.to_owned()))));
        facts.extend(record.our("message").map(|text| ("message", Fact::Text(text.to_owned()))));
        for code in ["always", "interpreters"] {
            facts.extend((record.our(code) == Some("true")).then_some((code, Fact::True)));
        }
        let description = self.take(record, "description");
        let (label, note) = description.split_once('\n').unwrap_or((description, ""));
        let label = if label.trim().is_empty() { self.holder_name(record) } else { label.to_owned() };
        let Some(id) = self.put(Kind::Phone, record, found, (&label, key), facts) else { return };
        self.words(record, Kind::Phone, &id, "label", &name(&label));
        self.words(record, Kind::Phone, &id, "note", note);
    }

    /// The name of what a phone belongs to.
    fn holder_name(&self, record: &Record) -> String {
        let holders = [("service_id", "service"), ("organization_id", "organization"), ("location_id", "location")];
        let holder =
            holders.iter().find_map(|(column, table)| self.records.get(table, record.points_to(column).first()?));
        holder.map_or_else(|| record.field("number").to_owned(), |holder| name(holder.field("name")))
    }

    pub fn area(&mut self, record: &'a Record) {
        if self.is_over(record) {
            return self.leave(record, "all of it", "its service is not active");
        }
        let title = name(self.take(record, "name"));
        let whole = Words::of(self.raw).text("pack.name");
        if record.our("whole") == Some("true") || !whole.is_empty() && title.eq_ignore_ascii_case(&whole) {
            return;
        }
        if title.is_empty() {
            return self.leave(record, "all of it", "an area without a name");
        }
        let key = key(&[&title]);
        let found = self.found(Kind::Area, record, &key);
        let mut facts = vec![("name", Fact::Text(title.clone()))];
        let places = self.places(record);
        let known = found.as_ref().map(|id| self.files.list_field(Kind::Area, id, "places")).unwrap_or_default();
        let all = union(&known, &places);
        if found.is_none() || all != known {
            facts.push(("places", Fact::List(all)));
        }
        self.put(Kind::Area, record, found, (&title, key), facts);
    }

    /// The places of an area that comes from an export; new ones are added.
    fn places(&mut self, record: &'a Record) -> Vec<String> {
        let ids = record.ours("place");
        if ids.is_empty() || !ids.iter().all(|id| super::is_id(id)) {
            return Vec::new();
        }
        self.take(record, "extent_type");
        let names: Vec<String> = self.take(record, "extent").split("; ").map(name).collect();
        for (id, title) in ids.iter().zip(names) {
            if self.files.has(Kind::Place, id) {
                continue;
            }
            let change = self.files.add(Kind::Place, id, &[("name", Fact::Text(title))]);
            self.count(Kind::Place, id, change);
        }
        ids
    }

    pub fn service(&mut self, record: &'a Record) {
        let title = name(self.take(record, "name"));
        let organization = record.points_to("organization_id").first();
        let organization = organization.and_then(|id| self.entry("organization", id));
        let Some(organization) = organization else { return };
        let key = key(&[&organization, &title]);
        let found = self.found(Kind::Service, record, &key);
        let status = self.take(record, "status");
        if status != "active" {
            let why = format!("the service is {status}; take it out of the pack, if it is in it");
            return self.leave(record, "all of it", &why);
        }
        self.take(record, "assured_date");
        let mut facts = Vec::new();
        let kind = record.our("kind").filter(|kind| ["training", "contact", "support"].contains(kind));
        if found.is_none() || kind.is_some() {
            facts.push(("kind", Fact::Text(kind.unwrap_or("support").to_owned())));
        }
        facts.push(("organization", Fact::Text(organization)));
        let paths = record.ours("path").into_iter().filter(|path| super::is_id(path)).collect::<Vec<_>>();
        let areas = self.held("service_area", &record.id);
        let phones = self.held("phone", &record.id);
        let url = self.take(record, "url");
        let mut links: Vec<String> = self.link(record, "url", url, &title).into_iter().collect();
        for url in record.ours("link") {
            links.extend(self.link(record, "link", &url, &title));
        }
        for (field, items) in [("paths", paths.clone()), ("areas", areas.clone()), ("phones", phones), ("links", links)]
        {
            let known = found.as_ref().map(|id| self.files.list_field(Kind::Service, id, field)).unwrap_or_default();
            let all = union(&known, &items);
            if found.is_none() || all != known {
                facts.push((field, Fact::List(all)));
            }
        }
        let is_new = found.is_none();
        let Some(id) = self.put(Kind::Service, record, found, (&title, key), facts) else { return };
        self.words(record, Kind::Service, &id, "name", &title);
        let description = self.take(record, "description");
        self.words(record, Kind::Service, &id, "text", description);
        self.new_service(record, &id, is_new && kind.is_none(), areas.is_empty());
        if is_new && description.trim().is_empty() {
            self.to_do.push(format!("{id}: the package has no description: write services.{id}.text"));
        }
    }

    /// What an editor has to say about a service that came from elsewhere.
    fn new_service(&mut self, record: &Record, id: &str, is_foreign: bool, no_areas: bool) {
        if !is_foreign {
            return;
        }
        self.to_do.push(format!("{id}: choose its `kind` (it is `support`) and its `paths` (it is on none yet)"));
        let has_area = self.held.contains_key(&("service_area", record.id.as_str()));
        if no_areas && !has_area {
            self.to_do.push(format!("{id}: the package names no area; `areas = []` means the whole state"));
        }
    }

    /// The entry that an object became.
    pub fn entry(&self, table: &str, id: &str) -> Option<String> {
        self.taken.get(&(table.to_owned(), id.to_owned())).cloned()
    }

    /// The entries of objects that belong to a service, or to it at one of its locations.
    fn held(&self, table: &'static str, service: &str) -> Vec<String> {
        let mut held = Vec::new();
        for record in self.held.get(&(table, service)).into_iter().flatten() {
            held.extend(self.entry(table, &record.id).filter(|id| !held.contains(id)));
        }
        held
    }

    pub fn location(&mut self, record: &'a Record) {
        if self.take(record, "location_type") != "physical" {
            return self.leave(record, "all of it", "the guide has places that one can go to only");
        }
        let all = self.held.get(&("address", record.id.as_str())).into_iter().flatten().copied();
        let Some(address) = all.into_iter().find(|address| address.field("address_type") == "physical") else {
            return self.leave(record, "all of it", "it has no address that one can go to");
        };
        let zip: String = address.field("postal_code").trim().chars().take(5).collect();
        let state = address.field("state_province").trim();
        let is_ours = ["US", "USA"].contains(&address.field("country"))
            && state.len() == 2
            && state.bytes().all(|byte| byte.is_ascii_uppercase())
            && zip.len() == 5
            && zip.bytes().all(|byte| byte.is_ascii_digit());
        if !is_ours {
            return self.leave(
                record,
                "all of it",
                "its address has no two-letter state and ZIP code of the United States",
            );
        }
        for column in ["address_1", "address_2", "city", "state_province", "postal_code", "country", "address_type"] {
            self.take(address, column);
        }
        let street = [address.field("address_1"), address.field("address_2")].map(name);
        let street = street.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
        let title = name(self.take(record, "name"));
        let title = if title.is_empty() { street.clone() } else { title };
        let key = key(&[&title, &street, &zip]);
        let found = self.found(Kind::Location, record, &key);
        let facts = vec![
            ("name", Fact::Text(title.clone())),
            ("address", Fact::Text(street)),
            ("city", Fact::Text(name(address.field("city")))),
            ("state", Fact::Text(state.to_owned())),
            ("zip", Fact::Text(zip)),
        ];
        self.put(Kind::Location, record, found, (&title, key), facts);
    }
}

/// What is there, then what is new: nothing that the pack says is taken away.
fn union(known: &[String], items: &[String]) -> Vec<String> {
    let mut all = known.to_vec();
    for item in items {
        if !all.contains(item) {
            all.push(item.clone());
        }
    }
    all
}
