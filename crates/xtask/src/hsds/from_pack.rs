//! Writes a pack's directory as the tables of HSDS, each row after the one that holds it.

use guide::content::raw::{
    RawArea, RawLocation, RawPack, RawPhone, RawPhoneKind, RawSchedule, RawService, RawServiceKind, RawStatus,
};
use serde_json::{Value, json};

use super::identity;
use super::package::Package;
use super::schedules;
use super::terms;
use super::words::Words;

/// The directory of a pack. Where two languages could be written, the first one is: HSDS 3 has no place for more.
pub fn package(raw: &RawPack) -> Result<Package, String> {
    let pack = raw.pack.as_ref().map_or(raw.folder.as_str(), |pack| pack.value.id.as_str());
    let mut export = Export { raw, pack, words: Words::of(raw), package: Package::default(), used: Vec::new() };
    for one in &raw.organizations {
        export.organization(&one.value);
    }
    export.without_owner();
    terms::push(&mut export.package, &export.used)?;
    Ok(export.package)
}

struct Export<'a> {
    raw: &'a RawPack,
    pack: &'a str,
    words: Words<'a>,
    package: Package,
    /// Codes of the terms that attributes name.
    used: Vec<&'static str>,
}

impl Export<'_> {
    fn id(&self, steps: &[&str]) -> String {
        let mut all = vec![self.pack];
        all.extend(steps);
        identity::id(&all)
    }

    fn url(&self, link: Option<&String>) -> &str {
        let found = link.and_then(|id| self.raw.links.iter().find(|one| one.value.id == *id));
        found.map_or("", |one| one.value.url.as_str())
    }

    fn organization(&mut self, one: &guide::content::raw::RawOrganization) {
        let id = self.id(&["organization", &one.id]);
        let website = self.url(one.link.as_ref()).to_owned();
        // HSDS wants a description. The directory has none, and none is made up: the name stands for it.
        let values = [
            ("id", json!(id)),
            ("name", json!(one.name)),
            ("description", json!(one.name)),
            ("website", json!(website)),
        ];
        self.package.push("organization", values);
        self.attribute("organization", &id, "id", &one.id);
        self.proof("organization", &id, &one.source, Some(&one.checked), one.status);
        let raw = self.raw;
        for service in raw.services.iter().filter(|service| service.value.organization == one.id) {
            self.service(&service.value, &id);
        }
    }

    fn service(&mut self, one: &RawService, organization: &str) {
        let raw = self.raw;
        let id = self.id(&["service", &one.id]);
        let url = self.url(one.links.first()).to_owned();
        let values = [
            ("id", json!(id)),
            ("organization_id", json!(organization)),
            ("name", json!(self.words.text(&format!("services.{}.name", one.id)))),
            ("description", json!(self.words.text(&format!("services.{}.text", one.id)))),
            ("url", json!(url)),
            ("status", json!("active")),
            ("assured_date", json!(one.checked)),
        ];
        self.package.push("service", values);
        self.attribute("service", &id, "id", &one.id);
        self.attribute("service", &id, "kind", kind(one.kind));
        for path in &one.paths {
            self.attribute("service", &id, "path", path);
        }
        for link in one.links.iter().skip(1) {
            let url = self.url(Some(link)).to_owned();
            self.attribute("service", &id, "link", &url);
        }
        self.proof("service", &id, &one.source, None, one.status);
        for phone in raw.phones_of(&one.phones) {
            self.phone(phone, Some((&one.id, &id)));
        }
        self.areas(one, &id);
        self.sessions(one, &id);
    }

    /// A phone has one row for each service that names it: a row of HSDS belongs to one service.
    fn phone(&mut self, one: &RawPhone, service: Option<(&str, &str)>) {
        let id = match service {
            Some((service, _)) => self.id(&["phone", &one.id, service]),
            None => self.id(&["phone", &one.id]),
        };
        let label = self.words.text(&format!("phones.{}.label", one.id));
        let note = self.words.text(&format!("phones.{}.note", one.id));
        let description = if note.is_empty() { label } else { format!("{label}\n{note}") };
        let kind = match one.kind {
            RawPhoneKind::Call => "voice",
            RawPhoneKind::Text => "text",
        };
        let values = [
            ("id", json!(id)),
            ("service_id", service.map_or(Value::Null, |(_, id)| json!(id))),
            ("number", json!(one.number)),
            ("type", json!(kind)),
            ("description", json!(description)),
        ];
        self.package.push("phone", values);
        self.attribute("phone", &id, "id", &one.id);
        self.attribute("phone", &id, "shown", &one.shown);
        let optional = [("letters", &one.letters), ("message", &one.message)];
        for (code, text) in optional.into_iter().filter_map(|(code, text)| Some((code, text.as_ref()?))) {
            self.attribute("phone", &id, code, text);
        }
        for (code, _) in [("always", one.always), ("interpreters", one.interpreters)].iter().filter(|(_, is)| *is) {
            self.attribute("phone", &id, code, "true");
        }
        self.proof("phone", &id, &one.source, Some(&one.checked), one.status);
    }

    fn areas(&mut self, service: &RawService, id: &str) {
        let raw = self.raw;
        let find = |id: &String| raw.areas.iter().find(|area| area.value.id == *id);
        for area in service.areas.iter().filter_map(find) {
            self.area(&area.value, Some((&service.id, id)));
        }
        if service.areas.is_empty() {
            let whole = self.id(&["service_area", "", &service.id]);
            let name = self.words.text("pack.name");
            let name = if name.is_empty() { self.pack.to_owned() } else { name };
            let values = [("id", json!(whole)), ("service_id", json!(id)), ("name", json!(name))];
            self.package.push("service_area", values);
            self.attribute("service_area", &whole, "whole", "true");
        }
    }

    fn area(&mut self, one: &RawArea, service: Option<(&str, &str)>) {
        let id = match service {
            Some((service, _)) => self.id(&["service_area", &one.id, service]),
            None => self.id(&["service_area", &one.id]),
        };
        let name_of = |id: &String| self.raw.places.iter().find(|place| place.value.id == *id);
        let places = one.places.iter().map(|place| name_of(place).map_or(place.as_str(), |one| &one.value.name));
        let extent = places.collect::<Vec<_>>().join("; ");
        let values = [
            ("id", json!(id)),
            ("service_id", service.map_or(Value::Null, |(_, id)| json!(id))),
            ("name", json!(one.name)),
            ("extent", json!(extent)),
            ("extent_type", json!(if one.places.is_empty() { "" } else { "text" })),
        ];
        self.package.push("service_area", values);
        self.attribute("service_area", &id, "id", &one.id);
        for place in &one.places {
            self.attribute("service_area", &id, "place", place);
        }
        self.proof("service_area", &id, &one.source, Some(&one.checked), one.status);
    }

    /// The sessions of a service: those online, then those at each location.
    fn sessions(&mut self, service: &RawService, id: &str) {
        let raw = self.raw;
        let of_service = raw.schedules.iter().map(|one| &one.value).filter(|one| one.service == service.id);
        let (at_locations, online): (Vec<&RawSchedule>, Vec<&RawSchedule>) =
            of_service.partition(|one| one.location.is_some());
        let mut languages: Vec<&str> = Vec::new();
        for one in online.iter().chain(&at_locations) {
            if !languages.contains(&one.language.as_str()) {
                languages.push(&one.language);
            }
        }
        for code in languages {
            let language = self.id(&["language", &service.id, code]);
            let values = [("id", json!(language)), ("service_id", json!(id)), ("code", json!(code))];
            self.package.push("language", values);
        }
        for one in online {
            self.schedule(one, ("service_id", id));
        }
        let mut seen: Vec<&String> = Vec::new();
        for location in at_locations.iter().filter_map(|one| one.location.as_ref()) {
            if seen.contains(&location) {
                continue;
            }
            seen.push(location);
            let found = raw.locations.iter().find(|one| one.value.id == *location);
            let location_id = self.id(&["location", location]);
            if let Some(found) = found.filter(|_| !self.package.has("location", &location_id)) {
                self.location(&found.value);
            }
            let at = self.id(&["service_at_location", &service.id, location]);
            let values = [("id", json!(at)), ("service_id", json!(id)), ("location_id", json!(location_id))];
            self.package.push("service_at_location", values);
            for one in at_locations.iter().filter(|one| one.location.as_ref() == Some(location)) {
                self.schedule(one, ("service_at_location_id", &at));
            }
        }
    }

    fn location(&mut self, one: &RawLocation) {
        let id = self.id(&["location", &one.id]);
        let values = [("id", json!(id)), ("location_type", json!("physical")), ("name", json!(one.name))];
        self.package.push("location", values);
        let values = [
            ("id", json!(self.id(&["address", &one.id]))),
            ("location_id", json!(id)),
            ("address_1", json!(one.address)),
            ("city", json!(one.city)),
            ("state_province", json!(one.state)),
            ("postal_code", json!(one.zip)),
            // Two-letter states and ZIP codes are those of one country.
            ("country", json!("US")),
            ("address_type", json!("physical")),
        ];
        self.package.push("address", values);
        self.attribute("location", &id, "id", &one.id);
        self.proof("location", &id, &one.source, Some(&one.checked), one.status);
    }

    fn schedule(&mut self, one: &RawSchedule, owner: (&'static str, &str)) {
        let id = self.id(&["schedule", &one.id]);
        let notes = self.words.text(&format!("schedules.{}.note", one.id));
        let link = self.url(one.link.as_ref()).to_owned();
        let exported = schedules::export(one, &link, notes);
        let mut values = vec![("id", json!(id)), (owner.0, json!(owner.1))];
        values.extend(exported.columns);
        self.package.push("schedule", values);
        self.attribute("schedule", &id, "id", &one.id);
        for (code, value) in exported.beyond {
            self.attribute("schedule", &id, code, &value);
        }
        self.proof("schedule", &id, &one.source, Some(&one.checked), one.status);
    }

    /// What no service names stands alone: to tie it to an organization would be a guess.
    fn without_owner(&mut self) {
        let raw = self.raw;
        let services = || raw.services.iter().map(|one| &one.value);
        for phone in raw.phones.iter().map(|one| &one.value) {
            if !services().any(|service| service.phones.contains(&phone.id)) {
                self.phone(phone, None);
            }
        }
        for area in raw.areas.iter().map(|one| &one.value) {
            if !services().any(|service| service.areas.contains(&area.id)) {
                self.area(area, None);
            }
        }
        for location in raw.locations.iter().map(|one| &one.value) {
            let id = self.id(&["location", &location.id]);
            if !self.package.has("location", &id) {
                self.location(location);
            }
        }
    }

    fn proof(&mut self, table: &str, id: &str, source: &str, checked: Option<&str>, status: RawStatus) {
        self.attribute(table, id, "source", source);
        if let Some(checked) = checked {
            self.attribute(table, id, "checked", checked);
        }
        let status = match status {
            RawStatus::Confirmed => "confirmed",
            RawStatus::Published => "published",
            RawStatus::Unconfirmed => "unconfirmed",
        };
        self.attribute(table, id, "status", status);
    }

    fn attribute(&mut self, table: &str, of: &str, code: &'static str, value: &str) {
        if !self.used.contains(&code) {
            self.used.push(code);
        }
        let values = [
            ("id", json!(self.id(&["attribute", of, code, value]))),
            ("link_id", json!(of)),
            ("taxonomy_term_id", json!(terms::id(code))),
            ("link_entity", json!(table)),
            ("value", json!(value)),
        ];
        self.package.push("attribute", values);
    }
}

/// What a service is, in the words of the pack.
fn kind(kind: RawServiceKind) -> &'static str {
    match kind {
        RawServiceKind::Training => "training",
        RawServiceKind::Contact => "contact",
        RawServiceKind::Support => "support",
    }
}

/// The phones that a service names, in its order.
trait Phones {
    fn phones_of<'a>(&'a self, ids: &'a [String]) -> Vec<&'a RawPhone>;
}

impl Phones for RawPack {
    fn phones_of<'a>(&'a self, ids: &'a [String]) -> Vec<&'a RawPhone> {
        let find = |id: &String| self.phones.iter().find(|one| one.value.id == *id).map(|one| &one.value);
        ids.iter().filter_map(find).collect()
    }
}
