//! Permanent ids for HSDS, made from the pack's id and ours: the same entry has the same id in every export.

use uuid::Uuid;

/// All our ids are names below this one (RFC 9562, version 5).
const SPACE: &str = "porchlight directory";

/// The id of what these steps lead to, such as the pack, `service` and the service's id.
pub fn id(steps: &[&str]) -> String {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_OID, SPACE.as_bytes());
    // A slash cannot stand in an id of ours, but in the value of an attribute: it comes last.
    Uuid::new_v5(&space, steps.join("/").as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn ids_never_change() {
        // Other systems keep these: a change of the rule would make every entry a new one for them.
        assert_eq!(id(&["louisiana", "service", "contact-dcfs"]), "ab0bb63c-87c7-5060-bbf0-8f1f160d41cb");
        assert_ne!(id(&["louisiana", "service", "x"]), id(&["louisiana", "phone", "x"]));
    }
}
