//! Writes any bytes as text that stands in an HTML file and comes out of the browser's parser unchanged.
//!
//! Each byte becomes the code point of the same number. Three would not survive: the parser replaces
//! U+0000, turns a carriage return into a line feed, and `<` may end the element. The last two are moved up by
//! 256, so that `charCodeAt(i) & 255` gives the byte back. Zero is the most frequent byte of a module: it takes the
//! place of the rare `~`, which moves up instead. As U+0100 the zeros alone cost 1.4 KB after brotli.

/// The text that stands for the bytes.
pub fn text(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|&byte| match byte {
            0 => '~',
            b'~' => '\u{17e}',
            b'\r' => '\u{10d}',
            b'<' => '\u{13c}',
            other => char::from(other),
        })
        .collect()
}

/// A number that is another one if anything in the text was changed on the way; www/start.js works it out again.
pub fn sum(text: &str) -> String {
    let add = |sum: i32, unit: u16| sum.wrapping_mul(31).wrapping_add(i32::from(unit));
    text.encode_utf16().fold(0, add).to_string()
}

#[cfg(test)]
mod tests {
    use html5gum::{DefaultEmitter, Token, Tokenizer};

    use super::*;

    /// What `element.textContent` holds in a browser, by a tokenizer that passes the tests of the HTML standard.
    fn parsed(text: &str) -> String {
        let document = format!("<script type=\"text/plain\" id=\"module\">{text}</script><p>after</p>");
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut tokens = Tokenizer::new_with_emitter(document.as_str(), emitter).map(|token| token.unwrap());
        let mut content = Vec::new();
        assert!(matches!(tokens.next(), Some(Token::StartTag(_))));
        for token in tokens.by_ref() {
            match token {
                Token::String(text) => content.extend_from_slice(&text),
                Token::Error(_) => {}
                Token::EndTag(_) => break,
                other => panic!("the text was read as {other:?}"),
            }
        }
        let after = tokens.find(|token| !matches!(token, Token::Error(_)));
        assert!(
            matches!(after, Some(Token::StartTag(tag)) if *tag.name == *b"p"),
            "the element did not end where it should"
        );
        String::from_utf8(content).unwrap()
    }

    /// What www/start.js does.
    fn decoded(text: &str) -> Vec<u8> {
        text.encode_utf16().map(|unit| if unit == 126 { 0 } else { (unit & 255) as u8 }).collect()
    }

    fn survives(bytes: &[u8]) {
        let text = text(bytes);
        let read = parsed(&text);
        assert!(read == text, "the parser changed the text");
        assert!(decoded(&read) == bytes, "the bytes did not come back");
    }

    #[test]
    fn all_bytes_survive() {
        survives(&(0..=255).collect::<Vec<u8>>());
    }

    #[test]
    fn all_pairs_of_bytes_survive() {
        let pairs: Vec<u8> =
            (0..=255_u8).flat_map(|first| (0..=255_u8).flat_map(move |second| [first, second])).collect();
        survives(&pairs);
    }

    #[test]
    fn what_would_end_or_escape_the_element_survives() {
        survives(b"<!--<script");
        survives(b"<!--<script></script>");
        survives(b"<!--<script>--></script></script>");
        survives(b"</script>\r\n</SCRIPT >\0&lt;&amp;&#0;]]>");
        survives(b"\r\n\r\r\n\n");
        survives(b"\n\n");
        survives(b"\xef\xbb\xbf\xfe\xff\xc2\x80\xed\xa0\x80");
    }

    #[test]
    fn the_sum_is_the_one_that_the_script_works_out() {
        // Worked out by the lines of www/start.js in a browser.
        assert_eq!(sum(""), "0");
        assert_eq!(sum("~\u{17e}\u{10d}asm"), "-326798578");
        assert_ne!(sum("ab"), sum("ba"));
        assert_ne!(sum("a\nb"), sum("a b"));
    }

    #[test]
    fn nothing_at_all_survives() {
        survives(b"");
    }
}
