//! Porchlight's only build tool: `cargo xtask` alone lists what it can do.

mod bench;
mod build;
mod npm;
mod process;
mod serve;
mod setup;
mod steps;
mod test;
mod verify;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use steps::Steps;
use workspace::Workspace;
use xtask::{content, exchange};

const COMMANDS: &str = "\
cargo xtask build [--pseudo]                   write dist/ and print what each part weighs against its budget
cargo xtask serve [--port N] [--guide-port M]   build, then show the guide on a demonstration agency page
cargo xtask test [--host-only | --all]         set up everything and run every test; --all takes hours
cargo xtask check [PACK]                       check the content of all packs, or of one
cargo xtask new pack NAME                      begin a pack, with a list of what its agency has to do
cargo xtask graph PACK [--path PATH] [--out FILE]
                                               draw each path of a pack, with its conditions and advice
cargo xtask sheet PACK [--language CODE] [--out FOLDER]
                                               write a sheet to print, read and sign for each language of a pack
cargo xtask schema                             write the schemas that editors' tools read
cargo xtask translated PACK LANGUAGE [KEY...]  say that these translations were read beside the source as it is now
cargo xtask export xliff PACK LANGUAGE [--out FILE]
                                               write all texts for a translator's tool
cargo xtask import xliff FILE                  take a translator's texts back
cargo xtask export hsds PACK [--out FOLDER]    write the directory as an HSDS 3 package
cargo xtask import hsds PACK PATH              take an HSDS package into a pack's directory
cargo xtask import sessions PACK FILE.csv      take training dates from a spreadsheet
cargo xtask conformance --hsds PATH            hold all exported directories against HSDS's own schemas
cargo xtask export fhir PACK [--path PATH] [--out FILE]
                                               write the questions as FHIR R4 Questionnaires
cargo xtask npm                                write the npm package with the types of the element into pkg/
cargo xtask verify URL [--manifest FILE]       compare a live release, or the tag on a page, with dist/, file by file
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
        "build" => build::command(&Workspace::find()?, &steps, rest),
        "serve" => serve::command(&Workspace::find()?, &steps, rest),
        "test" => test::command(&Workspace::find()?, &steps, rest),
        "check" => Ok(content::check_command(&Workspace::find_root()?, rest)),
        "new" => xtask::new::command(&Workspace::find_root()?, rest),
        "graph" => {
            let workspace = Workspace::find()?;
            xtask::graph::command(&workspace.root, &workspace.target, rest)
        }
        "schema" => xtask::schema::command(&Workspace::find_root()?, rest),
        "sheet" => {
            let workspace = Workspace::find()?;
            xtask::sheet::command(&workspace.root, &workspace.target, rest)
        }
        "translated" => Ok(content::translated_command(&Workspace::find_root()?, rest)),
        "export" => Ok(exchange::export_command(&Workspace::find_root()?, rest)),
        "import" => Ok(exchange::import_command(&Workspace::find_root()?, rest)),
        "conformance" => Ok(exchange::conformance_command(&Workspace::find_root()?, rest)),
        "npm" => npm::command(&Workspace::find()?, &steps, rest),
        "verify" => verify::command(&Workspace::find_root()?, rest),
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
