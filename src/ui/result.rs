//! The result: the next step first, then what stands strong, what to talk over, what to learn, what to ask.

use guide::screen::{Finding, FindingGroup, NextStep, RequirementCard, ResultBody, Section, ServiceCard, SessionCard};

use super::page::Page;
use super::text;

/// What stands below the heading of a result.
pub fn view(page: &mut Page, body: &ResultBody) {
    part(page, "next-step", &body.next.title, |page| next_step(page, &body.next));
    for group in &body.findings {
        part(page, group.part, &group.title, |page| findings(page, group));
    }
    section(page, "ask", &body.ask, |page, ask| page.element("li", "", |page| text::runs(page, ask)));
    section(page, "family", &body.family, |page, (name, answer)| {
        page.element_with("li", &["translate"], &["no"], |page| {
            page.text("strong", "", name);
            page.words(": ");
            page.words(answer);
        });
    });
    if !body.support.entries.is_empty() {
        part(page, "support", &body.support.title, |page| {
            for card in &body.support.entries {
                service(page, card, "h3");
            }
        });
    }
    section(page, "requirements", &body.requirements, requirement);
    section(page, "partners", &body.partners, text::link_row);
}

/// A part of the result with its heading.
fn part(page: &mut Page, name: &str, title: &str, inside: impl FnOnce(&mut Page)) {
    let class = "part ".to_owned() + name;
    page.element_with("section", &["class", "data-part"], &[&class, name], |page| {
        page.text("h2", "", title);
        inside(page);
    });
}

/// A part with a text and a list; nothing when the list is empty.
fn section<T>(page: &mut Page, name: &str, section: &Section<T>, entry: impl Fn(&mut Page, &T)) {
    if section.entries.is_empty() {
        return;
    }
    part(page, name, &section.title, |page| {
        page.text_if("p", "", &section.text);
        page.element("ul", "entries", |page| {
            for one in &section.entries {
                entry(page, one);
            }
        });
    });
}

fn next_step(page: &mut Page, next: &NextStep) {
    page.text("p", "", &next.text);
    text::paragraphs(page, &next.area);
    for (title, cards) in &next.groups {
        page.text("h3", "", title);
        for card in cards {
            service(page, card, "h4");
        }
    }
}

/// A service as a card with a heading of one level.
pub fn service(page: &mut Page, card: &ServiceCard, heading: &'static str) {
    page.element("div", "card", |page| {
        page.text(heading, "", &card.name);
        page.text("p", "by", &card.organization);
        text::paragraphs(page, &card.text);
        text::phones(page, &card.phones);
        text::links(page, &card.links);
        text::proof(page, &card.proof);
        if !card.sessions.is_empty() {
            page.text("h5", "", &card.sessions_title);
            page.element("ul", "sessions", |page| {
                for one in &card.sessions {
                    page.element("li", "", |page| session(page, one));
                }
            });
        }
    });
}

fn session(page: &mut Page, card: &SessionCard) {
    page.text("strong", "", &card.time);
    for line in &card.lines {
        page.text("p", "", line);
    }
    text::phones(page, &card.phones);
    text::links(page, &card.links);
    text::proof(page, &card.proof);
}

fn findings(page: &mut Page, group: &FindingGroup) {
    if group.findings.is_empty() {
        return page.text("p", "", &group.none);
    }
    page.element("ul", "findings", |page| {
        for one in &group.findings {
            page.element("li", "", |page| finding(page, one, &group.from));
        }
    });
}

fn finding(page: &mut Page, finding: &Finding, from: &str) {
    page.text("h3", "", &finding.title);
    text::paragraphs(page, &finding.text);
    if let Some(link) = &finding.link {
        page.element("p", "links", |page| text::page_link(page, link, true));
    }
    if finding.from.is_empty() {
        return;
    }
    page.element("div", "from", |page| {
        page.element("span", "", |page| {
            page.words(from);
            page.words(":");
        });
        text::list(page, &finding.from);
    });
}

/// A requirement, as something to ask about.
pub fn requirement(page: &mut Page, card: &RequirementCard) {
    page.element("li", "", |page| {
        page.text("h3", "", &card.title);
        text::paragraphs(page, &card.text);
        text::proof(page, &card.proof);
    });
}
