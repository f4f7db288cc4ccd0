//! The compressed copies beside the files, made once here, so that a web server need not compress at each request.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, Result, anyhow};
use flate2::{Compression, GzBuilder};

/// The files that become smaller: the rest of dist/ is for web servers, not for browsers.
const ENDINGS: [&str; 4] = [".html", ".js", ".json", ".txt"];

/// A brotli and a gzip copy for each of these files, by their paths: `en.html` gets `en.html.br` and `en.html.gz`.
pub fn copies(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>> {
    let wanted: Vec<(&str, &[u8])> = files
        .iter()
        .filter(|(path, _)| ENDINGS.iter().any(|ending| path.ends_with(ending)))
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    // The same document stands at up to three addresses, and brotli takes its time.
    let mut distinct: Vec<&[u8]> = wanted.iter().map(|(_, bytes)| *bytes).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let compressed = both_of_all(&distinct)?;
    let mut copies = BTreeMap::new();
    for (path, bytes) in wanted {
        let (br, gz) = compressed.get(bytes).ok_or_else(|| anyhow!("{path} was not compressed"))?;
        copies.insert(format!("{path}.br"), br.clone());
        copies.insert(format!("{path}.gz"), gz.clone());
    }
    Ok(copies)
}

type Both = (Vec<u8>, Vec<u8>);

/// On all processors: this is a third of the time that a build takes.
fn both_of_all<'a>(texts: &[&'a [u8]]) -> Result<BTreeMap<&'a [u8], Both>> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = texts.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let started: Vec<_> = texts
            .chunks(share)
            .map(|share| {
                scope.spawn(move || share.iter().map(|text| Ok((*text, both(text)?))).collect::<Result<Vec<_>>>())
            })
            .collect();
        let mut all = BTreeMap::new();
        for worker in started {
            all.extend(worker.join().map_err(|_| anyhow!("a file could not be compressed"))??);
        }
        Ok(all)
    })
}

fn both(bytes: &[u8]) -> Result<Both> {
    Ok((brotli(bytes)?, gzip(bytes)?))
}

/// As small as brotli makes it.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &parameters).context("brotli failed")?;
    Ok(compressed)
}

/// As small as gzip makes it. Neither a date nor a system stands in it: the same file gives the same bytes.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    encoder.write_all(bytes).context("gzip failed")?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn files() -> BTreeMap<String, Vec<u8>> {
        let html = "<p>caregivers</p>".repeat(2000).into_bytes();
        [("a/en.html", html.clone()), ("b/index.html", html), ("v1/x.js", b"1+1".to_vec()), ("_headers", b"/".to_vec())]
            .into_iter()
            .map(|(path, bytes)| (path.to_owned(), bytes))
            .collect()
    }

    #[test]
    fn each_copy_gives_its_file_back() {
        let files = files();
        let copies = copies(&files).unwrap();
        assert_eq!(copies.len(), 6, "what only web servers read gets none");
        for (path, bytes) in &files {
            let Some(br) = copies.get(&format!("{path}.br")) else { continue };
            let mut decoded = Vec::new();
            brotli::BrotliDecompress(&mut br.as_slice(), &mut decoded).unwrap();
            assert_eq!(&decoded, bytes, "{path}.br");
            let mut decoded = Vec::new();
            flate2::read::GzDecoder::new(copies[&format!("{path}.gz")].as_slice()).read_to_end(&mut decoded).unwrap();
            assert_eq!(&decoded, bytes, "{path}.gz");
        }
        assert!(copies["a/en.html.br"].len() < 200);
    }

    #[test]
    fn the_same_file_gives_the_same_bytes() {
        assert_eq!(copies(&files()).unwrap(), copies(&files()).unwrap());
    }
}
