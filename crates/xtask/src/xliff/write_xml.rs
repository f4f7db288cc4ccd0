//! Writes units as XLIFF 1.2 (OASIS, 2008).

use quick_xml::escape::escape;

use super::inline::{Piece, pieces, placeholders};
use super::units::{State, Unit, Units};

/// The whole document. The error names the texts that XML cannot hold.
pub(super) fn document(pack: &str, first: &str, language: &str, files: &[Units]) -> Result<String, String> {
    let units = || files.iter().flat_map(|file| &file.units);
    let texts =
        |unit: &Unit| [Some(unit.source.clone()), unit.target.clone()].into_iter().flatten().collect::<String>();
    let unfit: Vec<&str> =
        units().filter(|unit| !texts(unit).chars().all(is_xml)).map(|unit| unit.id.as_str()).collect();
    if !unfit.is_empty() {
        let ids = unfit.join(", ");
        return Err(format!("Characters that XML cannot hold stand in: {ids}. Run: cargo xtask check {pack}\n"));
    }
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n",
    );
    for file in files {
        xml.push_str(&format!(
            "  <file original=\"{}\" source-language=\"{}\" target-language=\"{}\" datatype=\"plaintext\" \
             product-name=\"{}\">\n    <body>\n",
            escape(&file.original),
            escape(first),
            escape(language),
            escape(pack)
        ));
        for unit in &file.units {
            trans_unit(&mut xml, unit);
        }
        xml.push_str("    </body>\n  </file>\n");
    }
    xml.push_str("</xliff>\n");
    Ok(xml)
}

fn trans_unit(xml: &mut String, unit: &Unit) {
    let id = escape(&unit.id);
    let longest = unit.longest.map(|most| format!(" maxwidth=\"{most}\" size-unit=\"char\"")).unwrap_or_default();
    let marks = placeholders(&unit.source);
    let source = inline(unit, &marks, &unit.source);
    let (state, target) = match &unit.target {
        None => ("needs-translation", String::new()),
        Some(target) => {
            let state = if unit.state == State::Translated { "translated" } else { "needs-review-translation" };
            (state, inline(unit, &marks, target))
        }
    };
    xml.push_str(&format!(
        "      <trans-unit id=\"{id}\" resname=\"{id}\" xml:space=\"preserve\"{longest}>\n        \
         <source>{source}</source>\n        <target state=\"{state}\">{target}</target>\n"
    ));
    let shown = unit.shown.iter().map(|(mark, shown)| format!("{mark} = {shown}"));
    for note in shown.chain(unit.notes.iter().cloned()) {
        xml.push_str(&format!("        <note from=\"developer\">{}</note>\n", escape(&note)));
    }
    xml.push_str("      </trans-unit>\n");
}

/// A text with its placeholders as native code, which translators' tools protect. The same one has the same id in the
/// source and in the translation.
fn inline(unit: &Unit, marks: &[&str], text: &str) -> String {
    let mut xml = String::new();
    let mut used = vec![false; marks.len()];
    let mut more = marks.len();
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => xml.push_str(&escape(words)),
            Piece::Placeholder(mark) => {
                let same =
                    marks.iter().zip(&mut used).enumerate().find(|(_, (other, used))| **other == mark && !**used);
                let id = match same {
                    Some((position, (_, used))) => {
                        *used = true;
                        position + 1
                    }
                    None => {
                        more += 1;
                        more
                    }
                };
                let shown = unit.shown.iter().find(|(other, _)| other == mark);
                let shown = shown.map(|(_, shown)| format!(" equiv-text=\"{}\"", escape(shown))).unwrap_or_default();
                xml.push_str(&format!("<ph id=\"{id}\" ctype=\"x-placeholder\"{shown}>{}</ph>", escape(mark)));
            }
        }
    }
    xml
}

/// Whether XML 1.0 can hold a character. Line ends are left out: XML does not keep them as they are.
fn is_xml(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}' | '\u{2028}')
}
