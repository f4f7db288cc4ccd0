//! fhir

use std::path::Path;

pub(crate) fn export(_root: &Path, _arguments: &[String]) -> Result<(), String> {
    Ok(())
}
