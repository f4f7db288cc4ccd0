//! Every row of the README's table of clauses, on every kind of question, also those that no pack uses yet: in a copied
//! pack, built by the check, compared with the second reading.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write;

use xtask::content::laid::Laid;

use crate::louisiana::{TODAY, root};
use crate::oracle::{Shown, random_vector};
use crate::oracle_rules::Rules;
use crate::oracle_vectors::choices;

const CONDITIONS: [&str; 27] = [
    r#""pets = some""#,
    r#""pets != some""#,
    r#""pets exists""#,
    r#""pets missing""#,
    r#""support-people = none""#,
    r#""support-people != family""#,
    r#""support-people exists""#,
    r#""support-people missing""#,
    r#""parents-kind = 3""#,
    r#""parents-kind != 3""#,
    r#""parents-kind > 3""#,
    r#""parents-kind >= 3""#,
    r#""parents-kind < 3""#,
    r#""parents-kind <= 3""#,
    r#""parents-kind exists""#,
    r#""parents-kind missing""#,
    r#""team-meetings = unsure""#,
    r#""team-meetings != see""#,
    r#""team-meetings exists""#,
    r#""team-meetings missing""#,
    r#""place exists""#,
    r#""place missing""#,
    r#""home = talk""#,
    r#""baby-nights missing""#,
    r#"{ all = ["pets missing", "parents-kind exists", "team-meetings != help"] }"#,
    r#"{ any = ["pets missing", "parents-kind > 4", "home = strong"] }"#,
    r#"{ all = ["support-people = family", "support-people = friend"] }"#,
];

#[test]
fn every_clause_means_what_the_readme_says() {
    let laid = Laid::plain(&root()).unwrap();
    laid.english_alone().unwrap();
    let folder = laid.0.join("packs/louisiana");
    let add = |file: &str, text: String| {
        OpenOptions::new().append(true).open(folder.join(file)).unwrap().write_all(text.as_bytes()).unwrap();
    };
    for (number, when) in CONDITIONS.iter().enumerate() {
        let id = format!("extra-{number}");
        add(
            "advice.toml",
            format!("\n[[advice]]\nid = \"{id}\"\nkind = \"talk\"\npaths = [\"foster\"]\nwhen = {when}\n"),
        );
        add("words/en.toml", format!("\n[advice.{id}]\ntitle = \"A heading\"\ntext = \"Some words.\"\n"));
    }
    let checked = xtask::content::load_on(&laid.0, "louisiana", TODAY).unwrap_or_else(|report| panic!("{report}"));
    let rules = Rules::read(&folder);
    let shown = Shown::new(checked.pack, &rules);
    let choices = choices(&rules);
    let mut given = BTreeSet::new();
    let mut not_given = BTreeSet::new();
    for person in (0..4000).filter(|person| person % rules.paths.len() == 2) {
        let vector = random_vector(&rules, &choices, person);
        assert_eq!(vector.path, "foster");
        let expected = vector.expected(&rules);
        assert_eq!(vector.found(&shown), expected, "person {person} said {:#?}", vector.said);
        let advice = expected.findings.get("talk advice").cloned().unwrap_or_default();
        for number in 0..CONDITIONS.len() {
            let list = if advice.contains(&format!("extra-{number}")) { &mut given } else { &mut not_given };
            list.insert(number);
        }
    }
    assert_eq!((given.len(), not_given.len()), (CONDITIONS.len(), CONDITIONS.len()), "some clause never changed");
}
