//! Which norms are other in a scenario?

use std::path::Path;

use super::recipe::{self, Recipe};
use crate::{
    config::Source,
    error::Error,
    lang::{Said, say},
    params::{Change, Params},
    regular,
};

/// The option changes are typed with.
const TYPED: &str = "--zet";

/// Most bytes of a file with scenarios.
const MAX_BYTES: u64 = 1 << 20;

/// Most scenarios at once: each is a column on the page.
const MOST: usize = 12;

/// One set of changes, with the norms that are in force by it.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name, for people.
    pub name: String,
    /// What is changed.
    pub changes: Vec<Change>,
    /// The norms with these changes.
    pub params: Params,
    /// The published method it copies, for a recipe.
    pub recipe: Option<Recipe>,
}

impl Scenario {
    fn new(name: String, changes: Vec<Change>, run: &Params, file: &Path) -> Result<Self, Error> {
        let params = run.changed(&changes, file)?;
        Ok(Self { name, changes, params, recipe: None })
    }

    /// The scenario that is typed: `parkeren.norm_reductie=0.2`, each norm once.
    ///
    /// # Errors
    ///
    /// [`Error::CommandLine`] that says which change cannot be made.
    pub fn typed(typed: &[String], run: &Params) -> Result<Self, Error> {
        let changes = typed.iter().map(|text| Change::parse(text)).collect::<Result<Vec<_>, _>>()?;
        let name = changes.iter().map(said).collect::<Vec<_>>().join("; ");
        Self::new(name, changes, run, Path::new(TYPED)).map_err(as_typed)
    }
}

/// The scenarios that are asked for: what was typed first, then the recipes and
/// those of the files in their order.
///
/// # Errors
///
/// [`Error::CommandLine`] when none is asked for, or too many; what is wrong
/// with a change or a file.
pub(super) fn all(
    typed: &[String],
    recipes: &[String],
    files: &[Source],
    run: &Params,
) -> Result<Vec<Scenario>, Error> {
    let mut scenarios = Vec::new();
    if !typed.is_empty() {
        scenarios.push(Scenario::typed(typed, run)?);
    }
    for name in recipes {
        scenarios.extend(of_text(Path::new(name), recipe::text(name)?, run)?);
    }
    for file in files {
        scenarios.extend(of_file(&file.path, run)?);
    }
    match scenarios.len() {
        0 => Err(Error::CommandLine {
            detail: say!("er is niets om te veranderen", "there is nothing to change"),
            hint: say!(
                "geef `--zet groep.norm=waarde`, `--recept` met een naam, of `--scenario` met een bestand met `[scenario.naam]`",
                "give `--zet group.norm=value`, `--recept` with a name, or `--scenario` with a file that has `[scenario.name]`"
            ),
        }),
        1..=MOST => Ok(scenarios),
        n => Err(Error::CommandLine {
            detail: say!("{n} scenario's tegelijk is te veel", "{n} scenarios at once are too many"),
            hint: say!("vraag er hoogstens {MOST} tegelijk", "ask for {MOST} at most"),
        }),
    }
}

/// What is wrong with a change that was typed: no project file is meant.
fn as_typed(error: Error) -> Error {
    match error {
        Error::Project { detail, hint, .. } => {
            let detail = Said::by(|lang| format!("`{TYPED}`: {}", detail.pick(lang)));
            Error::CommandLine { detail, hint }
        }
        other => other,
    }
}

/// A change as it is named: `parkeren.norm_reductie = 0.2`.
fn said(change: &Change) -> String {
    let value = change.value.to_string();
    format!("{} = {}", change.path(), value.trim_matches('"'))
}

fn of_file(path: &Path, run: &Params) -> Result<Vec<Scenario>, Error> {
    let Some(bytes) = regular::read(path, MAX_BYTES)? else {
        return Err(Error::Project {
            path: path.to_owned(),
            detail: say!("het bestand is te groot voor scenario's", "the file is too large for scenarios"),
            hint: form(),
        });
    };
    of_text(path, &String::from_utf8_lossy(&bytes), run)
}

/// How a file of scenarios is written.
fn form() -> Said {
    say!(
        "schrijf per scenario `[scenario.naam]`, met daaronder regels als `parkeren.norm_reductie = 0.2`",
        "write `[scenario.name]` for each scenario, with lines below it such as `parkeren.norm_reductie = 0.2`"
    )
}

fn of_text(path: &Path, text: &str, run: &Params) -> Result<Vec<Scenario>, Error> {
    let problem = |detail, hint| Error::Project { path: path.to_owned(), detail, hint };
    let file: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let error = error.to_string().trim_end().replace('\n', " ");
        problem(say!("„{error}”", "{error}"), form())
    })?;
    let scenarios = file.get("scenario").and_then(toml::Value::as_table).filter(|table| !table.is_empty());
    let about = recipe::about(path, &file)?;
    let Some(scenarios) = scenarios else {
        return Err(problem(say!("er staat geen scenario in", "it holds no scenario"), form()));
    };
    let of = |(name, table): (&String, &toml::Value)| {
        let mut changes = Vec::new();
        let mut called = name.clone();
        for (group, norms) in table.as_table().into_iter().flatten() {
            match (group.as_str(), norms) {
                ("naam", toml::Value::String(text)) => called.clone_from(text),
                (_, toml::Value::Table(norms)) => {
                    for (norm, value) in norms {
                        leaves(&format!("{group}.{norm}"), Vec::new(), value, &mut changes);
                    }
                }
                _ => {
                    return Err(problem(
                        say!(
                            "`[scenario.{name}]`: `{group}` is geen groep normen",
                            "`[scenario.{name}]`: `{group}` is no group of norms"
                        ),
                        form(),
                    ));
                }
            }
        }
        if changes.is_empty() {
            return Err(problem(
                say!("`[scenario.{name}]` noemt geen norm", "`[scenario.{name}]` names no norm"),
                form(),
            ));
        }
        Ok(Scenario { recipe: about.clone(), ..Scenario::new(called, changes, run, path)? })
    };
    scenarios.iter().map(of).collect()
}

/// The changes in a value: of a table each of its parts, so that one weight can
/// be changed without the others.
fn leaves(key: &str, part: Vec<String>, value: &toml::Value, changes: &mut Vec<Change>) {
    if let toml::Value::Table(table) = value {
        for (name, value) in table {
            leaves(key, [part.clone(), vec![name.clone()]].concat(), value, changes);
        }
        return;
    }
    let value = serde_json::to_value(value).unwrap_or_default();
    changes.push(Change { key: key.to_owned(), part, value });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whatif::recipes;

    /// Each names norms there are, says where it comes from, and gives the sum
    /// that was published.
    #[test]
    fn every_recipe_names_norms_there_are_and_gives_its_published_sum() {
        let run = Params::built_in();
        for name in recipes() {
            let scenarios = of_text(Path::new(name), recipe::text(name).unwrap(), &run).unwrap();
            let [scenario] = &scenarios[..] else { panic!("{name}") };
            let recipe = scenario.recipe.as_ref().unwrap();
            for said in [&recipe.source, &recipe.copies, &recipe.leaves_out] {
                assert!(said.pick(crate::lang::Lang::Nl) != said.pick(crate::lang::Lang::En), "{name}");
            }
            let Some(sum) = recipe.sum else { continue };
            let homes = sum.by(&scenario.params.optoppen);
            assert_eq!((homes, sum.homes), (4_666, 4_666), "{name}");
        }
        let text = recipe::text("must-centrum").unwrap().replace("usable_roof_share_low", "usable_roof");
        let error = of_text(Path::new("must-centrum"), &text, &run).unwrap_err();
        assert!(error.to_string().contains("there is no norm `optoppen.usable_roof`"), "{error}");
        assert!(recipe::text("abf-2030").is_err());
    }
}
