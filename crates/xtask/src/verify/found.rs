//! What differs, said once for all files that it is true of and that have the same mend.

use std::fmt;

/// Everything that was found.
#[derive(Default)]
pub struct Found {
    /// How many files were compared.
    pub compared: usize,
    differences: Vec<Difference>,
    notes: Vec<String>,
}

struct Difference {
    what: String,
    mend: String,
    /// The files that it is true of; empty for what is not about files.
    files: Vec<String>,
}

/// More files than this are counted, and not named.
const NAMED: usize = 4;

impl Found {
    /// Something is not as it was released.
    pub fn differs(&mut self, file: Option<&str>, what: impl Into<String>, mend: impl Into<String>) {
        let (what, mend) = (what.into(), mend.into());
        let files = file.map(str::to_owned);
        match self.differences.iter_mut().find(|known| known.what == what && known.mend == mend) {
            Some(known) => {
                known.files.extend(files.filter(|file| !known.files.contains(file)).into_iter().collect::<Vec<_>>())
            }
            None => self.differences.push(Difference { what, mend, files: files.into_iter().collect() }),
        }
    }

    /// Nothing is wrong, but it could be better.
    pub fn note(&mut self, words: impl Into<String>) {
        let words = words.into();
        if !self.notes.contains(&words) {
            self.notes.push(words);
        }
    }

    /// Whether all is as it was released.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for Difference { what, mend, files } in &self.differences {
            writeln!(out, "DIFFERS  {what}")?;
            for file in files.iter().take(NAMED) {
                writeln!(out, "         {file}")?;
            }
            if files.len() > NAMED {
                writeln!(out, "         and {} more", files.len() - NAMED)?;
            }
            writeln!(out, "    mend {mend}\n")?;
        }
        for note in &self.notes {
            writeln!(out, "note     {note}\n")?;
        }
        match self.differences.len() {
            0 => write!(out, "All {} files are what was released, with their headers.", self.compared),
            count => write!(out, "{count} differences; {} files were compared.", self.compared),
        }
    }
}
