//! Where a taken-over fact comes from, when it was read there, and how sure it is.

use super::super::edit::Fact;
use super::super::problem::Problem;
use super::super::records::Record;
use super::super::{identity, input};
use super::Import;

/// Which word counts for how sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// That of the package, where it is an export of this very pack: such an entry comes back as it was.
    AsWritten,
    /// That of the person who imports: somebody changed a fact, and its old proof is not that of the new one.
    AsTold,
}

impl<'a> Import<'a> {
    /// Whether the object comes from an export of this very pack: then its own proof counts.
    pub fn is_own(&self, record: &Record) -> bool {
        let Some(id) = record.our("id") else { return false };
        let pack = self.files.pack.as_str();
        if identity::id(&[pack, &record.table, id]) == record.id {
            return true;
        }
        // Phones and areas have an id for each service.
        let services = record.points_to("service_id").iter();
        services
            .filter_map(|one| self.records.get("service", one)?.our("id"))
            .any(|service| identity::id(&[pack, &record.table, id, service]) == record.id)
    }

    /// `source`, `checked` and `status`. `None`, with a problem, where nothing says where it comes from.
    pub fn proof(&mut self, record: &'a Record, sure: Sure) -> Option<[(&'static str, Fact); 3]> {
        let source = self.source(record);
        let Some(source) = source else {
            let wrong = format!("nothing says which page this {} comes from", record.table);
            let mend = "give the page: --source https://…";
            self.problems.push(Problem::new(record.at.clone(), &record.id, wrong, mend));
            return None;
        };
        let own = sure == Sure::AsWritten && self.is_own(record);
        let assured = Some(record.field("assured_date")).filter(|day| !day.is_empty());
        let checked = record.our("checked").or(assured).filter(|day| guide::Date::read(day).is_some());
        let mut proof = self.options.proof(&source, checked);
        let status = record.our("status").filter(|one| own && ["confirmed", "published", "unconfirmed"].contains(one));
        if let (Some(status), Some((_, fact))) = (status, proof.last_mut()) {
            *fact = Fact::Text(status.to_owned());
        }
        Some(proof)
    }

    /// The page that an object comes from: its own, or that of what it belongs to.
    fn source(&self, record: &Record) -> Option<String> {
        let page = |url: &str| Some(url.to_owned()).filter(|url| input::is_web(url));
        let own = record.our("source").and_then(page);
        own.or_else(|| page(record.field("url"))).or_else(|| page(record.field("website"))).or_else(|| {
            let holders = [("service_at_location_id", "service_at_location"), ("service_id", "service")];
            let organization = ("organization_id", "organization");
            let mut all = holders.into_iter().chain([organization]);
            let holder = all.find_map(|(column, table)| self.records.get(table, record.points_to(column).first()?));
            holder.map_or_else(|| self.options.source.clone(), |holder| self.source(holder))
        })
    }
}
