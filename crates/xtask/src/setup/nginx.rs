//! The nginx that the tests of the delivery start.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::crates::folder;
use crate::process;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Of one source, so that the module fits the program.
const PACKAGES: [&str; 2] = ["nginx", "libnginx-mod-http-brotli-static"];

/// Debian's nginx, unpacked into our own folder. Installed, it would open port 80 and start with the machine.
pub fn nginx(workspace: &Workspace, steps: &Steps) -> Result<PathBuf> {
    let unpacked = folder()?.join("nginx");
    let program = unpacked.join("usr/sbin/nginx");
    let module = unpacked.join("usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    if program.is_file() && module.is_file() {
        return Ok(program);
    }
    steps.say(&format!("Unpacking Debian's nginx into {} (it is not installed)", unpacked.display()));
    std::fs::create_dir_all(&unpacked).with_context(|| format!("{} could not be made", unpacked.display()))?;
    let by_hand = format!(
        "mkdir -p {0} && cd {0} && apt-get download {1} && for file in *.deb; do dpkg-deb -x $file .; done",
        unpacked.display(),
        PACKAGES.join(" ")
    );
    let download = || {
        process::run(workspace.command("apt-get").args(["--quiet", "download"]).args(PACKAGES).current_dir(&unpacked))
    };
    download()
        .or_else(|_| process::run(workspace.command("apt-get").arg("update")).and_then(|()| download()))
        .and_then(|()| unpack(workspace, &unpacked))
        .with_context(|| format!("nginx could not be unpacked. On Debian 12 run: {by_hand}"))?;
    Ok(program)
}

fn unpack(workspace: &Workspace, folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|ending| ending == "deb") {
            process::run(workspace.command("dpkg-deb").arg("-x").arg(&file).arg(folder))?;
            std::fs::remove_file(&file)?;
        }
    }
    Ok(())
}
