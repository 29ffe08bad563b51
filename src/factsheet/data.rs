//! One fact sheet as data: what `<name>.json` holds.

use serde::Serialize;

use super::{
    blockers::{self, Blocker},
    case::Case,
    choose::Why,
    grid::{self, GridSheet},
    homes::{self, PandLine, Sum},
    onsite::{self, Examine},
    parking::{self, ParkingSheet},
    score::ScoreSheet,
    sources::{self, SourceLine},
    steps::{self, Step},
    water::{self, WaterSheet},
};
use crate::{assess::Homes, error::Error, model::Form, params::Parameter, score::Standing};

/// Another form of the location.
#[derive(Debug, Serialize)]
pub(super) struct OtherForm {
    pub site_id: String,
    pub form: Form,
    pub homes: Homes,
    pub score: Option<f64>,
    pub in_set: bool,
}

/// Everything a sheet says. Codes and numbers; words are for the page.
#[derive(Debug, Serialize)]
pub(super) struct FactSheet {
    pub site_id: String,
    pub form: Form,
    pub location_id: String,
    pub title: String,
    pub why: Why,
    pub verdict: String,
    pub standing: Option<Standing>,
    pub rank: Option<u32>,
    pub gemeente_code: Option<String>,
    pub gemeente: Option<String>,
    pub buurt: Option<String>,
    pub address: Option<String>,
    pub corporatie: Option<String>,
    pub complex: Option<String>,
    pub homes: Homes,
    pub homes_existing: Option<u32>,
    pub homes_rebuilt: Option<u32>,
    pub storeys: Option<u32>,
    pub extra_storeys: Option<u32>,
    pub bouwjaar_min: Option<u32>,
    pub bouwjaar_max: Option<u32>,
    pub owner_share: Option<f64>,
    pub x: Option<f64>,
    pub y: Option<f64>,
    pub panden: Vec<PandLine>,
    pub sums: Vec<Sum>,
    pub score: ScoreSheet,
    pub parking: Option<ParkingSheet>,
    pub grid: GridSheet,
    pub water: WaterSheet,
    pub blockers: Vec<Blocker>,
    pub examine: Vec<Examine>,
    pub steps: Vec<Step>,
    pub others: Vec<OtherForm>,
    /// Homes of the forms that go together at the location.
    pub homes_together: Homes,
    pub sources: Vec<SourceLine>,
    pub parameters: Vec<Parameter>,
}

impl FactSheet {
    /// Gathers all of one site.
    ///
    /// # Errors
    ///
    /// When the findings of the run cannot be understood.
    pub fn of(case: &Case<'_>, why: Why, full: bool) -> Result<Self, Error> {
        let site = case.site;
        let row = &site.row;
        let text = |name: &str| row.text(name).map(str::to_owned);
        let parking = ParkingSheet::of(case)?;
        let grid = GridSheet::of(case)?;
        let water = WaterSheet::of(case)?;
        let blockers = blockers::of(case, parking.as_ref(), &grid, &water);
        let steps = steps::of(case, &blockers);
        let examine = onsite::of(case);
        let sums = homes::sums(case);
        let keys = keys(case, &sums, &examine, &grid);
        let params = &case.finished.params;
        let parameters =
            if full { params.list().to_vec() } else { sources::parameters(case.finished, &keys) };
        let options = case.findings.set.options.iter().filter(|option| option.site_id != site.id);
        let others = options.map(|option| OtherForm {
            site_id: option.site_id.clone(),
            form: option.form,
            homes: option.homes,
            score: option.score,
            in_set: option.in_set,
        });
        Ok(Self {
            site_id: site.id.clone(),
            form: site.form,
            location_id: site.location.clone(),
            title: site.title(),
            why,
            verdict: text("verdict").unwrap_or_default(),
            standing: site.standing,
            rank: row.count("rank"),
            gemeente_code: text("gemeente_code"),
            gemeente: text("gemeente"),
            buurt: text("buurt"),
            address: text("address"),
            corporatie: text("corporatie"),
            complex: text("complex"),
            homes: site.homes,
            homes_existing: row.count("n_homes_existing"),
            homes_rebuilt: row.count("homes_rebuilt"),
            storeys: row.count("storeys"),
            extra_storeys: row.count("extra_storeys"),
            bouwjaar_min: row.count("bouwjaar_min"),
            bouwjaar_max: row.count("bouwjaar_max"),
            owner_share: row.number("owner_share"),
            x: row.number("x"),
            y: row.number("y"),
            panden: homes::panden(case),
            score: ScoreSheet::of(case, parking.as_ref(), &grid),
            others: others.collect(),
            homes_together: case.findings.set.homes,
            sources: sources::of(case.finished),
            sums,
            parking,
            grid,
            water,
            blockers,
            examine,
            steps,
            parameters,
        })
    }
}

/// The parameters the page rests on.
fn keys(case: &Case<'_>, sums: &[Sum], examine: &[Examine], grid: &GridSheet) -> Vec<String> {
    let mut keys = homes::keys(sums);
    keys.extend(onsite::keys(examine, &case.finished.params));
    keys.extend(
        [parking::KEYS.as_slice(), &grid::KEYS, &water::KEYS].concat().into_iter().map(str::to_owned),
    );
    keys.push(grid.heat_key());
    keys.extend(["score.profile", "score.coverage_min"].map(str::to_owned));
    if case.form() == Form::Optoppen {
        keys.extend(
            ["optoppen.new_storey_m", "optoppen.existing_storey_m", "optoppen.layers_by_bouwjaar"]
                .map(str::to_owned),
        );
    }
    keys
}
