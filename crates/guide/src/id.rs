//! The permanent names of things in a pack: kebab-case, never reused, never renamed.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text, as it stands in content files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        crate::wire::wire_structs! { $name { 0 } }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

ids! {
    /// A path: `foster`, `kin`, `kin-now`, `explore`.
    PathId,
    /// A help page, an expectation or a question: whatever a path can show. One list of ids for all three.
    ItemId,
    /// One option of a question; for an expectation `see`, `help` or `unsure`.
    OptionId,
    /// A field of readiness.
    DomainId,
    /// A place: in Louisiana, a parish.
    PlaceId,
    /// A phone, link, service or other entry of the directory.
    EntryId,
}

/// Whether a text is a permanent id: small letters, digits and single hyphens, beginning with a letter.
pub fn is_id(text: &str) -> bool {
    text.len() <= 48
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn ids_are_kebab_case() {
        for good in ["a", "kin-now", "e2e", "case-plan-meetings"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "1a", "a b", "é"] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
