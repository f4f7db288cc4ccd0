//! Checks phones, links, organizations, services, areas, places and ZIP codes.

use std::collections::BTreeMap;

use super::Checker;
use crate::content::plain;
use crate::content::problem::Place as At;
use crate::content::raw::{RawPackFile, RawPhone, RawPhoneKind, RawProof, RawServiceKind};
use crate::directory::Zips;
use crate::pack::{Area, Link, Phone, PhoneKind, Place, Service, ServiceKind};

/// The built directory.
pub(super) struct Directory {
    pub phones: Vec<Phone>,
    pub links: Vec<Link>,
    pub organizations: Vec<String>,
    pub services: Vec<Service>,
    pub areas: Vec<Area>,
    pub places: Vec<Place>,
    pub zips: Zips,
}

pub(super) fn build(checker: &mut Checker) -> Directory {
    Directory {
        phones: phones(checker),
        links: links(checker),
        organizations: organizations(checker),
        services: services(checker),
        areas: areas(checker),
        places: places(checker),
        zips: zips(checker),
    }
}

/// The help lines of a pack, compared with the list that a second person has read.
pub(super) fn reviewed_help_lines(checker: &mut Checker, place: &At, file: &RawPackFile) {
    for (position, id) in file.help_lines.iter().enumerate() {
        let at = place.at("help-lines").at(position);
        let number = checker.raw.phones.iter().find(|one| one.value.id == *id).map(|one| one.value.number.clone());
        let mut lines = checker.raw.reviewed.iter().filter(|line| line.value.pack == file.id);
        let reviewed = lines.find(|line| line.value.phone == *id).map(|line| line.value.number.clone());
        match (number, reviewed) {
            (Some(number), Some(reviewed)) if number != reviewed => {
                let wrong = format!("the help line `{id}` has the number {number}, but {reviewed} was reviewed");
                let mend = "compare both with the source; then mend directory/phones.toml or questions/help-lines.toml";
                checker.problem(&at, id, wrong, mend);
            }
            (Some(_), None) => {
                let wrong = format!("nobody has reviewed the help line `{id}`");
                let mend = "a second person reads the number at its source and enters it in questions/help-lines.toml";
                checker.problem(&at, id, wrong, mend);
            }
            _ => {}
        }
    }
    for line in checker.raw.reviewed.iter().filter(|line| line.value.pack == file.id) {
        checker.refer(|checker| &checker.phones, &line.place.at("phone"), &line.value.phone, &line.value.phone);
    }
}

fn phones(checker: &mut Checker) -> Vec<Phone> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.phones {
        let (place, phone) = (&one.place, &one.value);
        number(checker, place, phone);
        let proof = proof_of(&phone.source, &phone.checked, phone.status);
        built.push(Phone {
            label: checker.slots.slot(place, format!("phones.{}.label", phone.id)),
            note: checker.slots.optional(place, format!("phones.{}.note", phone.id)),
            kind: match phone.kind {
                RawPhoneKind::Call => PhoneKind::Call,
                RawPhoneKind::Text => PhoneKind::Text,
            },
            number: phone.number.clone(),
            shown: phone.shown.clone(),
            letters: phone.letters.clone(),
            message: phone.message.clone(),
            proof: checker.proof(place, &phone.id, &proof),
        });
    }
    built
}

/// The digits of a text, letters read as on a phone's keys.
pub(in crate::content) fn dialled(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c.to_ascii_uppercase() {
            digit @ '0'..='9' => Some(digit),
            'A'..='C' => Some('2'),
            'D'..='F' => Some('3'),
            'G'..='I' => Some('4'),
            'J'..='L' => Some('5'),
            'M'..='O' => Some('6'),
            'P'..='S' => Some('7'),
            'T'..='V' => Some('8'),
            'W'..='Z' => Some('9'),
            _ => None,
        })
        .collect()
}

fn number(checker: &mut Checker, place: &At, phone: &RawPhone) {
    let (id, digits) = (&phone.id, phone.number.strip_prefix("+1").unwrap_or(&phone.number));
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let fits = match phone.number.strip_prefix("+1") {
        // North American numbers: area code and exchange begin with 2 to 9 (ITU-T E.164, NANPA).
        Some(ten) => {
            ten.len() == 10 && !ten.starts_with(['0', '1']) && !ten.get(3..4).unwrap_or("0").starts_with(['0', '1'])
        }
        None => (3..=6).contains(&digits.len()),
    };
    if !(all_digits && fits) {
        let wrong = format!("`{}` cannot be dialled", phone.number);
        let mend = "write +1 and ten digits, such as +18554525437, or a short code, such as 211";
        checker.problem(&place.at("number"), id, wrong, mend);
    }
    // The country code may be shown or not: 1-855-452-5437, 225-810-3555.
    let is_long = phone.number.starts_with("+1");
    let same = |shown: &str| shown == digits || (is_long && shown.strip_prefix('1') == Some(digits));
    let shown: String = phone.shown.chars().filter(char::is_ascii_digit).collect();
    if !same(&shown) || phone.shown.chars().any(char::is_alphabetic) {
        let wrong = format!("`{}` shows other digits than `{}`", phone.shown, phone.number);
        checker.problem(&place.at("shown"), id, wrong, "write the same digits in both");
    }
    if let Some(letters) = &phone.letters {
        let keys = dialled(letters);
        if !same(&keys) {
            let wrong = format!("`{letters}` dials {keys}, not `{}`", phone.number);
            checker.problem(&place.at("letters"), id, wrong, "write the same number with letters, or leave it out");
        }
    }
    for (field, text) in [("shown", Some(&phone.shown)), ("letters", phone.letters.as_ref())] {
        let plain = |c: char| c.is_alphanumeric() || " -().+".contains(c);
        if let Some(text) = text.filter(|text| !text.chars().all(plain)) {
            let wrong = format!("`{text}` has a character in it that a number does not have");
            checker.problem(&place.at(field), id, wrong, "write digits and hyphens: 1-855-452-5437");
        }
    }
    if let Some(message) = &phone.message {
        let plain = message.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !message.is_empty();
        if phone.kind != RawPhoneKind::Text || !plain {
            let wrong = format!("the message `{message}` cannot be sent");
            let mend = "a message is one word of letters and digits, and its phone has `kind = \"text\"`";
            checker.problem(&place.at("message"), id, wrong, mend);
        }
    }
}

fn links(checker: &mut Checker) -> Vec<Link> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.links {
        let (place, link) = (&one.place, &one.value);
        if let Err(wrong) = address(&link.url) {
            let mend = "write the page's own address, from https:// on";
            checker.problem(&place.at("url"), &link.id, format!("`{}` {wrong}", link.url), mend);
        }
        checker.proof(place, &link.id, &proof_of(&link.source, &link.checked, link.status));
        let label = checker.slots.slot(place, format!("links.{}.label", link.id));
        built.push(Link { label, url: link.url.clone() });
    }
    built
}

/// Shorteners hide where a tap leads.
const SHORTENERS: [&str; 6] = ["bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd"];

/// Whether an address is a plain https address: no other scheme, no user name, no look-alike letters.
pub(in crate::content) fn address(url: &str) -> Result<(), &'static str> {
    let Some(rest) = url.strip_prefix("https://") else { return Err("does not begin with https://") };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    if host.contains('@') {
        return Err("has a user name in it");
    }
    let parts_are_good = host.split('.').all(|part| !part.is_empty() && !part.starts_with("xn--"));
    // A number names a machine, and not whose it is.
    let is_number = host.rsplit('.').next().is_some_and(|end| end.starts_with(|c: char| c.is_ascii_digit()));
    if !host.contains('.') || !host.chars().all(plain) || !parts_are_good || is_number {
        return Err("has no plain host name");
    }
    if rest.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"'{}\\".contains(c)) {
        return Err("has a character in it that an address cannot have");
    }
    if SHORTENERS.contains(&host.strip_prefix("www.").unwrap_or(&host)) {
        return Err("is a shortened address: nobody sees where it leads");
    }
    Ok(())
}

fn organizations(checker: &mut Checker) -> Vec<String> {
    let raw = checker.raw;
    for one in &raw.organizations {
        let (place, organization) = (&one.place, &one.value);
        plain::name(checker, place, &organization.id, "name", &organization.name);
        if let Some(link) = &organization.link {
            checker.refer(|checker| &checker.links, &place.at("link"), &organization.id, link);
        }
        let proof = proof_of(&organization.source, &organization.checked, organization.status);
        checker.proof(place, &organization.id, &proof);
    }
    raw.organizations.iter().map(|one| one.value.name.clone()).collect()
}

fn services(checker: &mut Checker) -> Vec<Service> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.services {
        let (place, service) = (&one.place, &one.value);
        let id = &service.id;
        if service.phones.is_empty() && service.links.is_empty() {
            let mend = "name a phone or a link: a person must be able to go on from here";
            checker.problem(place, id, format!("the service `{id}` leads nowhere"), mend);
        }
        let proof = proof_of(&service.source, &service.checked, service.status);
        built.push(Service {
            kind: match service.kind {
                RawServiceKind::Training => ServiceKind::Training,
                RawServiceKind::Contact => ServiceKind::Contact,
                RawServiceKind::Support => ServiceKind::Support,
            },
            organization: checker.refer(
                |checker| &checker.organizations,
                &place.at("organization"),
                id,
                &service.organization,
            ),
            paths: checker.path_ids(&place.at("paths"), id, &service.paths),
            areas: checker.refer_all(|checker| &checker.areas, &place.at("areas"), id, &service.areas),
            name: checker.slots.slot(place, format!("services.{id}.name")),
            text: checker.slots.slot(place, format!("services.{id}.text")),
            phones: checker.refer_all(|checker| &checker.phones, &place.at("phones"), id, &service.phones),
            links: checker.refer_all(|checker| &checker.links, &place.at("links"), id, &service.links),
            proof: checker.proof(place, id, &proof),
        });
    }
    built
}

fn areas(checker: &mut Checker) -> Vec<Area> {
    let raw = checker.raw;
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    let mut built = Vec::new();
    for one in &raw.areas {
        let (place, area) = (&one.place, &one.value);
        plain::name(checker, place, &area.id, "name", &area.name);
        checker.proof(place, &area.id, &proof_of(&area.source, &area.checked, area.status));
        let places = checker.refer_all(|checker| &checker.places, &place.at("places"), &area.id, &area.places);
        for (position, id) in area.places.iter().enumerate() {
            if let Some(other) = taken.insert(id, &area.id).filter(|other| *other != area.id) {
                let wrong = format!("`{id}` stands in the areas `{other}` and `{}`", area.id);
                let mend = "a place lies in one area: keep the one that the source names";
                checker.problem(&place.at("places").at(position), &area.id, wrong, mend);
            }
        }
        built.push(Area { id: area.id.as_str().into(), name: area.name.clone(), places });
    }
    built
}

fn places(checker: &mut Checker) -> Vec<Place> {
    let raw = checker.raw;
    for one in &raw.places {
        plain::name(checker, &one.place, &one.value.id, "name", &one.value.name);
    }
    raw.places.iter().map(|one| Place { id: one.value.id.as_str().into(), name: one.value.name.clone() }).collect()
}

fn zips(checker: &mut Checker) -> Zips {
    let raw = checker.raw;
    let mut found: BTreeMap<u32, u16> = BTreeMap::new();
    for line in &raw.zips {
        let (zip, id) = &line.value;
        let is_zip = zip.len() == 5 && zip.bytes().all(|byte| byte.is_ascii_digit());
        let number = zip.parse::<u32>().ok().filter(|_| is_zip);
        let Some(number) = number else {
            checker.problem(&line.place, id, format!("`{zip}` is not a ZIP code"), "write five digits");
            continue;
        };
        let index = checker.refer(|checker| &checker.places, &line.place, id, id);
        if found.insert(number, index).is_some() {
            checker.problem(&line.place, id, format!("the ZIP code {zip} stands twice"), "keep one of the two lines");
        }
    }
    Zips::new(&found)
}

/// The three lines of a proof, which every kind of entry carries by itself.
pub(super) fn proof_of(source: &str, checked: &str, status: crate::content::raw::RawStatus) -> RawProof {
    RawProof { source: source.to_owned(), checked: checked.to_owned(), status }
}

#[cfg(test)]
mod tests {
    use super::{address, dialled};

    #[test]
    fn letters_dial_digits() {
        assert_eq!(dialled("1-855-4LA-KIDS"), "18554525437");
        assert_eq!(dialled("833-LA-CHILD"), "8335224453");
    }

    #[test]
    fn only_plain_https_addresses_pass() {
        assert!(address("https://www.dcfs.la.gov/page/374").is_ok());
        for bad in [
            "http://dcfs.la.gov",
            "javascript:alert(1)",
            "https://user@dcfs.la.gov/",
            "https://xn--dcfs-x.la",
            "https://dcfs.lа.gov/",
            "https://bit.ly/x",
            "https://dcfs",
            "https://dcfs.la.gov/a b",
            "https://www.Bit.ly/x",
            "https://www.xn--dcfs-x.la.gov/",
            "https://",
            "https://.la.gov",
            "//dcfs.la.gov",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
