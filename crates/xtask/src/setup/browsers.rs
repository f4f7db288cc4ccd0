//! The browsers of the tests and their drivers, and Apache.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Debian's packages, and the program that shows that each is there.
const PACKAGES: [(&str, &str); 8] = [
    ("chromium", "/usr/bin/chromium"),
    ("chromium-driver", "/usr/bin/chromedriver"),
    ("firefox-esr", "/usr/bin/firefox-esr"),
    ("webkit2gtk-driver", "/usr/bin/WebKitWebDriver"),
    ("xvfb", "/usr/bin/Xvfb"),
    // Apache's program alone: no service comes with it.
    ("apache2-bin", "/usr/sbin/apache2"),
    ("xauth", "/usr/bin/xauth"),
    ("fonts-dejavu-core", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
];

/// Installs the browsers that are missing; a missing browser fails the run, and never skips a test.
pub fn browsers(workspace: &Workspace, steps: &Steps) -> Result<()> {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(_, proof)| !Path::new(proof).exists()).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand =
        format!("sudo apt-get update && sudo apt-get install --yes --no-install-recommends {}", missing.join(" "));
    if process::find_program("apt-get").is_none() {
        bail!(
            "the browser tests need Debian's packages {}, and this machine has no apt-get. \
             On Debian 12 run: {by_hand}\nWithout browsers run: cargo xtask test --host-only",
            missing.join(", ")
        );
    }
    if !is_root(workspace) {
        bail!(
            "the browser tests need packages that only root can install. Run: {by_hand}\nWithout browsers run: cargo xtask test --host-only"
        );
    }
    steps.say(&format!("Installing {}", missing.join(", ")));
    let install = || {
        process::run(
            workspace
                .command("apt-get")
                .env("DEBIAN_FRONTEND", "noninteractive")
                .args(["install", "--yes", "--no-install-recommends"])
                .args(&missing),
        )
    };
    // The list of a fresh machine is empty; one that is too old shows by a try that fails.
    if has_package_list() && install().is_ok() {
        return Ok(());
    }
    steps.say("Updating the list of Debian's packages");
    process::run(workspace.command("apt-get").arg("update"))
        .and_then(|()| install())
        .with_context(|| format!("the browsers could not be installed. Run: {by_hand}"))
}

fn has_package_list() -> bool {
    std::fs::read_dir("/var/lib/apt/lists")
        .is_ok_and(|files| files.flatten().any(|file| file.file_name().to_string_lossy().contains("_Packages")))
}

fn is_root(workspace: &Workspace) -> bool {
    process::capture(workspace.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
