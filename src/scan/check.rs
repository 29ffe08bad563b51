//! What would a run meet? Heads, columns and join rates, without a result.

use std::collections::HashSet;

use super::{
    bezit::{Matching, StatusCounts},
    covered::Covered,
    place,
    trail::{self, RasterTrail},
};
use crate::{
    config::{Input, Project},
    crs::Crs,
    error::Error,
    issue::{Issues, LeftOut},
    model::MatchStatus,
    read::{
        self,
        layer::Source,
        region::Region,
        register::{Register, Role},
    },
};

/// What was found of one file.
#[derive(Debug)]
pub struct InputCheck {
    /// The role it plays.
    pub role: String,
    /// The file, as the project names it.
    pub file: String,
    /// Format, layer and CRS.
    pub format: &'static str,
    /// Layer, table or sheet.
    pub layer: String,
    /// CRS in force; empty for a table.
    pub crs: String,
    /// Records, where the format tells.
    pub records: Option<u64>,
    /// Extent in RD New.
    pub extent_rd: Option<[f64; 4]>,
    /// Whether that extent does not meet the panden's.
    pub apart: bool,
    /// Each role with the column that plays it.
    pub columns: Vec<(&'static str, Option<String>)>,
    /// Columns that play no role.
    pub unused: Vec<String>,
    /// What there is to know of a raster.
    pub raster: Option<RasterTrail>,
    /// Whether its cells are too large for what they are asked.
    pub too_coarse: bool,
    /// Sheets of the same file that are not read.
    pub skipped: Vec<String>,
    /// Why it cannot be used.
    pub error: Option<Error>,
}

/// How much of one thing finds its counterpart.
#[derive(Debug)]
pub struct Join {
    /// What was joined, in Dutch and English.
    pub what: (&'static str, &'static str),
    /// How many found theirs.
    pub n: u64,
    /// Of how many.
    pub of: u64,
    /// What to do when few did.
    pub cure: (&'static str, &'static str),
}

/// The area a run would be about.
#[derive(Debug)]
pub struct AreaCheck {
    /// What it is called.
    pub name: String,
    /// Its box in RD New, meters.
    pub bounds: [f64; 4],
    /// Its size, m².
    pub area_m2: f64,
}

/// What would a run meet?
#[derive(Debug, Default)]
pub struct Checked {
    /// The area asked for, when it could be read.
    pub area: Option<AreaCheck>,
    /// Every file.
    pub inputs: Vec<InputCheck>,
    /// Inputs that were not given, with what that means for the answer.
    pub absent: Vec<(&'static str, (&'static str, &'static str))>,
    /// Join rates.
    pub joins: Vec<Join>,
    /// What was left out of a layer of a file, on purpose.
    pub left_out: Vec<(String, String, LeftOut)>,
    /// What became of the rows of the holdings.
    pub bezit: StatusCounts,
    /// Why the join rates could not be worked out.
    pub problem: Option<Error>,
}

/// Looks at all inputs. Never fails: what cannot be read is part of the answer.
#[must_use]
pub fn check(project: &Project, with_joins: bool) -> Checked {
    let mut checked = Checked { absent: absent(project), ..Checked::default() };
    for (role, input) in project.inputs() {
        for source in &input.sources {
            checked.inputs.extend(look(&role, input, source, project));
        }
    }
    mark_apart(&mut checked.inputs);
    let all_open = checked.inputs.iter().all(|input| input.error.is_none());
    let found = if all_open { about(project, with_joins, &mut checked) } else { Ok(()) };
    checked.problem = found.err();
    checked
}

/// The roles of an input, by its name.
pub(super) fn roles(role: &str) -> &'static [Role] {
    match role {
        "panden" => read::panden::ROLES,
        "verblijfsobjecten" => read::verblijfsobjecten::ROLES,
        "heights" => read::heights::ROLES,
        "buurten" => read::gebieden::BUURT_ROLES,
        "wijken" => read::gebieden::WIJK_ROLES,
        "gemeenten" => read::gebieden::GEMEENTE_ROLES,
        "bezit" => read::bezit::ROLES,
        "parking.zones" => read::parking::ZONE_ROLES,
        "parking.norms" => read::parking::NORM_ROLES,
        "parking.supply" => read::parking::SUPPLY_ROLES,
        "grid.postcodes" => read::grid::POSTCODE_ROLES,
        "grid.areas" => read::grid::AREA_ROLES,
        "water" => read::water::ROLES,
        "area" => read::region::ROLES,
        "water.on_top" => read::water::ON_TOP_ROLES,
        role if role.starts_with("stops") => read::stops::ROLES,
        _ => read::restrictions::ROLES,
    }
}

/// Looks at one file: one answer, but for holdings one a list.
fn look(role: &str, input: &Input, source: &Source, project: &Project) -> Vec<InputCheck> {
    let blank = || InputCheck {
        role: role.to_owned(),
        file: source.name.clone(),
        format: "",
        layer: String::new(),
        crs: String::new(),
        records: None,
        extent_rd: None,
        apart: false,
        columns: Vec::new(),
        unused: Vec::new(),
        skipped: Vec::new(),
        raster: None,
        too_coarse: false,
        error: None,
    };
    if trail::is_raster(role, input) {
        let mut one = blank();
        let error = cells(&mut one, input, source, project).err();
        return vec![InputCheck { error, ..one }];
    }
    match open(role, input, source) {
        Err(error) => vec![InputCheck { error: Some(error), ..blank() }],
        Ok((registers, skipped)) => {
            let mut checks: Vec<InputCheck> = registers
                .iter()
                .map(|register| {
                    let mut one = blank();
                    let error = describe(&mut one, register, source, roles(role)).err();
                    InputCheck { error, ..one }
                })
                .collect();
            if let Some(last) = checks.last_mut() {
                last.skipped = skipped;
            }
            checks
        }
    }
}

/// What of a file plays this role, and the sheets that do not.
fn open(role: &str, input: &Input, source: &Source) -> Result<(Vec<Register>, Vec<String>), Error> {
    let roles = roles(role);
    read::register::check_roles(input, roles)?;
    if role == "bezit" {
        let lists = read::bezit::open(input, source)?;
        return Ok((lists.registers, lists.skipped));
    }
    let layer = read::register::open(source, &input.columns, roles)?;
    Ok((vec![Register::new(layer, &input.columns, roles)?], Vec::new()))
}

fn cells(one: &mut InputCheck, input: &Input, source: &Source, project: &Project) -> Result<(), Error> {
    read::register::check_roles(input, &[])?;
    let (head, raster) = trail::head(source)?;
    one.format = head.format;
    one.crs = head.crs.as_ref().map(Crs::name).unwrap_or_default();
    one.extent_rd = head.extent;
    let limit = project.params.optoppen.ahn_cell_max_m.value;
    let side = raster.as_ref().map_or(0.0, |raster| raster.cell_m[0].max(raster.cell_m[1]));
    one.too_coarse = one.role.starts_with("ahn.") && side > limit;
    one.raster = raster;
    Ok(())
}

fn describe(
    one: &mut InputCheck,
    register: &Register,
    source: &Source,
    roles: &'static [Role],
) -> Result<(), Error> {
    let head = register.layer().head();
    one.format = head.format;
    one.layer.clone_from(&head.layer);
    one.crs = head.crs.as_ref().map(Crs::name).unwrap_or_default();
    one.records = head.count;
    one.extent_rd = head.crs.as_ref().zip(head.extent).and_then(|(crs, extent)| to_rd(crs, extent));
    // A division has roles that only another one fills.
    let fillable = roles.iter().enumerate().filter(|(_, role)| !role.names.is_empty());
    one.columns = fillable.map(|(at, role)| (role.name, register.column(at))).collect();
    one.unused = register.unused();
    if one.role == "heights" && read::heights::has_parts(source)? {
        let roof = one.columns.iter_mut().find(|(role, column)| *role == "roof" && column.is_none());
        if let Some((_, column)) = roof {
            *column = Some(read::heights::PARTS.into());
        }
    }
    Ok(())
}

/// The box around the corners of an extent, in RD New.
fn to_rd(crs: &Crs, [min_x, min_y, max_x, max_y]: [f64; 4]) -> Option<[f64; 4]> {
    let corners = [(min_x, min_y), (min_x, max_y), (max_x, min_y), (max_x, max_y)];
    let mut extent = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    for (x, y) in corners {
        let corner = crs.coord_to_rd(geo_types::Coord { x, y }).ok()?;
        extent = [
            extent[0].min(corner.x),
            extent[1].min(corner.y),
            extent[2].max(corner.x),
            extent[3].max(corner.y),
        ];
    }
    Some(extent)
}

fn mark_apart(inputs: &mut [InputCheck]) {
    let panden: Vec<[f64; 4]> =
        inputs.iter().filter(|input| input.role == "panden").filter_map(|input| input.extent_rd).collect();
    let meets =
        |a: &[f64; 4]| panden.iter().any(|b| a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]);
    for input in inputs.iter_mut().filter(|input| input.role != "panden") {
        input.apart = !panden.is_empty() && input.extent_rd.is_some_and(|extent| !meets(&extent));
    }
}

/// What was not given, and what that means.
fn absent(project: &Project) -> Vec<(&'static str, (&'static str, &'static str))> {
    let height_limit =
        project.restrictions.iter().any(|layer| layer.effect == crate::model::Effect::HeightLimit);
    let monuments =
        project.restrictions.iter().any(|layer| layer.kind == crate::config::RestrictionKind::Rijksmonument);
    [
        (
            project.verblijfsobjecten.is_some(),
            "[verblijfsobjecten]",
            (
                "woningen alleen uit de kolommen van het pand; geen koppeling op adres of postcode",
                "homes from the pand's own columns only; no match on address or postcode",
            ),
        ),
        (
            project.heights.is_some() || project.ahn.is_some(),
            "[heights]",
            (
                "dak en hoogte onbekend: geen enkel pand wordt geschikt",
                "roof and height unknown: no pand will be suitable",
            ),
        ),
        (
            project.bezit.is_some(),
            "[bezit]",
            ("locaties zijn panden, geen complexen", "sites are panden, not complexes"),
        ),
        (
            project.buurten.is_some() || project.gemeenten.is_some(),
            "[buurten]",
            ("geen groep per gemeente: één lijst voor alles", "no group per gemeente: one list for all"),
        ),
        (
            height_limit,
            "height_limit",
            (
                "bouwhoogte onbekend: panden blijven onbeslist",
                "permitted height unknown: panden stay undecided",
            ),
        ),
        (monuments, "rijksmonument", ("monumenten niet uitgesloten", "monuments not ruled out")),
        (
            project.parking_supply.is_some(),
            "[parking] supply",
            ("parkeereis wel, parkeerruimte niet bekend", "parking needs known, parking room not"),
        ),
        (
            project.grid_postcodes.is_some() || project.grid_areas.is_some(),
            "[grid]",
            ("stand van het stroomnet onbekend", "status of the grid unknown"),
        ),
        (project.water.is_some(), "[water]", ("water en bodem onbekend", "water and soil unknown")),
        (
            !project.stops.is_empty(),
            "[[stops]]",
            ("geen nabijheid van OV", "no nearness of public transport"),
        ),
    ]
    .into_iter()
    .filter(|(given, ..)| !given)
    .map(|(_, what, means)| (what, means))
    .collect()
}

/// The area, and the join rates in it.
fn about(project: &Project, with_joins: bool, checked: &mut Checked) -> Result<(), Error> {
    let region = Region::of(project)?;
    let narrowed = region.as_ref().map(|region| region.narrow(project));
    checked.area = region.as_ref().map(|region| AreaCheck {
        name: region.name.clone(),
        bounds: region.bounds,
        area_m2: region.area_m2,
    });
    if with_joins {
        let mut issues = Issues::default();
        (checked.joins, checked.bezit) =
            joins(narrowed.as_ref().unwrap_or(project), region.as_ref(), &mut issues)?;
        let left_out = issues.left_out().iter();
        checked.left_out = left_out.map(|((file, layer), n)| (file.clone(), layer.clone(), *n)).collect();
    }
    Ok(())
}

fn joins(
    project: &Project,
    region: Option<&Region>,
    issues: &mut Issues,
) -> Result<(Vec<Join>, StatusCounts), Error> {
    let (mut joins, mut by_status) = (Vec::new(), StatusCounts::new());
    let mut panden: HashSet<u64> = HashSet::new();
    let mut covered = Covered::open(project)?;
    read::panden::stream(&project.panden, region, issues, |batch, _| {
        panden.extend(batch.iter().map(|pand| pand.id.number()));
        covered.look(&batch)
    })?;
    joins.extend(covered.joins(panden.len() as u64));
    let mut units = Vec::new();
    if let Some(input) = &project.verblijfsobjecten {
        units = read::verblijfsobjecten::read(input, issues)?;
        let refers = |unit: &&crate::model::Verblijfsobject| {
            unit.panden.as_slice().iter().any(|pand| panden.contains(&pand.number()))
        };
        joins.push(Join {
            what: ("verblijfsobjecten verwijzen naar een pand in de invoer", "verblijfsobjecten refer to a pand in the input"),
            n: units.iter().filter(refers).count() as u64,
            of: units.len() as u64,
            cure: (
                "! zijn panden en verblijfsobjecten van hetzelfde gebied en dezelfde datum? Zonder verwijzing telt de plek",
                "! are panden and verblijfsobjecten of the same area and date? Without a reference the place counts",
            ),
        });
    }
    if let Some(input) = &project.heights {
        let heights = read::heights::read(input, issues)?;
        let found = panden.iter().filter(|id| heights.has(**id)).count() as u64;
        joins.push(Join {
            what: ("panden met hoogte en dak", "panden with height and roof"),
            n: found,
            of: panden.len() as u64,
            cure: ("! zijn dit de 3DBAG-tegels van dit gebied?", "! are these the 3DBAG tiles of this area?"),
        });
    }
    if let Some(input) = &project.bezit {
        let placement = place(project, &units, &mut crate::progress::Silent)?;
        by_status = Matching::new(project, input, &units, &placement, issues)?.counts();
        let sum = |counts: fn(MatchStatus) -> bool| -> u64 {
            by_status.iter().filter(|(status, _)| counts(**status)).map(|(_, n)| n).sum()
        };
        joins.push(Join {
            what: ("regels van het bezit gekoppeld", "rows of the holdings matched"),
            n: sum(MatchStatus::is_found),
            of: sum(|status| status != MatchStatus::Total),
            cure: (
                "! `toplaag check --matching koppeling.xlsx` schrijft per regel wat ervan werd",
                "! `toplaag check --matching matching.xlsx` writes what became of each row",
            ),
        });
    }
    if let Some(input) = &project.grid_postcodes {
        let table = read::grid::read_postcodes(input, issues)?;
        let listed =
            |unit: &&crate::model::Verblijfsobject| unit.postcode.is_some_and(|pc6| table.get(pc6).is_some());
        joins.push(Join {
            what: (
                "verblijfsobjecten met een postcode in de netkaart",
                "verblijfsobjecten with a postcode in the grid table",
            ),
            n: units.iter().filter(listed).count() as u64,
            of: units.len() as u64,
            cure: ("! dekt de tabel dit gebied?", "! does the table cover this area?"),
        });
    }
    Ok((joins, by_status))
}
