//! Lists made by one plain loop. Each chain of iterator adapters brings several functions of its own into the module;
//! with these two it is 2 KB smaller after brotli (docs/decisions/0007-bytes.md).

/// What is made of each entry.
pub(crate) fn each<T, U>(entries: &[T], mut make: impl FnMut(&T) -> U) -> Vec<U> {
    let mut made = Vec::new();
    for entry in entries {
        made.push(make(entry));
    }
    made
}

/// What is made of the entries that something is made of.
pub(crate) fn some<T, U>(entries: &[T], mut make: impl FnMut(&T) -> Option<U>) -> Vec<U> {
    let mut made = Vec::new();
    for entry in entries {
        if let Some(one) = make(entry) {
            made.push(one);
        }
    }
    made
}
