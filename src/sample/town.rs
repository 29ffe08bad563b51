//! Which blocks make up the town district?
//!
//! A table: places are meters from the district's south-west corner. What the
//! default parameters must answer stands beside the block (`expect`).

use Numbering::{Additions, Letters, Own};
use RoofForm::{Flat, Partly, Slanted, Stepped};

use crate::model::{Conditions, PandStatus};

use super::{
    Corporatie::{Polderhuis, Reveil, ZevenLinden},
    block::{Block, Numbering, RoofForm, Survey},
    shape::Shape,
};

pub(super) const CENTRUM: u8 = 0;
pub(super) const STATION: u8 = 1;
pub(super) const BLOEMEN: u8 = 2;
pub(super) const HOOGVELD: u8 = 3;
pub(super) const WEIDE: u8 = 4;
pub(super) const HOVEN: u8 = 5;

const WONEN: &str = "woonfunctie";
const WINKEL: &str = "winkelfunctie";
const KANTOOR: &str = "kantoorfunctie";

/// What a corporatie usually knows: label and rent class.
fn says(label: &str, rent_class: &str) -> Conditions {
    Conditions { label: Some(label.into()), rent_class: Some(rent_class.into()), ..Conditions::default() }
}

/// With a constructeur's verdict on structure and foundation.
fn examined(label: &str, structure: bool, foundation: bool) -> Conditions {
    Conditions { structure_ok: Some(structure), foundation_ok: Some(foundation), ..says(label, "sociaal") }
}

/// All blocks of the town, in the order of their panden.
pub(super) fn blocks() -> Vec<Block> {
    let mut blocks = hoogveld();
    blocks.extend(bloemen());
    blocks.extend(centrum());
    blocks.extend(station());
    blocks.extend(weide());
    blocks.extend(hoven());
    blocks
}

/// Gallery flats of 1966-1974, with their garage boxes, school and shops.
fn hoogveld() -> Vec<Block> {
    let flat = |name, at, length: f64, storeys: u16, per_storey: u32, year: u16, street, number| {
        Block::new(name, HOOGVELD, at, (1, 0), (length, 12.0))
            .built(year, year, storeys, Stepped)
            .homes(per_storey * u32::from(storeys), 72)
            .street(street, number, Own)
    };
    let lift = |label| Conditions { lift: Some(true), ..says(label, "sociaal") };
    vec![
        flat("hoogveld a", (34.0, 56.0), 88.0, 5, 10, 1968, "Sterrenlaan", 1)
            .held(ZevenLinden, 101, 100, lift("D"))
            .expect("suitable", ""),
        flat("hoogveld b", (34.0, 118.0), 88.0, 5, 10, 1968, "Sterrenlaan", 2)
            .held(ZevenLinden, 101, 100, lift("D"))
            .expect("suitable", ""),
        flat("hoogveld c", (34.0, 180.0), 88.0, 8, 9, 1971, "Planetenlaan", 1)
            .held(ZevenLinden, 102, 100, Conditions { renovation_year: Some(2029), ..lift("E") })
            .expect("suitable", ""),
        flat("hoogveld d", (34.0, 242.0), 80.0, 10, 8, 1973, "Planetenlaan", 2)
            .held(ZevenLinden, 103, 100, lift("D"))
            .expect("unsuitable", "storeys"),
        flat("hoogveld e", (34.0, 304.0), 72.0, 6, 9, 1974, "Kometenlaan", 1)
            .held(ZevenLinden, 103, 100, lift("C"))
            .expect("unsuitable", "height_limit"),
        flat("hoogveld f", (176.0, 84.0), 72.0, 5, 9, 1966, "Maanstraat", 1)
            .held(ZevenLinden, 104, 100, Conditions { demolition_year: Some(2029), ..says("G", "sociaal") })
            .expect("unsuitable", "demolition"),
        flat("hoogveld g", (176.0, 146.0), 72.0, 5, 9, 1967, "Maanstraat", 2)
            .survey(Survey::NoPoints)
            .held(ZevenLinden, 104, 100, says("F", "sociaal"))
            .expect("undecided", "roof"),
        flat("hoogveld h", (176.0, 208.0), 64.0, 4, 8, 1969, "Zonstraat", 1)
            .held(ZevenLinden, 105, 100, examined("E", false, true))
            .expect("unsuitable", "structure"),
        flat("hoogveld i", (176.0, 270.0), 64.0, 4, 8, 1969, "Zonstraat", 2)
            .status(PandStatus::VerbouwingPand)
            .held(ZevenLinden, 105, 100, examined("B", true, true))
            .expect("suitable", ""),
        flat("hoogveld j", (176.0, 26.0), 64.0, 5, 8, 1970, "Maanstraat", 101)
            .held(ZevenLinden, 106, 100, lift("D"))
            .expect("unsuitable", "restriction"),
        Block::new("hoogveld boxen zuid", HOOGVELD, (272.0, 70.0), (1, 1), (3.0, 6.0))
            .row(9, 0.0)
            .built(1968, 1968, 1, Flat),
        Block::new("hoogveld boxen noord", HOOGVELD, (272.0, 180.0), (1, 1), (3.0, 6.0))
            .row(9, 0.0)
            .built(1971, 1971, 1, Flat),
        Block::new("hoogveld school", HOOGVELD, (284.0, 252.0), (1, 0), (38.0, 34.0))
            .shape(Shape::U(10.0))
            .built(1972, 1972, 1, Flat)
            .others(1, "onderwijsfunctie")
            .street("Zonstraat", 91, Own)
            .expect("unsuitable", "woonfunctie"),
        Block::new("hoogveld winkels", HOOGVELD, (150.0, 336.0), (1, 0), (78.0, 18.0))
            .built(1970, 1970, 1, Flat)
            .others(9, WINKEL)
            .street("Kometenplein", 1, Own)
            .expect("unsuitable", "woonfunctie"),
    ]
}

/// Porch flats of the 1950s and 1960s, three and four storeys.
fn bloemen() -> Vec<Block> {
    let porch = |name, at, storeys: u16, year: u16, roof, street, number| {
        Block::new(name, BLOEMEN, at, (-1, 0), (66.0, 10.5))
            .built(year, year, storeys, roof)
            .homes(8 * u32::from(storeys), 61)
            .street(street, number, Own)
    };
    let terrace = |name, at, year, street, number| {
        Block::new(name, BLOEMEN, at, (-1, 0), (5.6, 8.8))
            .row(7, 0.0)
            .built(year, year, 2, Slanted)
            .homes(1, 84)
            .sheds(2)
            .street(street, number, Own)
            .expect("unsuitable", "flat_share")
    };
    vec![
        porch("bloemen a", (24.0, 442.0), 4, 1953, Slanted, "Anjerstraat", 1)
            .held(Reveil, 11, 100, Conditions { rebuild_ratio: Some(1.3), ..says("F", "sociaal") })
            .expect("unsuitable", "flat_share"),
        porch("bloemen b", (24.0, 492.0), 4, 1954, Slanted, "Anjerstraat", 2)
            .held(Reveil, 11, 100, Conditions { rebuild_ratio: Some(1.3), ..says("F", "sociaal") })
            .expect("unsuitable", "flat_share"),
        porch("bloemen c", (24.0, 542.0), 4, 1957, Flat, "Lupinestraat", 1)
            .held(Reveil, 12, 100, says("D", "sociaal"))
            .expect("undecided", "structure"),
        porch("bloemen d", (24.0, 592.0), 4, 1958, Flat, "Lupinestraat", 2)
            .held(Reveil, 12, 100, says("D", "sociaal"))
            .expect("undecided", "structure"),
        porch("bloemen e", (24.0, 642.0), 3, 1959, Flat, "Resedastraat", 1)
            .held(Reveil, 13, 100, examined("C", true, true))
            .expect("suitable", ""),
        porch("bloemen f", (24.0, 692.0), 3, 1960, Flat, "Resedastraat", 2)
            .held(Reveil, 13, 100, examined("C", true, false))
            .expect("unsuitable", "structure"),
        porch("bloemen g", (128.0, 428.0), 4, 1965, Flat, "Asterstraat", 1)
            .held(Reveil, 14, 100, says("D", "sociaal"))
            .expect("unsuitable", "height_limit"),
        porch("bloemen h", (128.0, 478.0), 4, 1966, Flat, "Asterstraat", 2)
            .status(PandStatus::SloopvergunningVerleend)
            .held(Reveil, 15, 100, Conditions { demolition_year: Some(2027), ..says("G", "sociaal") })
            .expect("unsuitable", "status"),
        porch("bloemen i", (128.0, 528.0), 3, 1966, Flat, "Violenstraat", 1)
            .held(Reveil, 16, 50, says("E", "sociaal"))
            .expect("undecided", "owner"),
        porch("bloemen j", (128.0, 578.0), 3, 1967, Flat, "Violenstraat", 2)
            .survey(Survey::NoAreas)
            .held(Reveil, 16, 100, says("E", "sociaal"))
            .expect("suitable", ""),
        porch("bloemen k", (128.0, 628.0), 3, 1968, Flat, "Irisstraat", 1)
            .held(Reveil, 17, 100, says("D", "midden"))
            .expect("unsuitable", "rijksmonument"),
        terrace("bloemen rij a", (232.0, 468.0), 1951, "Krokusstraat", 1),
        terrace("bloemen rij b", (232.0, 508.0), 1951, "Krokusstraat", 2),
        terrace("bloemen rij c", (232.0, 548.0), 1952, "Dahliastraat", 1),
        Block::new("bloemen winkels", BLOEMEN, (232.0, 592.0), (-1, 0), (58.0, 13.0))
            .built(1961, 1961, 2, Flat)
            .homes(4, 78)
            .others(8, WINKEL)
            .street("Bloemenplein", 1, Own)
            .expect("unsuitable", "woonfunctie"),
        Block::new("bloemen school", BLOEMEN, (236.0, 640.0), (-1, 0), (46.0, 30.0))
            .shape(Shape::L(11.0))
            .built(1956, 1956, 2, Flat)
            .others(1, "onderwijsfunctie,sportfunctie")
            .street("Dahliastraat", 40, Own)
            .expect("unsuitable", "woonfunctie"),
        Block::new("bloemen hoek", BLOEMEN, (128.0, 680.0), (-1, 0), (34.0, 11.0))
            .built(1965, 1965, 4, Partly(0.85))
            .homes(16, 66)
            .street("Irisstraat", 2, Own)
            .held(Polderhuis, 31, 100, Conditions { lift: Some(false), ..says("C", "midden") })
            .expect("suitable", ""),
    ]
}

/// The old centre: narrow panden with shops below, around church and market.
fn centrum() -> Vec<Block> {
    let old = |name, at, turn, units, street, number| {
        Block::new(name, CENTRUM, at, turn, (6.2, 12.5))
            .row(units, 0.0)
            .built(1640, 1925, 2, Slanted)
            .homes(2, 68)
            .others(1, WINKEL)
            .uneven()
            .street(street, number, Letters)
            .expect("unsuitable", "bouwjaar")
    };
    vec![
        old("centrum kerkstraat west", (452.0, 462.0), (1, 2), 12, "Kerkstraat", 1),
        old("centrum kerkstraat zuid", (376.0, 464.0), (1, 0), 12, "Kerkstraat", 2),
        old("centrum kerkstraat oost", (556.0, 476.0), (1, 2), 11, "Kerkstraat", 41),
        old("centrum markt noord", (486.0, 612.0), (1, 0), 14, "Markt", 2),
        old("centrum markt west", (470.0, 512.0), (1, 1), 12, "Markt", 41),
        old("centrum markt oost", (590.0, 596.0), (1, 3), 12, "Markt", 1),
        old("centrum achterstraat", (476.0, 660.0), (1, 0), 14, "Achterstraat", 2),
        old("centrum gracht", (404.0, 520.0), (1, 1), 14, "Korte Gracht", 1),
        Block::new("centrum kerk", CENTRUM, (506.0, 530.0), (1, 0), (44.0, 19.0))
            .built(1478, 1478, 3, Slanted)
            .others(1, "bijeenkomstfunctie")
            .street("Markt", 90, Own)
            .expect("unsuitable", "woonfunctie"),
        Block::new("centrum stadhuis", CENTRUM, (624.0, 520.0), (1, 0), (44.0, 40.0))
            .shape(Shape::L(14.0))
            .built(1936, 1936, 3, Partly(0.4))
            .others(1, KANTOOR)
            .street("Raadhuisplein", 1, Own)
            .expect("unsuitable", "woonfunctie"),
        Block::new("centrum invulling", CENTRUM, (622.0, 590.0), (1, 0), (12.0, 13.0))
            .built(1976, 1976, 3, Flat)
            .homes(6, 52)
            .street("Raadhuisplein", 3, Additions)
            .held(Polderhuis, 32, 100, says("C", "sociaal"))
            .expect("unsuitable", "flat_area"),
        Block::new("centrum hof", CENTRUM, (614.0, 630.0), (1, 0), (42.0, 40.0))
            .shape(Shape::U(10.0))
            .built(1931, 1931, 3, Flat)
            .homes(30, 56)
            .street("Achterstraat", 1, Additions)
            .held(Polderhuis, 33, 100, says("F", "sociaal"))
            .expect("unsuitable", "bouwjaar"),
    ]
}

/// Apartments of 1990 and later, offices, station and shops.
fn station() -> Vec<Block> {
    let new = |name, at, size, storeys: u16, homes, year: u16, street, number| {
        Block::new(name, STATION, at, (-2, 0), size)
            .built(year, year, storeys, Flat)
            .homes(homes, 78)
            .street(street, number, Additions)
    };
    let lift = |rent| Conditions { lift: Some(true), ..says("A", rent) };
    vec![
        new("station hof", (704.0, 446.0), (58.0, 48.0), 5, 55, 1996, "Spoorlaan", 1)
            .shape(Shape::Court(12.0))
            .held(Polderhuis, 34, 100, lift("sociaal"))
            .expect("suitable", ""),
        new("station vve", (786.0, 436.0), (50.0, 40.0), 4, 36, 1994, "Spoorlaan", 3)
            .shape(Shape::L(12.0))
            .expect("undecided", "owner"),
        new("station u", (860.0, 428.0), (56.0, 40.0), 5, 52, 2004, "Perronstraat", 1)
            .shape(Shape::U(13.0))
            .held(Polderhuis, 35, 100, lift("midden"))
            .expect("suitable", ""),
        new("station noord", (704.0, 528.0), (48.0, 14.0), 4, 32, 1992, "Seinstraat", 1)
            .held(Reveil, 18, 100, lift("midden"))
            .expect("undecided", "limit"),
        new("station deel", (776.0, 514.0), (36.0, 14.0), 5, 30, 2001, "Seinstraat", 3)
            .held(ZevenLinden, 107, 80, lift("midden"))
            .expect("undecided", "limit"),
        Block::new("station bouw", STATION, (842.0, 508.0), (-2, 0), (42.0, 14.0))
            .built(2026, 2026, 5, Flat)
            .status(PandStatus::BouwGestart)
            .survey(Survey::Absent)
            .homes(24, 64)
            .street("Perronstraat", 3, Additions)
            .expect("unsuitable", "status"),
        Block::new("station kantoor a", STATION, (704.0, 590.0), (-2, 0), (42.0, 15.0))
            .built(1988, 1988, 5, Flat)
            .others(4, KANTOOR)
            .street("Wisselplein", 2, Additions)
            .expect("unsuitable", "woonfunctie"),
        Block::new("station kantoor b", STATION, (772.0, 580.0), (-2, 0), (40.0, 30.0))
            .shape(Shape::L(14.0))
            .built(1984, 1984, 4, Flat)
            .status(PandStatus::PandBuitenGebruik)
            .others(2, KANTOOR)
            .street("Wisselplein", 4, Additions)
            .expect("unsuitable", "status"),
        Block::new("station wonen en werken", STATION, (846.0, 568.0), (-2, 0), (36.0, 16.0))
            .built(1998, 1998, 4, Flat)
            .homes(12, 82)
            .others(9, KANTOOR)
            .street("Wisselplein", 6, Additions)
            .held(Polderhuis, 36, 100, Conditions { roof_permit_year: Some(2021), ..lift("midden") })
            .expect("suitable", ""),
        Block::new("station stationsgebouw", STATION, (962.0, 470.0), (-2, 1), (44.0, 11.0))
            .built(1912, 1912, 2, Partly(0.3))
            .others(2, "bijeenkomstfunctie,winkelfunctie")
            .street("Stationsplein", 1, Additions)
            .expect("unsuitable", "woonfunctie"),
        Block::new("station winkels", STATION, (704.0, 660.0), (-2, 0), (72.0, 15.0))
            .built(1991, 1991, 3, Stepped)
            .homes(16, 74)
            .others(8, WINKEL)
            .street("Wisselplein", 1, Own)
            .held(Polderhuis, 37, 100, lift("sociaal"))
            .expect("suitable", ""),
        Block::new("station zorg", STATION, (808.0, 640.0), (-2, 0), (60.0, 34.0))
            .shape(Shape::U(12.0))
            .built(1987, 1987, 3, Flat)
            .homes(30, 48)
            .others(1, "gezondheidszorgfunctie,woonfunctie")
            .street("Wisselplein", 40, Additions)
            .held(ZevenLinden, 108, 100, Conditions { lift: Some(true), ..says("B", "zorg") })
            .expect("suitable", ""),
    ]
}

/// Terraced houses of 1975-1984, every pand one home.
fn weide() -> Vec<Block> {
    let rows = [
        ("weide rij a", (366.0, 52.0), "Kievitweide", 1, false),
        ("weide rij b", (366.0, 98.0), "Kievitweide", 2, false),
        ("weide rij c", (366.0, 144.0), "Gruttoweide", 1, true),
        ("weide rij d", (366.0, 190.0), "Gruttoweide", 2, true),
        ("weide rij e", (366.0, 236.0), "Tureluurweide", 1, false),
        ("weide rij f", (366.0, 282.0), "Tureluurweide", 2, false),
        ("weide rij g", (462.0, 72.0), "Kievitweide", 41, false),
        ("weide rij h", (462.0, 118.0), "Kievitweide", 42, false),
        ("weide rij i", (546.0, 166.0), "Gruttoweide", 41, true),
        ("weide rij j", (500.0, 158.0), "Gruttoweide", 42, true),
    ];
    let mut blocks: Vec<Block> = rows
        .into_iter()
        .map(|(name, at, street, number, social)| {
            // The last two rows stand across the others.
            let quarter = u8::from(matches!(name, "weide rij i" | "weide rij j"));
            let row = Block::new(name, WEIDE, at, (2, quarter), (5.4, 9.4))
                .row(9, 0.0)
                .built(1975, 1984, 2, Slanted)
                .homes(1, 104)
                .sheds(2)
                .street(street, number, Own)
                .expect("unsuitable", "flat_share");
            if social { row.held(Reveil, 19, 100, says("C", "sociaal")) } else { row }
        })
        .collect();
    blocks.extend([
        Block::new("weide flat", WEIDE, (576.0, 108.0), (2, 0), (34.0, 12.0))
            .built(9999, 9999, 4, Flat)
            .homes(16, 70)
            .street("Leeuwerikweide", 1, Own)
            .held(Polderhuis, 38, 100, says("B", "sociaal"))
            .expect("undecided", "bouwjaar"),
        Block::new("weide flat noord", WEIDE, (576.0, 166.0), (2, 0), (34.0, 12.0))
            .built(1979, 1979, 4, Flat)
            .homes(16, 70)
            .street("Leeuwerikweide", 2, Own)
            .held(Polderhuis, 38, 100, says("B", "sociaal"))
            .expect("suitable", ""),
        Block::new("weide school", WEIDE, (472.0, 276.0), (2, 0), (52.0, 42.0))
            .shape(Shape::Court(11.0))
            .built(1978, 1978, 1, Flat)
            .others(1, "onderwijsfunctie")
            .street("Tureluurweide", 80, Own)
            .expect("unsuitable", "woonfunctie"),
        Block::new("weide supermarkt", WEIDE, (574.0, 226.0), (2, 0), (46.0, 30.0))
            .built(1982, 1982, 1, Flat)
            .others(1, WINKEL)
            .street("Leeuwerikweide", 30, Own)
            .expect("unsuitable", "woonfunctie"),
    ]);
    blocks
}

/// Detached houses with sheds, a farm, and plots that are being built on.
fn hoven() -> Vec<Block> {
    let villas = |name, at, units, from, to, number| {
        Block::new(name, HOVEN, at, (-1, 0), (10.5, 9.5))
            .row(units, 21.0)
            .built(from, to, 2, Partly(0.25))
            .homes(1, 162)
            .uneven()
            .sheds(1)
            .street("Appelhof", number, Own)
            .expect("unsuitable", "flat_share")
    };
    let plot = |name, at, year, status| {
        Block::new(name, HOVEN, at, (-1, 0), (10.0, 9.0))
            .row(2, 21.0)
            .built(year, year, 2, Slanted)
            .status(status)
            .survey(Survey::Absent)
            .expect("unsuitable", "status")
    };
    vec![
        villas("hoven rij a", (704.0, 82.0), 8, 1986, 1992, 1),
        villas("hoven rij b", (704.0, 146.0), 8, 1988, 1996, 2),
        villas("hoven rij c", (704.0, 210.0), 6, 1994, 2008, 41),
        plot("hoven vergund", (898.0, 184.0), 9999, PandStatus::BouwvergunningVerleend),
        plot("hoven in aanbouw", (898.0, 246.0), 2025, PandStatus::BouwGestart),
        Block::new("hoven boerderij", HOVEN, (716.0, 300.0), (-1, 0), (24.0, 14.0))
            .built(1884, 1884, 1, Slanted)
            .homes(1, 240)
            .others(1, "industriefunctie")
            .street("Polderdijk", 1, Letters)
            .expect("unsuitable", "bouwjaar"),
        Block::new("hoven stal", HOVEN, (762.0, 290.0), (-1, 0), (48.0, 22.0)).built(1991, 1991, 1, Slanted),
        Block::new("hoven sporthal", HOVEN, (848.0, 296.0), (-1, 0), (52.0, 34.0))
            .built(1999, 1999, 2, Flat)
            .others(1, "sportfunctie,bijeenkomstfunctie")
            .street("Polderdijk", 2, Own)
            .expect("unsuitable", "woonfunctie"),
        Block::new("hoven recreatie", HOVEN, (934.0, 330.0), (-1, 0), (22.0, 10.0))
            .built(2002, 2002, 2, Flat)
            .homes(6, 44)
            .street("Polderdijk", 6, Letters)
            .expect("undecided", "owner"),
    ]
}

/// The gebruiksdoel of a home.
pub(super) const HOME: &str = WONEN;
