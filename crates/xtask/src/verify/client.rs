//! Asks a server as a browser would, but follows nothing, decodes nothing and keeps nothing by itself.

use std::io::Read;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use ureq::Agent;
use url::Url;

/// Ten times the largest document. A server that sends without end is stopped there.
const MOST_BYTES: u64 = 8 << 20;
const MOST_REDIRECTS: usize = 5;

/// One connection pool.
pub struct Client {
    agent: Agent,
}

/// What a server said.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    /// As it was sent.
    pub body: Vec<u8>,
}

impl Client {
    /// Patient with slow servers, but not for ever.
    pub fn new() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .user_agent(concat!("porchlight-verify/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { agent: config.into() }
    }

    /// One request.
    pub fn get(&self, address: &Url, encodings: &str) -> Result<Answer> {
        let request = self.agent.get(address.as_str()).header("Accept-Encoding", encodings);
        let mut response = request.call().with_context(|| format!("{address} did not answer"))?;
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(MOST_BYTES).read_to_vec();
        Ok(Answer { status, headers, body: body.with_context(|| format!("{address} did not arrive whole"))? })
    }

    /// The page at an address, after the redirects that a browser would follow.
    pub fn follow(&self, address: &Url) -> Result<(Url, Answer)> {
        let mut address = address.clone();
        for _ in 0..=MOST_REDIRECTS {
            let answer = self.get(&address, "identity")?;
            let Some(target) = answer.redirect(&address) else {
                return Ok((address, answer));
            };
            if !matches!(target.scheme(), "http" | "https") {
                bail!("{address} redirects to {target}, which is no web address");
            }
            println!("{address} redirects to {target}");
            address = target;
        }
        bail!("{address} redirects again and again")
    }
}

impl Answer {
    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// All values of a header.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Where it sends the browser.
    pub fn redirect(&self, from: &Url) -> Option<Url> {
        if !(300..400).contains(&self.status) {
            return None;
        }
        from.join(self.header("Location")?).ok()
    }

    /// The body without its compression.
    pub fn decoded(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let body = self.body.as_slice();
        match self.header("Content-Encoding").unwrap_or("identity") {
            "identity" | "" => return Ok(self.body.clone()),
            "gzip" => flate2::read::GzDecoder::new(body).take(MOST_BYTES).read_to_end(&mut bytes),
            "br" => brotli::Decompressor::new(body, 4096).take(MOST_BYTES).read_to_end(&mut bytes),
            other => bail!("it is compressed as `{other}`, which nobody asked for"),
        }
        .context("its compression is damaged")?;
        Ok(bytes)
    }
}
