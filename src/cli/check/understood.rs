//! What of the files takes no part, as `check` shows it.

use std::fmt::Write as _;

use crate::{lang::Lang, scan::Checked, wording::whole};

/// A line for each layer with records that are not used, and for each column
/// with cells that are not understood.
pub(super) fn write(checked: &Checked, lang: Lang, text: &mut String) {
    if !checked.unusable.is_empty() {
        let _ = writeln!(text, "\n{}", lang.pick("niet alles bruikbaar:", "not all usable:"));
    }
    for (file, layer, n) in &checked.unusable {
        let _ = writeln!(
            text,
            "  {:>10} / {:<10} {}  {}",
            whole(n.used, lang),
            whole(n.records, lang),
            lang.pick("bruikbaar", "usable"),
            place(file, layer)
        );
    }
    if !checked.columns.is_empty() {
        let _ = writeln!(text, "\n{}", lang.pick("niet begrepen:", "not understood:"));
    }
    for (file, layer, column, n) in &checked.columns {
        let records =
            checked.records.get(&(file.clone(), layer.clone())).map_or_else(String::new, |records| {
                format!(" {} {}", lang.pick("van", "of"), whole(*records, lang))
            });
        let _ = writeln!(
            text,
            "  {:>10}{records}  {} `{column}`, {} `{}`",
            whole(n.cells, lang),
            place(file, layer),
            lang.pick("bijvoorbeeld", "e.g."),
            n.example
        );
        if n.ambiguous > 0 {
            let asked = lang.pick(
                "! duizendtallen of decimalen? Schrijf `decimal = \",\"` of `decimal = \".\"` bij dit bestand",
                "! thousands or decimals? Write `decimal = \",\"` or `decimal = \".\"` for this input",
            );
            let _ = writeln!(text, "    {asked}");
        }
    }
}

fn place(file: &str, layer: &str) -> String {
    if layer.is_empty() { file.to_owned() } else { format!("{file}, {layer}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{NotUnderstood, Usable};

    #[test]
    fn a_column_shows_how_much_of_it_is_not_understood() {
        let key = ("normen.csv".to_owned(), String::new());
        let checked = Checked {
            unusable: vec![(key.0.clone(), key.1.clone(), Usable { records: 1_556, used: 1_438 })],
            columns: vec![(
                key.0.clone(),
                key.1.clone(),
                "norm".into(),
                NotUnderstood { cells: 118, ambiguous: 2, example: "veel".into() },
            )],
            records: [(key, 1_556)].into(),
            ..Checked::default()
        };
        let mut text = String::new();
        write(&checked, Lang::Nl, &mut text);
        assert!(text.contains("1.438 / 1.556"), "{text}");
        assert!(text.contains("118 van 1.556  normen.csv `norm`, bijvoorbeeld `veel`"), "{text}");
        assert!(text.contains("duizendtallen of decimalen?"), "{text}");
    }
}
