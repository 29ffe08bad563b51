//! The project file as it is typed.

use std::{collections::BTreeMap, path::Path};

use super::tables::{
    AhnTable, AreaTable, Day, File, Files, InputTable, Paths, PlanlijstTable, RasterTable, RestrictionTable,
    StopsTable,
};
use super::{
    AhnInput, Area, Columns, Database, HeightReference, Input, Peildatum, Project, RestrictionInput,
    RestrictionKind, Source, StopsInput,
};
use crate::{
    error::{Error, brief, of_toml},
    lang::{CsvStyle, Lang, Said, say},
    model::{Effect, StopClass},
    params::Params,
    regular,
};

/// Longest project file that is read; a real one has a few kilobytes.
const MAX_BYTES: u64 = 4 << 20;

/// Turns what was typed into what was meant.
pub(super) struct Resolver<'a> {
    file: &'a Path,
    folder: &'a Path,
}

pub(super) fn read(path: &Path) -> Result<Project, Error> {
    parse(path, &text(path)?)
}

/// The project that a text says, as if it stood in a file.
pub(super) fn parse(path: &Path, text: &str) -> Result<Project, Error> {
    let file: File = toml::from_str(text).map_err(|error| problem(path, text, &error))?;
    let resolver = Resolver { file: path, folder: path.parent().unwrap_or(Path::new("")) };
    resolver.project(file)
}

/// The norms of a file, whatever else stands in it.
pub(super) fn norms(path: &Path) -> Result<Params, Error> {
    let text = text(path)?;
    let file: toml::Table = toml::from_str(&text).map_err(|error| problem(path, &text, &error))?;
    let Some(norms) = file.get("params").and_then(toml::Value::as_table) else {
        return Err(Error::Project {
            path: path.into(),
            detail: say!("er staan geen normen in", "it holds no norms"),
            hint: say!("schrijf ze onder `[params.groep]`", "write them under `[params.group]`"),
        });
    };
    Params::with_overrides(norms, &path.display().to_string())
}

fn text(path: &Path) -> Result<String, Error> {
    let bytes = regular::read(path, MAX_BYTES)?.ok_or_else(|| Error::Project {
        path: path.into(),
        detail: say!(
            "het bestand heeft meer dan {MAX_BYTES} bytes; een projectbestand is tekst van enkele kilobytes",
            "the file has more than {MAX_BYTES} bytes; a project file is text of a few kilobytes"
        ),
        hint: say!(
            "noemde u een gegevensbestand? `toplaag init` schrijft een projectbestand",
            "did you name a data file? `toplaag init` writes a project file"
        ),
    })?;
    String::from_utf8(bytes).map_err(|_| Error::Project {
        path: path.into(),
        detail: say!("het bestand is geen UTF-8-tekst", "the file is not UTF-8 text"),
        hint: say!(
            "bewaar het als UTF-8; `toplaag init` schrijft een projectbestand",
            "save it as UTF-8; `toplaag init` writes a project file"
        ),
    })
}

fn problem(path: &Path, text: &str, error: &toml::de::Error) -> Error {
    let line = error.span().and_then(|span| {
        let start = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
        text.get(start..)?.lines().next()
    });
    let line = line.unwrap_or_default();
    let bytes = line.as_bytes();
    let decimal_comma =
        bytes.windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b',' && w[2].is_ascii_digit());
    let hint = if decimal_comma && !line.contains('[') {
        say!("schrijf getallen met een punt: 0.6", "write numbers with a point: 0.6")
    } else if line.contains('\\') {
        say!(
            "schrijf paden met / in plaats van \\, of tussen enkele aanhalingstekens",
            "write paths with / instead of \\, or between single quotes"
        )
    } else {
        say!(
            "`toplaag init` schrijft een projectbestand dat elke sleutel toont",
            "`toplaag init` writes a project file that shows every key"
        )
    };
    // toml's own text shows the line with a caret; a password stays unseen.
    let is_secret = line.to_ascii_lowercase().contains("password") || line.contains("://");
    let whole = error.to_string();
    let message = of_toml(&brief(error.message()));
    let detail = if is_secret || whole.len() > 600 {
        message
    } else {
        Said::by(|lang| match lang {
            Lang::Nl => in_dutch(&whole, &message),
            Lang::En => whole.trim_end().to_owned(),
        })
    };
    Error::Project { path: path.into(), detail, hint }
}

/// The place and the line as the reader of TOML shows them, with what it says
/// below them in Dutch.
fn in_dutch(whole: &str, message: &Said) -> String {
    let message = message.pick(Lang::Nl);
    let place = |head: &str| {
        let (line, column) = head.strip_prefix("TOML parse error at line ")?.split_once(", column ")?;
        Some(format!("regel {line}, kolom {column}"))
    };
    let mut lines = whole.lines();
    let head = lines.next().and_then(place);
    // The three lines of the picture: above, the line itself, the caret.
    let picture: Vec<&str> = lines.take(3).collect();
    match head {
        Some(place) => format!("{place}\n{}\n{message}", picture.join("\n")),
        None => message.to_owned(),
    }
}

/// Whether a query only asks. The server refuses to write as well, but several
/// commands in one could tell it otherwise.
fn is_question(sql: &str) -> bool {
    let sql = sql.trim().trim_end_matches(';').trim_end();
    let starts = sql.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    starts.eq_ignore_ascii_case("select") && !sql.contains(';')
}

impl Resolver<'_> {
    pub(super) fn error(&self, detail: Said, hint: Said) -> Error {
        Error::Project { path: self.file.into(), detail, hint }
    }

    /// The parameters, with what is said of planning lists among them: a run
    /// carries its parameters to the documents that are made from it.
    fn params(&self, file: &mut File) -> Result<Params, Error> {
        if let Some(PlanlijstTable { columns }) = file.planlijst.take() {
            let lists = file.params.entry("planlijst").or_insert_with(|| toml::Table::new().into());
            let lists = lists.as_table_mut().ok_or_else(|| {
                self.error(
                    say!("`params.planlijst` is geen tabel", "`params.planlijst` is not a table"),
                    say!("schrijf `[params.planlijst]`", "write `[params.planlijst]`"),
                )
            })?;
            let columns: toml::Table = columns.into_iter().map(|(role, name)| (role, name.into())).collect();
            lists.insert("columns".into(), columns.into());
        }
        Params::with_overrides(&file.params, &self.file.display().to_string())
    }

    fn project(&self, mut file: File) -> Result<Project, Error> {
        let params = self.params(&mut file)?;
        let panden = file.panden.ok_or_else(|| {
            self.error(
                say!("het noemt geen panden", "it names no panden"),
                say!(
                    "schrijf `[panden]` en daaronder `path = \"…\"`; alle andere invoer mag weg",
                    "write `[panden]` and below it `path = \"…\"`; every other input may be left out"
                ),
            )
        })?;
        let lang = match file.project.lang.as_deref() {
            None => Lang::Nl,
            Some(text) => Lang::parse(text).ok_or_else(|| {
                self.error(
                    say!("`lang = \"{text}\"` is geen taal", "`lang = \"{text}\"` is not a language"),
                    say!("schrijf \"nl\" of \"en\"", "write \"nl\" or \"en\""),
                )
            })?,
        };
        let csv = match file.project.csv.as_deref() {
            None | Some("dutch") => CsvStyle::Dutch,
            Some("international") => CsvStyle::International,
            Some(other) => {
                return Err(self.error(
                    say!("`csv = \"{other}\"` is geen vorm", "`csv = \"{other}\"` is not a style"),
                    say!(
                        "schrijf \"dutch\" (puntkomma, decimale komma) of \"international\"",
                        "write \"dutch\" (semicolon, decimal comma) or \"international\""
                    ),
                ));
            }
        };
        let input = |table: Option<InputTable>, preferred| {
            table.map(|table| self.input(table, preferred)).transpose()
        };
        let stem =
            || self.file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let (water, water_on_top) = match file.water {
            None => (None, None),
            Some(mut table) => {
                let on_top = input(table.on_top.take(), &[])?;
                (Some(self.input(table, &[])?), on_top)
            }
        };
        let (bezit, corporatie, bezit_keep) = match file.bezit {
            None => (None, None, Vec::new()),
            Some(mut table) => {
                let corporatie = table.corporatie.take();
                let keep = table.keep.take().unwrap_or_default();
                let sheets = table.bladen.take().unwrap_or_default();
                let sheets = sheets.into_iter().map(|(sheet, said)| (sheet, said.columns)).collect();
                (Some(Input { sheets, ..self.input(table, &[])? }), corporatie, keep)
            }
        };
        let peildatum = file.project.peildatum.map(|day| {
            let text = match day {
                Day::Text(text) => text,
                Day::Date(date) => date.to_string(),
            };
            Peildatum::parse(&text).ok_or_else(|| {
                self.error(
                    say!("`peildatum = \"{text}\"` is geen dag", "`peildatum = \"{text}\"` is no day"),
                    say!("schrijf \"2021-10-15\"", "write \"2021-10-15\""),
                )
            })
        });
        let peildatum = peildatum.transpose()?;
        let mut project = Project {
            path: self.file.into(),
            name: file.project.name.unwrap_or_else(stem),
            lang,
            csv,
            forms: self.forms(file.project.forms)?,
            area: file.area.map(|table| self.area(table)).transpose()?,
            panden: self.input(panden, &["pand", "panden", "bag_pand", "bag:pand"])?,
            verblijfsobjecten: input(file.verblijfsobjecten, &["verblijfsobject", "verblijfsobjecten"])?,
            heights: input(file.heights, &["pand"])?,
            ahn: file.ahn.map(|table| self.ahn(table)).transpose()?,
            buurten: input(file.buurten, &["buurten", "cbs_buurten", "buurt"])?,
            wijken: input(file.wijken, &["wijken", "cbs_wijken", "wijk"])?,
            gemeenten: input(file.gemeenten, &["gemeenten", "cbs_gemeenten", "gemeente", "gemeentegebied"])?,
            bezit,
            corporatie,
            bezit_keep,
            parking_zones: input(file.parking.zones, &[])?,
            parking_norms: input(file.parking.norms, &[])?,
            parking_supply: input(file.parking.supply, &[])?,
            grid_postcodes: input(file.grid.postcodes, &[])?,
            grid_areas: input(file.grid.areas, &[])?,
            water,
            water_on_top,
            ground: self.ground(file.ground)?,
            restrictions: file
                .restrictions
                .into_iter()
                .map(|table| self.restriction(table))
                .collect::<Result<_, _>>()?,
            stops: file.stops.into_iter().map(|table| self.stops(table)).collect::<Result<_, _>>()?,
            params,
        };
        if let Some(day) = &peildatum {
            project.set_peildatum(day);
        }
        Ok(project)
    }

    pub(super) fn input(
        &self,
        table: impl Into<Files>,
        preferred: &'static [&'static str],
    ) -> Result<Input, Error> {
        let files: Files = table.into();
        if files.paths.is_empty() || files.paths.iter().any(|path| path.trim().is_empty()) {
            return Err(self.error(
                say!("een `path` is leeg", "a `path` is empty"),
                say!(
                    "noem een bestand, of laat de hele tabel weg",
                    "name a file, or leave the whole table out"
                ),
            ));
        }
        let about_database = files.paths.iter().all(|path| Database::parse(path).is_some());
        if files.sql.is_some() && (!about_database || files.layer.is_some()) {
            return Err(self.error(
                say!(
                    "`sql` bevraagt een database, en staat in plaats van `layer`",
                    "`sql` asks a database, and instead of `layer`"
                ),
                say!(
                    "schrijf `path = \"PG:host=… dbname=…\"` bij `sql`; noem van een bestand de `layer`",
                    "write `path = \"PG:host=… dbname=…\"` with `sql`; of a file name the `layer`"
                ),
            ));
        }
        if let Some(sql) = files.sql.as_deref().filter(|sql| !is_question(sql)) {
            let start: String = sql.trim().chars().take(40).collect();
            return Err(self.error(
                say!(
                    "`sql` mag alleen vragen, en `{start}…` is geen SELECT",
                    "`sql` may only ask, and `{start}…` is no SELECT"
                ),
                say!(
                    "schrijf één vraag die met SELECT begint, zonder puntkomma erin",
                    "write one query that starts with SELECT, without a semicolon in it"
                ),
            ));
        }
        if let Some(sign) = files.decimal.filter(|sign| !matches!(sign, '.' | ',')) {
            return Err(self.error(
                say!(
                    "`decimal = \"{sign}\"` is geen teken voor decimalen",
                    "`decimal = \"{sign}\"` is no sign before decimals"
                ),
                say!(
                    "schrijf \",\" als 1.200 twaalfhonderd is, \".\" als het één en een vijfde is",
                    "write \",\" when 1.200 is twelve hundred, \".\" when it is one and a fifth"
                ),
            ));
        }
        let source = |path: &String| Source {
            layer: files.layer.clone(),
            decimal: files.decimal,
            sql: files.sql.clone(),
            preferred,
            crs: files.crs.clone(),
            ..Source::named(path, self.folder)
        };
        let sources = files.paths.iter().map(source).collect();
        let Files { columns, date, attribution, .. } = files;
        Ok(Input { sources, columns, sheets: BTreeMap::new(), date, attribution })
    }

    fn area(&self, table: AreaTable) -> Result<Area, Error> {
        let hint = say!(
            "schrijf één van `gemeente = \"Delft\"`, `box = [min_x, min_y, max_x, max_y]` in RD-meters, of `path = \"…\"`",
            "write one of `gemeente = \"Delft\"`, `box = [min_x, min_y, max_x, max_y]` in RD meters, or `path = \"…\"`"
        );
        let about_path = table.layer.is_some() || table.crs.is_some();
        match (table.gemeente, table.corners, table.path) {
            (Some(name), None, None) if !about_path && !name.trim().is_empty() => Ok(Area::Gemeente(name)),
            (None, Some(corners @ [min_x, min_y, max_x, max_y]), None) if !about_path => {
                let is_box =
                    corners.iter().all(|number| number.is_finite()) && min_x < max_x && min_y < max_y;
                // Degrees would give a box of a few meters.
                if is_box && max_x - min_x >= 10.0 && max_y - min_y >= 10.0 {
                    return Ok(Area::Box(corners));
                }
                Err(self.error(
                    say!(
                        "`[area] box = {corners:?}` is geen rechthoek in RD-meters",
                        "`[area] box = {corners:?}` is no box in RD meters"
                    ),
                    hint,
                ))
            }
            (None, None, Some(path)) => {
                let paths = match path {
                    Paths::One(path) => vec![path],
                    Paths::Many(paths) => paths,
                };
                let files = Files {
                    paths,
                    layer: table.layer,
                    sql: None,
                    crs: table.crs,
                    decimal: None,
                    columns: Columns::new(),
                    date: String::new(),
                    attribution: String::new(),
                };
                Ok(Area::Polygons(self.input(files, &[])?))
            }
            _ => Err(self.error(say!("`[area]` moet één ding zeggen", "`[area]` must say one thing"), hint)),
        }
    }

    fn ahn(&self, table: AhnTable) -> Result<AhnInput, Error> {
        let one = |table: Option<RasterTable>, name: &str| match table {
            Some(table) => self.input(table, &[]),
            None => Err(self.error(
                say!(
                    "`[ahn]` noemt geen `{name}`: een hoogte is het oppervlak (dsm) boven het maaiveld (dtm)",
                    "`[ahn]` names no `{name}`: a height is the surface (dsm) above the ground (dtm)"
                ),
                say!(
                    "schrijf `{name} = {{ path = \"…\" }}` onder `[ahn]`, of laat de hele tabel weg",
                    "write `{name} = {{ path = \"…\" }}` below `[ahn]`, or leave the whole table out"
                ),
            )),
        };
        Ok(AhnInput { dsm: one(table.dsm, "dsm")?, dtm: one(table.dtm, "dtm")? })
    }

    fn restriction(&self, mut table: RestrictionTable) -> Result<RestrictionInput, Error> {
        let name = std::mem::take(&mut table.name);
        let about = |what: &Said| {
            Said::new(
                format!("beperking `{name}`: {}", what.pick(Lang::Nl)),
                format!("restriction `{name}`: {what}"),
            )
        };
        let effect = Effect::parse(&table.effect).ok_or_else(|| {
            self.error(
                about(&say!(
                    "`effect = \"{}\"` bestaat niet",
                    "`effect = \"{}\"` does not exist",
                    table.effect
                )),
                say!(
                    "schrijf \"exclude\", \"flag\" of \"height_limit\"",
                    "write \"exclude\", \"flag\" or \"height_limit\""
                ),
            )
        })?;
        let kind = match table.kind.as_deref() {
            None if effect == Effect::HeightLimit => RestrictionKind::Height,
            None => RestrictionKind::Other,
            Some(word) => RestrictionKind::parse(word).ok_or_else(|| {
                let words: Vec<_> = RestrictionKind::ALL.iter().map(|kind| kind.code()).collect();
                self.error(
                    about(&say!("`kind = \"{word}\"` bestaat niet", "`kind = \"{word}\"` does not exist")),
                    say!("de soorten zijn {}", "the kinds are {}", words.join(", ")),
                )
            })?,
        };
        if kind == RestrictionKind::Vacancy && effect != Effect::Flag {
            return Err(self.error(
                about(&say!("wat leegstaat sluit niets uit", "what stands empty rules nothing out")),
                say!(
                    "schrijf `effect = \"flag\"` naast `kind = \"leegstand\"`",
                    "write `effect = \"flag\"` beside `kind = \"leegstand\"`"
                ),
            ));
        }
        let reference = match table.reference.as_deref() {
            None => HeightReference::Maaiveld,
            Some(word) => HeightReference::parse(word).ok_or_else(|| {
                self.error(
                    about(&say!(
                        "`reference = \"{word}\"` bestaat niet",
                        "`reference = \"{word}\"` does not exist"
                    )),
                    say!("schrijf \"maaiveld\" of \"nap\"", "write \"maaiveld\" or \"nap\""),
                )
            })?,
        };
        let buffer_m = table.buffer_m.unwrap_or(0.0);
        if !(buffer_m.is_finite() && (0.0..=5_000.0).contains(&buffer_m)) {
            return Err(self.error(
                about(&say!("`buffer_m = {buffer_m}` kan niet", "`buffer_m = {buffer_m}` cannot be")),
                say!("schrijf een afstand van 0 tot 5000 meter", "write a distance from 0 to 5000 meters"),
            ));
        }
        let input = self.input(table, &[])?;
        Ok(RestrictionInput { name, kind, effect, reference, buffer_m, input })
    }

    fn stops(&self, mut table: StopsTable) -> Result<StopsInput, Error> {
        let class = table
            .class
            .take()
            .map(|word| {
                StopClass::parse(&word).ok_or_else(|| {
                    self.error(
                        say!(
                            "haltes: `class = \"{word}\"` bestaat niet",
                            "stops: `class = \"{word}\"` does not exist"
                        ),
                        say!(
                            "schrijf \"train\", \"metro\", \"hov\" of \"bus\"",
                            "write \"train\", \"metro\", \"hov\" or \"bus\""
                        ),
                    )
                })
            })
            .transpose()?;
        let input = self.input(table, &[])?;
        Ok(StopsInput { class, input })
    }
}
