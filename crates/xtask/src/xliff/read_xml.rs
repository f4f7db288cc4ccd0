//! Reads XLIFF 1.2 from anywhere: nothing is expanded, nothing is fetched, and no file makes it slow or deep.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Elements within elements; XLIFF itself needs about ten.
const DEEPEST: usize = 60;

/// What was read, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Xliff {
    /// Its `<file>` elements.
    pub files: Vec<File>,
    /// Problems.
    pub problems: Vec<Wrong>,
}

/// One `<file>`.
#[derive(Debug, Default)]
pub(super) struct File {
    /// Where its texts come from.
    pub original: String,
    /// The language of the sources.
    pub source_language: String,
    /// The language of the targets.
    pub target_language: String,
    /// Its line.
    pub line: usize,
    /// Its units.
    pub units: Vec<ReadUnit>,
}

/// One `<trans-unit>`.
#[derive(Debug, Default)]
pub(super) struct ReadUnit {
    /// Its id.
    pub id: String,
    /// Its line.
    pub line: usize,
    /// The source, placeholders as they stand in our files.
    pub source: String,
    /// The translation.
    pub target: String,
    /// The target's state, if there is one.
    pub state: String,
    /// The placeholders of the source by their ids.
    marks: Vec<(String, String)>,
}

/// Something that is wrong with the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Its line.
    pub line: usize,
    /// The unit, or nothing.
    pub unit: String,
    /// What is wrong.
    pub wrong: String,
    /// What to do.
    pub mend: String,
}

/// Reads a document. What can be read is read; a document that is no XML ends where it is none.
pub(super) fn read(text: &str) -> Xliff {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut at = At { xliff: Xliff::default(), stack: Vec::new(), unit: None, capture: None, line: 1 };
    let mut counted = 0;
    loop {
        let begin = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).min(text.len());
        at.line += text
            .as_bytes()
            .get(counted..begin)
            .map_or(0, |skipped| skipped.iter().filter(|byte| **byte == b'\n').count());
        counted = begin;
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                at.wrong(format!("this is no XML: {error}"), "export it anew from the translator's tool");
                return at.xliff;
            }
        };
        if let Err((wrong, mend)) = at.event(event) {
            at.wrong(wrong, mend);
            return at.xliff;
        }
    }
    if let Some(open) = at.stack.last() {
        let wrong = format!("the file ends within <{open}>");
        at.wrong(wrong, "it was cut off: get it once more");
    } else if at.xliff.files.is_empty() && at.xliff.problems.is_empty() {
        at.wrong("there is no XLIFF in this file", "export it as XLIFF 1.2 from the translator's tool");
    }
    at.xliff
}

/// Which text is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capture {
    Source,
    Target,
}

/// Where the reading is.
struct At {
    xliff: Xliff,
    /// Names of the open elements.
    stack: Vec<String>,
    unit: Option<ReadUnit>,
    capture: Option<Capture>,
    line: usize,
}

/// What ends the reading, and what to do.
type Stop = (String, &'static str);

impl At {
    fn wrong(&mut self, wrong: impl Into<String>, mend: &str) {
        let unit = self.unit.as_ref().map(|unit| unit.id.clone()).unwrap_or_default();
        self.xliff.problems.push(Wrong { line: self.line, unit, wrong: wrong.into(), mend: mend.to_owned() });
    }

    fn event(&mut self, event: Event) -> Result<(), Stop> {
        match event {
            Event::Start(start) => {
                self.start(&start)?;
                self.stack.push(local(&start));
                if self.stack.len() > DEEPEST {
                    return Err((format!("elements stand within elements more than {DEEPEST} deep"), ANEW));
                }
            }
            Event::Empty(start) => {
                self.start(&start)?;
                self.empty(&start)?;
                self.end(&local(&start));
            }
            Event::End(_) => {
                if let Some(name) = self.stack.pop() {
                    self.end(&name);
                }
            }
            Event::Text(text) => self.take(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(text) => self.take(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => {
                let name = reference.xml_content(XmlVersion::Implicit1_0).into_owned();
                match reference.resolve_char_ref() {
                    Ok(Some(letter)) => self.take(letter.encode_utf8(&mut [0; 4])),
                    Ok(None) => match resolve_predefined_entity(&name) {
                        Some(text) => self.take(text),
                        None => return Err((format!("the entity `&{name};` is not one of XML's own"), ANEW)),
                    },
                    Err(error) => return Err((format!("`&{name};` is no character: {error}"), ANEW)),
                }
            }
            Event::DocType(_) => return Err(("a document type is declared, and none is read".to_owned(), ANEW)),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(&mut self, start: &BytesStart) -> Result<(), Stop> {
        let name = local(start);
        let parent = self.stack.last().map(String::as_str);
        if self.capture.is_some() {
            if !["ph", "x", "mrk"].contains(&name.as_str()) {
                self.wrong(
                    format!("the element <{name}> stands in a text"),
                    "keep only the placeholders of the source",
                );
            }
            if name == "ph" && self.capture == Some(Capture::Source) {
                let id = attribute(start, "id")?;
                self.unit.iter_mut().for_each(|unit| unit.marks.push((id.clone(), String::new())));
            }
            return Ok(());
        }
        match (parent, name.as_str()) {
            (None, "xliff") => {
                let version = attribute(start, "version")?;
                if version != "1.2" {
                    return Err((format!("this is XLIFF {version}"), "save it as XLIFF 1.2"));
                }
            }
            (None, _) => return Err((format!("the file begins with <{name}>, not with <xliff>"), ANEW)),
            (Some("xliff"), "file") => {
                let file = File {
                    original: attribute(start, "original")?,
                    source_language: attribute(start, "source-language")?,
                    target_language: attribute(start, "target-language")?,
                    line: self.line,
                    units: Vec::new(),
                };
                self.xliff.files.push(file);
            }
            (_, "trans-unit") if self.unit.is_none() => {
                self.unit = Some(ReadUnit { id: attribute(start, "id")?, line: self.line, ..ReadUnit::default() });
            }
            (Some("trans-unit"), "source") => self.capture = Some(Capture::Source),
            (Some("trans-unit"), "target") => {
                let state = attribute(start, "state")?;
                self.unit.iter_mut().for_each(|unit| unit.state.clone_from(&state));
                self.capture = Some(Capture::Target);
            }
            _ => {}
        }
        Ok(())
    }

    /// A placeholder that has lost its text: the source has it.
    fn empty(&mut self, start: &BytesStart) -> Result<(), Stop> {
        if self.capture != Some(Capture::Target) || !["ph", "x"].contains(&local(start).as_str()) {
            return Ok(());
        }
        let id = attribute(start, "id")?;
        let known = self.unit.as_ref().and_then(|unit| unit.marks.iter().find(|(one, _)| *one == id));
        match known.map(|(_, mark)| mark.clone()) {
            Some(mark) => self.take(&mark),
            None => self.wrong(format!("the source has no placeholder `{id}`"), "keep the placeholders of the source"),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "source" | "target" if self.stack.last().is_some_and(|parent| parent == "trans-unit") => {
                self.capture = None
            }
            "trans-unit" => {
                if let (Some(unit), Some(file)) = (self.unit.take(), self.xliff.files.last_mut()) {
                    file.units.push(unit);
                }
                self.capture = None;
            }
            _ => {}
        }
    }

    fn take(&mut self, text: &str) {
        let (Some(unit), Some(capture)) = (&mut self.unit, self.capture) else { return };
        match capture {
            Capture::Source => {
                unit.source.push_str(text);
                if self.stack.last().is_some_and(|open| open == "ph") {
                    unit.marks.iter_mut().last().into_iter().for_each(|(_, mark)| mark.push_str(text));
                }
            }
            Capture::Target => unit.target.push_str(text),
        }
    }
}

const ANEW: &str = "export it anew from the translator's tool";

/// The name without its prefix.
fn local(start: &BytesStart) -> String {
    start.local_name().as_ref().to_owned()
}

/// An attribute; nothing when it is not there.
fn attribute(start: &BytesStart, name: &str) -> Result<String, Stop> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| (format!("an attribute cannot be read: {error}"), ANEW))?;
        if attribute.key.as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return value
                .map(|value| value.into_owned())
                .map_err(|error| (format!("the attribute `{name}` cannot be read: {error}"), ANEW));
        }
    }
    Ok(String::new())
}
