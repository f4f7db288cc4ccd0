//! Reads a clause such as `pets != dog` or `energy >= 4`.

use crate::condition::Comparison;

/// A clause in parts, its names not yet looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenClause {
    /// The question, expectation or domain on the left.
    pub left: String,
    /// What is asked of it.
    pub test: WrittenTest,
}

/// What a clause asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrittenTest {
    /// `exists`
    Exists,
    /// `missing`
    Missing,
    /// A comparison with an option, a band or a number.
    Compare(Comparison, String),
}

/// Reads one clause. The error says what would be right.
pub fn clause(text: &str) -> Result<WrittenClause, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (left, test) = match words.as_slice() {
        [left, "exists"] => (left, WrittenTest::Exists),
        [left, "missing"] => (left, WrittenTest::Missing),
        [left, operator, right] => match comparison(operator) {
            Some(comparison) => (left, WrittenTest::Compare(comparison, (*right).to_owned())),
            None => return Err(format!("`{operator}` is not one of = != > >= < <=")),
        },
        _ => return Err("write `question = option`, `question exists` or `question missing`, with spaces".to_owned()),
    };
    if !crate::id::is_id(left) {
        return Err(format!("`{left}` is not an id: small letters, digits and hyphens"));
    }
    Ok(WrittenClause { left: (*left).to_owned(), test })
}

fn comparison(operator: &str) -> Option<Comparison> {
    Some(match operator {
        "=" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_read() {
        let read = |text: &str| clause(text).map(|clause| clause.test);
        assert_eq!(read("pets != dog"), Ok(WrittenTest::Compare(Comparison::NotEqual, "dog".into())));
        assert_eq!(read("  pets   exists "), Ok(WrittenTest::Exists));
        assert_eq!(read("pets missing"), Ok(WrittenTest::Missing));
        for (sign, comparison) in [
            ("=", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            (">", Comparison::Greater),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            ("<=", Comparison::LessOrEqual),
        ] {
            assert_eq!(read(&format!("energy {sign} 4")), Ok(WrittenTest::Compare(comparison, "4".into())));
        }
        for bad in ["", "pets", "pets=dog", "pets == dog", "pets = dog cat", "Pets exists", "= = ="] {
            assert!(clause(bad).is_err(), "{bad}");
        }
    }
}
