//! The stream of panden: read, survey, write, forget.

use std::ops::Range;

use geo::Contains;
use geo_types::Geometry;
use rayon::prelude::*;

use super::{Counts, Inputs, write::Writer};
use crate::{
    assess::Verdict,
    config::Project,
    error::Error,
    issue::{Issue, IssueKind, Issues},
    link::Units,
    model::Pand,
    params::OptoppenParams,
    progress::Progress,
    read,
    survey::{AhnRoof, Member, Survey, survey},
    tables::{Names, PANDEN, row},
};

/// Streams all panden and gives those that belong to a site.
pub(super) fn stream(
    project: &Project,
    inputs: &mut Inputs,
    writer: &mut Writer,
    counts: &mut Counts,
    issues: &mut Issues,
    progress: &mut dyn Progress,
) -> Result<Vec<Member>, Error> {
    let template = super::template(IssueKind::OverlappingZones, &project.panden);
    let mut members = Vec::new();
    // Taken out, as the inputs change while the panden stream by.
    let region = inputs.region.take();
    let total = if region.is_none() { super::trail::count(&project.panden) } else { None };
    progress.begin("panden", total);
    let records = read::panden::stream(&project.panden, region.as_ref(), issues, |batch, issues| {
        let shared = &*inputs;
        let names = Names { layers: &shared.layers, complexes: shared.complexes(), lang: project.lang };
        let surveyed: Vec<_> = writer.write_while(|| {
            let params = &project.params.optoppen;
            let without = |pand: &Pand| shared.heights.get(pand.id).is_none();
            let by_ahn = shared.ahn.as_ref().map(|ahn| ahn.measure(&batch, without, params));
            let one = |(at, pand): (usize, &Pand)| {
                let by_ahn = by_ahn.as_ref().and_then(|roofs| roofs[at]);
                let (survey, issues) = one(pand, by_ahn, shared, project, &template);
                let row = row(PANDEN, &survey, &names);
                let area_code = survey.place.as_ref().and_then(|place| place.grid_code(&shared.layers));
                let known = Known {
                    height: shared.heights.get(pand.id).is_some(),
                    ahn: by_ahn.is_some_and(|found| found.roof.is_ok()),
                    grid: area_code.or(survey.postcodes.code).is_some(),
                    units: shared.placement.range(pand.id),
                };
                (survey, issues, row, known)
            };
            batch.par_iter().enumerate().map(one).collect()
        })?;
        super::check_rasters(&inputs.rasters)?;
        progress.advance(batch.len() as u64);
        let mut written = Vec::with_capacity(batch.len());
        for (pand, (survey, found, row, known)) in batch.into_iter().zip(surveyed) {
            inputs.placement.meet(known.units);
            issues.extend(found);
            counts.add(survey.assessment.verdict, survey.assessment.homes);
            counts.heights_joined += u64::from(known.height);
            counts.heights_ahn += u64::from(known.ahn);
            counts.grid_known += u64::from(known.grid);
            if let Some(footprint) = &pand.footprint
                && belongs(&survey, inputs.holdings.is_some(), &project.params.optoppen)
            {
                // The rows hold every check; a member must be small.
                let survey = Survey { assessment: survey.assessment.with_reasons_only(), ..survey };
                members.push(Member { survey, footprint: footprint.clone() });
            }
            written.push((pand.footprint.map(Geometry::MultiPolygon), row));
        }
        writer.take(written);
        Ok(())
    })?;
    if let Some(region) = region.as_ref().filter(|_| records.panden == 0) {
        return Err(Error::Project {
            path: project.path.clone(),
            detail: format!("no pand lies in the area `{}`", region.name),
            hint: "`toplaag check` shows where the files and the area lie".into(),
        });
    }
    inputs.region = region;
    counts.records(records);
    progress.end();
    Ok(members)
}

/// What was known about a pand, to be counted.
struct Known {
    /// Whether the heights hold it.
    height: bool,
    /// Whether AHN tells its height.
    ahn: bool,
    /// Whether a grid signal holds for it.
    grid: bool,
    /// Its verblijfsobjecten, as [`Placement`](crate::link::Placement) keeps them.
    units: Range<usize>,
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
            detail: format!("its point lies outside pand {}, where it is counted", pand.id),
            ..super::template(IssueKind::OutsidePand, input)
        })
        .collect()
}

/// Whether a pand belongs to a site: to a complex where holdings were given,
/// else by itself when it could add enough homes to be worth a project.
fn belongs(survey: &Survey, holdings_given: bool, params: &OptoppenParams) -> bool {
    if holdings_given {
        return survey.owner.is_some();
    }
    let unsuitable = matches!(survey.assessment.verdict, Verdict::Unsuitable(_));
    !unsuitable && survey.assessment.homes.high.is_some_and(|homes| homes >= params.homes_min_pand.value)
}
