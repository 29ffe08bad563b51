//! Which blocks make up a suburb district?
//!
//! Only towns larger than the sample have them: one district in ten is a
//! town, the others are terraces with gardens and a few low flats, so that
//! homes per pand come near those of the whole country.

use crate::model::Conditions;

use super::{
    Corporatie,
    block::{Block, Numbering, RoofForm},
};

/// The buurt of the terraces.
const WEST: u8 = 0;
/// The buurt of the detached houses.
const OOST: u8 = 1;

const STREETS: [&str; 14] = [
    "Merelstraat",
    "Lijsterstraat",
    "Vinkenstraat",
    "Mezenlaan",
    "Spreeuwenhof",
    "Zwaluwstraat",
    "Reigerlaan",
    "Ooievaarplein",
    "Kwartelhof",
    "Patrijsstraat",
    "Fazantlaan",
    "Wulpstraat",
    "Plevierhof",
    "Scholeksterlaan",
];

/// Says of whom the fourth part of the terraces are.
fn owner_of(row: u32) -> Option<(Corporatie, u32)> {
    match row % 8 {
        1 => Some((Corporatie::Reveil, 21)),
        5 => Some((Corporatie::ZevenLinden, 121)),
        _ => None,
    }
}

/// All blocks of a suburb, in the order of their panden.
pub(super) fn blocks() -> Vec<Block> {
    let known = || Conditions {
        label: Some("C".into()),
        rent_class: Some("sociaal".into()),
        ..Conditions::default()
    };
    let mut blocks = Vec::new();
    for line in 0..7_u32 {
        for column in 0..2_u32 {
            let row = line * 2 + column;
            let at = (60.0 + 210.0 * f64::from(column), 60.0 + 95.0 * f64::from(line));
            let years = 1960 + 5 * (line as u16);
            let block = Block::new("rij", WEST, at, (1, 0), (5.6, 9.2))
                .row(12, 0.0)
                .built(years, years + 4, 2, RoofForm::Slanted)
                .homes(1, 108)
                .sheds(1)
                .street(STREETS[row as usize], 1, Numbering::Own);
            blocks.push(match owner_of(row) {
                Some((corporatie, complex)) => block.held(corporatie, complex, 100, known()),
                None => block,
            });
        }
    }
    for line in 0..2_u32 {
        blocks.push(
            Block::new("vrijstaand", OOST, (540.0, 80.0 + 90.0 * f64::from(line)), (-1, 0), (11.0, 10.0))
                .row(10, 22.0)
                .built(1985, 2015, 2, RoofForm::Slanted)
                .homes(1, 170)
                .uneven()
                .sheds(1)
                .street("Boslaan", 1 + line, Numbering::Own),
        );
    }
    for line in 0..2_u32 {
        blocks.push(
            Block::new("flat", OOST, (560.0, 320.0 + 110.0 * f64::from(line)), (2, 0), (48.0, 11.5))
                .row(2, 20.0)
                .built(1967, 1974, 4, RoofForm::Flat)
                .homes(24, 70)
                .street("Parklaan", 1 + line, Numbering::Own)
                .held(Corporatie::ZevenLinden, 122, 100, known()),
        );
    }
    blocks.extend([
        Block::new("school", OOST, (600.0, 560.0), (2, 0), (40.0, 24.0))
            .built(1975, 1975, 1, RoofForm::Flat)
            .others(1, "onderwijsfunctie")
            .street("Parklaan", 90, Numbering::Own),
        Block::new("winkels", OOST, (700.0, 580.0), (2, 0), (60.0, 16.0))
            .built(1980, 1980, 1, RoofForm::Flat)
            .others(7, "winkelfunctie")
            .street("Parkplein", 1, Numbering::Own),
    ]);
    blocks
}
