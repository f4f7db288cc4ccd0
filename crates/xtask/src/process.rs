//! Runs other programs, and says which command line failed, and how.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a command that talks to the terminal by itself.
pub fn run(command: &mut Command) -> Result<()> {
    let line = command_line(command);
    let status = command.status().with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a command quietly and gives what it printed; what it complained of is in the error.
pub fn capture(command: &mut Command) -> Result<String> {
    let line = command_line(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("`{line}` could not be started"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` printed something that is not UTF-8"))
}

/// Runs a command with a text as its input and gives what it printed.
pub fn pipe(command: &mut Command, input: &str) -> Result<String> {
    let line = command_line(command);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{line}` could not be started"))?;
    let stdin = child.stdin.take();
    // Fed from a second thread: a program that answers before it has read everything would block both sides.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that has ended early tells why by its exit code; the broken pipe would only hide it.
            stdin.map(|mut stdin| stdin.write_all(input.as_bytes()))
        });
        child.wait_with_output()
    })?;
    if !output.status.success() {
        bail!("`{line}` failed ({})\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` printed something that is not UTF-8"))
}

/// Runs a command, shows each line that it prints and hands it to `see`. Gives whether the command succeeded.
pub fn watch(command: &mut Command, mut see: impl FnMut(&str)) -> Result<bool> {
    let line = command_line(command);
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("`{line}` could not be started"))?;
    if let Some(output) = child.stdout.take() {
        each_line(output, &mut see).with_context(|| format!("the output of `{line}` could not be read"))?;
    }
    Ok(child.wait()?.success())
}

/// The same for a program that talks on standard error, too; how it ended is left to the caller to read.
pub fn watch_all(command: &mut Command, mut see: impl FnMut(&str)) -> Result<ExitStatus> {
    let line = command_line(command);
    let (output, end) = std::io::pipe()?;
    command.stdout(end.try_clone()?).stderr(end);
    let mut child = command.spawn().with_context(|| format!("`{line}` could not be started"))?;
    // Our own copies of the pipe's end would keep it open for ever.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    each_line(output, &mut see).with_context(|| format!("the output of `{line}` could not be read"))?;
    Ok(child.wait()?)
}

fn each_line(output: impl std::io::Read, see: &mut impl FnMut(&str)) -> std::io::Result<()> {
    for bytes in BufReader::new(output).split(b'\n') {
        let bytes = bytes?;
        let text = String::from_utf8_lossy(&bytes);
        println!("{text}");
        see(&text);
    }
    Ok(())
}

/// The cargo that runs us, so that a chosen toolchain stays chosen.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Where a program lies, if it is on PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// What a person would type to run the command again.
fn command_line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .map(|word| if word.contains([' ', '"', '{']) { format!("'{word}'") } else { word.into_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}
