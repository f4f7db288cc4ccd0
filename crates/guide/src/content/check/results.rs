//! Checks domains, advice and requirements.

use super::directory::proof_of;
use super::paths::Reader;
use super::{Checker, Names};
use crate::content::raw::RawAdviceKind;
use crate::pack::{Advice, AdviceKind, Domain, Requirement};

pub(super) fn domains(checker: &mut Checker) -> Vec<Domain> {
    let raw = checker.raw;
    let mut built = Vec::new();
    for one in &raw.domains {
        let (place, domain) = (&one.place, &one.value);
        let (id, bands) = (&domain.id, &domain.bands);
        if bands.learn != 0 || bands.talk == 0 || bands.strong <= bands.talk || bands.strong > 100 {
            let wrong = format!("the bands of `{id}` leave a gap or overlap");
            let mend = "write `learn = 0`, a higher number for `talk`, a still higher one, 100 at most, for `strong`";
            checker.problem(&place.at("bands"), id, wrong, mend);
        }
        if checker.is_whole() && !raw.questions.iter().any(|one| one.value.domain.as_ref() == Some(id)) {
            let mend = "give a question `domain = \"…\"` and points, or take the domain out";
            checker.problem(place, id, format!("no question counts in the domain `{id}`"), mend);
        }
        let mut slot = |name: &str| checker.slots.slot(place, format!("domains.{id}.{name}"));
        built.push(Domain {
            id: id.as_str().into(),
            name: slot("name"),
            strong_from: bands.strong,
            talk_from: bands.talk,
            strong: slot("strong"),
            talk: slot("talk"),
            learn: slot("learn"),
        });
    }
    built
}

pub(super) fn advice(checker: &mut Checker) -> Vec<Advice> {
    let raw = checker.raw;
    let mut names = Names::new("advice", "advice.toml");
    let mut built = Vec::new();
    for one in &raw.advice {
        let (place, advice) = (&one.place, &one.value);
        let id = &advice.id;
        checker.id(&mut names, place, id);
        let kind = match advice.kind {
            RawAdviceKind::Strong => AdviceKind::Strong,
            RawAdviceKind::Talk => AdviceKind::Talk,
            RawAdviceKind::Learn => AdviceKind::Learn,
            RawAdviceKind::Ask => AdviceKind::Ask,
        };
        if kind != AdviceKind::Ask && advice.when.is_none() {
            let mend = "write `when`: advice comes from an answer, and the result says from which";
            checker.problem(place, id, format!("the advice `{id}` comes from no answer"), mend);
        }
        let when = Reader::items_and_bands(checker).condition(&place.at("when"), id, advice.when.as_ref());
        let link = advice.link.as_ref();
        built.push(Advice {
            id: id.as_str().into(),
            kind,
            paths: checker.path_ids(&place.at("paths"), id, &advice.paths),
            when,
            title: (kind != AdviceKind::Ask).then(|| checker.slots.slot(place, format!("advice.{id}.title"))),
            text: checker.slots.slot(place, format!("advice.{id}.text")),
            link: link.map(|link| checker.refer(|checker| &checker.links, &place.at("link"), id, link)),
        });
    }
    built
}

pub(super) fn requirements(checker: &mut Checker) -> Vec<Requirement> {
    let raw = checker.raw;
    let mut names = Names::new("requirement", "facts.toml");
    for value in &raw.values {
        let fact = &value.value;
        checker.proof(&value.place, &fact.id, &proof_of(&fact.source, &fact.checked, fact.status));
    }
    let mut built = Vec::new();
    for one in &raw.requirements {
        let (place, requirement) = (&one.place, &one.value);
        let id = &requirement.id;
        checker.id(&mut names, place, id);
        let proof = proof_of(&requirement.source, &requirement.checked, requirement.status);
        built.push(Requirement {
            paths: checker.path_ids(&place.at("paths"), id, &requirement.paths),
            title: checker.slots.slot(place, format!("requirements.{id}.title")),
            text: checker.slots.slot(place, format!("requirements.{id}.text")),
            proof: checker.proof(place, id, &proof),
        });
    }
    built
}
