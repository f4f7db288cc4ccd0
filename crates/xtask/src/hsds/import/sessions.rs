//! Schedules of a package as training sessions. Opening hours are none.

use super::super::edit::{Fact, Kind};
use super::super::natural::key;
use super::super::records::Record;
use super::super::{rule, schedules};
use super::Import;
use super::texts::plain;

/// Words by which other systems say that one can take part from afar.
const ONLINE: [&str; 4] = ["online", "remote", "virtual", "video"];

impl<'a> Import<'a> {
    pub fn schedule(&mut self, record: &'a Record) {
        let mut facts = match self.facts(record) {
            Ok(facts) => facts,
            Err(why) => return self.leave(record, "all of it", &why),
        };
        let text = |wanted: &str| {
            let fact = facts.iter().find(|(field, _)| *field == wanted).map(|(_, fact)| fact);
            match fact {
                Some(Fact::Text(text) | Fact::Date(text)) => text.clone(),
                _ => String::new(),
            }
        };
        let [service, starts, location] = ["service", "starts", "location"].map(text);
        let key = key(&[&service, &starts, &location]);
        let title = format!("{service} {}", starts.split('T').next().unwrap_or_default());
        let found = self.found(Kind::Schedule, record, &key);
        // A rule that says the same in another order stays as the editor wrote it.
        let written = found.as_ref().and_then(|id| self.files.field(Kind::Schedule, id, "repeats"));
        let rule = facts.iter_mut().find(|(field, _)| *field == "repeats").map(|(_, fact)| fact);
        match (written, rule) {
            (Some(written), Some(Fact::Text(rule))) if rule::same(rule, &written) => *rule = written,
            _ => {}
        }
        let Some(id) = self.put(Kind::Schedule, record, found, (&title, key), facts) else { return };
        let notes = self.take(record, "notes");
        self.words(record, Kind::Schedule, &id, "note", &plain(notes));
    }

    /// What a schedule says as a session. The error is why it says none.
    fn facts(&mut self, record: &'a Record) -> Result<Vec<(&'static str, Fact)>, String> {
        let records = self.records;
        let at = record.points_to("service_at_location_id").first();
        let at = at.and_then(|id| records.get("service_at_location", id));
        let held_by = at.unwrap_or(record);
        let service_record = held_by.points_to("service_id").first().and_then(|id| records.get("service", id));
        let service = service_record.and_then(|service| self.entry("service", &service.id));
        let (Some(service_record), Some(service)) = (service_record, service) else {
            return Err("the opening hours of a place are not sessions of a service".to_owned());
        };
        if self.files.field(Kind::Service, &service, "kind").as_deref() != Some("training") {
            return Err("only training has sessions; these are the hours of another service".to_owned());
        }
        let place = at.and_then(|at| at.points_to("location_id").first());
        let location = place.and_then(|id| self.entry("location", id));
        if place.is_some() && location.is_none() {
            return Err("its location was not taken over".to_owned());
        }
        let day = [record.field("dtstart"), record.field("valid_from")].into_iter().find(|day| !day.is_empty());
        let day = day.ok_or("it names no first day")?;
        let moment = |column: &str| {
            let time = schedules::time(record.field(column)).ok_or(format!("it does not say `{column}`"))?;
            Ok::<String, String>(format!("{day}T{}", time.format("%H:%M:%S")))
        };
        let (starts, ends) = (moment("opens_at")?, moment("closes_at")?);
        let zone = record.our("zone").map(str::to_owned).or_else(|| self.options.zone.clone());
        let zone =
            zone.ok_or("HSDS has no names of time zones: give one with --zone, such as --zone America/Chicago")?;
        let repeats = repeats(record, &starts)?;
        let attending = record.field("attending_type").to_lowercase();
        let online = ONLINE.iter().any(|word| attending.contains(word));
        if location.is_none() && !online {
            return Err("it says neither where it is nor that it is online".to_owned());
        }
        let spoken = self.held.get(&("language", service_record.id.as_str())).into_iter().flatten();
        let spoken: Vec<&str> = spoken.map(|language| language.field("code")).collect();
        let language = match (record.our("language"), spoken.as_slice()) {
            (Some(language), _) => language,
            (None, [one]) if !one.is_empty() => one,
            _ => return Err("it does not say which language is spoken".to_owned()),
        };
        for column in ["dtstart", "valid_from", "valid_to", "opens_at", "closes_at", "timezone", "attending_type"] {
            self.take(record, column);
        }
        let mut facts = vec![
            ("service", Fact::Text(service.clone())),
            ("starts", Fact::Date(starts)),
            ("ends", Fact::Date(ends)),
            ("zone", Fact::Text(zone)),
        ];
        facts.extend(repeats.map(|rule| ("repeats", Fact::Text(rule))));
        let except = record.ours("except");
        facts.extend((!except.is_empty()).then_some(("except", Fact::Dates(except))));
        facts.extend(location.map(|id| ("location", Fact::Text(id))));
        facts.extend(online.then_some(("online", Fact::True)));
        facts.push(("language", Fact::Text(language.to_owned())));
        let paths = record.ours("path");
        facts.extend((!paths.is_empty()).then_some(("paths", Fact::List(paths))));
        let url = self.take(record, "schedule_link");
        let title = self.files.text(Kind::Service, &service, "name").join(" ");
        facts.extend(self.link(record, "schedule_link", url, &title).map(|id| ("link", Fact::Text(id))));
        let phone = record.our("phone").filter(|id| self.files.has(Kind::Phone, id));
        facts.extend(phone.map(|id| ("phone", Fact::Text(id.to_owned()))));
        for column in ["freq", "interval", "count", "until", "byday", "bymonthday", "byweekno", "byyearday", "wkst"] {
            self.take(record, column);
        }
        Ok(facts)
    }
}

/// How it recurs: as our attribute says it, or as the columns do.
fn repeats(record: &Record, starts: &str) -> Result<Option<String>, String> {
    let field = |column: &str| Some(record.field(column)).filter(|value| !value.is_empty());
    let mut rule = record.our("repeats").map(str::to_owned).or_else(|| rule::rule(field));
    if rule.is_none()
        && ["byday", "bymonthday", "byweekno", "byyearday", "count", "until"].iter().any(|one| field(one).is_some())
    {
        return Err("it repeats, but does not say how often".to_owned());
    }
    let ends = |rule: &String| rule.contains("COUNT=") || rule.contains("UNTIL=");
    // Elsewhere the last day may stand in the validity only.
    let until = field("valid_to").filter(|day| record.our("zone").is_none() && !starts.starts_with(day));
    if let (Some(rule), Some(until)) = (rule.as_mut().filter(|rule| !ends(rule)), until) {
        rule.push_str(&format!(";UNTIL={}", until.replace('-', "")));
    }
    match (&rule, schedules::moment(starts)) {
        (Some(rule), Some(starts)) if !schedules::is_rule(rule, starts) => {
            Err(format!("its rule `{rule}` cannot be followed"))
        }
        (_, None) => Err("its first day cannot be read".to_owned()),
        _ => Ok(rule),
    }
}
