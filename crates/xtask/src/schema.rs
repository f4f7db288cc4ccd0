//! `cargo xtask schema`: a JSON Schema of every kind of content file, for editors' tools, made from the raw types.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use guide::content::raw::{
    RawAdvice, RawArea, RawArrangement, RawDomain, RawExpectation, RawHelp, RawLink, RawLocation, RawOrganization,
    RawPackFile, RawPath, RawPhone, RawPlace, RawQuestion, RawRequirement, RawReviewedLine, RawSchedule, RawService,
    RawValue,
};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::content::Avoided;

#[cfg(test)]
mod tests;

/// Below the folder of all content.
const FOLDER: &str = "schema";

/// The lists of a file, each with the type of its entries.
macro_rules! files {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $entry:ty,)* })+) => {$(
        $(#[$meta])*
        #[derive(JsonSchema)]
        #[schemars(deny_unknown_fields)]
        #[allow(dead_code, reason = "only its shape is used")]
        struct $name { $($(#[$field_meta])* #[schemars(default)] $field: Vec<$entry>,)* }
    )+};
}

files! {
    /// paths.toml: the ways through a pack, and what each shows, in order.
    Paths {
        /// One way through the pack.
        path: RawPath,
    }
    /// expectations.toml: what caregivers are asked to do, and what they can expect back.
    Expectations {
        /// One thing that caregivers are asked to do.
        expectation: RawExpectation,
    }
    /// questions.toml: the readiness questions and the questions about the family.
    Questions {
        /// A question.
        question: RawQuestion,
    }
    /// advice.toml: the domains with their bands, and what answers lead to.
    Advice {
        /// A field of readiness.
        domain: RawDomain,
        /// What an answer or a band leads to.
        advice: RawAdvice,
    }
    /// help.toml: help that comes before any question, and the legal and money arrangements for kin.
    Help {
        /// A help page.
        help: RawHelp,
        /// A legal or money arrangement for kin.
        arrangement: RawArrangement,
    }
    /// facts.toml: amounts, times and requirements, each with its proof.
    Facts {
        /// An amount or a time.
        value: RawValue,
        /// Something that the agency may ask for.
        requirement: RawRequirement,
    }
    /// directory/phones.toml: phones and text lines.
    Phones {
        /// A phone or text line.
        phone: RawPhone,
    }
    /// directory/links.toml: pages on the web.
    Links {
        /// A page.
        link: RawLink,
    }
    /// directory/organizations.toml: who runs what.
    Organizations {
        /// An organization.
        organization: RawOrganization,
    }
    /// directory/services.toml: contacts, training and support.
    Services {
        /// A contact, training or support.
        service: RawService,
    }
    /// directory/locations.toml: where training is held.
    Locations {
        /// A building.
        location: RawLocation,
    }
    /// directory/schedules.toml: when training is held.
    Schedules {
        /// A session, once or again and again.
        schedule: RawSchedule,
    }
    /// directory/areas.toml: the regions of the agency.
    Areas {
        /// A region.
        area: RawArea,
    }
    /// directory/places.toml: every place that people can choose.
    Places {
        /// A place: a county, a parish, a city.
        place: RawPlace,
    }
    /// help-lines.toml: the help lines of all packs, as a second person has read them.
    HelpLines {
        /// A help line of one pack.
        line: RawReviewedLine,
    }
    /// words-to-avoid.toml: words that do not stand in any pack.
    WordsToAvoid {
        /// A word or a phrase.
        avoid: Avoided,
    }
}

/// words/LANGUAGE.toml and interface/LANGUAGE.toml: every sentence, in tables of any depth.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "only its shape is used")]
struct Words {
    /// Who has read these words: "none yet", or a native reader's name and the day.
    review: String,
    #[schemars(flatten)]
    texts: BTreeMap<String, Text>,
}

/// A text, or a table of texts.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "only its shape is used")]
enum Text {
    /// A text of one paragraph.
    One(String),
    /// A text of several paragraphs, or a list.
    Several(Vec<String>),
    /// The texts of one thing, by its id.
    Table(BTreeMap<String, Text>),
}

/// Writes all schemas, and prints how many there are.
pub fn command(root: &Path, arguments: &[String]) -> Result<ExitCode> {
    if let Some(first) = arguments.first() {
        bail!("`cargo xtask schema` takes no arguments, but got `{first}`");
    }
    let folder = root.join("questions").join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let all = all()?;
    for (name, text) in &all {
        let file = folder.join(name);
        fs::write(&file, text).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    println!("{} schemas are in questions/{FOLDER}.", all.len());
    Ok(ExitCode::SUCCESS)
}

/// Every schema by the name of its file.
fn all() -> Result<BTreeMap<String, String>> {
    let schemas = [
        ("pack", of::<RawPackFile>()),
        ("paths", of::<Paths>()),
        ("expectations", of::<Expectations>()),
        ("questions", of::<Questions>()),
        ("advice", of::<Advice>()),
        ("help", of::<Help>()),
        ("facts", of::<Facts>()),
        ("phones", of::<Phones>()),
        ("links", of::<Links>()),
        ("organizations", of::<Organizations>()),
        ("services", of::<Services>()),
        ("locations", of::<Locations>()),
        ("schedules", of::<Schedules>()),
        ("areas", of::<Areas>()),
        ("places", of::<Places>()),
        ("help-lines", of::<HelpLines>()),
        ("words-to-avoid", of::<WordsToAvoid>()),
        ("words", of::<Words>()),
    ];
    let text = |schema: &Value| serde_json::to_string_pretty(schema).map(|text| text + "\n");
    let file = |(name, schema): (&str, Value)| Ok((format!("{name}.schema.json"), text(&schema)?));
    schemas.into_iter().map(file).collect()
}

/// Draft 7, which the widest range of editors reads.
fn of<T: JsonSchema>() -> Value {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value()
}
