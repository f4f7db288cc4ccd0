//! The size table, and the scale that fills it.

use std::collections::HashMap;
use std::fmt;

use crate::build::compressed;

/// What we call a KB: as browsers' tools do, and not 1,000 bytes.
pub const KB: usize = 1024;

/// What everything weighs.
pub struct Table {
    pub rows: Vec<Row>,
}

/// One line of it.
pub struct Row {
    pub what: String,
    pub raw: usize,
    pub brotli: usize,
    pub budget: Option<usize>,
}

impl Table {
    /// What is heavier than its budget, in words.
    pub fn over_budget(&self) -> Option<String> {
        let over: Vec<String> = self
            .rows
            .iter()
            .filter(|row| row.is_over())
            .map(|row| format!("{} ({} KB)", row.what.trim(), kilobytes(row.brotli)))
            .collect();
        (!over.is_empty()).then(|| over.join(", "))
    }
}

impl Row {
    fn is_over(&self) -> bool {
        self.budget.is_some_and(|budget| self.brotli > budget)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let width = self.rows.iter().map(|row| row.what.chars().count()).max().unwrap_or(0);
        writeln!(out, "What people download, in KB of 1024 bytes; compressed with brotli 11\n")?;
        writeln!(out, "{:width$}  {:>8}  {:>8}  {:>8}", "what", "raw", "brotli", "budget")?;
        for row in &self.rows {
            let (budget, verdict) = match row.budget {
                Some(budget) => (kilobytes(budget), if row.is_over() { "OVER" } else { "ok" }),
                None => (String::new(), ""),
            };
            let line = format!(
                "{:width$}  {:>8}  {:>8}  {budget:>8}  {verdict}",
                row.what,
                kilobytes(row.raw),
                kilobytes(row.brotli)
            );
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Weighs each text once, for brotli 11 takes its time.
#[derive(Default)]
pub struct Scale {
    weighed: HashMap<String, usize>,
}

impl Scale {
    /// A line about one text.
    pub fn row(&mut self, what: &str, text: &str, budget: Option<usize>) -> Row {
        Row { what: what.to_owned(), raw: text.len(), brotli: self.weigh(text), budget }
    }

    /// The size of the text, compressed.
    pub fn weigh(&mut self, text: &str) -> usize {
        if let Some(weight) = self.weighed.get(text) {
            return *weight;
        }
        // Writing into memory does not fail; if it ever did, the budget must not pass.
        let weight = compressed::brotli(text.as_bytes()).map_or(usize::MAX / 4, |copy| copy.len());
        self.weighed.insert(text.to_owned(), weight);
        weight
    }
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / KB as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_its_budget_is_named() {
        let row = |what: &str, brotli| Row { what: what.to_owned(), raw: 1, brotli, budget: Some(KB) };
        let table = Table { rows: vec![row("small", KB), row("large", KB + 600)] };
        assert_eq!(table.over_budget().as_deref(), Some("large (1.6 KB)"));
        assert!(table.to_string().contains("OVER"));
    }
}
