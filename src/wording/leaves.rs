//! Which parts of a value are others?

use std::collections::BTreeSet;

use serde_json::Value as Json;

/// A part that is not the same in two values.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherLeaf<'a> {
    /// Where it stands: the names from the outside in; none for the whole.
    pub path: Vec<&'a str>,
    /// In the first value; `None` where it is not there.
    pub before: Option<&'a Json>,
    /// In the second.
    pub after: Option<&'a Json>,
}

/// Every part of two values that is not the same, in the order of the names.
/// Tables are gone into where both have one; all else is a part by itself.
#[must_use]
pub fn other_leaves<'a>(before: Option<&'a Json>, after: Option<&'a Json>) -> Vec<OtherLeaf<'a>> {
    let mut found = Vec::new();
    let mut path = Vec::new();
    walk(&mut path, before, after, &mut found);
    found
}

fn walk<'a>(
    path: &mut Vec<&'a str>,
    before: Option<&'a Json>,
    after: Option<&'a Json>,
    found: &mut Vec<OtherLeaf<'a>>,
) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Json::Object(was)), Some(Json::Object(is))) => {
            let names: BTreeSet<&'a String> = was.keys().chain(is.keys()).collect();
            for name in names {
                path.push(name);
                walk(path, was.get(name), is.get(name), found);
                path.pop();
            }
        }
        (before, after) => found.push(OtherLeaf { path: path.clone(), before, after }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_another_comes_out_with_where_it_stands() {
        let before = json!({"a": 1, "b": {"c": 2, "d": [1], "e": null}, "f": {"g": 1}});
        let after = json!({"a": 1, "b": {"c": 3, "d": [2], "h": 4}, "f": 5});
        let found = other_leaves(Some(&before), Some(&after));
        let shown: Vec<String> = found
            .iter()
            .map(|one| {
                let text = |value: Option<&Json>| value.map_or_else(|| "-".into(), Json::to_string);
                format!("{} {} {}", one.path.join("."), text(one.before), text(one.after))
            })
            .collect();
        assert_eq!(shown, ["b.c 2 3", "b.d [1] [2]", "b.e null -", "b.h - 4", "f {\"g\":1} 5"]);
        assert!(other_leaves(Some(&before), Some(&before)).is_empty());
        assert_eq!(other_leaves(None, Some(&after))[0].path, Vec::<&str>::new());
    }
}
