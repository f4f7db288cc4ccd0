use super::*;

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|one| (*one).to_owned()).collect()
}

fn changed(before: &str, key: &str, paragraphs: &[&str]) -> String {
    let order = texts(&["review", "a.x", "a.y", "a.z", "b.o.one", "b.o.two", "c.x"]);
    set_all(before, &[(&key.to_owned(), &texts(paragraphs))], &order).unwrap()
}

#[test]
fn only_the_text_itself_changes() {
    let before = "\u{feff}# top\r\n[a]\r\nx   = 'one' # beside\r\ny = [\r\n  \"p\", # first\r\n  \"q\",\r\n]\r\n";
    assert_eq!(changed(before, "a.x", &["one"]), before);
    assert_eq!(changed(before, "a.x", &["two \"2\" \\"]), before.replace("'one'", "\"two \\\"2\\\" \\\\\""));
    assert_eq!(changed(before, "a.y", &["p", "r"]), before.replace("\"q\"", "\"r\""));
    assert_eq!(changed(before, "a.y", &["p"]), before.replace(", # first\r\n  \"q\"", ""));
    assert_eq!(changed(before, "a.y", &["p", "q", "r"]), before.replace("\"q\"", "\"q\", \"r\""));
    assert_eq!(changed(before, "a.x", &["1", "2"]), before.replace("'one'", "[\"1\", \"2\"]"));
}

#[test]
fn a_new_text_stands_where_the_source_has_it() {
    let before = "review = \"none\"\n\n[a]\nx = \"1\" # beside\nz = \"3\"\n\n# part c\n[c]\nx = \"c\"\n";
    assert_eq!(changed(before, "a.y", &["2"]), before.replace("beside\n", "beside\ny = \"2\"\n"));
    let with_table = changed(before, "b.o.one", &["1"]);
    assert_eq!(with_table, before.replace("z = \"3\"\n", "z = \"3\"\n\n[b.o]\none = \"1\"\n"));
    assert_eq!(
        changed(&with_table, "b.o.two", &["2"]),
        with_table.replace("one = \"1\"\n", "one = \"1\"\ntwo = \"2\"\n")
    );
    assert_eq!(changed("[b]\no = { one = \"1\" }", "b.o.two", &["2"]), "[b]\no = { one = \"1\", two = \"2\" }");
    assert_eq!(changed("[b]\no = {}\n", "b.o.two", &["2"]), "[b]\no = { two = \"2\" }\n");
    assert_eq!(changed("[b]\no.one = \"1\"\n", "b.o.two", &["2"]), "[b]\no.one = \"1\"\no.two = \"2\"\n");
    assert_eq!(changed("", "a.x", &["1"]), "[a]\nx = \"1\"\n\n");
    assert_eq!(changed("[a]\nx = \"1\"", "review", &["no"]), "review = \"no\"\n[a]\nx = \"1\"");
}
