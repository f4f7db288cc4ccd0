//! Host tests of the guide on Louisiana's real content: people's walks, properties, an oracle, and the drawn HTML.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod case;
mod damaged;
mod diff;
mod directory;
mod evidence;
mod hostile;
mod hostile_refused;
mod hostile_strings;
mod html;
mod journeys;
mod languages;
mod length;
mod louisiana;
mod model;
mod model_replays;
mod model_screen;
mod model_walks;
mod model_words;
mod oracle;
mod oracle_clauses;
mod oracle_planted;
mod oracle_rules;
mod oracle_vectors;
mod packs;
mod properties;
mod random;
mod render;
mod sessions;
mod shown;
mod transcript;
mod views;
mod walker;
mod whole_content;
mod words;
