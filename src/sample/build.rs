//! How do blocks become panden and verblijfsobjecten?

use geo::Area;

use crate::model::{PandStatus, VerblijfsobjectStatus};

use super::{
    District, PER_GEMEENTE, Planned, Town, TownPand, TownRoof, TownVerblijfsobject, bezit,
    block::{Block, Numbering, RoofForm, Survey},
    dice::Dice,
    flaws, gemeente, ground,
    shape::{Frame, centi},
    site::{Built, Site, postcode},
    town, zones,
};

/// Makes one district.
pub(super) fn district(plan: &Town, number: u64) -> District {
    let site = Site::new(plan.spec.seed, number);
    let place = number / PER_GEMEENTE;
    let mut district = District {
        number,
        gemeente: gemeente(number),
        gemeente_naam: if place == 0 { "Elzermade".into() } else { format!("Elzermade {}", place + 1) },
        panden: Vec::new(),
        verblijfsobjecten: Vec::new(),
        bezit: Vec::new(),
        postcodes: Vec::new(),
        percelen: Vec::new(),
        features: Vec::new(),
        planned: Vec::new(),
        plots: Vec::new(),
    };
    let mut built = Vec::new();
    let mut n_streets = 0;
    for (index, block) in plan.blocks(number).iter().enumerate() {
        let code = block.has_addresses().then(|| {
            n_streets += 1;
            postcode(number, n_streets - 1)
        });
        let (pand, unit) = (district.panden.len(), district.verblijfsobjecten.len());
        let units = put_up(&site, index, block, code.as_deref(), &mut district);
        built.push(Built {
            block,
            panden: pand..district.panden.len(),
            verblijfsobjecten: unit..district.verblijfsobjecten.len(),
            postcode: code,
            units,
        });
    }
    district.bezit = bezit::rows(&site, &built, &district);
    zones::draw(plan, &site, &built, &mut district);
    ground::draw(&site, &built, &mut district);
    if number.is_multiple_of(PER_GEMEENTE) {
        flaws::add(&site, &built, &mut district);
    }
    cut_off(plan, &site, &mut district);
    summarize(&mut district);
    district
}

/// Puts up the panden of one block and their verblijfsobjecten. Gives from
/// where to where each unit stands along the block.
fn put_up(
    site: &Site,
    index: usize,
    block: &Block,
    postcode: Option<&str>,
    district: &mut District,
) -> Vec<(f64, f64)> {
    let frame = Frame::new(site.corner.0 + block.at.0, site.corner.1 + block.at.1, block.turn);
    let mut u = 0.0;
    let mut number = block.first_number;
    let (mut sheds, mut units) = (Vec::new(), Vec::new());
    for unit in 0..block.units {
        let mut dice = Dice::new(site.seed, site.number, (index * 1000) as u64 + u64::from(unit));
        let (mut width, mut depth, mut storeys) = (block.width, block.depth, block.storeys);
        if block.uneven {
            width = centi(width * dice.between(0.82, 1.18));
            depth = centi(depth * dice.between(0.8, 1.0));
            storeys += u16::from(dice.chance(45));
        }
        let footprint = block.shape.footprint(&frame, u, u + width, depth);
        let span = block.years.1 - block.years.0;
        let bouwjaar = block.years.0 + dice.below(u32::from(span) + 1) as u16;
        let id = site.ids.pand(district.panden.len() + 1);
        let roof = roof(site, block, storeys, footprint.unsigned_area(), footprint_x(&footprint), &mut dice);
        if block.shed_every > 0 && unit % block.shed_every == 0 {
            let side = if unit % 2 == 0 { 0.3 } else { width - 2.9 };
            let shed = super::shape::Shape::Bar;
            let place = Frame::new(0.0, 0.0, block.turn);
            let corner = place.at(u + side, block.depth + 8.0);
            let back = Frame::new(
                site.corner.0 + block.at.0 + corner.x,
                site.corner.1 + block.at.1 + corner.y,
                block.turn,
            );
            sheds.push((shed.footprint(&back, 0.0, 2.6, 3.2), bouwjaar));
        }
        if let Some(postcode) = postcode {
            let (homes, others) = uses(block, &mut dice);
            let area = footprint.unsigned_area();
            for n in 0..homes + others {
                let is_home = n >= others;
                let t = (f64::from(n) + 0.5) / f64::from(homes + others);
                let (huisletter, toevoeging) = additions(block.numbering, n);
                district.verblijfsobjecten.push(TownVerblijfsobject {
                    identificatie: site.ids.verblijfsobject(district.verblijfsobjecten.len() + 1),
                    oppervlakte: if is_home {
                        block.home_m2 + dice.below(block.home_m2 / 6 + 1)
                    } else {
                        (area * f64::from(storeys.min(5)) * 0.8 / f64::from(others + homes)) as u32
                    },
                    status: status_of_units(block.status),
                    gebruiksdoel: if is_home { town::HOME } else { block.other_use },
                    openbare_ruimte: block.street,
                    huisnummer: number,
                    huisletter,
                    toevoeging,
                    postcode: postcode.to_owned(),
                    bouwjaar,
                    pandstatus: block.status,
                    panden: vec![id],
                    point: block.shape.inside(&frame, u, u + width, depth, t),
                });
                if block.numbering == Numbering::Own {
                    number += 2;
                }
            }
            if block.numbering != Numbering::Own {
                number += 2;
            }
        }
        if let Some(expected) = block.expected {
            district.planned.push(Planned {
                name: block.name,
                pand: id,
                verdict: expected.verdict,
                because: expected.because,
            });
        }
        district.panden.push(pand(id, bouwjaar, block.status, footprint, roof));
        units.push((u, u + width));
        u += width + block.gap;
    }
    for (footprint, bouwjaar) in sheds {
        let id = site.ids.pand(district.panden.len() + 1);
        let mut dice = Dice::new(site.seed, site.number, 900_000 + id % 10_000);
        let shed = Block::new("", 0, (0.0, 0.0), (0, 0), (1.0, 1.0));
        let roof = roof(site, &shed, 1, footprint.unsigned_area(), footprint_x(&footprint), &mut dice);
        district.panden.push(pand(id, bouwjaar, PandStatus::PandInGebruik, footprint, roof));
    }
    units
}

fn pand(
    identificatie: u64,
    bouwjaar: u16,
    status: PandStatus,
    footprint: geo_types::Polygon<f64>,
    roof: Option<TownRoof>,
) -> TownPand {
    TownPand {
        identificatie,
        bouwjaar,
        status,
        footprint,
        roof,
        gebruiksdoel: String::new(),
        oppervlakte_min: None,
        oppervlakte_max: None,
        aantal_verblijfsobjecten: 0,
    }
}

/// Homes and other units of one pand of a block.
fn uses(block: &Block, dice: &mut Dice) -> (u32, u32) {
    if block.uneven && block.others > 0 {
        let others = u32::from(dice.chance(55));
        (1 + dice.below(block.homes), others)
    } else {
        (block.homes, block.others)
    }
}

/// Letter and addition of the `n`th unit of a pand.
fn additions(numbering: Numbering, n: u32) -> (String, String) {
    match numbering {
        Numbering::Own => (String::new(), String::new()),
        Numbering::Letters if n == 0 => (String::new(), String::new()),
        Numbering::Letters => (char::from(b'A' + (n - 1) as u8).to_string(), String::new()),
        Numbering::Additions => (String::new(), format!("{}", 101 + n / 8 * 100 + n % 8)),
    }
}

fn status_of_units(pand: PandStatus) -> VerblijfsobjectStatus {
    match pand {
        PandStatus::BouwGestart | PandStatus::BouwvergunningVerleend => VerblijfsobjectStatus::Gevormd,
        PandStatus::PandBuitenGebruik => VerblijfsobjectStatus::BuitenGebruik,
        PandStatus::VerbouwingPand => VerblijfsobjectStatus::Verbouwing,
        _ => VerblijfsobjectStatus::InGebruik,
    }
}

fn footprint_x(footprint: &geo_types::Polygon<f64>) -> f64 {
    footprint.exterior().0.first().map_or(0.0, |corner| corner.x)
}

/// What the heights register says of a pand.
fn roof(site: &Site, block: &Block, storeys: u16, area: f64, x: f64, dice: &mut Dice) -> Option<TownRoof> {
    if block.survey == Survey::Absent {
        return None;
    }
    let noise = |dice: &mut Dice| dice.between(-0.04, 0.04);
    // The land falls a little to the west, and lies below NAP.
    let ground = centi(-1.9 + (x - site.corner.0) * 0.0006 + noise(dice));
    let storey = if block.years.0 < 1945 { 3.1 } else { 2.8 };
    let top = ground + f64::from(storeys) * storey;
    let (flat, dak_type, rise) = match block.roof {
        RoofForm::Flat => (1.0, "horizontal", [0.2, 0.35, 0.4, 0.6]),
        RoofForm::Stepped => (1.0, "multiple horizontal", [0.1, 0.35, 0.4, 3.2]),
        RoofForm::Slanted => (0.0, "slanted", [0.1, 1.6, 2.3, 3.9]),
        RoofForm::Partly(share) => (share, "slanted", [0.1, 0.4, 0.4 + 1.9 * (1.0 - share), 3.4]),
    };
    let shift = noise(dice);
    let seen = block.survey != Survey::NoPoints;
    let areas = block.survey == Survey::Full;
    let area = centi(area);
    Some(TownRoof {
        h_maaiveld: ground,
        dak_type: if seen { dak_type } else { "no points" },
        h_dak: seen.then(|| rise.map(|above| centi(top + above + shift))),
        opp_dak_plat: areas.then(|| centi(area * flat * 0.995)),
        // A slanted roof has more surface than the ground below it.
        opp_dak_schuin: areas.then(|| centi(area * (1.0 - flat) * 1.22)),
        opp_grond: area,
        bouwlagen: (seen && storeys <= 5 && !dice.chance(30)).then_some(storeys),
    })
}

/// Cuts the last district off at the number of panden asked for.
fn cut_off(plan: &Town, site: &Site, district: &mut District) {
    if site.number + 1 < plan.n_districts {
        return;
    }
    let room = plan.spec.panden - plan.n_panden_before(site.number);
    if room >= plan.n_panden_of(site.number) {
        return;
    }
    let last = site.ids.pand(room as usize);
    district.panden.retain(|pand| pand.identificatie <= last);
    district.verblijfsobjecten.retain(|unit| unit.panden.iter().all(|&pand| pand <= last));
    district.planned.retain(|planned| planned.pand <= last);
}

/// Fills what a pand says of its verblijfsobjecten.
fn summarize(district: &mut District) {
    let District { panden, verblijfsobjecten, .. } = district;
    let mut by_pand = std::collections::BTreeMap::<u64, Vec<&TownVerblijfsobject>>::new();
    for unit in verblijfsobjecten.iter() {
        for &pand in &unit.panden {
            by_pand.entry(pand).or_default().push(unit);
        }
    }
    for pand in panden {
        let Some(units) = by_pand.get(&pand.identificatie) else { continue };
        let mut terms: Vec<&str> = units.iter().flat_map(|unit| unit.gebruiksdoel.split(',')).collect();
        terms.sort_unstable();
        terms.dedup();
        pand.gebruiksdoel = terms.join(",");
        pand.oppervlakte_min = units.iter().map(|unit| unit.oppervlakte).min();
        pand.oppervlakte_max = units.iter().map(|unit| unit.oppervlakte).max();
        pand.aantal_verblijfsobjecten = units.len() as u32;
    }
}

/// Name of a status of a verblijfsobject, in the register's spelling.
pub(super) fn status_name(status: VerblijfsobjectStatus) -> &'static str {
    VerblijfsobjectStatus::ALL.iter().find(|(known, _)| *known == status).map_or("", |(_, name)| name)
}

/// Writes the 16 digits.
pub(super) fn digits(id: u64) -> String {
    format!("{id:016}")
}
