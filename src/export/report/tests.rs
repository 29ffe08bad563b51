use super::*;
use crate::params::Params;

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.into(), value: value.into() }
}

fn count(label: &str, count: u64) -> Count {
    Count { label: label.into(), count }
}

fn made_up(lang: Lang) -> Report {
    let card = |rank: Option<u32>, title: &str, answer, verdict: &str| SiteCard {
        rank,
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
        measures: vec!["netbewust bouwen".into()],
        lon_lat: Some((4.27123, 52.05214)),
    };
    Report {
        lang,
        title: "Optoppen in Den Haag".into(),
        subtitle: "Welke complexen eerst, en waarom.".into(),
        summary: vec![fact("Panden", "12.345"), fact("Woningen erbij", "1.234")],
        forms: vec![FormLine {
            form: "inbreiding".into(),
            sites: 1_234,
            suitable: 12,
            undecided: 5,
            unsayable: 3,
            homes_suitable: "96 (40 – 180)".into(),
            homes_undecided: "31 (0 – 70)".into(),
            once_suitable: "64 (30 – 120)".into(),
            once_undecided: "20 (0 – 45)".into(),
        }],
        ground: vec![fact("Kavels", "17")],
        tallies: vec![
            Tally { answer: Answer::Suitable, label: "geschikt".into(), count: 412 },
            Tally { answer: Answer::Undecided, label: "onbeslist".into(), count: 1_933 },
            Tally { answer: Answer::Unsuitable, label: "ongeschikt".into(), count: 10_000 },
        ],
        groups: vec![
            Group {
                name: "Den Haag".into(),
                note: String::new(),
                sites: vec![
                    card(Some(1), "Moerwijk 12", Answer::Suitable, "geschikt"),
                    card(Some(2), "<script>alert(1)</script> & Zn.", Answer::Undecided, "onbeslist: hoogte"),
                    card(None, "Laak 3", Answer::Unsuitable, "ongeschikt: plat dak te klein"),
                ],
            },
            Group { name: "Delft".into(), note: "Geen bezit opgegeven.".into(), sites: vec![] },
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

#[test]
fn forms_and_ground_stand_before_the_verdicts_and_on_the_cards() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    write_report(&path, &made_up(Lang::Nl)).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part}"));
    assert!(at("<h2>Naar vorm</h2>") < at("<h2>Grond</h2>") && at("<h2>Grond</h2>") < at("<h2>Oordelen"));
    assert!(text.contains("<td class=\"n\">1.234</td>") && text.contains("64 (30 – 120)"));
    assert!(text.contains("<h5>Gaat samen</h5>") && text.contains("optoppen + inbreiding: 32 woningen"));
    assert!(text.contains("<h5>Ook mogelijk</h5>") && text.contains("<dt>Vorm</dt><dd>optoppen</dd>"));
    write_report(&path, &Report::default()).unwrap();
    assert!(!std::fs::read_to_string(&path).unwrap().contains("Naar vorm"));
}

#[test]
fn an_empty_report_says_there_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.html");
    write_report(&path, &Report::default()).unwrap();
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
