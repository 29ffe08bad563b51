use geo_types::{Point, polygon};
use proptest::prelude::*;

use super::*;

/// A square of 10 × 10 m with its lower left corner here.
fn square(x: f64, y: f64) -> MultiPolygon<f64> {
    let shape = polygon![(x: x, y: y), (x: x + 10.0, y: y), (x: x + 10.0, y: y + 10.0), (x: x, y: y + 10.0)];
    MultiPolygon(vec![shape])
}

fn pand(n: u64) -> PandId {
    format!("9001100000{n:06}").parse().unwrap()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A complex of one pand with an optop site and a split site.
fn complex(n: u64, gemeente: (&str, &str), corporatie: &str, complex: &str, address: &str) -> [PlanSite; 2] {
    let site = |form: Form, best: bool| PlanSite {
        id: format!("{}:{complex}-{}", form.code(), gemeente.0),
        location: format!("{complex}-{}", gemeente.0),
        form,
        best,
        gemeente: InGemeente { code: text(gemeente.0), naam: text(gemeente.1) },
        places: vec![if gemeente == HERE { "Hoogdorp".to_owned() } else { "Wilgenrade".to_owned() }],
        buurt: text("Hoogveld"),
        addresses: vec![address.to_owned()],
        corporatie: text(corporatie),
        complex: text(complex),
        panden: vec![pand(n)],
        geometry: square(130_000.0 + 100.0 * n as f64, 470_000.0),
    };
    [site(Form::Splitsen, false), site(Form::Optoppen, true)]
}

const HERE: (&str, &str) = ("GM9001", "Elzermade");
const THERE: (&str, &str) = ("GM9002", "Wilgenrade");

fn sites() -> Vec<PlanSite> {
    [
        complex(1, HERE, "Stichting Polderhuis", "PH-1", "Anjerstraat 1-63"),
        complex(2, HERE, "Stichting Polderhuis", "PH-2", "Anjerstraat 2-64 e.a."),
        complex(3, HERE, "Réveil", "007", "Perronstraat 5"),
        complex(4, THERE, "Stichting Polderhuis", "PH-1", "Anjerstraat 1-9"),
        complex(5, THERE, "Stichting Polderhuis", "PH-9", "Kade 1"),
    ]
    .concat()
}

fn norms() -> MatchNorms {
    let gemeente = |(code, naam): (&str, &str)| InGemeente { code: text(code), naam: text(naam) };
    MatchNorms {
        distance: Meters(25.0),
        plan_area_share: 0.5,
        places: vec!["Hoogdorp".into(), "Wilgenrade".into()],
        name_words_share: 0.75,
        ignored: vec!["project".into(), "fase".into()],
        gemeenten: vec![gemeente(HERE), gemeente(THERE)],
    }
}

fn project(change: impl FnOnce(&mut PlannedProject)) -> PlannedProject {
    let mut project =
        PlannedProject { naam: text("Iets"), gemeente: text("Elzermade"), ..PlannedProject::default() };
    change(&mut project);
    project
}

fn found(change: impl FnOnce(&mut PlannedProject)) -> ProjectMatch {
    match_projects(&[project(change)], &sites(), &norms()).remove(0)
}

/// The row is about this site by this rule.
#[track_caller]
fn by(rule: ProjectRule, site: &str, change: impl FnOnce(&mut PlannedProject)) {
    let found = found(change);
    let site_found = found.site.map(|site| sites()[site].id.clone());
    assert_eq!((found.rule(), site_found.as_deref()), (Some(rule), Some(site)), "{found:?}");
}

/// The row stays open, for this reason.
#[track_caller]
fn open(
    status: ProjectStatus,
    reason: ProjectReason,
    change: impl FnOnce(&mut PlannedProject),
) -> Vec<String> {
    let found = found(change);
    assert_eq!((found.status, found.site), (status, None), "{found:?}");
    assert_eq!(found.reason, reason);
    found.candidates.iter().map(|site| sites()[*site].id.clone()).collect()
}

#[test]
fn a_site_that_is_filled_in_beats_all_else() {
    by(ProjectRule::SiteId, "splitsen:PH-1-GM9001", |row| {
        row.site_id = text("splitsen:PH-1-GM9001");
        row.gemeente = text("Elders");
        row.panden = vec![pand(3)];
    });
    // A location stands for its best site, or that of the form the row names.
    by(ProjectRule::SiteId, "optoppen:PH-1-GM9001", |row| row.site_id = text("PH-1-GM9001"));
    by(ProjectRule::SiteId, "splitsen:PH-1-GM9001", |row| {
        row.site_id = text("PH-1-GM9001");
        row.form = Some(Form::Splitsen);
    });
    open(ProjectStatus::NotInScan, ProjectReason::NotFound(vec![ProjectRule::SiteId]), |row| {
        row.site_id = text("optoppen:weg");
    });
}

#[test]
fn a_pand_leads_to_its_location() {
    by(ProjectRule::Pand, "optoppen:PH-2-GM9001", |row| row.panden = vec![pand(2), pand(77)]);
    let candidates = open(ProjectStatus::Ambiguous, ProjectReason::Several(ProjectRule::Pand, 2), |row| {
        row.panden = vec![pand(1), pand(2)];
    });
    assert_eq!(candidates, ["optoppen:PH-1-GM9001", "optoppen:PH-2-GM9001"]);
    open(ProjectStatus::NotInScan, ProjectReason::NotFound(vec![ProjectRule::Pand]), |row| {
        row.panden = vec![pand(77)];
    });
}

#[test]
fn a_complex_counts_with_its_corporatie_in_its_gemeente() {
    by(ProjectRule::Complex, "optoppen:PH-1-GM9001", |row| {
        row.corporatie = text("polderhuis");
        row.complex = text("ph 1");
    });
    by(ProjectRule::Complex, "optoppen:PH-1-GM9002", |row| {
        row.gemeente = text("9002");
        row.trekker = text("Polderhuis");
        row.complex = text("PH1");
    });
    by(ProjectRule::Complex, "optoppen:007-GM9001", |row| {
        row.corporatie = text("Reveil");
        row.complex = text("7");
    });
    // Without a gemeente the number leads to two.
    open(ProjectStatus::Ambiguous, ProjectReason::Several(ProjectRule::Complex, 2), |row| {
        row.gemeente = None;
        row.corporatie = text("Polderhuis");
        row.complex = text("PH-1");
    });
    // A number without a corporatie is nobody's.
    open(ProjectStatus::NotInScan, ProjectReason::NothingToGoBy, |row| row.complex = text("PH-2"));
}

#[test]
fn the_right_complex_in_the_wrong_gemeente_is_no_match() {
    let reason = ProjectReason::OtherGemeente(ProjectRule::Complex, "Elzermade".into(), "Wilgenrade".into());
    let candidates = open(ProjectStatus::NotInScan, reason, |row| {
        row.corporatie = text("Polderhuis");
        row.complex = text("PH-9");
    });
    assert_eq!(candidates, ["optoppen:PH-9-GM9002"]);
    open(ProjectStatus::OutsideGemeenten, ProjectReason::Outside("Delft".into()), |row| {
        row.gemeente = text("Delft");
        row.panden = vec![pand(1)];
    });
}

#[test]
fn a_point_lies_in_one_location_or_near_one() {
    let at = |x: f64, y: f64| Some(Point::new(x, y));
    by(ProjectRule::PointInside, "optoppen:PH-1-GM9001", |row| row.point = at(130_105.0, 470_005.0));
    by(ProjectRule::PointNear, "optoppen:PH-1-GM9001", |row| row.point = at(130_135.0, 470_005.0));
    let nowhere = ProjectReason::NotFound(vec![ProjectRule::PointNear]);
    open(ProjectStatus::NotInScan, nowhere, |row| row.point = at(130_135.1, 470_005.0));
}

#[test]
fn a_street_and_number_lead_to_the_pand_on_that_side() {
    by(ProjectRule::Address, "optoppen:PH-1-GM9001", |row| row.locatie = text("Anjerstr. 7"));
    by(ProjectRule::Address, "optoppen:PH-2-GM9001", |row| row.locatie = text("Anjerstraat 10-20"));
    by(ProjectRule::Address, "optoppen:PH-1-GM9002", |row| {
        row.gemeente = text("gemeente Wilgenrade");
        row.locatie = text("Anjerstraat 7");
    });
    // No gemeente, no kern: every town has a street of that name.
    let nowhere = ProjectReason::NotFound(vec![ProjectRule::Address]);
    open(ProjectStatus::NotInScan, nowhere.clone(), |row| {
        row.gemeente = None;
        row.locatie = text("Perronstraat 5");
    });
    by(ProjectRule::Address, "optoppen:007-GM9001", |row| {
        row.gemeente = None;
        row.kern = text("Hoogveld");
        row.locatie = text("Perronstraat 5");
    });
    open(ProjectStatus::NotInScan, nowhere, |row| row.locatie = text("Perronstraat 6"));
}

#[test]
fn facts_that_contradict_each_other_leave_a_row_open() {
    let reason = ProjectReason::Contradiction(ProjectRule::Pand, ProjectRule::Complex);
    let candidates = open(ProjectStatus::Ambiguous, reason, |row| {
        row.panden = vec![pand(3)];
        row.corporatie = text("Polderhuis");
        row.complex = text("PH-2");
    });
    assert_eq!(candidates, ["optoppen:007-GM9001", "optoppen:PH-2-GM9001"]);
    // A weaker rule settles what a surer one left open.
    by(ProjectRule::Pand, "optoppen:PH-2-GM9001", |row| {
        row.panden = vec![pand(1), pand(2)];
        row.locatie = text("Anjerstraat 8");
    });
    // A point beside a block says nothing against its complex.
    by(ProjectRule::Complex, "optoppen:PH-2-GM9001", |row| {
        row.corporatie = text("Polderhuis");
        row.complex = text("PH-2");
        row.point = Some(Point::new(130_135.0, 470_005.0));
    });
}

#[test]
fn a_name_counts_last_and_only_where_it_fits_one_location() {
    by(ProjectRule::Name, "optoppen:007-GM9001", |row| row.naam = text("Project Perronstraat, fase 2"));
    by(ProjectRule::Name, "splitsen:007-GM9001", |row| row.naam = text("Splitsen Perronstraat"));
    open(ProjectStatus::Ambiguous, ProjectReason::Several(ProjectRule::Name, 2), |row| {
        row.naam = text("Anjerstraat");
    });
    open(ProjectStatus::Ambiguous, ProjectReason::Several(ProjectRule::Name, 3), |row| {
        row.naam = text("Hoogveld");
    });
    open(ProjectStatus::NotInScan, ProjectReason::NothingToGoBy, |row| {
        row.naam = text("Perronstraat Oud Station Toren");
    });
    // Without a place, or with a pand that is not there, a name decides nothing.
    open(ProjectStatus::NotInScan, ProjectReason::NothingToGoBy, |row| {
        row.gemeente = None;
        row.naam = text("Perronstraat");
    });
    let gone = ProjectReason::NotFound(vec![ProjectRule::Pand]);
    let candidates = open(ProjectStatus::NotInScan, gone, |row| {
        row.naam = text("Perronstraat");
        row.panden = vec![pand(77)];
    });
    assert_eq!(candidates, ["optoppen:007-GM9001"], "but it is shown");
}

#[test]
fn rows_with_one_ppm_id_are_about_one_location() {
    let with_pand = project(|row| (row.ppm_id, row.panden) = (text("PPM-1"), vec![pand(3)]));
    let without = project(|row| row.ppm_id = text("ppm-1 "));
    let elsewhere = project(|row| (row.ppm_id, row.gemeente) = (text("PPM-1"), text("Wilgenrade")));
    let found = match_projects(&[without, with_pand, elsewhere], &sites(), &norms());
    let rules: Vec<_> = found.iter().map(ProjectMatch::rule).collect();
    assert_eq!(rules, [Some(ProjectRule::PpmId), Some(ProjectRule::Pand), None]);
    assert_eq!(found[0].site, found[1].site);
}

#[test]
fn a_row_without_a_name_is_unreadable_and_a_run_without_gemeenten_leaves_none_out() {
    open(ProjectStatus::Unreadable, ProjectReason::NoName, |row| row.naam = None);
    let anywhere = MatchNorms { gemeenten: Vec::new(), ..norms() };
    let row = project(|row| row.gemeente = text("Delft"));
    assert_eq!(match_projects(&[row], &sites(), &anywhere)[0].status, ProjectStatus::NotInScan);
}

fn any_project() -> impl Strategy<Value = PlannedProject> {
    let option = |words: &'static [&'static str]| {
        proptest::option::of(proptest::sample::select(words)).prop_map(|word| word.map(str::to_owned))
    };
    (
        option(&["PPM-1", "PPM-2", "PPM-3"]),
        option(&["Perronstraat", "Anjerstraat", "Optoppen Kade"]),
        option(&["Elzermade", "GM9002", "Delft"]),
        option(&["Anjerstraat 3", "Anjerstraat 4", "Kade 1"]),
        option(&["Polderhuis", "Réveil"]),
        option(&["PH-1", "PH-2", "7"]),
        proptest::collection::vec((1_u64..8).prop_map(pand), 0..2),
    )
        .prop_map(|(ppm_id, naam, gemeente, locatie, corporatie, complex, panden)| PlannedProject {
            ppm_id,
            naam,
            gemeente,
            locatie,
            corporatie,
            complex,
            panden,
            ..PlannedProject::default()
        })
}

proptest! {
    #[test]
    fn neither_the_order_of_rows_nor_that_of_sites_changes_a_match(
        rows in proptest::collection::vec(any_project(), 1..12),
        turn in 0_usize..12,
    ) {
        let known = sites();
        let found = match_projects(&rows, &known, &norms());
        for one in &found {
            prop_assert_eq!(one.site.is_some(), one.status == ProjectStatus::Matched);
            prop_assert_eq!(one.site.is_some(), one.rule().is_some());
        }
        let turn = turn % rows.len();
        let turned: Vec<PlannedProject> = rows[turn..].iter().chain(&rows[..turn]).rev().cloned().collect();
        let mut again = match_projects(&turned, &known, &norms());
        again.reverse();
        again.rotate_right(turn);
        prop_assert_eq!(&found, &again);

        let backwards: Vec<PlanSite> = known.iter().rev().cloned().collect();
        let other = match_projects(&rows, &backwards, &norms());
        let id = |sites: &[PlanSite], at: Option<usize>| at.map(|at| sites[at].id.clone());
        for (one, other) in found.iter().zip(&other) {
            prop_assert_eq!(id(&known, one.site), id(&backwards, other.site));
            prop_assert_eq!(&one.reason, &other.reason);
        }
    }
}

/// The sites as a run has them that knows codes of gemeenten alone, in one gemeente.
fn coded() -> (Vec<PlanSite>, MatchNorms) {
    let mut sites: Vec<PlanSite> =
        sites().into_iter().filter(|site| site.gemeente.code.as_deref() == Some(HERE.0)).collect();
    for site in &mut sites {
        site.gemeente.naam = None;
    }
    let gemeenten = vec![InGemeente { code: text(HERE.0), naam: None }];
    (sites, MatchNorms { gemeenten, ..norms() })
}

#[test]
fn a_name_says_nothing_against_a_gemeente_that_is_known_by_its_code() {
    use ProjectStatus::{Matched, NotInScan, OutsideGemeenten};

    let (sites, norms) = coded();
    let here = |gemeente: &str| {
        project(|row| {
            row.gemeente = text(gemeente);
            row.locatie = text("Perronstraat 5");
        })
    };
    // One gemeente by one of its names: that of the run.
    let rows = [here("Wilgenrade (Elzermade)"), here("Elzermade"), here("Gemeente Wilgenrade")];
    let found = match_projects(&rows, &sites, &norms);
    assert!(found.iter().all(|found| found.status == ProjectStatus::Matched), "{found:?}");
    // A list of many: a street of the same name may lie anywhere, a point may not.
    let mut rows = vec![here("Elzermade"), here("Verweg"), here("GM0599"), here("Verweg")];
    rows[3].point = Some(Point::new(130_305.0, 470_005.0));
    let found = match_projects(&rows, &sites, &norms);
    let statuses: Vec<ProjectStatus> = found.iter().map(|found| found.status).collect();
    assert_eq!(statuses, [NotInScan, NotInScan, OutsideGemeenten, Matched], "{found:?}");
}

#[test]
fn a_point_far_away_is_told_with_how_far_and_where_the_run_is() {
    let found = found(|row| row.point = Some(Point::new(130_505.0, 480_010.0)));
    assert_eq!(found.reason, ProjectReason::Far(10_000, [130_100, 470_000, 130_510, 470_010]), "{found:?}");
}

#[test]
fn gemeente_before_a_name_is_no_part_of_it() {
    by(ProjectRule::Address, "optoppen:007-GM9001", |row| {
        row.gemeente = text("Gemeente Elzermade");
        row.locatie = text("Perronstraat 5");
    });
}

fn rect(x: f64, y: f64, width: f64, height: f64) -> MultiPolygon<f64> {
    let (a, b) = (x + width, y + height);
    MultiPolygon(vec![polygon![(x: x, y: y), (x: a, y: y), (x: a, y: b), (x: x, y: b)]])
}

#[test]
fn the_area_of_a_plan_holds_every_location_in_it() {
    let area = |area: MultiPolygon<f64>| found(|project| project.area = Some(area));
    let ids = |found: &ProjectMatch| -> Vec<String> {
        found.sites().map(|site| sites()[site].id.clone()).collect()
    };
    // 1 and 2 whole, of 3 a tenth.
    let all = area(rect(130_050.0, 469_000.0, 251.0, 2_000.0));
    assert_eq!(
        (all.status, all.reason.clone()),
        (ProjectStatus::Matched, ProjectReason::By(ProjectRule::PlanArea))
    );
    assert_eq!(ids(&all), ["optoppen:PH-1-GM9001", "optoppen:PH-2-GM9001"]);
    // Six tenths of one; then a plan that lies in it.
    assert_eq!(ids(&area(rect(130_104.0, 469_000.0, 50.0, 2_000.0))), ["optoppen:PH-1-GM9001"]);
    assert_eq!(ids(&area(rect(130_102.0, 470_002.0, 2.0, 2.0))), ["optoppen:PH-1-GM9001"]);
    // A pand that the row names is surer.
    let sure = found(|project| {
        project.area = Some(rect(130_050.0, 469_000.0, 251.0, 2_000.0));
        project.panden = vec![pand(2)];
    });
    assert_eq!((ids(&sure), sure.rule()), (vec!["optoppen:PH-2-GM9001".to_owned()], Some(ProjectRule::Pand)));
    // What an export wrote is read back.
    let again = found(|project| project.site_id = text("optoppen:PH-1-GM9001; optoppen:PH-2-GM9001"));
    assert_eq!((ids(&again), again.rule()), (ids(&all), Some(ProjectRule::SiteId)));
}

#[test]
fn a_woonplaats_is_taken_for_its_gemeente_and_an_address_in_it_is_found() {
    let at = |gemeente: &str, kern: Option<&str>, locatie: &str| {
        found(|project| {
            project.gemeente = text(gemeente);
            project.kern = kern.and_then(text);
            project.locatie = text(locatie);
        })
    };
    let id = |found: &ProjectMatch| found.site.map(|site| sites()[site].id.clone());
    let right = Some("optoppen:PH-1-GM9001".to_owned());
    assert_eq!(id(&at("Hoogdorp", None, "Anjerstraat 5")), right, "the place of one gemeente");
    assert_eq!(id(&at("Elzermade", Some("Hoogdorp"), "Anjerstraat 5")), right);
    // The street lies in another place too; a row about that one is not about this.
    assert_eq!(id(&at("Wilgenrade", None, "Anjerstraat 5")), Some("optoppen:PH-1-GM9002".to_owned()));
    assert_eq!(id(&at("Elzermade", Some("Wilgenrade"), "Anjerstraat 5")), None);
    assert_eq!(at("Verweg", None, "Anjerstraat 5").status, ProjectStatus::OutsideGemeenten);
}
