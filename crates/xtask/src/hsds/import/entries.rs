//! Organizations, phones, areas, services and locations of a package as entries of the directory.

use super::super::edit::{Fact, Kind, PackFiles};
use super::super::input::{self, Number};
use super::super::records::Record;
use super::super::words::Words;
use super::Import;
use super::texts::name;

impl<'a> Import<'a> {
    pub fn organization(&mut self, record: &'a Record) {
        let title = name(self.take(record, "name"));
        let same = |files: &PackFiles, id: &str| {
            let known = files.field(Kind::Organization, id, "name");
            known.is_some_and(|known| known.eq_ignore_ascii_case(&title))
        };
        let found = self.found(Kind::Organization, record, same);
        let mut facts = vec![("name", Fact::Text(title.clone()))];
        let website = self.take(record, "website");
        facts.extend(self.link(record, "website", website, &title).map(|id| ("link", Fact::Text(id))));
        if record.field("description") == record.field("name") {
            self.take(record, "description");
        }
        self.put(Kind::Organization, record, found, &title, facts);
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
        let fact = ("url", Fact::Text(url.to_owned()));
        let known = self.files.ids(Kind::Link);
        if let Some(id) = known.iter().find(|id| self.files.says(Kind::Link, id, core::slice::from_ref(&fact))) {
            return Some(id.clone());
        }
        let id = super::new_id(title, Kind::Link, &known);
        let mut facts = vec![fact];
        facts.extend(self.proof(record)?);
        if let Some((_, source)) = facts.iter_mut().find(|(field, _)| *field == "source") {
            *source = Fact::Text(url.to_owned());
        }
        let change = self.files.add(Kind::Link, &id, &facts);
        self.count(Kind::Link, &id, change);
        self.files.set_text(Kind::Link, &id, "label", &[title.to_owned()]);
        Some(id)
    }

    pub fn phone(&mut self, record: &'a Record) {
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
        let found = self.found(Kind::Phone, record, |files, id| files.says(Kind::Phone, id, &facts));
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
        let Some(id) = self.put(Kind::Phone, record, found, &label, facts) else { return };
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
        let title = name(self.take(record, "name"));
        let whole = Words::of(self.raw).text("pack.name");
        if record.our("whole") == Some("true") || !whole.is_empty() && title.eq_ignore_ascii_case(&whole) {
            return;
        }
        if title.is_empty() {
            return self.leave(record, "all of it", "an area without a name");
        }
        let same = |files: &PackFiles, id: &str| {
            files.field(Kind::Area, id, "name").is_some_and(|known| known.eq_ignore_ascii_case(&title))
        };
        let found = self.found(Kind::Area, record, same);
        let mut facts = vec![("name", Fact::Text(title.clone()))];
        let places = self.places(record);
        let known = found.as_ref().map(|id| self.files.list_field(Kind::Area, id, "places")).unwrap_or_default();
        let all = union(&known, &places);
        if found.is_none() || all != known {
            facts.push(("places", Fact::List(all)));
        }
        self.put(Kind::Area, record, found, &title, facts);
    }

    /// The places of an area that comes from an export; new ones are added.
    fn places(&mut self, record: &'a Record) -> Vec<String> {
        let ids = record.ours("place");
        if ids.is_empty() || !ids.iter().all(|id| super::is_id(id)) {
            return Vec::new();
        }
        self.take(record, "extent_type");
        let names: Vec<String> = self.take(record, "extent").split("; ").map(name).collect();
        let known = self.files.ids(Kind::Place);
        for (id, title) in ids.iter().zip(names).filter(|(id, _)| !known.contains(id)) {
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
        let same = |files: &PackFiles, id: &str| {
            let of = files.field(Kind::Service, id, "organization");
            of.as_ref() == Some(&organization)
                && files.text(Kind::Service, id, "name").join(" ").eq_ignore_ascii_case(&title)
        };
        let found = self.found(Kind::Service, record, same);
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
        let Some(id) = self.put(Kind::Service, record, found, &title, facts) else { return };
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
        let all = self.records.of("service_area");
        let has_area = all.into_iter().any(|area| area.points_to("service_id").contains(&record.id));
        if no_areas && !has_area {
            self.to_do.push(format!("{id}: the package names no area; `areas = []` means the whole state"));
        }
    }

    /// The entry that an object became.
    pub fn entry(&self, table: &str, id: &str) -> Option<String> {
        self.taken.get(&(table.to_owned(), id.to_owned())).cloned()
    }

    /// The entries of objects that belong to a service, or to it at one of its locations.
    fn held(&self, table: &str, service: &str) -> Vec<String> {
        let mut held = Vec::new();
        for record in self.records.of(table) {
            let direct = record.points_to("service_id").iter().any(|id| id == service);
            let at_location = record.points_to("service_at_location_id").iter().any(|id| {
                let at = self.records.get("service_at_location", id);
                at.is_some_and(|at| at.points_to("service_id").iter().any(|id| id == service))
            });
            if let Some(id) = self.entry(table, &record.id).filter(|id| (direct || at_location) && !held.contains(id)) {
                held.push(id);
            }
        }
        held
    }

    pub fn location(&mut self, record: &'a Record) {
        if self.take(record, "location_type") != "physical" {
            return self.leave(record, "all of it", "the guide has places that one can go to only");
        }
        let all = self.records.of("address").filter(|address| address.points_to("location_id").contains(&record.id));
        let physical: Vec<&Record> = all.filter(|address| address.field("address_type") == "physical").collect();
        let Some(address) = physical.first().copied() else {
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
        let house = [("name", Fact::Text(title.clone())), ("address", Fact::Text(street)), ("zip", Fact::Text(zip))];
        let found = self.found(Kind::Location, record, |files, id| files.says(Kind::Location, id, &house));
        let [name_of, address_of, zip_of] = house;
        let facts = vec![
            name_of,
            address_of,
            ("city", Fact::Text(name(address.field("city")))),
            ("state", Fact::Text(state.to_owned())),
            zip_of,
        ];
        self.put(Kind::Location, record, found, &title, facts);
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
