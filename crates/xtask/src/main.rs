//! Porchlight's only build tool: `cargo xtask` alone lists what it can do.

mod bench;
mod build;
mod process;
mod serve;
mod setup;
mod steps;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use steps::Steps;
use workspace::Workspace;
use xtask::{content, exchange};

const COMMANDS: &str = "\
cargo xtask build                              write dist/ and print what each part weighs against its budget
cargo xtask serve [--port N] [--guide-port M]   build, then show the guide on a demonstration agency page
cargo xtask test [--host-only]                 set up everything and run every test
cargo xtask check [PACK]                       check the content of all packs, or of one
cargo xtask export hsds PACK [--out FOLDER]    write the directory of a pack for other systems
cargo xtask import hsds PACK PATH              take the directory of another system into a pack
cargo xtask import sessions PACK FILE.csv      take training sessions from a spreadsheet
cargo xtask conformance --hsds PATH            hold what we export against the schemas of HSDS
cargo xtask bench                              print the size table of the dist/ that is there";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{COMMANDS}");
        return Ok(ExitCode::SUCCESS);
    };
    let steps = Steps::start();
    match command.as_str() {
        "build" => {
            no_arguments(command, rest)?;
            build::command(&Workspace::find()?, &steps)
        }
        "serve" => serve::command(&Workspace::find()?, &steps, rest),
        "test" => test::command(&Workspace::find()?, &steps, rest),
        "check" => Ok(content::check_command(&Workspace::find_root()?, rest)),
        "export" => Ok(exchange::export_command(&Workspace::find_root()?, rest)),
        "import" => Ok(exchange::import_command(&Workspace::find_root()?, rest)),
        "conformance" => Ok(exchange::conformance_command(&Workspace::find_root()?, rest)),
        "bench" => {
            no_arguments(command, rest)?;
            bench::command(&Workspace::find()?)
        }
        "help" | "--help" | "-h" => {
            println!("{COMMANDS}");
            Ok(ExitCode::SUCCESS)
        }
        unknown => bail!("there is no command `{unknown}`. The commands are:\n\n{COMMANDS}"),
    }
}

fn no_arguments(command: &str, rest: &[String]) -> Result<()> {
    match rest.first() {
        None => Ok(()),
        Some(first) => bail!("`cargo xtask {command}` takes no arguments, but got `{first}`"),
    }
}
