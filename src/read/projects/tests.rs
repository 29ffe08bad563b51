use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use super::*;
use crate::config::Columns;
use crate::lang::Lang;
use crate::model::{Form, Milestone, PlanDate, Planstatus, ProgrammeBy, ProgrammeLine};

fn form() -> ListForm {
    ListForm {
        milestones: vec!["start bouw".into(), "oplevering".into()],
        programme: vec![(ProgrammeBy::RentClass, "sociale huur".into())],
        own: vec!["scan_score"],
        columns: Columns::default(),
        statuses: StatusWords::new(&["hard".into()], &["zacht".into(), "in voorbereiding".into()]),
    }
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<(PlanLists, Issues), Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let source = Source { path, name: name.into(), ..Source::default() };
    let mut issues = Issues::default();
    let lists = read(&[source], &form(), &mut issues)?;
    Ok((lists, issues))
}

fn read_csv(text: &str) -> (PlanLists, Vec<String>) {
    let (lists, issues) = read_bytes("lijst.csv", text.as_bytes()).unwrap();
    (
        lists,
        issues.kept().iter().map(|issue| format!("{} {}", issue.kind.code(), issue.line(Lang::En))).collect(),
    )
}

fn date(text: &str) -> Option<PlanDate> {
    Some(PlanDate::read(text).unwrap())
}

#[test]
fn a_tidy_list_is_read_field_by_field() {
    let (lists, issues) = read_csv(
        "ppm_id;naam;gemeente;corporatie;complex;vorm;planstatus;2027;2028 woningen;woningen;sociale huur;\
         start bouw gepland;start bouw werkelijk;knelpunten;delay_days;updated_on;x;y;pand_ids;netbewust;budget\n\
         P1;Anjerflat;Elzermade;Polderhuis;PH-1;Optoppen;Hard;10;20;30;12;1-3-2027;Q2 2027;net; -3;2026-10;\
         130105,123;470005;9001100000000001, 9001100000000002;ja;1,5 mln\n"
            .replace("net; -3", "\"net; parkeren\";-3")
            .as_str(),
    );
    assert!(issues.is_empty(), "{issues:?}");
    let project = &lists.projects[0];
    assert_eq!((project.row, project.naam.as_deref()), (2, Some("Anjerflat")));
    assert_eq!((project.form, project.planstatus), (Some(Form::Optoppen), Some(Planstatus::Hard)));
    assert_eq!(project.years, BTreeMap::from([(2027, 10), (2028, 20)]));
    let social = ProgrammeLine { by: ProgrammeBy::RentClass, name: "sociale huur".into(), homes: 12 };
    assert_eq!((project.n_homes(), &project.programme), (Some(30), &vec![social]));
    let start = Milestone { name: "start bouw".into(), planned: date("2027-03-01"), actual: date("2027-Q2") };
    assert_eq!(project.milestones, [start]);
    assert_eq!((project.knelpunten.len(), project.delay_days), (2, Some(-3)));
    assert_eq!(project.point.map(|point| (point.x(), point.y())), Some((130_105.12, 470_005.0)));
    assert_eq!((project.panden.len(), project.netbewust), (2, Some(true)));
    assert_eq!(lists.lists[0].extra, ["budget"]);
    assert_eq!(lists.carried[0].extra["budget"], "1,5 mln".into());
}

#[test]
fn what_is_not_understood_is_told_and_kept() {
    let (lists, issues) = read_csv(
        "naam;gemeente;woningen;planstatus;2027;oplevering;x;y;netbewust\n\
         A;E;ca. 12;gereed;veel;na de zomer;5;6;nvt\n\
         ;E;3;hard;1;;;;\n",
    );
    assert_eq!(
        issues,
        [
            "bad_coordinate record 2: `5`, `6` is no point in the Netherlands; kept as it stands",
            "bad_value record 2: `gereed` for planstatus is not understood; kept as it stands",
            "bad_value record 2: `ca. 12` for woningen is not understood; kept as it stands",
            "bad_value record 2: `na de zomer` for opleverdatum is not understood; kept as it stands",
            "bad_value record 2: `veel` for 2027 is not understood; kept as it stands",
            "bad_record record 3: has no name, no ppm_id and no site_id; kept, but matched to nothing",
        ]
    );
    let unread: Vec<&str> = lists.carried[0].unread.keys().map(String::as_str).collect();
    assert_eq!(unread, ["2027", "netbewust", "opleverdatum", "planstatus", "woningen", "x", "y"]);
    assert_eq!(lists.projects.len(), 2);
}

#[test]
fn a_status_in_other_words_and_a_period_go_through_as_they_stand() {
    let (lists, issues) = read_csv(
        "naam;gemeente;aantal;status;oplevering\nA;E;12;In voorbereiding;2028-2029\nB;E;3;zacht;2030 Q1\n",
    );
    assert!(issues.is_empty(), "{issues:?}");
    let statuses: Vec<_> = lists.projects.iter().map(|project| project.planstatus).collect();
    assert_eq!(statuses, [Some(Planstatus::Zacht); 2]);
    assert_eq!(lists.projects[0].phasing(), BTreeMap::from([(2028, 6), (2029, 6)]));
    assert_eq!(lists.projects[1].phasing(), BTreeMap::from([(2030, 3)]));
    assert_eq!(lists.carried[0].unread["planstatus"], "In voorbereiding".into());
    assert!(!lists.carried[1].unread.contains_key("planstatus"));
}

#[test]
fn columns_go_by_the_names_the_project_file_gives() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let lists = |text: &str, columns: &[(&str, &str)]| {
        std::fs::write(&path, text).unwrap();
        let columns = columns.iter().map(|(role, name)| ((*role).to_owned(), (*name).to_owned())).collect();
        let source = Source { path: path.clone(), name: "a.csv".into(), ..Source::default() };
        let mut issues = Issues::default();
        let lists = read(&[source], &ListForm { columns, ..form() }, &mut issues);
        lists.map(|lists| (lists.projects[0].n_homes(), issues.total()))
    };
    let own = "naam;gemeente;Nog te bouwen;woningen\nA;E;12;40\n";
    assert_eq!(lists(own, &[("woningen", "Nog te bouwen")]).unwrap(), (Some(12), 0), "it beats a known name");
    // What an export wrote has the names of an export; a list without is told.
    assert_eq!(lists("naam;gemeente;woningen\nA;E;40\n", &[("woningen", "Rest")]).unwrap(), (Some(40), 0));
    assert_eq!(lists("naam;gemeente\nA;E\n", &[("woningen", "Rest")]).unwrap(), (None, 1));
    assert!(lists(own, &[("huizen", "Rest")]).is_err());
}

#[test]
fn a_row_a_year_and_totals_and_columns_of_an_export() {
    let (lists, issues) = read_csv(
        "Planlijst gemeente E;;;\n\nprojectnaam;gemeente;jaarschijf;aantal;scan_score;2027;oplevering 2027\n\
         A;E;2027;5;99;;8\nA;E;2028;7;99;;\nTotaal;;;12;;;\n",
    );
    assert!(issues.is_empty(), "{issues:?}");
    assert_eq!((lists.projects.len(), lists.lists[0].n_totals), (2, 1));
    assert_eq!(lists.projects[1].phasing(), BTreeMap::from([(2028, 7)]));
    assert_eq!(lists.projects[0].row, 4);
    assert_eq!(lists.lists[0].extra, ["oplevering 2027"], "the second column of a year goes through");
}

#[test]
fn a_header_of_two_rows_is_one_header() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Toelichting").unwrap().write_string(0, 0, "Lees mij").unwrap();
    let sheet = workbook.add_worksheet().set_name("Plannen").unwrap();
    let look = Format::new();
    sheet.merge_range(0, 0, 0, 6, "Planlijst 2026", &look).unwrap();
    for (at, name) in [(0, "Projectnaam"), (1, "Gemeente"), (6, "Opmerking")] {
        sheet.merge_range(2, at, 3, at, name, &look).unwrap();
    }
    sheet.merge_range(2, 2, 2, 3, "Jaarschijf", &look).unwrap();
    sheet.write_number(3, 2, 2027).unwrap().write_number(3, 3, 2028).unwrap();
    sheet.merge_range(2, 4, 2, 5, "Start bouw", &look).unwrap();
    sheet.write_string(3, 4, "gepland").unwrap().write_string(3, 5, "werkelijk").unwrap();
    sheet.write_string(4, 0, "A").unwrap().write_string(4, 1, "E").unwrap();
    sheet.write_number(4, 2, 4).unwrap().write_number(4, 3, 6).unwrap();
    sheet.write_number(4, 4, 46_447).unwrap().write_string(4, 5, "april 2027").unwrap();
    sheet.write_string(4, 6, "=1+1").unwrap();
    let (lists, issues) = read_bytes("lijst.xlsx", &workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(lists.projects.len(), 1, "{:?}", lists.projects);
    let project = &lists.projects[0];
    assert_eq!(project.years, BTreeMap::from([(2027, 4), (2028, 6)]));
    assert_eq!(project.milestones[0].planned, date("2027-03-01"));
    assert_eq!(project.milestones[0].actual, date("2027-04"));
    assert_eq!((project.row, lists.carried[0].extra["Opmerking"].clone()), (5, "=1+1".into()));
    assert_eq!(lists.lists[0].extra, ["Opmerking"]);
    let kinds: Vec<_> = issues.kept().iter().map(|issue| issue.kind).collect();
    assert_eq!(kinds, [IssueKind::SkippedSheet]);
}

#[test]
fn degrees_are_a_point_and_a_file_without_a_list_is_refused_with_a_cure() {
    let (lists, _) = read_csv("naam,gemeente,lon,lat\nA,E,5.387,52.155\n");
    let point = lists.projects[0].point.unwrap();
    assert!((point.x() - 155_000.0).abs() < 1_000.0 && (point.y() - 463_000.0).abs() < 1_000.0, "{point:?}");
    let error = read_bytes("x.csv", b"a,naam\n1,2\n").unwrap_err();
    assert!(error.to_string().contains("`x.csv`") || error.to_string().contains("x.csv"), "{error}");
    assert!(error.hint().unwrap().contains("ppm_id"), "{error:?}");
}

#[test]
fn a_layer_of_plans_gives_each_row_a_point_in_its_shape() {
    let plan = |naam: &str, shape: &str| {
        format!(r#"{{"type":"Feature","properties":{{"naam":"{naam}","gemeente":"E"}},"geometry":{shape}}}"#)
    };
    let plans = [
        plan("A", r#"{"type":"Point","coordinates":[130105,470005]}"#),
        plan(
            "B",
            r#"{"type":"Polygon","coordinates":[[[130000,470000],[130010,470000],[130010,470010],[130000,470000]]]}"#,
        ),
        plan("C", "null"),
    ];
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}"#;
    let text = format!(r#"{{"type":"FeatureCollection",{crs},"features":[{}]}}"#, plans.join(","));
    let (lists, issues) = read_bytes("plannen.geojson", text.as_bytes()).unwrap();
    let points: Vec<_> = lists.projects.iter().map(|project| project.point).collect();
    assert_eq!(points[0], Some((130_105.0, 470_005.0).into()));
    assert!(points[1].is_some_and(|point| (130_000.0..130_010.0).contains(&point.x())), "{points:?}");
    assert_eq!((points[2], issues.total()), (None, 0));
}

proptest! {
    #[test]
    fn scrambled_lists_never_panic_and_every_row_comes_out(
        mut bytes in Just(b"naam;gemeente;2027;start bouw gepland;x;y;pand_ids;planstatus\nA;E;5;1-3-2027;1;2;9001100000000001;hard\nB;E;6;Q3 2027;;;;zacht\n".to_vec()),
        changes in proptest::collection::vec((0_usize..130, any::<u8>()), 0..12),
        cut in 0_usize..140,
    ) {
        for (at, byte) in changes {
            if let Some(there) = bytes.get_mut(at) {
                *there = byte;
            }
        }
        bytes.truncate(cut.max(20));
        if let Ok((lists, _)) = read_bytes("lijst.csv", &bytes) {
            let n: usize = lists.lists.iter().map(|list| list.n_rows).sum();
            prop_assert_eq!(n, lists.projects.len());
            prop_assert_eq!(n, lists.carried.len());
        }
    }
}
