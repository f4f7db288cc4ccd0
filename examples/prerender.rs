//! Renders the first screen and the whole content of each pack and language: `prerender IN OUT`.
//!
//! The build calls it. It uses the very functions that the browser uses, so that both screens have the same controls.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use guide::show::Show;
use guide::whole::{self, Whole};
use guide::{Label, Pack, Screen, Session, Setup, Words};
use porchlight::ui;
use yew::{Html, Properties, ServerRenderer, component};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: prerender IN OUT".into());
    };
    for (name, pack) in packs(Path::new(&input))? {
        let pack = Rc::new(pack);
        let languages = Rc::new(languages(Path::new(&input), &name)?);
        for words in languages.iter() {
            let stem = Path::new(&output).join(format!("{name}.{}", words.code));
            render(&stem, pack.clone(), languages.clone(), words).await?;
        }
    }
    Ok(())
}

fn packs(input: &Path) -> Result<BTreeMap<String, Pack>, Box<dyn Error>> {
    let mut packs = BTreeMap::new();
    for entry in fs::read_dir(input)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "pack") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            packs.insert(name, Pack::read(&fs::read(&path)?).ok_or("a pack is of another build")?);
        }
    }
    Ok(packs)
}

/// The languages of a pack, in the order in which the document has them: its file `<pack>.languages` names them.
fn languages(input: &Path, pack: &str) -> Result<Vec<Words>, Box<dyn Error>> {
    let mut languages = Vec::new();
    for code in fs::read_to_string(input.join(format!("{pack}.languages")))?.split_whitespace() {
        let lines = fs::read_to_string(input.join(format!("{pack}.{code}.words")))?;
        let direction = Words::new(code, "ltr", &lines).label(Label::Direction).to_owned();
        languages.push(Words::new(code, &direction, &lines));
    }
    Ok(languages)
}

async fn render(stem: &Path, pack: Rc<Pack>, languages: Rc<Vec<Words>>, words: &Words) -> Result<(), Box<dyn Error>> {
    let setup = Setup {
        pack: pack.clone(),
        languages: languages.clone(),
        language: words.code.clone(),
        path: None,
        region: None,
        today: None,
    };
    let screen = Session::new(setup).screen();
    let show = Show { pack: &pack, words, today: None };
    let first = still(Content::Screen(Box::new(screen.clone()))).await;
    let content = still(Content::Whole(Box::new(whole::whole(&show, &languages)))).await;
    let help_lines: Vec<_> = screen
        .help_lines
        .iter()
        .map(|line| {
            serde_json::json!({
                "label": format!("{}: {}", line.label, line.verb),
                "shown": line.link.shown,
                "href": line.link.href,
            })
        })
        .collect();
    let about = serde_json::json!({
        "title": show.label(Label::DocumentTitle),
        "paths": pack.paths.iter().map(|path| path.id.as_str()).collect::<Vec<_>>(),
        "regions": pack.areas.iter().map(|area| area.id.as_str()).collect::<Vec<_>>(),
        "direction": words.direction,
        "frame_title": show.label(Label::FrameTitle),
        "close": show.label(Label::Close),
        "help_lines": help_lines,
    });
    let file = |ending: &str| {
        stem.with_file_name(format!("{}.{ending}", stem.file_name().unwrap_or_default().to_string_lossy()))
    };
    fs::write(file("first.html"), first)?;
    fs::write(file("whole.html"), content)?;
    fs::write(file("json"), serde_json::to_string(&about)?)?;
    Ok(())
}

/// What is drawn: plain data, because the server renderer wants to send it to another thread.
#[derive(Clone, PartialEq)]
enum Content {
    Screen(Box<Screen>),
    Whole(Box<Whole>),
}

#[derive(Properties, PartialEq)]
struct Drawn {
    content: Content,
}

#[component]
fn Still(drawn: &Drawn) -> Html {
    match &drawn.content {
        Content::Screen(screen) => ui::screen(screen),
        Content::Whole(whole) => ui::whole(whole),
    }
}

async fn still(content: Content) -> String {
    ServerRenderer::<Still>::with_props(move || Drawn { content }).hydratable(false).render().await
}
