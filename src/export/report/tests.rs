use super::*;
use crate::{
    drawing::{LegendLine, Picture},
    lang::Lang,
    params::Params,
    units::Range,
};

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

fn count(label: &str, count: u64) -> Count {
    Count { label: label.into(), count }
}

fn state(answer: Answer, label: &str, extent: &str, note: &str) -> StateLine {
    StateLine { answer, label: label.into(), sites: 12, extent: extent.into(), note: note.into() }
}

fn complex(name: &str, answer: Option<Answer>) -> ComplexLine {
    ComplexLine {
        name: name.into(),
        place: "Moerweg 1 e.a.".into(),
        homes_now: "72".into(),
        form: "optoppen".into(),
        answer,
        verdict: "geschikt".into(),
        reason: "3 van 4 panden geschikt".into(),
        homes: "12 (9 – 15)".into(),
        standing: "voorgedragen, 1".into(),
    }
}

fn made_up(lang: Lang) -> Report {
    let card = |rank: Option<u32>, title: &str, answer, verdict: &str| SiteCard {
        rank,
        on_map: rank,
        id: format!("complex-{title}"),
        title: title.into(),
        form: "optoppen".into(),
        alternatives: vec!["sloop-nieuwbouw: 40 woningen".into()],
        together: vec!["optoppen + inbreiding: 32 woningen".into()],
        answer,
        verdict: verdict.into(),
        score: Some(71.25),
        coverage: Some(0.85),
        homes: Some(Range { low: 18, mid: 24, high: 31 }),
        extra_storeys: Some("2".into()),
        facts: vec![fact("Gemeente", "Den Haag"), fact("Parkeertekort", "12 plaatsen")],
        reasons: vec!["plat dak van 1.240 m², vier bouwlagen, bouwjaar 1964".into()],
        missing: vec!["draagkracht niet onderzocht".into()],
        flags: vec!["lift nodig boven 12,5 m".into()],
        doubt: None,
        measures: vec!["netbewust bouwen".into()],
        lon_lat: Some((4.27123, 52.05214)),
    };
    Report {
        lang,
        title: "Optoppen in Den Haag".into(),
        subtitle: "Welke complexen eerst, en waarom.".into(),
        summary: vec![fact("Panden", "12.345"), fact("Woningen erbij", "1.234")],
        steps: None,
        states: vec![
            state(Answer::Suitable, "geschikt", "96 (40 – 180)", "alle regels zijn gehaald"),
            state(
                Answer::Undecided,
                "onbeslist",
                "210 (0 – 400)",
                "mogelijk, als bekend is: bouwhoogte (12)",
            ),
            state(Answer::Unsayable, "niet te zeggen", "1,2 ha", "kaart van wegen ontbreekt"),
        ],
        holdings: Some(HoldingsView {
            facts: vec![fact("Complexen", "2")],
            complexes: vec![complex("ZL-102", Some(Answer::Suitable)), complex("<b>ZL-9", None)],
        }),
        forms: vec![FormLine {
            form: "inbreiding".into(),
            cells: ["12: 64 (30 – 120)", "1.222: 900 (0 – 2.000)", "6"].map(str::to_owned).to_vec(),
        }],
        ground: vec![fact("Kavels", "17")],
        tallies: vec![
            Tally { answer: Answer::Suitable, label: "geschikt".into(), count: 412 },
            Tally { answer: Answer::Undecided, label: "onbeslist".into(), count: 1_933 },
            Tally { answer: Answer::Unsuitable, label: "ongeschikt".into(), count: 10_000 },
        ],
        lists: vec![
            SiteList {
                title: "Shortlist".into(),
                note: String::new(),
                map: Some(MapApart {
                    map: Picture {
                        svg: "<svg><g/></svg>".into(),
                        alt: "Kaart".into(),
                        caption: "BAG <i>".into(),
                    },
                    legend: vec![LegendLine { svg: "<svg></svg>".into(), label: "geschikt".into() }],
                }),
                groups: vec![
                    Group {
                        name: "Den Haag".into(),
                        note: String::new(),
                        sites: vec![
                            card(Some(1), "Moerwijk 12", Answer::Suitable, "geschikt"),
                            card(
                                Some(2),
                                "<script>alert(1)</script> & Zn.",
                                Answer::Undecided,
                                "onbeslist: hoogte",
                            ),
                            card(None, "Laak 3", Answer::Unsuitable, "ongeschikt: plat dak te klein"),
                        ],
                        map: None,
                    },
                    Group {
                        name: "Delft".into(),
                        note: "Geen bezit opgegeven.".into(),
                        sites: vec![],
                        map: None,
                    },
                ],
                brief: false,
            },
            SiteList {
                title: "Andere vormen".into(),
                note: String::new(),
                map: None,
                groups: vec![Group {
                    name: "Den Haag".into(),
                    note: String::new(),
                    sites: vec![card(None, "Plantsoen 1", Answer::Unsayable, "niet te zeggen")],
                    map: None,
                }],
                brief: true,
            },
        ],
        unsuitable: vec![count("te weinig plat dak", 8_000), count("te oud", 2_000)],
        undecided: vec![count("hoogte", 1_933)],
        issues: vec![count("dubbele identificatie", 3)],
        sources: vec![SourceRow {
            file: "bag.gpkg".into(),
            layer: "pand".into(),
            date: "2026-11-08".into(),
            sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".into(),
            count: Some(12_345),
            licence: "CC0".into(),
            attribution: "Kadaster".into(),
        }],
        parameters: Params::built_in().list().to_vec(),
        limits: vec!["Een hoge plaats is geen bouwvergunning.".into()],
    }
}

#[test]
fn values_are_escaped_and_the_page_runs_no_script() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    write_report(&path, &made_up(Lang::Nl)).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("<script"), "a value reached the page unescaped");
    assert!(text.contains("&#60;script&#62;alert(1)&#60;/script&#62; &#38; Zn."));
    assert!(text.contains("default-src 'none'"));
    assert!(!text.contains("http://") && !text.contains("https://"), "the page points elsewhere");
}

#[test]
fn numbers_and_headings_follow_the_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    let page = |lang| {
        write_report(&path, &made_up(lang)).unwrap();
        std::fs::read_to_string(&path).unwrap()
    };
    let nl = page(Lang::Nl);
    assert!(nl.contains("<html lang=\"nl\">") && nl.contains("<h2>Oordelen over panden (optoppen)</h2>"));
    assert!(nl.contains(">71,3<") && nl.contains("10.000") && nl.contains(">85 %<"));
    assert!(nl.contains("52.05214 N, 4.27123 O"));
    let en = page(Lang::En);
    assert!(en.contains("<html lang=\"en\">") && en.contains("<h2>Verdicts on panden (optoppen)</h2>"));
    assert!(en.contains(">71.3<") && en.contains("10,000"));
    assert_eq!(nl, page(Lang::Nl), "the same report gives the same bytes");
}

fn written(report: &Report) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    write_report(&path, report).unwrap();
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_council_reads_holdings_states_map_and_shortlist_in_that_order() {
    let text = written(&made_up(Lang::Nl));
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part}"));
    let order = [
        "<h2>Uw bezit</h2>",
        "<h2>Wat er gevonden is</h2>",
        "<h2>Shortlist</h2>",
        "<figure class=\"map\">",
        "<h2>Andere vormen</h2>",
        "<h2>Naar vorm</h2>",
        "<h2>De run in getallen</h2>",
        "<h2>Grond</h2>",
        "<h2>Oordelen",
        "<details>\n<summary><h2>Bronnen</h2>",
        "<details>\n<summary><h2>Normen</h2>",
    ];
    for two in order.windows(2) {
        assert!(at(two[0]) < at(two[1]), "{} before {}", two[0], two[1]);
    }
    assert!(
        text.contains("<svg><g/></svg>") && text.contains("BAG &#60;i&#62;"),
        "drawings stay, texts do not"
    );
    assert!(text.contains("&#60;b&#62;ZL-9") && text.contains("3 van 4 panden geschikt"));
    assert!(text.contains("<h5>Gaat samen</h5>") && text.contains("<h5>Ook mogelijk</h5>"));
    let nothing = written(&Report::default());
    for part in ["Uw bezit", "Naar vorm", "<figure"] {
        assert!(!nothing.contains(part), "{part}");
    }
}

#[test]
fn totals_stand_state_by_state_and_a_fourth_has_its_place() {
    let text = written(&made_up(Lang::Nl));
    for part in
        ["96 (40 – 180)", "210 (0 – 400)", "1,2 ha", "class=\"mark unsaid\"", "mogelijk, als bekend is"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("306"), "no figure over states");
}

#[test]
fn a_brief_list_has_a_table_and_no_cards() {
    let text = written(&made_up(Lang::Nl));
    assert_eq!(text.matches("<article").count(), 3);
    let brief = text.split("<h2>Andere vormen</h2>").nth(1).unwrap();
    assert!(brief.contains("Plantsoen 1") && !brief.contains("<article"));
}

#[test]
fn an_empty_report_says_there_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    let list = SiteList {
        title: "Shortlist".into(),
        note: String::new(),
        map: None,
        groups: Vec::new(),
        brief: false,
    };
    write_report(&path, &Report { lists: vec![list], ..Report::default() }).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("Geen locaties op de shortlist.") && text.contains("Geen bevindingen."));
}

#[test]
fn the_bar_is_filled_to_its_end() {
    let report = made_up(Lang::Nl);
    let page = Page { r: &report, t: super::labels::labels(Lang::Nl) };
    let end = page.segments().last().map(|segment| segment.x + segment.width);
    assert_eq!(end, Some(Page::BAR));
}
