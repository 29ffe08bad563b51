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
use crate::{assess::Homes, model::Form, params::Parameter, score::Standing};

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
    pub verdict: &'static str,
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
    pub fn of(case: &Case<'_>, why: Why, full: bool) -> Self {
        let site = case.site;
        let called = site.called.clone();
        let parking = ParkingSheet::of(case);
        let grid = GridSheet::of(case);
        let water = WaterSheet::of(case);
        let blockers = blockers::of(case);
        let steps = steps::of(case, &blockers);
        let examine = onsite::of(case);
        let sums = homes::sums(case);
        let keys = keys(case, &sums, &examine, &grid);
        let params = &case.record.params;
        let parameters = if full { params.list().to_vec() } else { sources::parameters(case.record, &keys) };
        let options = site.choice.set.options.iter().filter(|option| option.site_id != site.id);
        let others = options.map(|option| OtherForm {
            site_id: option.site_id.clone(),
            form: option.form,
            homes: option.homes,
            score: option.score,
            in_set: option.in_set,
        });
        Self {
            site_id: site.id.clone(),
            form: site.form,
            location_id: site.location.clone(),
            title: site.title(),
            why,
            verdict: site.verdict.code(),
            standing: site.standing(),
            rank: site.rank(),
            gemeente_code: called.gemeente_code,
            gemeente: called.gemeente,
            buurt: called.buurt,
            address: site.address.clone(),
            corporatie: called.corporatie,
            complex: called.complex,
            homes: site.homes,
            homes_existing: site.n_homes,
            homes_rebuilt: site.detail.rebuild().map(|rebuild| rebuild.new.mid),
            storeys: site.storeys,
            extra_storeys: site.extra_storeys,
            bouwjaar_min: site.bouwjaar.map(|(oldest, _)| u32::from(oldest)),
            bouwjaar_max: site.bouwjaar.map(|(_, newest)| u32::from(newest)),
            owner_share: site.owner_share,
            x: site.place.point.map(|point| point.x()),
            y: site.place.point.map(|point| point.y()),
            panden: homes::panden(case),
            score: ScoreSheet::of(case, parking.as_ref(), &grid),
            others: others.collect(),
            homes_together: site.choice.set.homes,
            sources: sources::of(case.record),
            sums,
            parking,
            grid,
            water,
            blockers,
            examine,
            steps,
            parameters,
        }
    }
}

/// The parameters the page rests on.
fn keys(case: &Case<'_>, sums: &[Sum], examine: &[Examine], grid: &GridSheet) -> Vec<String> {
    let mut keys = homes::keys(sums);
    keys.extend(onsite::keys(examine, &case.record.params));
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
