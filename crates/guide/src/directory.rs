//! Finding a place, its area and what there is near it. Nothing is guessed: a place without a proven area has none.

use std::collections::BTreeMap;

use crate::id::PathId;
use crate::pack::{Area, Pack, Place, Service, ServiceKind};
use crate::wire::wire_structs;

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

/// Looks a typed ZIP code up.
pub fn by_zip<'a>(pack: &'a Pack, typed: &str) -> Lookup<'a> {
    if typed.is_empty() {
        return Lookup::Empty;
    }
    if typed.len() != 5 || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Lookup::NotAZip;
    }
    let number = typed.bytes().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    match pack.zips.place(number).and_then(|place| pack.places.get(usize::from(place))) {
        Some(place) => Lookup::Found(place),
        None => Lookup::Unknown,
    }
}

/// ZIP codes in ascending order, each written as its distance from the one before: one byte instead of four.
#[derive(Clone, Debug, Default)]
pub struct Zips {
    gaps: Vec<u32>,
    places: Vec<u16>,
}

wire_structs! {
    Zips { gaps, places }
}

impl Zips {
    /// Takes ZIP codes with the positions of their places.
    pub fn new(places: &BTreeMap<u32, u16>) -> Self {
        let mut zips = Self::default();
        let mut before = 0;
        for (zip, place) in places {
            zips.gaps.push(zip - before);
            zips.places.push(*place);
            before = *zip;
        }
        zips
    }

    /// Whether no ZIP code is known.
    pub fn is_empty(&self) -> bool {
        self.gaps.is_empty()
    }

    /// The position of the place that a ZIP code lies in.
    pub fn place(&self, wanted: u32) -> Option<u16> {
        let mut zip = 0u32;
        for (gap, place) in self.gaps.iter().zip(&self.places) {
            zip = zip.saturating_add(*gap);
            if zip >= wanted {
                return (zip == wanted).then_some(*place);
            }
        }
        None
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
    let mut found = Vec::new();
    // Six passes in place of a sort, whose code is larger than all of this file.
    for kind in [ServiceKind::Contact, ServiceKind::Training, ServiceKind::Support] {
        for everywhere in [false, true] {
            for service in &pack.services {
                if service.kind == kind
                    && service.areas.is_empty() == everywhere
                    && (service.paths.is_empty() || service.paths.contains(path))
                    && (everywhere || here(service))
                {
                    found.push(service);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Zips;

    #[test]
    fn every_zip_is_found_and_its_neighbours_are_not() {
        // Small and large distances, neighbours, the lowest and the highest.
        let mut table: BTreeMap<u32, u16> = BTreeMap::from([(0, 7), (1, 7), (501, 2), (99_999, 65_535)]);
        let mut zip = 70_001;
        for place in 0..600u16 {
            table.insert(zip, place % 64);
            zip += 1 + u32::from(place) * 37 % 5 * 29;
        }
        let zips = Zips::new(&table);
        for wanted in 0..=100_001 {
            assert_eq!(zips.place(wanted), table.get(&wanted).copied(), "{wanted:05}");
        }
    }

    #[test]
    fn no_table_finds_nothing() {
        assert_eq!(Zips::default().place(70_001), None);
    }
}
