//! What was wrong with one object, and where?
//!
//! The second kind of "no": the run goes on, the object is kept when it can
//! be, and every case is counted and written to `issues.csv`. Order is the
//! order of reading, so the same input gives the same list.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    codes::codes,
    lang::{Lang, Said, say},
};

codes! {
    /// What kind of thing was wrong. The code is stable: users filter on it.
    IssueKind {
        /// The same identification occurs more than once; the first is kept.
        DuplicateId = "duplicate_id",
        /// The identification is absent or cannot be read.
        BadId = "bad_id",
        /// The object has no geometry.
        NullGeometry = "null_geometry",
        /// A coordinate is NaN, infinite, or outside the area of use.
        BadCoordinate = "bad_coordinate",
        /// The geometry is of a type this layer does not take.
        WrongGeometryType = "wrong_geometry_type",
        /// The geometry was invalid and has been repaired; its area may differ.
        RepairedGeometry = "repaired_geometry",
        /// The geometry was invalid and could not be repaired.
        InvalidGeometry = "invalid_geometry",
        /// A value is a sentinel or lies outside its possible range.
        BadValue = "bad_value",
        /// Something stands in a cell, and it is not understood.
        NotUnderstood = "not_understood",
        /// A number has two readings: thousands or decimals.
        AmbiguousNumber = "ambiguous_number",
        /// A reference points to an object that is not in the input.
        DanglingReference = "dangling_reference",
        /// A point lies outside the pand it refers to.
        OutsidePand = "outside_pand",
        /// A row of the holdings or of a planning list matched nothing.
        Unmatched = "unmatched",
        /// A row of the holdings or of a planning list matched more than one object.
        Ambiguous = "ambiguous",
        /// Two rows claim the same object, or say different things of it.
        Conflict = "conflict",
        /// Zones of one layer with different classes overlap here.
        OverlappingZones = "overlapping_zones",
        /// A record of a file could not be read.
        BadRecord = "bad_record",
        /// A sheet of a workbook holds no list.
        SkippedSheet = "skipped_sheet",
    }
}

/// One object that is unusable or odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What kind of thing was wrong.
    pub kind: IssueKind,
    /// File as the project names it.
    pub file: String,
    /// Layer or sheet in the file; empty when it has only one.
    pub layer: String,
    /// Identification of the object, or `record N` (1-based) without one.
    pub object: String,
    /// The cell it is about; `None` when it is about the object as a whole.
    pub cell: Option<Cell>,
    /// What was found, what was expected, and what was done. One sentence.
    pub detail: Said,
}

impl Issue {
    /// An issue about a layer of a file; object and detail are to be filled in.
    #[must_use]
    pub fn about(kind: IssueKind, file: impl Into<String>, layer: impl Into<String>) -> Self {
        let (file, layer) = (file.into(), layer.into());
        Self { kind, file, layer, object: String::new(), cell: None, detail: Said::default() }
    }

    /// The object and what was wrong with it, on one line.
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let (object, detail) = (&self.object, self.detail.pick(lang));
        match if object.is_empty() { &self.layer } else { object }.as_str() {
            "" => detail.to_owned(),
            object => format!("{object}: {detail}"),
        }
    }
}

/// What is said of an object that is left out for a reason.
#[must_use]
pub fn left_out_as(reason: &Said) -> Said {
    say!([reason] "{reason}; weggelaten", "{reason}; left out")
}

/// Records of a register that holds history which were not taken, on purpose:
/// no issue, but counted, so that what went in comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LeftOut {
    /// Voorkomens that hold on another day.
    pub history: u64,
    /// Voorkomens that were made inactive, or are no BAG.
    pub inactive: u64,
    /// Objects whose life has ended or never began.
    pub ended: u64,
    /// Objects that lie below the ground, and take none of it.
    #[serde(skip_serializing_if = "is_zero")]
    pub below_ground: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl LeftOut {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.history += other.history;
        self.inactive += other.inactive;
        self.ended += other.ended;
        self.below_ground += other.below_ground;
    }

    /// All of them.
    #[must_use]
    pub fn total(self) -> u64 {
        self.history + self.inactive + self.ended + self.below_ground
    }
}

/// One cell that is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Its column.
    pub column: String,
    /// What stands in it, shortened.
    pub text: String,
}

impl Cell {
    /// The sentence for an issue of this kind.
    #[must_use]
    pub fn detail(&self, kind: IssueKind) -> Said {
        let Self { column, text } = self;
        match kind {
            IssueKind::AmbiguousNumber => say!(
                "`{text}` in kolom `{column}` kan duizendtallen of decimalen betekenen, en geen andere cel geeft \
                 uitsluitsel; geldt als onbekend: schrijf `decimal = \",\"` of `decimal = \".\"` bij deze invoer, of het \
                 getal zonder teken",
                "`{text}` in column `{column}` may be thousands or decimals, and no other cell tells; taken as unknown: \
                 write `decimal = \",\"` or `decimal = \".\"` for this input, or the number without a sign"
            ),
            _ => say!(
                "`{text}` in kolom `{column}` wordt niet begrepen; geldt als onbekend",
                "`{text}` in column `{column}` is not understood; taken as unknown"
            ),
        }
    }
}

/// What of a column was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NotUnderstood {
    /// Cells with something that is not understood.
    pub cells: u64,
    /// Those of them that have two readings: thousands or decimals.
    pub ambiguous: u64,
    /// The first of them, as it stands.
    pub example: String,
}

/// How many records of a layer were read, and how many of them are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Usable {
    /// Records read.
    pub records: u64,
    /// Records that take part.
    pub used: u64,
}

/// The issues of a run: all are counted, the first of each kind are kept.
///
/// A file that is wrong from end to end would otherwise fill the memory: per
/// kind and file at most [`Issues::KEPT`] are kept in full.
#[derive(Debug, Clone, Default)]
pub struct Issues {
    kept: Vec<Issue>,
    counts: BTreeMap<(IssueKind, String), u64>,
    left_out: BTreeMap<(String, String), LeftOut>,
    columns: BTreeMap<(String, String, String), NotUnderstood>,
    usable: BTreeMap<(String, String), Usable>,
}

impl Issues {
    /// How many issues of one kind and one file are kept in full.
    pub const KEPT: u64 = 10_000;

    /// Adds one issue.
    pub fn push(&mut self, issue: Issue) {
        let count = self.counts.entry((issue.kind, issue.file.clone())).or_insert(0);
        *count += 1;
        if let Some(cell) = &issue.cell {
            let key = (issue.file.clone(), issue.layer.clone(), cell.column.clone());
            let column = self.columns.entry(key).or_default();
            column.cells += 1;
            column.ambiguous += u64::from(issue.kind == IssueKind::AmbiguousNumber);
            if column.example.is_empty() {
                column.example.clone_from(&cell.text);
            }
        }
        if *count <= Self::KEPT {
            self.kept.push(issue);
        }
    }

    /// Adds all issues of another list behind those of this one.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Issue>) {
        for issue in other {
            self.push(issue);
        }
    }

    /// Notes what was left out of the layer of a file.
    pub fn leave_out(&mut self, file: &str, layer: &str, left_out: LeftOut) {
        if left_out.total() > 0 {
            self.left_out.entry((file.to_owned(), layer.to_owned())).or_default().add(left_out);
        }
    }

    /// What was not understood, by file, layer and column.
    #[must_use]
    pub fn columns(&self) -> &BTreeMap<(String, String, String), NotUnderstood> {
        &self.columns
    }

    /// Notes how many records of the layer of a file are used.
    pub fn used(&mut self, file: &str, layer: &str, records: u64, used: u64) {
        let all = self.usable.entry((file.to_owned(), layer.to_owned())).or_default();
        all.records += records;
        all.used += used;
    }

    /// How many records are used, by file and layer.
    #[must_use]
    pub fn usable(&self) -> &BTreeMap<(String, String), Usable> {
        &self.usable
    }

    /// What was left out, by file and layer.
    #[must_use]
    pub fn left_out(&self) -> &BTreeMap<(String, String), LeftOut> {
        &self.left_out
    }

    /// The issues kept in full, in the order they were met.
    #[must_use]
    pub fn kept(&self) -> &[Issue] {
        &self.kept
    }

    /// How many there were of each kind and file, kept or not.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<(IssueKind, String), u64> {
        &self.counts
    }

    /// How many there were in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}
