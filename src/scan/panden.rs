//! The stream of panden: read, survey, write, forget.

use std::{collections::BTreeMap, ops::Range};

use geo::Contains;
use geo_types::{Geometry, MultiPolygon};
use rayon::prelude::*;

use super::{Inputs, write::Writer};
use crate::{
    config::Project,
    error::Error,
    issue::{Issue, IssueKind, Issues},
    lang::say,
    link::Units,
    model::{Form, Pand, PandId},
    progress::Progress,
    read::{self, region::Region},
    record::{Counts, PackedPand},
    survey::{AhnRoof, FabricBuilder, FoundPand, Surroundings, Survey, belongs, survey},
    tables::{Names, PANDEN, row},
};

/// What is left of the panden when all have streamed by.
pub(super) struct Panden {
    /// Those that belong to a location.
    pub members: Vec<FoundPand>,
    /// All of them, packed, when a form asks what stands around.
    pub fabric: Option<FabricBuilder>,
    /// Those whose records contradict one another, by identification.
    pub disagreeing: Vec<PandId>,
}

/// Streams all panden.
pub(super) fn stream(
    project: &Project,
    inputs: &mut Inputs,
    writer: &mut Writer,
    counts: &mut Counts,
    issues: &mut Issues,
    progress: &mut dyn Progress,
) -> Result<Panden, Error> {
    let mut fabric = asks_ground(project).then(FabricBuilder::default);
    let template = super::template(IssueKind::OverlappingZones, &project.panden);
    let mut members = Vec::new();
    // Taken out, as the inputs change while the panden stream by.
    let region = inputs.region.take();
    let total = if region.is_none() { super::trail::count(&project.panden) } else { None };
    progress.begin("panden", total);
    let records = read::panden::stream(&project.panden, region.as_ref(), issues, |batch, issues| {
        let shared = &*inputs;
        let (layers, complexes) = (&shared.layers, shared.complexes());
        let names = Names { layers, complexes, params: &project.params, lang: project.lang };
        let nothing = BTreeMap::new();
        let around = Surroundings {
            layers,
            on_ground: &nothing,
            forms: &project.forms,
            params: &project.params,
            places: None,
        };
        let surveyed: Vec<_> = writer.write_while(|| {
            let params = &project.params.optoppen;
            let without = |pand: &Pand| shared.heights.get(pand.id).is_none();
            let by_ahn = shared.ahn.as_ref().map(|ahn| ahn.measure(&batch, without, params));
            let one = |(at, pand): (usize, &Pand)| {
                let by_ahn = by_ahn.as_ref().and_then(|roofs| roofs[at]);
                let (survey, issues) = one(pand, by_ahn, shared, project, &template);
                let row = row(PANDEN, &survey, &names);
                let area_code = survey.place.as_ref().and_then(|place| place.grid_code(&shared.layers));
                let known = Met {
                    height: shared.heights.get(pand.id).is_some(),
                    ahn: by_ahn.is_some_and(|found| found.roof.is_ok()),
                    grid: area_code.or(survey.postcodes.code).is_some(),
                    units: shared.placement.range(pand.id),
                    belongs: pand.footprint.as_ref().is_some_and(|footprint| {
                        belongs(&survey, footprint, shared.holdings.is_some(), &around)
                    }),
                };
                let footprint = pand.footprint.clone().unwrap_or_else(|| MultiPolygon(Vec::new()));
                let member = FoundPand { survey, footprint };
                let packed = PackedPand::new(&member);
                (member, packed, issues, row, known)
            };
            batch.par_iter().enumerate().map(one).collect()
        })?;
        super::check_rasters(&inputs.rasters)?;
        progress.advance(batch.len() as u64);
        let (mut written, mut kept) = (Vec::with_capacity(batch.len()), Vec::with_capacity(batch.len()));
        for (pand, (member, packed, found, row, known)) in batch.into_iter().zip(surveyed) {
            inputs.placement.meet(known.units);
            issues.extend(found);
            let survey = &member.survey;
            counts.add(survey.assessment.verdict, survey.assessment.homes);
            counts.heights_joined += u64::from(known.height);
            counts.heights_ahn += u64::from(known.ahn);
            counts.grid_known += u64::from(known.grid);
            if let Some(fabric) = &mut fabric {
                fabric.push(&pand, survey, &project.params);
            }
            if known.belongs {
                members.push(member.with_reasons_only());
            }
            kept.push(packed);
            written.push((pand.footprint.map(Geometry::MultiPolygon), row));
        }
        writer.take(written, kept);
        Ok(())
    })?;
    if let Some(region) = region.as_ref().filter(|_| records.panden == 0) {
        return Err(Error::Project {
            path: project.path.clone(),
            detail: say!(
                "er ligt geen pand in het gebied `{}`",
                "no pand lies in the area `{}`",
                region.name
            ),
            hint: say!(
                "`toplaag check` toont waar de bestanden en het gebied liggen",
                "`toplaag check` shows where the files and the area lie"
            ),
        });
    }
    if let (Some(region), Some(fabric)) = (&region, &mut fabric) {
        around(project, inputs, region, fabric, &template)?;
    }
    inputs.region = region;
    // Whether they do is known when all records were met.
    for member in &mut members {
        member.survey.rows_disagree |= records.disagreeing.contains(&member.survey.id);
    }
    counts.records(&records);
    progress.end();
    let mut disagreeing: Vec<PandId> = records.disagreeing.iter().copied().collect();
    disagreeing.sort_unstable();
    Ok(Panden { members, fabric, disagreeing })
}

/// Adds what stands around the area of a run: it takes ground as well, and is
/// part of what a plot on the border has for its surroundings.
fn around(
    project: &Project,
    inputs: &Inputs,
    region: &Region,
    fabric: &mut FabricBuilder,
    template: &Issue,
) -> Result<(), Error> {
    read::panden::look_up(
        &project.panden,
        |_| true,
        |batch, _| {
            let outside = |pand: &&Pand| {
                pand.footprint.as_ref().is_some_and(|shape| !region.holds(shape) && region.is_near(shape))
            };
            let outside: Vec<&Pand> = batch.iter().filter(outside).collect();
            let surveyed: Vec<Survey> =
                outside.par_iter().map(|pand| one(pand, None, inputs, project, template).0).collect();
            for (pand, survey) in outside.into_iter().zip(surveyed) {
                fabric.push(pand, &survey, &project.params);
            }
        },
    )?;
    Ok(())
}

/// Whether a form needs to know what stands around, and what is free.
fn asks_ground(project: &Project) -> bool {
    let asks = |form: &Form| matches!(form, Form::Inbreiding | Form::Aanplakken | Form::SloopNieuwbouw);
    project.forms.iter().any(asks)
}

/// What was known about a pand, to be counted.
struct Met {
    /// Whether the heights hold it.
    height: bool,
    /// Whether AHN tells its height.
    ahn: bool,
    /// Whether a grid signal holds for it.
    grid: bool,
    /// Its verblijfsobjecten, as [`Placement`](crate::link::Placement) keeps them.
    units: Range<usize>,
    /// Whether it belongs to a location.
    belongs: bool,
}

fn one(
    pand: &Pand,
    by_ahn: Option<AhnRoof>,
    inputs: &Inputs,
    project: &Project,
    template: &Issue,
) -> (Survey, Vec<Issue>) {
    let units = Units::of(pand, inputs.units.as_deref(), &inputs.placement, inputs.holdings.as_ref());
    let roof = match (inputs.heights.get(pand.id), by_ahn) {
        (Some(roof), _) => Ok(roof),
        (None, Some(found)) => found.roof.map_err(Some),
        (None, None) => Err(None),
    };
    let survey = survey(pand, &units, roof, inputs.holdings.is_some(), &inputs.layers, &project.params);
    let mut issues: Vec<Issue> = survey
        .issues
        .iter()
        .map(|(kind, detail)| Issue {
            kind: *kind,
            object: pand.id.to_string(),
            detail: detail.clone(),
            ..template.clone()
        })
        .collect();
    issues.extend(inputs.ahn.as_ref().zip(by_ahn).and_then(|(ahn, found)| ahn.issue(pand, &found)));
    issues.extend(outside(pand, inputs, project));
    (survey, issues)
}

/// Units whose point lies outside the one pand they refer to: they count
/// there all the same.
fn outside(pand: &Pand, inputs: &Inputs, project: &Project) -> Vec<Issue> {
    let (Some(units), Some(footprint), Some(input)) =
        (&inputs.units, &pand.footprint, &project.verblijfsobjecten)
    else {
        return Vec::new();
    };
    inputs
        .placement
        .of(pand.id)
        .map(|at| &units[at as usize])
        .filter(|unit| unit.is_in_use() && unit.point.is_some_and(|point| !footprint.contains(&point)))
        .map(|unit| Issue {
            object: unit.id.to_string(),
            detail: say!(
                "het punt ligt buiten pand {}, waar het in meetelt",
                "its point lies outside pand {}, where it is counted",
                pand.id
            ),
            ..super::template(IssueKind::OutsidePand, input)
        })
        .collect()
}
