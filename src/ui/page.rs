//! Draws elements by plain calls.
//!
//! `html!` writes out the making of each node and of each list at every place where it stands. With this one builder
//! the module is 6.7 KB smaller after brotli (docs/decisions/0007-bytes.md).

use wasm_bindgen::JsValue;
use yew::Html;
use yew::virtual_dom::{AttrValue, AttributeOrProperty, Attributes, VList, VTag, VText};

/// Nodes that are being drawn. A closed element takes all nodes since it was opened as its children.
#[derive(Default)]
pub struct Page {
    nodes: Vec<Html>,
}

impl Page {
    /// An element with a class (`""` for none) and what stands inside.
    #[inline(always)]
    pub fn element(&mut self, name: &'static str, class: &str, inside: impl FnOnce(&mut Self)) {
        let start = self.nodes.len();
        inside(self);
        self.close_classed(start, name, class);
    }

    /// An element with other attributes than a class. Names without a value, at the end, are left out.
    #[inline(always)]
    pub fn element_with(
        &mut self,
        name: &'static str,
        names: &'static [&'static str],
        values: &[&str],
        inside: impl FnOnce(&mut Self),
    ) {
        let start = self.nodes.len();
        inside(self);
        self.close(start, name, names, values);
    }

    /// An element with a class (`""` for none) and nothing but words inside.
    #[inline(never)]
    pub fn text(&mut self, name: &'static str, class: &str, words: &str) {
        self.element(name, class, |page| page.words(words));
    }

    /// The same, left out where there are no words.
    #[inline(never)]
    pub fn text_if(&mut self, name: &'static str, class: &str, words: &str) {
        if !words.is_empty() {
            self.text(name, class, words);
        }
    }

    /// Words.
    #[inline(never)]
    pub fn words(&mut self, words: &str) {
        self.nodes.push(VText::new(copied(words)).into());
    }

    /// A control that is ticked. `value` and `checked` are set as properties: what the person sees.
    #[inline(never)]
    pub fn input(&mut self, value: &str, checked: bool, names: &'static [&'static str], values: &[&str]) {
        let mut input = VTag::new(AttrValue::Static("input"));
        input.set_value(Some(copied(value)));
        input.set_checked(checked);
        input.attributes = attributes(names, values);
        self.nodes.push(input.into());
    }

    /// A row of a list to choose from. `selected` is set as a property, too: once a person has chosen, browsers take no
    /// more notice of the attribute, and a place found by its ZIP code would not be shown.
    #[inline(never)]
    pub fn option(&mut self, value: &str, label: &str, selected: bool) {
        let mut option = VTag::new(AttrValue::Static("option"));
        option.add_child(VText::new(copied(label)).into());
        let attribute = |value| AttributeOrProperty::Attribute(copied(value));
        let property = AttributeOrProperty::Property(JsValue::from_bool(selected));
        option.attributes = Attributes::Dynamic {
            keys: &["value", "selected", "selected"],
            values: Box::new([Some(attribute(value)), selected.then(|| attribute("selected")), Some(property)]),
        };
        self.nodes.push(option.into());
    }

    /// What was drawn.
    pub fn finish(self) -> Html {
        VList::with_children(self.nodes, None).into()
    }

    #[inline(never)]
    fn close_classed(&mut self, start: usize, name: &'static str, class: &str) {
        let names: &[&str] = if class.is_empty() { &[] } else { &["class"] };
        self.close(start, name, names, &[class]);
    }

    #[inline(never)]
    fn close(&mut self, start: usize, name: &'static str, names: &'static [&'static str], values: &[&str]) {
        let children = self.nodes.split_off(start.min(self.nodes.len()));
        let mut tag = VTag::new(AttrValue::Static(name));
        if let Some(inside) = tag.children_mut() {
            *inside = VList::with_children(children, None).into();
        }
        tag.attributes = attributes(names, values);
        self.nodes.push(tag.into());
    }
}

fn attributes(keys: &'static [&'static str], values: &[&str]) -> Attributes {
    let mut filled = Vec::with_capacity(keys.len());
    for position in 0..keys.len() {
        filled.push(values.get(position).map(|value| AttributeOrProperty::Attribute(copied(value))));
    }
    Attributes::Dynamic { keys, values: filled.into_boxed_slice() }
}

fn copied(text: &str) -> AttrValue {
    AttrValue::Rc(text.into())
}
