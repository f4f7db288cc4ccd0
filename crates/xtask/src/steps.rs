//! Says what is being done, while it is done, with the seconds since the start.

use std::time::Instant;

/// The clock that all lines of one command share.
pub struct Steps {
    started: Instant,
}

impl Steps {
    /// Starts the clock.
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// Says one step, in plain words, at the moment it begins.
    pub fn say(&self, what: &str) {
        println!("{:>7.1} s  {what}", self.started.elapsed().as_secs_f64());
    }
}
