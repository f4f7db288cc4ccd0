//! Every screen that the walks meet is drawn, and its HTML is what people and their helpers need.

use std::collections::BTreeSet;

use guide::screen::{Body, Kind, Screen};
use guide::{Msg, Session, whole};

use crate::case;
use crate::html::{self, Element, single};
use crate::louisiana;
use crate::render::{self, Content};
use crate::transcript::name_of;
use crate::walker::Walker;
use crate::words;

/// All different screens of all walks, and the one after leaving.
fn screens() -> Vec<Screen> {
    let mut screens: Vec<Screen> = Vec::new();
    for case in case::all() {
        let Ok(walker) = Walker::walk(&case) else { continue };
        for screen in walker.screens {
            if !screens.contains(&screen) {
                screens.push(screen);
            }
        }
    }
    let mut session = Session::new(louisiana::setup());
    session.update(Msg::Leave);
    screens.push(session.screen());
    screens
}

#[test]
fn every_screen_is_drawn_well() {
    let screens = screens();
    let kinds: BTreeSet<&str> = screens.iter().map(|screen| screen.kind.name()).collect();
    assert_eq!(kinds.len(), 7, "not all kinds of screens were met: {kinds:?}");
    let drawn = render::html(screens.iter().map(|screen| Content::Screen(Box::new(screen.clone()))).collect());
    let mut wrong = Vec::new();
    for (screen, html) in screens.iter().zip(&drawn) {
        let root = html::read(html);
        let mut problems = judge(screen, &root);
        problems.extend(missing_words(&root, words::of(screen).body));
        problems.extend(missing_words(&root, words::of(screen).chrome));
        wrong.extend(problems.into_iter().map(|problem| format!("{}: {problem}", name_of(screen))));
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_item_of_the_pack_was_met() {
    let met: BTreeSet<String> =
        screens().iter().filter_map(|screen| name_of(screen).split(' ').nth(1).map(str::to_owned)).collect();
    let pack = louisiana::pack();
    let missed: Vec<&str> = pack.items.iter().map(|item| item.id.as_str()).filter(|id| !met.contains(*id)).collect();
    assert!(missed.is_empty(), "no walk comes to {missed:?}");
}

#[test]
fn the_whole_content_is_drawn_well() {
    let whole = louisiana::show(|show| whole::whole(show, &louisiana::languages()));
    let texts = words::of_whole(&whole);
    let html = render::html(vec![Content::Whole(Box::new(whole))]).remove(0);
    let root = html::read(&html);
    let mut problems = missing_words(&root, texts);
    problems.extend(phones(&root));
    problems.extend(twice(&root));
    problems.extend(targets(&root));
    assert!(root.named("h1").is_empty(), "the heading of the page is the first screen's");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn judge(screen: &Screen, root: &Element) -> Vec<String> {
    let mut problems = phones(root);
    let headings = root.named("h1");
    if headings.len() != 1 || headings[0].attribute("tabindex") != "-1" {
        problems.push(format!("{} h1, or one that cannot take the focus", headings.len()));
    }
    problems.extend(help_lines(screen, root));
    problems.extend(group(screen, root));
    problems.extend(labels(root));
    problems.extend(twice(root));
    problems.extend(targets(root));
    problems.extend(buttons(screen, root));
    problems
}

fn help_lines(screen: &Screen, root: &Element) -> Vec<String> {
    let asides: Vec<&Element> =
        root.all().into_iter().map(|(_, one)| one).filter(|one| one.attribute("data-part") == "help-lines").collect();
    let wanted = usize::from(screen.kind != Kind::Left);
    if asides.len() != wanted {
        return vec![format!("{} places with help lines", asides.len())];
    }
    let links = asides.iter().flat_map(|aside| aside.named("a")).map(|link| link.attribute("href").to_owned());
    let expected = screen.help_lines.iter().map(|line| line.link.href.clone());
    let same = wanted == 0 || links.eq(expected);
    (!same).then(|| "the help lines are not those of the screen".to_owned()).into_iter().collect()
}

/// Each number that can be tapped dials what is read.
fn phones(root: &Element) -> Vec<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut problems = Vec::new();
    for link in root.named("a") {
        let Some((scheme, number)) = link.attribute("href").split_once(':') else { continue };
        if !["tel", "sms"].contains(&scheme) {
            continue;
        }
        let dialled = digits(number.split('?').next().unwrap_or_default());
        let span = |class: &str| link.named("span").into_iter().find(|span| span.has_class(class)).map(Element::text);
        let shown = span("shown").unwrap_or_default();
        let is_same = |read: &str| dialled == read || dialled.strip_prefix('1') == Some(read);
        if !is_same(&digits(&shown)) {
            problems.push(format!("`{shown}` dials {dialled}"));
        }
        if let Some(letters) = span("letters")
            && !is_same(&on_keys(&letters))
        {
            problems.push(format!("`{letters}` dials {dialled}"));
        }
    }
    problems
}

/// The digits of the keys on which letters stand (ITU-T E.161).
fn on_keys(text: &str) -> String {
    const KEYS: [&str; 8] = ["ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];
    let key = |c: char| {
        let place = KEYS.iter().position(|letters| letters.contains(c))?;
        char::from_digit(u32::try_from(place).ok()? + 2, 10)
    };
    text.chars().filter_map(|c| if c.is_ascii_digit() { Some(c) } else { key(c) }).collect()
}

/// What can be chosen stands in one fieldset; the legend of a question is its heading.
fn group(screen: &Screen, root: &Element) -> Vec<String> {
    let fieldsets = root.named("fieldset");
    let asks = matches!(screen.body, Body::Question(_) | Body::Expectation(_) | Body::Welcome(_));
    if fieldsets.len() != usize::from(asks) {
        return vec![format!("{} fieldsets", fieldsets.len())];
    }
    let Some(fieldset) = fieldsets.first() else { return Vec::new() };
    let mut problems = Vec::new();
    let legends = fieldset.named("legend");
    let first_is_legend = matches!(fieldset.children.first(), Some(html::Node::Element(one)) if one.name == "legend");
    if legends.len() != 1 || !first_is_legend || legends[0].text().is_empty() {
        problems.push("the fieldset does not begin with one legend".to_owned());
    }
    let in_legend = legends.iter().flat_map(|legend| legend.named("h1")).count();
    if matches!(screen.body, Body::Question(_)) && in_legend != 1 {
        problems.push("the legend is not the heading".to_owned());
    }
    let described = fieldset.attribute("aria-describedby");
    let ids: BTreeSet<&str> = root.all().iter().map(|(_, one)| one.attribute("id")).collect();
    problems.extend(described.split(' ').filter(|id| !ids.contains(id)).map(|id| format!("nothing has the id {id}")));
    problems
}

/// Each control has a label around it, or one that names it.
fn labels(root: &Element) -> Vec<String> {
    let all = root.all();
    let mut problems = Vec::new();
    for (around, control) in &all {
        if !["input", "select", "textarea"].contains(&control.name.as_str()) {
            continue;
        }
        let id = control.attribute("id");
        let by_for = all.iter().find(|(_, one)| one.name == "label" && !id.is_empty() && one.attribute("for") == id);
        let label = around.iter().find(|one| one.name == "label").copied().or(by_for.map(|(_, one)| *one));
        if label.is_none_or(|label| label.text().is_empty()) {
            problems.push(format!("a {} without a label", control.name));
        }
        if control.attribute("name").is_empty() && control.attribute("data-action").is_empty() {
            problems.push(format!("a {} that nothing can tell from another", control.name));
        }
        if control.attribute("autocomplete") != "off" {
            problems.push(format!("a {} that the browser may remember", control.name));
        }
    }
    problems
}

fn twice(root: &Element) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let ids = root.all().into_iter().map(|(_, one)| one.attribute("id").to_owned()).filter(|id| !id.is_empty());
    ids.filter(|id| !seen.insert(id.clone())).map(|id| format!("the id {id} stands twice")).collect()
}

/// Links that lead away tell the other site nothing.
fn targets(root: &Element) -> Vec<String> {
    let away = root.named("a").into_iter().filter(|link| link.attribute("href").starts_with("http"));
    let tells = away.filter(|link| {
        !link.attribute("rel").contains("noreferrer") || link.attribute("referrerpolicy") != "no-referrer"
    });
    tells.map(|link| format!("the link {} tells where it is", link.attribute("href"))).collect()
}

fn buttons(screen: &Screen, root: &Element) -> Vec<String> {
    let (keys, buttons): (Vec<_>, Vec<_>) =
        root.named("button").into_iter().partition(|button| !button.attribute("data-key").is_empty());
    let drawn: Vec<String> = buttons
        .into_iter()
        .filter(|button| button.attribute("data-action") != "change")
        .map(|button| button.attribute("data-action").to_owned())
        .collect();
    let mut wanted: Vec<String> = screen.actions.iter().map(|action| action.kind.name().to_owned()).collect();
    // The review has its main button above the list, too.
    if screen.kind == Kind::Review {
        wanted.insert(0, "next".to_owned());
    }
    let mut problems = Vec::new();
    if drawn != wanted {
        problems.push(format!("the buttons {drawn:?} instead of {wanted:?}"));
    }
    let mut digits: Vec<String> =
        keys.iter().map(|key| key.text()).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).collect();
    digits.sort();
    if !keys.is_empty() && (keys.len() != 11 || digits.concat() != "0123456789") {
        problems.push(format!("the keys {digits:?} and {} more", keys.len() - digits.len()));
    }
    // Browsers ask their makers what a field for text is for.
    let fields =
        root.named("input").into_iter().filter(|input| !["radio", "checkbox"].contains(&input.attribute("type")));
    problems.extend(fields.map(|input| format!("a field of the type {:?}", input.attribute("type"))));
    let types = root.named("button").into_iter().filter(|button| button.attribute("type") != "button");
    problems.extend(types.map(|button| format!("the button {} may send a form", button.text())));
    problems
}

fn missing_words(root: &Element, texts: Vec<String>) -> Vec<String> {
    let page = root.text();
    let missing = texts.into_iter().map(|text| single(&text)).filter(|text| !page.contains(text.as_str()));
    missing.map(|text| format!("“{text}” is not in the HTML")).collect()
}
