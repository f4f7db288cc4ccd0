//! Takes drawn HTML apart again, as far as tests look at it: elements, attributes, text.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

#[derive(Debug)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// Elements that have no end tag.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// Reads a piece of HTML. Each element must be closed as it was opened, which a careless view gets wrong.
pub fn read(html: &str) -> Element {
    let mut open = vec![Element::default()];
    for token in Tokenizer::new(html) {
        match token.unwrap_or_else(|never| match never {}) {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, value)| (string(name), string(value)));
                let element =
                    Element { name: string(&tag.name), attributes: attributes.collect(), children: Vec::new() };
                if tag.self_closing || VOID.contains(&element.name.as_str()) {
                    open.last_mut().unwrap().children.push(Node::Element(element));
                } else {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => {
                let element = open.pop().unwrap();
                assert_eq!(element.name, string(&tag.name), "an element is closed that was not the last one opened");
                open.last_mut().expect("too many end tags").children.push(Node::Element(element));
            }
            Token::String(text) => open.last_mut().unwrap().children.push(Node::Text(string(&text))),
            // Yew marks components with comments; they say nothing.
            Token::Comment(_) | Token::Doctype(_) => {}
            Token::Error(error) => panic!("{error:?} in {html}"),
        }
    }
    assert_eq!(open.len(), 1, "elements are left open in {html}");
    open.remove(0)
}

fn string(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

impl Element {
    /// Every element below this one, in order, each with the elements around it from the outside in.
    pub fn all(&self) -> Vec<(Vec<&Element>, &Element)> {
        let mut found = Vec::new();
        self.gather(&mut Vec::new(), &mut found);
        found
    }

    fn gather<'a>(&'a self, around: &mut Vec<&'a Element>, found: &mut Vec<(Vec<&'a Element>, &'a Element)>) {
        around.push(self);
        for child in &self.children {
            if let Node::Element(child) = child {
                found.push((around.clone(), child));
                child.gather(around, found);
            }
        }
        around.pop();
    }

    /// Every element with this name.
    pub fn named(&self, name: &str) -> Vec<&Element> {
        self.all().into_iter().map(|(_, element)| element).filter(|element| element.name == name).collect()
    }

    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").split(' ').any(|one| one == class)
    }

    /// All text in it, white space made single.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.gather_text(&mut text);
        single(&text)
    }

    fn gather_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(words) => text.push_str(words),
                Node::Element(child) => child.gather_text(text),
            }
        }
    }
}

/// A text with its white space made single.
pub fn single(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn html_is_taken_apart() {
    let root = read("<div id=\"a\"><p class=\"x y\">1 &lt; 2<br>3</p><input value=\"&quot;\"></div>");
    assert_eq!(root.text(), "1 < 23");
    assert_eq!(root.all().len(), 4);
    assert!(root.named("p")[0].has_class("y"));
    assert_eq!(root.named("input")[0].attribute("value"), "\"");
}
