//! `cargo xtask serve`: an agency's page at one address, Porchlight at another, as in life.

mod found;

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::build::listing::Listing;
use crate::build::{self, Sites, Weight};
use crate::steps::Steps;
use crate::workspace::Workspace;
use found::{Found, guide_file, host_file, message};

const HOST_PORT: u16 = 8080;
const GUIDE_PORT: u16 = 8081;

/// Builds and serves until it is stopped.
pub fn command(workspace: &Workspace, steps: &Steps, arguments: &[String]) -> Result<ExitCode> {
    let ports = Ports::read(arguments)?;
    if let Weight::Over(what) = build::build(workspace, steps, crate::content::today(), Sites::Published)? {
        println!("OVER BUDGET: {what}. This dist/ can be looked at, but must not be published\n");
    }

    let guide = listen(ports.guide, GUIDE_PORT)?;
    let host = listen(ports.host, HOST_PORT)?;
    let (guide_address, host_address) = (address(&guide)?, address(&host)?);
    steps.say("Serving. Stop with Ctrl+C");
    println!("\n  An agency's page with the guide on it   {host_address}/");
    for pack in Listing::read(&workspace.dist())?.packs {
        let what = format!("The pack {} as a page of its own ", pack.id);
        println!("  {what:<40}{guide_address}/{}/", pack.id);
    }
    println!("  What web masters embed                  {guide_address}/v1/porchlight.js");
    println!("  Where they choose and copy their tag    {guide_address}/embed/\n");

    let dist = workspace.dist();
    let demonstration = workspace.root.join("www/demo");
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for request in guide.incoming_requests() {
                answer(request, |path| guide_file(&dist, path));
            }
        });
        for request in host.incoming_requests() {
            answer(request, |path| host_file(&demonstration, path, &guide_address));
        }
    });
    Ok(ExitCode::SUCCESS)
}

/// The ports that were asked for.
#[derive(Debug, PartialEq)]
struct Ports {
    host: Option<u16>,
    guide: Option<u16>,
}

impl Ports {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut ports = Self { host: None, guide: None };
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            let port = match option.as_str() {
                "--port" => &mut ports.host,
                "--guide-port" => &mut ports.guide,
                unknown => bail!("`cargo xtask serve` takes --port N and --guide-port N, but got `{unknown}`"),
            };
            let number = rest.next().and_then(|number| number.parse().ok());
            *port = Some(number.ok_or_else(|| anyhow!("{option} needs a port number, such as `{option} 9000`"))?);
        }
        Ok(ports)
    }
}

/// Opens the port that was asked for, or the usual one, or, if that is taken, any free one.
fn listen(asked: Option<u16>, usual: u16) -> Result<Server> {
    let open = |port: u16| Server::http(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    match asked {
        Some(port) => open(port).map_err(|problem| {
            anyhow!("port {port} cannot be opened ({problem}). Choose another one, or leave the option out")
        }),
        None => open(usual).or_else(|_| open(0)).map_err(|problem| anyhow!("no port can be opened ({problem})")),
    }
}

fn address(server: &Server) -> Result<String> {
    let address = server.server_addr().to_ip().ok_or_else(|| anyhow!("the server has no port"))?;
    Ok(format!("http://{address}"))
}

fn answer(request: Request, find: impl Fn(&str) -> Result<Option<Found>>) {
    let path = request.url().split(['?', '#']).next().unwrap_or("/").to_owned();
    let (status, found) = match (request.method(), find(&path)) {
        (Method::Get | Method::Head, Ok(Some(found))) => (200, found),
        (Method::Get | Method::Head, Ok(None)) => (404, message(&format!("{path} is not here\n"))),
        (_, Ok(_)) => (405, message("Files can only be read\n")),
        (_, Err(problem)) => (500, message(&format!("{problem:#}\n"))),
    };
    let mut response = Response::from_data(found.body).with_status_code(status);
    for (name, value) in found.headers {
        // All names and values are our own and plain ASCII.
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // A browser that has gone away is no news.
    let _gone = request.respond(response);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn ports_are_read() {
        assert_eq!(Ports::read(&words("--guide-port 9001")).unwrap(), Ports { host: None, guide: Some(9001) });
        assert_eq!(
            Ports::read(&words("--port")).unwrap_err().to_string(),
            "--port needs a port number, such as `--port 9000`"
        );
        assert!(Ports::read(&words("--prot 1")).unwrap_err().to_string().contains("`--prot`"));
    }

    #[test]
    fn a_taken_port_is_no_obstacle_unless_it_was_asked_for() {
        let first = listen(None, 0).unwrap();
        let taken = first.server_addr().to_ip().unwrap().port();
        assert!(listen(None, taken).is_ok());
        assert!(
            listen(Some(taken), 0).err().unwrap().to_string().starts_with(&format!("port {taken} cannot be opened"))
        );
    }
}
