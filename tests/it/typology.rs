//! Are near-identical panden of one type, and is every suitable home in one?

use std::{collections::BTreeMap, fmt::Write as _};

use toplaag::{
    lang::Lang,
    record::Record,
    typology::{Basis, State, Type, Types, words},
};

use crate::support::{Place, RD, collection, feature, pand_id};

/// A flat: number, bouwjaar, length and depth in meters, storeys.
type Flat = (u64, Option<u16>, u32, u32, u32);

/// A place with these flats in a row, all of one owner or of none.
fn place(flats: &[Flat], limit: bool, held: bool) -> Place {
    let mut panden = Vec::new();
    let mut heights = String::from(
        "identificatie,b3_h_maaiveld,b3_h_70p,b3_opp_dak_plat,b3_opp_dak_schuin,b3_dak_type,b3_bouwlagen\n",
    );
    let mut bezit = String::from("corporatie,complex,pand_id\n");
    for (n, bouwjaar, length, depth, storeys) in flats {
        let (x, y) = (130_000 + 200 * *n, 470_000);
        let (right, top) = (x + u64::from(*length), y + u64::from(*depth));
        let shape = format!(
            r#"{{"type":"Polygon","coordinates":[[[{x},{y}],[{right},{y}],[{right},{top}],[{x},{top}],[{x},{y}]]]}}"#
        );
        let year = bouwjaar.map_or_else(|| "null".to_owned(), |year| year.to_string());
        panden.push(feature(
            &format!(
                r#""identificatie":"{}","bouwjaar":{year},"status":"Pand in gebruik","gebruiksdoel":"woonfunctie","aantal_verblijfsobjecten":24"#,
                pand_id(*n)
            ),
            &shape,
        ));
        let (roof, area) = (1.0 + 3.0 * f64::from(*storeys), length * depth);
        writeln!(heights, "{},1.0,{roof:.1},{area}.0,0.0,horizontal,{storeys}", pand_id(*n)).unwrap();
        writeln!(bezit, "Woonstichting,C-{},{}", n / 10, pand_id(*n)).unwrap();
    }
    let mut toml = String::from(
        "[project]\nlang = \"nl\"\nforms = [\"optoppen\"]\n[panden]\npath = \"panden.geojson\"\n[heights]\npath = \"heights.csv\"\n",
    );
    if held {
        toml.push_str("[bezit]\npath = \"bezit.csv\"\n");
    }
    if limit {
        toml.push_str(
            "[[restrictions]]\nname = \"Hoogte\"\neffect = \"height_limit\"\npath = \"hoogte.geojson\"\n",
        );
    }
    toml.push_str("[[restrictions]]\nname = \"Monumenten\"\nkind = \"rijksmonument\"\neffect = \"exclude\"\npath = \"monumenten.geojson\"\n");
    let all = r#"{"type":"Polygon","coordinates":[[[129000,469000],[150000,469000],[150000,471000],[129000,471000],[129000,469000]]]}"#;
    let far = r#"{"type":"Polygon","coordinates":[[[129000,479000],[129010,479000],[129010,479010],[129000,479010],[129000,479000]]]}"#;
    let one = |id: &str, shape: &str| {
        format!(
            r#"{{"type":"FeatureCollection",{RD}"features":[{}]}}"#,
            feature(&format!(r#""id":"{id}","hoogte":60.0"#), shape)
        )
    };
    let place = Place::project(&toml);
    place.write("panden.geojson", collection(&panden));
    place.write("heights.csv", heights);
    place.write("bezit.csv", bezit);
    place.write("hoogte.geojson", one("h", all));
    place.write("monumenten.geojson", one("m", far));
    place.scan();
    place
}

/// Three flats of 60 × 12 m of 1966, 1970 and 1974 are one type; one of 1980, one
/// that is deeper and one that is higher are not; of one the year is not known.
const FLATS: [Flat; 7] = [
    (10, Some(1966), 60, 12, 4),
    (11, Some(1970), 62, 12, 4),
    (12, Some(1974), 64, 12, 4),
    (20, Some(1980), 60, 12, 4),
    (30, Some(1970), 52, 14, 4),
    (40, Some(1970), 60, 12, 6),
    (50, None, 60, 12, 4),
];

#[test]
fn near_identical_blocks_form_a_type_with_words_for_people() {
    let place = place(&FLATS, true, true);
    let record = Record::open(&place.path("uit")).unwrap();
    let sites = record.sites().unwrap();
    let types = Types::new(&sites, &record.params.typen);
    assert_eq!(types.basis, Basis::Suitable);
    let said: Vec<(String, u64, u64)> = types
        .types
        .iter()
        .map(|one| {
            let words = words(one.common, &record.params.typen, Lang::Nl);
            (words, one.suitable.panden, one.undecided.panden)
        })
        .collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    assert_eq!(
        said[0],
        (
            "middelhoge flat 1965–1974, 4 lagen, 600–900 m² plat dak, 11–13 m diep, één eigenaar".to_owned(),
            3,
            0
        )
    );
    assert_eq!((said[1].0.as_str(), said[1].1), ("op zichzelf staande panden: op geen ander lijkend", 3));
    assert_eq!(said[2].0, "niet in te delen: bouwjaar, bouwlagen of diepte onbekend");
    let alone: Vec<String> = types.types[1]
        .members
        .iter()
        .map(|at| types.members[*at].words(&types.types[1], &record.params.typen, Lang::Nl))
        .collect();
    for (start, part) in [
        ("hoge flat 1965–1974", "5–6 lagen"),
        ("middelhoge flat 1965–1974", "13–16 m diep"),
        ("middelhoge flat 1975–1989", "4 lagen"),
    ] {
        let start = format!("op zichzelf staand: {start}");
        assert!(alone.iter().any(|one| one.starts_with(&start) && one.contains(part)), "{alone:#?}");
    }
    // By hand: 720, 744 and 768 m² × 0.85 × 1 × 0.78 / 55: 8.68, 8.97, 9.26.
    assert_eq!(types.types[0].suitable.homes, 8 + 8 + 9);
    let pilots = types.pilots(1, None);
    assert_eq!((pilots[0].of, pilots[0].stands_for), (0, 25));
    // What stands alone stands for nothing else.
    assert_eq!(types.pilots(9, None).len(), 1);
    let ran = place.run_in("nl", "typen uit --out t");
    assert!(ran.stdout.contains("Zij vormen één type; 3 panden lijken op geen ander."), "{}", ran.stdout);
    assert!(ran.stdout.contains("Het grootste type, met één pilot, staat voor 25 van de "), "{}", ran.stdout);
}

/// Without a height limit all of it is undecided: types are told all the same,
/// and no home is called suitable.
#[test]
fn undecided_types_are_told_apart() {
    let place = place(&FLATS, false, false);
    let record = Record::open(&place.path("uit")).unwrap();
    let sites = record.sites().unwrap();
    let types = Types::new(&sites, &record.params.typen);
    assert_eq!(types.sum(State::Suitable).panden, 0);
    assert_eq!(types.basis, Basis::Undecided);
    assert!(words(types.types[0].common, &record.params.typen, Lang::Nl).ends_with("eigenaar onbekend"));
    assert_eq!(types.types[0].undecided.panden, 3);
    assert_eq!(types.pilots(3, None).len(), 1);
    let ran = place.run_in("nl", "typen uit --out t");
    assert!(ran.stdout.contains("Er is nog niets geschikt"), "{}", ran.stdout);
    assert!(place.read("t/typen.html").contains("mogelijk, als wat ontbreekt meevalt"));
}

/// Of the town: every suitable home is in one type, and no other choice of
/// types stands for more.
#[test]
fn types_part_all_homes_and_pilots_stand_for_most() {
    let place = Place::scanned();
    let record = Record::open(&place.path("uit")).unwrap();
    let params = record.params.clone();
    let answer = record.answer(&params).unwrap();
    let types = Types::new(&answer.sites, &params.typen);
    let homes = answer.counts.forms[&toplaag::model::Form::Optoppen].homes.unwrap();
    let sum = |of: fn(&toplaag::typology::Type) -> u64| types.types.iter().map(of).sum::<u64>();
    assert!(homes.suitable.mid > 100);
    assert_eq!(sum(|one| one.suitable.homes), homes.suitable.mid);
    assert_eq!(sum(|one| one.undecided.homes), homes.undecided.mid);
    let mut seen: BTreeMap<usize, u32> = BTreeMap::new();
    for at in types.types.iter().flat_map(|one| &one.members) {
        *seen.entry(*at).or_default() += 1;
    }
    assert!(seen.len() == types.members.len() && seen.values().all(|n| *n == 1));
    assert!(types.types.iter().all(|one| !one.is_told() || one.members.len() > 1));
    // Three at once, all of them tried.
    let weights: Vec<u64> =
        types.types.iter().filter(|one| one.is_told()).map(|one| one.suitable.homes).collect();
    let mut best = 0;
    for (a, x) in weights.iter().enumerate() {
        for (b, y) in weights.iter().enumerate().skip(a + 1) {
            for z in weights.iter().skip(b + 1) {
                best = best.max(x + y + z);
            }
        }
    }
    let pilots = types.pilots(3, None);
    assert_eq!(pilots.iter().map(|pilot| pilot.stands_for).sum::<u64>(), best);
    for pilot in &pilots {
        let member = &types.members[pilot.pand];
        assert_eq!(member.state, State::Suitable);
        let others = types.types[pilot.of].members.iter().map(|at| &types.members[*at]);
        let forward =
            others.clone().filter(|other| other.state == State::Suitable).any(|m| m.site.is_on_shortlist());
        assert_eq!(member.site.is_on_shortlist(), forward);
    }
    // Of a corporatie by her panden alone.
    let hers = types.pilots(50, Some("Woonstichting Zeven Linden"));
    let is_hers = |at: &&usize| {
        types.members[**at].site.called.corporatie.as_deref() == Some("Woonstichting Zeven Linden")
    };
    let told = types.types.iter().filter(|one| one.is_told());
    let of_two = told.filter(|one: &&Type| one.members.iter().filter(is_hers).count() > 1);
    let counted: u64 = of_two
        .flat_map(|one| one.members.iter().filter(is_hers))
        .map(|at| &types.members[*at])
        .filter(|member| member.state == State::Suitable)
        .map(|member| u64::from(member.homes.unwrap_or(0)))
        .sum();
    assert_eq!(hers.iter().map(|pilot| pilot.stands_for).sum::<u64>(), counted);
    assert!(counted > 0);
}

#[test]
fn types_are_the_same_on_any_number_of_threads_and_bands_are_checked() {
    let place = Place::scanned();
    for threads in [1, 3] {
        let ran = place.run(&format!("typen uit --out t{threads} -q --threads {threads}"));
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    let files = |name: &str| -> Vec<Vec<u8>> { place.files(name).into_values().collect() };
    assert!(files("t1") == files("t3"));
    assert_eq!(place.run("typen uit --pilots 0 --out t").code, Some(2));
    assert!(!place.path("t").exists());
    for (norm, says) in [
        ("depth_m_from = [9.0, 9.0]", "`typen.depth_m_from`: 9 follows 9"),
        ("bouwjaar_from = [1965, 1945]", "`typen.bouwjaar_from`: 1945 follows 1965"),
        ("pilots = 0", "`typen.pilots` is 0"),
    ] {
        place.edit("toplaag.toml", |text| {
            let text = text.split("\n[params.typen]").next().unwrap().to_owned();
            format!("{text}\n[params.typen]\n{norm}\n")
        });
        let ran = place.run("scan toplaag.toml --out x -q");
        assert!(ran.code == Some(3) && ran.stderr.contains(says), "{norm}: {}", ran.stderr);
    }
}
