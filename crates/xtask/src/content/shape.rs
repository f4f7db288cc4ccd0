//! Compares what an editor wrote with the shape that a file must have, and says every difference in plain words.

use guide::content::problem::suggest;
use guide::content::{Place, Problem};
use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::types::JsonType;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The shape of one kind of entry, made from its Rust type.
pub struct Shape {
    validator: Validator,
    fields: Vec<String>,
}

impl Shape {
    /// The shape of `T`.
    pub fn of<T: JsonSchema>() -> Result<Self, String> {
        let schema = schemars::schema_for!(T).to_value();
        let mut fields = Vec::new();
        collect_fields(&schema, &mut fields);
        let validator = jsonschema::validator_for(&schema).map_err(|error| error.to_string())?;
        Ok(Self { validator, fields })
    }

    /// Reads an entry, or says everything that keeps it from being read.
    pub fn read<T: DeserializeOwned>(&self, value: &Value, place: &Place) -> Result<T, Vec<Problem>> {
        let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
        let problems: Vec<Problem> =
            self.validator.iter_errors(value).flat_map(|error| self.problems(&error, place, id)).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        serde_json::from_value(value.clone()).map_err(|error| {
            vec![problem(place.clone(), id, error.to_string(), "compare it with questions/README.md".to_owned())]
        })
    }

    fn problems(&self, error: &jsonschema::ValidationError, entry: &Place, id: &str) -> Vec<Problem> {
        let mut place = entry.clone();
        place.way.extend(error.instance_path().as_str().split('/').filter(|step| !step.is_empty()).map(str::to_owned));
        let name = place.way.last().cloned().unwrap_or_default();
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let one = |field: &String| {
                    let known = self.fields.iter().map(String::as_str);
                    let mend = suggest(field, known, "take it out; questions/README.md lists what there is");
                    problem(place.at(field), id, format!("there is no field `{field}` here"), mend)
                };
                unexpected.iter().map(one).collect()
            }
            ValidationErrorKind::Required { property } => {
                let field = property.as_str().unwrap_or_default();
                vec![problem(place, id, format!("`{field}` is missing"), write_field(field))]
            }
            ValidationErrorKind::Enum { options } => {
                vec![problem(place, id, format!("`{name}` cannot be {}", error.instance()), one_of(options))]
            }
            ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::AnyOf { .. } if name == "when" => {
                let mend =
                    "write `when = \"question = option\"`, or `when = { all = [ … ] }`, or `when = { any = [ … ] }`";
                vec![problem(place, id, "this is no condition".to_owned(), mend.to_owned())]
            }
            ValidationErrorKind::OneOfNotValid { .. } => {
                vec![problem(place, id, format!("`{name}` cannot be {}", error.instance()), self.choices(error))]
            }
            ValidationErrorKind::Type { kind } => {
                let wrong = format!("`{name}` is {}", kind_of(error.instance()));
                vec![problem(place, id, wrong, format!("write {}", wanted(kind)))]
            }
            ValidationErrorKind::Minimum { .. } | ValidationErrorKind::Maximum { .. } => {
                let wrong = format!("`{name}` cannot be {}", error.instance());
                vec![problem(place, id, wrong, "write a whole number from 0 to 255".to_owned())]
            }
            _ => vec![problem(place, id, error.to_string(), "compare it with questions/README.md".to_owned())],
        }
    }

    /// The words that a `oneOf` of documented constants allows.
    fn choices(&self, error: &jsonschema::ValidationError) -> String {
        let ValidationErrorKind::OneOfNotValid { context } = error.kind() else { return String::new() };
        let constants = context.iter().flatten().filter_map(|inner| match inner.kind() {
            ValidationErrorKind::Constant { expected_value } => expected_value.as_str().map(str::to_owned),
            _ => None,
        });
        one_of(&Value::from(constants.collect::<Vec<_>>()))
    }
}

fn problem(place: Place, id: &str, wrong: String, mend: String) -> Problem {
    Problem { place, id: id.to_owned(), wrong, mend }
}

fn one_of(options: &Value) -> String {
    let names = options.as_array().map(|list| list.iter().filter_map(Value::as_str).collect::<Vec<_>>());
    format!("write one of `{}`", names.unwrap_or_default().join("`, `"))
}

fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(_) => "a text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a table".to_owned(),
    }
}

/// What belongs there, in the words of an editor.
fn wanted(kind: &TypeKind) -> String {
    let in_words = |kind: JsonType| match kind {
        JsonType::Array => Some("a list in brackets: `[\"…\", \"…\"]`"),
        JsonType::Boolean => Some("`true` or `false`, without quotes"),
        JsonType::Integer => Some("a whole number, without quotes"),
        JsonType::Number => Some("a number, without quotes"),
        JsonType::String => Some("a text in quotes"),
        JsonType::Object => Some("a table in braces: `{ … }`"),
        JsonType::Null => None,
    };
    let words: Vec<&str> = match kind {
        TypeKind::Single(one) => in_words(*one).into_iter().collect(),
        TypeKind::Multiple(all) => all.iter().filter_map(in_words).collect(),
    };
    words.join(" or ")
}

fn write_field(field: &str) -> String {
    match field {
        "source" => "write `source = \"https://…\"`: the page that says it".to_owned(),
        "checked" => "write `checked = 2026-11-15`: the day you last read it there".to_owned(),
        "status" => "write `status = \"confirmed\"`, `\"published\"` or `\"unconfirmed\"`".to_owned(),
        "id" => "give it an id in small letters with hyphens: `id = \"team-meetings\"`".to_owned(),
        _ => format!("write `{field} = …`; questions/README.md shows how"),
    }
}

fn collect_fields(schema: &Value, fields: &mut Vec<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                fields.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| collect_fields(value, fields));
        }
        Value::Array(list) => list.iter().for_each(|value| collect_fields(value, fields)),
        _ => {}
    }
}
