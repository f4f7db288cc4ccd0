//! Finding a place, its area and what there is near it. Nothing is guessed: a place without a proven area has none.

use crate::id::PathId;
use crate::pack::{Area, Pack, Place, Service, ServiceKind};

/// What a typed ZIP code leads to.
#[derive(Clone, Copy, Debug)]
pub enum Lookup<'a> {
    /// Nothing was typed.
    Empty,
    /// The place that the ZIP code lies in.
    Found(&'a Place),
    /// Five digits that the pack does not know.
    Unknown,
    /// Not five digits.
    NotAZip,
}

/// Looks a typed ZIP code up. Spaces and the four further digits of ZIP+4 do no harm.
pub fn by_zip<'a>(pack: &'a Pack, typed: &str) -> Lookup<'a> {
    let kept: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if kept.is_empty() {
        return Lookup::Empty;
    }
    let (five, rest) = match kept.split_once('-') {
        Some((five, rest)) => (five, rest),
        None => (kept.as_str(), ""),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if five.len() != 5 || !digits(five) || !digits(rest) || rest.len() > 4 {
        return Lookup::NotAZip;
    }
    let Ok(number) = five.parse::<u32>() else { return Lookup::NotAZip };
    let found = pack.zips.binary_search_by_key(&number, |(zip, _)| *zip).ok();
    let place = found.and_then(|at| pack.zips.get(at)).and_then(|(_, place)| pack.places.get(usize::from(*place)));
    match place {
        Some(place) => Lookup::Found(place),
        None => Lookup::Unknown,
    }
}

/// The area that a source ties a place to.
pub fn area_of<'a>(pack: &'a Pack, place: &Place) -> Option<&'a Area> {
    let position = pack.places.iter().position(|one| one.id == place.id)?;
    pack.areas.iter().find(|area| area.places.iter().any(|index| usize::from(*index) == position))
}

/// The services of a path in an area, as a next step shows them: contacts near, contacts for the whole state,
/// training, support. A service with areas is shown only in those.
pub fn services<'a>(pack: &'a Pack, path: &PathId, area: Option<&Area>) -> Vec<&'a Service> {
    let here = |service: &Service| {
        service.areas.iter().any(|index| match (pack.areas.get(usize::from(*index)), area) {
            (Some(one), Some(area)) => core::ptr::eq(one, area),
            _ => false,
        })
    };
    let mut found: Vec<&Service> = pack
        .services
        .iter()
        .filter(|service| service.paths.is_empty() || service.paths.contains(path))
        .filter(|service| service.areas.is_empty() || here(service))
        .collect();
    let order = |kind: ServiceKind| match kind {
        ServiceKind::Contact => 0,
        ServiceKind::Training => 1,
        ServiceKind::Support => 2,
    };
    found.sort_by_key(|service| (order(service.kind), service.areas.is_empty()));
    found
}
