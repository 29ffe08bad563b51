//! What does a seal hold, and is it still as it was written?
//!
//! One JSON file in one form: members in the order below, two spaces, lines
//! that end in LF. Its number is the SHA-256 of the file without the line of
//! the number itself, so that anybody can work it out:
//! `grep -v '^  "zegel":' zegel.json | sha256sum`.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::{
    config::InputRole,
    error::{Error, ExportError, ReadError},
    export::sha256_text,
    lang::{Said, say},
    record::json_error,
    regular,
    score::Standing,
};

/// What the file is.
pub(super) const KIND: &str = "zegel";

/// The form it is written in; another for what this program does not know.
pub(super) const FORM: u64 = 1;

/// Most bytes of a seal: some 100,000 sites that are put forward.
const MAX_BYTES: u64 = 64 << 20;

/// A sealed list: what it came from, and what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    pub(super) kind: String,
    pub(super) form: u64,
    /// Its number: the SHA-256 of all the rest.
    #[serde(rename = "zegel")]
    pub number: String,
    /// Name of the program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// Title of the run.
    pub name: String,
    /// Language of what people read in it.
    pub lang: String,
    /// The area it was about; `None` for all there is in the files.
    pub area: Option<String>,
    /// Whether coordinates in degrees went through the RDNAPTRANS2018 grid.
    pub rdnaptrans2018_grid: bool,
    /// The files it rests on, in their order.
    pub inputs: Vec<Input>,
    /// The weight set in use; its weights stand with the norms.
    pub profile: String,
    /// Every norm in force, weights and seeds too.
    pub norms: BTreeMap<String, Json>,
    /// What came out.
    pub result: Outcome,
    /// SHA-256 of the files of the run that hold it.
    pub files: BTreeMap<String, String>,
}

/// A file the run rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The role it plays.
    pub role: InputRole,
    /// Its name, as the project file has it.
    pub file: String,
    /// Layer, table or sheet.
    pub layer: String,
    /// Day that was looked up in a register with history; else empty.
    pub peildatum: String,
    /// Records, where the format tells.
    pub records: Option<u64>,
    /// SHA-256; empty for a folder or database.
    pub sha256: String,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Panden and sites by state, and homes by state of what goes together.
    pub counts: Json,
    /// Sites that are put forward and in reserve, in their order.
    pub put_forward: Vec<PutForward>,
    /// SHA-256 of a line for every site, in their order: `site_id`, verdict,
    /// homes low, mid and high, score, standing and rank, with tabs between
    /// them and nothing for what is not known.
    pub sites_sha256: String,
    /// The same for every pand: identification, verdict, homes low, mid, high.
    pub panden_sha256: String,
}

/// A site that is put forward, or in reserve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutForward {
    /// Identification.
    pub site_id: String,
    /// What people call it.
    pub title: String,
    /// Put forward, or in reserve.
    pub standing: Standing,
    /// Place in its group.
    pub rank: Option<u32>,
    /// Verdict.
    pub verdict: String,
    /// New homes: cautious, expected, hopeful.
    pub homes: (Option<i32>, Option<u32>, Option<u32>),
    /// Score, to a tenth.
    pub score: Option<f64>,
}

impl Seal {
    /// A seal with the number that belongs to what it says.
    pub(super) fn closed(mut self) -> Result<Self, ExportError> {
        self.number = number(&self.text(Path::new(KIND))?);
        Ok(self)
    }

    /// The file.
    pub(super) fn text(&self, path: &Path) -> Result<String, ExportError> {
        let text = serde_json::to_string_pretty(self).map_err(|error| json_error(path, &error))?;
        Ok(text + "\n")
    }

    /// Reads a seal, and sees whether it is as it was written.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] for a file that is none, is damaged or is of another
    /// version; [`Error::Differs`] for one that was changed.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let refused = |detail: Said, hint: Said| ReadError::Refused {
            path: path.to_owned(),
            format: KIND,
            detail,
            hint,
        };
        let damaged = |detail: Said| {
            let hint = say!(
                "neem het zegel zoals `toplaag zegel` het schreef",
                "take the seal as `toplaag zegel` wrote it"
            );
            refused(detail, hint)
        };
        let no_seal = || damaged(say!("dit is geen zegel", "this is no seal"));
        let bytes = regular::read(path, MAX_BYTES)?.ok_or_else(no_seal)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| damaged(say!("het is geen UTF-8-tekst", "it is not UTF-8 text")))?;
        // As mail and version control leave it.
        let text = text.replace("\r\n", "\n");
        let broken = |error: serde_json::Error| {
            damaged(say!("het bestand is beschadigd: „{error}”", "the file is damaged: {error}"))
        };
        let whole: Json = serde_json::from_str(&text).map_err(broken)?;
        if whole["kind"] != KIND {
            return Err(no_seal().into());
        }
        if whole["form"] != FORM {
            let form = whole["form"].to_string();
            return Err(refused(
                say!(
                    "het is een zegel van vorm {form:.20}, en dit programma kent vorm {FORM}",
                    "it is a seal of form {form:.20}, and this program knows form {FORM}"
                ),
                say!(
                    "gebruik de versie van toplaag die het zegel schreef",
                    "use the version of toplaag that wrote the seal"
                ),
            )
            .into());
        }
        let (said, is) = (whole["zegel"].as_str().unwrap_or_default().to_owned(), number(&text));
        if said != is {
            let path = path.display();
            return Err(Error::Differs {
                detail: say!(
                    "`{path}` is veranderd nadat het is geschreven: bij de inhoud hoort het getal {is}, er staat {said:.64}",
                    "`{path}` was changed after it was written: its content has the number {is}, it says {said:.64}"
                ),
                hint: say!(
                    "neem het zegel zoals het is afgegeven; het getal staat in het verslag",
                    "take the seal as it was handed out; its number stands in the minutes"
                ),
            });
        }
        Ok(serde_json::from_str(&text).map_err(broken)?)
    }
}

/// The number of a seal: the SHA-256 of its lines but the one of the number.
fn number(text: &str) -> String {
    let rest = text.split_inclusive('\n').filter(|line| !line.starts_with("  \"zegel\":"));
    sha256_text(&rest.collect::<String>())
}
