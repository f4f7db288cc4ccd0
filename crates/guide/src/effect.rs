//! The whole list of what Porchlight does to the world outside its own memory.

/// Something for the edge to do. A privacy auditor reads this list and `src/edge.rs`, which carries it out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put the keyboard's and the screen reader's focus on the heading of the new screen.
    FocusHeading,
    /// Put the focus on the sentence that says what is missing.
    FocusNotice,
    /// Set the document's language, its direction of writing (`ltr` or `rtl`) and its title.
    SetLanguage {
        /// A language code such as `en`.
        code: String,
        /// `ltr` or `rtl`.
        direction: String,
        /// The title in that language.
        title: String,
    },
    /// Open the browser's print dialog.
    Print,
    /// Hide everything at once, forget everything, and put a neutral page in the place of this one.
    Leave {
        /// The neutral page's address, from the pack.
        address: String,
    },
}
