//! What lies beside the documents for people who ask what is in them: the list of all libraries (an SBOM), and their
//! licences. Both are made in every build, of the packages that cargo says it compiled into the module.

mod licences;
mod parts;
mod sbom;

use std::collections::BTreeSet;

use anyhow::Result;

use crate::steps::Steps;
use crate::workspace::Workspace;
use parts::Parts;

/// The list of libraries, as CycloneDX.
const SBOM: &str = "sbom.cdx.json";
/// The notices of their authors.
const LICENCES: &str = "licenses.txt";

/// A file of dist/ that is about the others.
pub struct Paper {
    /// Its path in dist/.
    pub path: &'static str,
    /// What stands in it.
    pub text: String,
}

/// Writes both, of the packages with these ids.
pub fn write(workspace: &Workspace, steps: &Steps, packages: &BTreeSet<String>) -> Result<Vec<Paper>> {
    steps.say("Listing the libraries in the module, and their licences");
    let parts = Parts::find(workspace, packages)?;
    let sbom = sbom::write(workspace, &parts)?;
    Ok(vec![Paper { path: SBOM, text: sbom }, Paper { path: LICENCES, text: licences::write(&parts)? }])
}
