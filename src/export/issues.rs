//! What was wrong with the input, object by object?

use std::path::Path;

use super::{ColumnSpec, CsvWriter, Kind};
use crate::lang::{CsvStyle, Lang, say};
use crate::wording::{issue_kind, whole};
use crate::{error::ExportError, issue::Issues, value::Value};

/// The columns of `issues.csv`.
const COLUMNS: [ColumnSpec; 8] = [
    column("kind", "Soort bevinding, als code.", "Kind of issue, as a code."),
    column("meaning", "Soort bevinding, in woorden.", "Kind of issue, in words."),
    column("file", "Bestand zoals het project het noemt.", "File as the project names it."),
    column("layer", "Laag of werkblad in het bestand.", "Layer or sheet in the file."),
    column("object", "Identificatie, of het volgnummer van het record.", "Identification, or record number."),
    column(
        "column",
        "Kolom waar het om gaat; leeg als het om het hele object gaat.",
        "Column it is about; empty when it is about the object as a whole.",
    ),
    column("found", "Wat er in die kolom staat, ingekort.", "What stands in that column, shortened."),
    column("detail", "Wat er is gevonden en wat ermee is gedaan.", "What was found and what was done."),
];

const fn column(name: &'static str, nl: &'static str, en: &'static str) -> ColumnSpec {
    ColumnSpec { name, kind: Kind::Text, unit: "", nl, en }
}

/// Writes `issues.csv`: the issues kept in full in the order they were met,
/// then one line for each kind and file of which more were counted than kept.
///
/// So the lines and the numbers in the last ones add up to [`Issues::total`].
///
/// # Errors
///
/// As [`CsvWriter`].
pub fn write_issues(path: &Path, issues: &Issues, style: CsvStyle, lang: Lang) -> Result<(), ExportError> {
    let mut writer = CsvWriter::create(path, &COLUMNS, style)?;
    for issue in issues.kept() {
        writer.push(&[
            issue.kind.code().into(),
            issue_kind(issue.kind, lang).into(),
            issue.file.as_str().into(),
            issue.layer.as_str().into(),
            issue.object.as_str().into(),
            issue.cell.as_ref().map(|cell| cell.column.as_str()).into(),
            issue.cell.as_ref().map(|cell| cell.text.as_str()).into(),
            issue.detail.pick(lang).into(),
        ])?;
    }
    for ((kind, file), count) in issues.counts() {
        let more = count.saturating_sub(Issues::KEPT);
        if more > 0 {
            let more = whole(more, lang);
            let detail = say!(
                "nog {more} van deze soort in dit bestand: geteld, niet uitgeschreven",
                "{more} more of this kind in this file: counted, not written out"
            );
            writer.push(&[
                kind.code().into(),
                issue_kind(*kind, lang).into(),
                file.as_str().into(),
                Value::Null,
                Value::Null,
                Value::Null,
                Value::Null,
                detail.pick(lang).into(),
            ])?;
        }
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Issue, IssueKind};
    use crate::lang::Said;

    #[test]
    fn what_was_counted_but_not_kept_is_said_in_a_last_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("issues.csv");
        let mut issues = Issues::default();
        for number in 0..Issues::KEPT + 1_234 {
            issues.push(Issue {
                object: format!("record {number}"),
                detail: Said::new("=cmd", "=exec"),
                ..Issue::about(IssueKind::BadId, "bag.gpkg", "pand")
            });
        }
        write_issues(&path, &issues, CsvStyle::International, Lang::Nl).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len() as u64, 1 + Issues::KEPT + 1);
        assert_eq!(
            lines[1],
            "\"bad_id\",\"onleesbare identificatie\",\"bag.gpkg\",\"pand\",\"record 0\",,,\"'=cmd\""
        );
        assert!(lines[lines.len() - 1].contains("nog 1.234 van deze soort"));
    }
}
