//! Lays two lists of lines side by side: what should be there and is not, what is there and should not be.

/// The lines with a sign before each: `-` expected only, `+` there only. `None` when both are the same.
pub fn diff(expected: &[String], actual: &[String]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let common = longest_common(expected, actual);
    let (mut left, mut right) = (0, 0);
    let mut text = String::new();
    let mut line = |sign: char, words: &str| text.push_str(&format!("  {sign} {words}\n"));
    while left < expected.len() || right < actual.len() {
        let same = left < expected.len() && right < actual.len() && expected[left] == actual[right];
        if same {
            line(' ', &expected[left]);
            (left, right) = (left + 1, right + 1);
        } else if right == actual.len() || (left < expected.len() && common[left + 1][right] >= common[left][right + 1])
        {
            line('-', &expected[left]);
            left += 1;
        } else {
            line('+', &actual[right]);
            right += 1;
        }
    }
    Some(text)
}

/// For each pair of positions how many lines the rests have in common.
fn longest_common(left: &[String], right: &[String]) -> Vec<Vec<usize>> {
    let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            table[i][j] =
                if left[i] == right[j] { table[i + 1][j + 1] + 1 } else { table[i + 1][j].max(table[i][j + 1]) };
        }
    }
    table
}

#[test]
fn differences_are_shown_where_they_are() {
    let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(diff(&lines("a b c"), &lines("a b c")), None);
    assert_eq!(diff(&lines("a b c"), &lines("a x c d")).as_deref(), Some("    a\n  - b\n  + x\n    c\n  + d\n"));
}
