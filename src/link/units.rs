//! What do the verblijfsobjecten of one pand add up to?

use std::collections::BTreeMap;

use super::{
    bezit::{ComplexId, Holdings},
    unit_in_pand::Placement,
};
use crate::{
    model::{Conditions, EnergyLabel, Gebruiksdoelen, Pand, PartlyKnown, Postcode6, Verblijfsobject},
    units::SquareMeters,
};

/// What stands behind an address that is not the only one: *en andere*.
pub const OTHERS: &str = " e.a.";

/// Who holds most of a pand.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct OwnerShare {
    /// The complex with most of its homes.
    pub complex: ComplexId,
    /// Homes its corporatie holds here, over all its complexes.
    pub n_homes: u32,
    /// Those homes over all homes of the pand, 0–1.
    pub share: f64,
    /// All homes of the pand.
    pub n_all: u32,
    /// Homes here whose owner is not known: a row of the holdings that found
    /// no home may be about them.
    pub n_unknown: u32,
}

impl OwnerShare {
    /// The share if all homes whose owner is not known are hers too.
    #[must_use]
    pub fn high(&self) -> f64 {
        let all = f64::from(self.n_all.max(1));
        if self.n_unknown == 0 { self.share } else { f64::from(self.n_homes + self.n_unknown) / all }
    }

    /// Her share of the homes whose owner is known.
    #[must_use]
    pub fn known(&self) -> f64 {
        let known = self.n_all.saturating_sub(self.n_unknown);
        if self.n_unknown == 0 { self.share } else { f64::from(self.n_homes) / f64::from(known.max(1)) }
    }
}

/// Sums over the units in use of one pand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Units {
    /// Homes; `None` when it cannot be told.
    pub homes: Option<u32>,
    /// All units, homes included; `None` when not all are there.
    pub units: Option<u32>,
    /// What is known of them when that is not all.
    pub partly: Option<PartlyKnown>,
    /// Summed oppervlakte of the units whose area is known.
    pub oppervlakte: Option<SquareMeters>,
    /// Oppervlakte of the homes whose area is known, m².
    pub home_areas: Vec<u32>,
    /// The units that are no home: their uses, and their oppervlakte, m².
    pub others: Vec<(Gebruiksdoelen, Option<u32>)>,
    /// Its address for people: the street of most units with the lowest and
    /// highest number there, and `e.a.` when it has other streets.
    pub address: Option<String>,
    /// The woonplaats of most of its units, where the addresses say.
    pub woonplaats: Option<Box<str>>,
    /// Postcodes of its units in use with their number, ascending.
    pub postcodes: Vec<(Postcode6, u32)>,
    /// Who holds most of it; `None` when nobody in the holdings does.
    pub owner: Option<OwnerShare>,
    /// What the holdings say about the building.
    pub conditions: Conditions,
    /// Homes by energy label, of those whose label the holdings say.
    pub labels: Vec<(EnergyLabel, u32)>,
    /// Whether homes and units come from the pand's own columns.
    pub estimated: bool,
    /// Whether rows about one of its units contradict one another.
    pub rows_disagree: bool,
}

impl Units {
    /// Adds up the units of a pand.
    ///
    /// Without verblijfsobjecten (`units` is `None`) the pand's own columns
    /// tell the homes where they can: none when it has no units or no
    /// woonfunctie, all when woonfunctie is its only use.
    #[must_use]
    pub fn of(
        pand: &Pand,
        units: Option<&[Verblijfsobject]>,
        placement: &Placement,
        holdings: Option<&Holdings>,
    ) -> Self {
        let mut sum = match units {
            Some(units) => Self::from_register(pand, units, placement, holdings),
            None => Self::from_columns(pand),
        };
        // A row that names the pand itself speaks for all of it.
        if let (Some(holdings), None) = (holdings, sum.owner)
            && let Some(matched) = holdings.pand(pand.id)
        {
            let n_homes = sum.homes.unwrap_or(0);
            let (complex, share) = (matched.complex, 1.0);
            sum.owner = Some(OwnerShare { complex, n_homes, share, n_all: n_homes, n_unknown: 0 });
            sum.conditions = matched.conditions.clone();
            let label = matched.conditions.label.as_deref().and_then(EnergyLabel::read);
            sum.labels = label.into_iter().map(|label| (label, n_homes)).filter(|(_, n)| *n > 0).collect();
        }
        sum
    }

    fn from_columns(pand: &Pand) -> Self {
        let homes = match (pand.n_verblijfsobjecten, pand.gebruiksdoelen) {
            (Some(0), _) => Some(0),
            (_, Some(uses)) if !uses.is_empty() && !uses.has_woonfunctie() => Some(0),
            (Some(n), Some(uses)) if uses.is_only_woonfunctie() => Some(n),
            _ => None,
        };
        Self { homes, units: pand.n_verblijfsobjecten, estimated: true, ..Self::default() }
    }

    fn from_register(
        pand: &Pand,
        units: &[Verblijfsobject],
        placement: &Placement,
        holdings: Option<&Holdings>,
    ) -> Self {
        let (mut n_homes, mut n_units, mut n_unread, mut oppervlakte) = (0, 0, 0, None);
        let (mut n_matched, mut n_demolition) = (0_u32, 0_u32);
        let mut vacancy = Vacancy::default();
        let mut postcodes: BTreeMap<Postcode6, u32> = BTreeMap::new();
        let mut streets: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
        let mut places: BTreeMap<&str, u32> = BTreeMap::new();
        let mut by_complex: BTreeMap<ComplexId, u32> = BTreeMap::new();
        let mut conditions = Conditions::default();
        let mut labels: BTreeMap<EnergyLabel, u32> = BTreeMap::new();
        let (mut home_areas, mut others) = (Vec::new(), Vec::new());
        let mut rows_disagree = false;
        for at in placement.of(pand.id) {
            let unit = &units[at as usize];
            rows_disagree |= unit.rows_disagree;
            if !unit.is_in_use() {
                continue;
            }
            n_units += 1;
            if let Some(area) = unit.oppervlakte {
                oppervlakte = Some(oppervlakte.unwrap_or(0.0) + f64::from(area));
            }
            let adres = &unit.hoofdadres;
            if let Some(street) = &adres.openbare_ruimte {
                if let Some(place) = &street.woonplaats {
                    *places.entry(place).or_default() += 1;
                }
                let (n, low, high) = streets.entry(&street.naam).or_insert((0_u32, u32::MAX, 0_u32));
                *n += 1;
                if let Some(number) = adres.huisnummer {
                    (*low, *high) = ((*low).min(number), (*high).max(number));
                }
            }
            if let Some(postcode) = adres.postcode {
                *postcodes.entry(postcode).or_default() += 1;
            }
            let matched = holdings.and_then(|holdings| holdings.unit(at));
            if let Some(matched) = matched {
                n_matched += 1;
                n_demolition += u32::from(matched.conditions.demolition_year.is_some());
                merge(&mut conditions, &matched.conditions);
            }
            if unit.is_home() {
                n_homes += 1;
                home_areas.extend(unit.oppervlakte);
                let label = matched.and_then(|matched| matched.conditions.label.as_deref());
                if let Some(label) = label.and_then(EnergyLabel::read) {
                    *labels.entry(label).or_default() += 1;
                }
                if let Some(matched) = matched {
                    *by_complex.entry(matched.complex).or_default() += 1;
                }
                continue;
            }
            vacancy.add(matched.and_then(|matched| matched.conditions.vacant));
            if let Some(uses) = unit.gebruiksdoelen {
                others.push((uses, unit.oppervlakte));
            } else {
                n_unread += 1;
            }
        }
        conditions.vacant = vacancy.of_all();
        // A pand is not demolished for a slip in one row of many.
        if 2 * n_demolition < n_matched {
            conditions.demolition_year = None;
        }
        let lacking = lacking(pand, units, placement);
        let open = n_unread + lacking;
        let partly = (open > 0).then(|| PartlyKnown {
            homes: n_homes,
            others: n_units - n_homes - n_unread,
            unread: n_unread,
            lacking,
        });
        let owner = holdings.and_then(|holdings| owner(holdings, pand, &by_complex, n_homes, open));
        Self {
            homes: partly.is_none().then_some(n_homes),
            units: (lacking == 0).then_some(n_units),
            partly,
            oppervlakte: oppervlakte.map(SquareMeters),
            home_areas,
            others,
            address: address(&streets),
            woonplaats: most(&places).map(Into::into),
            postcodes: postcodes.into_iter().collect(),
            owner,
            conditions,
            labels: labels.into_iter().collect(),
            estimated: false,
            rows_disagree,
        }
    }
}

/// What the rows of units without woonfunctie say of vacancy.
#[derive(Default)]
struct Vacancy {
    n_empty: u32,
    n_in_use: u32,
    n_unsaid: u32,
}

impl Vacancy {
    fn add(&mut self, vacant: Option<bool>) {
        match vacant {
            Some(true) => self.n_empty += 1,
            Some(false) => self.n_in_use += 1,
            None => self.n_unsaid += 1,
        }
    }

    /// A pand stands empty when all of them do, and is in use when one is.
    fn of_all(&self) -> Option<bool> {
        match (self.n_empty, self.n_in_use, self.n_unsaid) {
            (_, 1.., _) => Some(false),
            (1.., 0, 0) => Some(true),
            _ => None,
        }
    }
}

/// Units that the pand's own columns count and the verblijfsobjecten do not
/// hold, whatever their status. A pand that is said to have homes and has none
/// at all lacks one at least.
fn lacking(pand: &Pand, units: &[Verblijfsobject], placement: &Placement) -> u32 {
    let n_here = placement.of(pand.id).count() + placement.elsewhere(pand.id);
    let n_here = u32::try_from(n_here).unwrap_or(u32::MAX);
    match (pand.n_verblijfsobjecten, pand.gebruiksdoelen) {
        (Some(n), _) => n.saturating_sub(n_here),
        (None, Some(uses)) if uses.has_woonfunctie() && n_here == 0 && !units.is_empty() => 1,
        _ => 0,
    }
}

/// Of places with as many units the first by name.
fn most<'a>(places: &BTreeMap<&'a str, u32>) -> Option<&'a str> {
    let most = places.values().copied().max()?;
    places.iter().find(|(_, n)| **n == most).map(|(place, _)| *place)
}

/// Of streets with as many units the first by name.
fn address(streets: &BTreeMap<&str, (u32, u32, u32)>) -> Option<String> {
    let most = streets.values().map(|(n, ..)| *n).max()?;
    let (street, (_, low, high)) = streets.iter().find(|(_, (n, ..))| *n == most)?;
    let numbers = match (low, high) {
        (low, high) if low > high => String::new(),
        (low, high) if low == high => format!(" {low}"),
        (low, high) => format!(" {low}-{high}"),
    };
    let others = if streets.len() > 1 { OTHERS } else { "" };
    Some(format!("{street}{numbers}{others}"))
}

/// Street, and lowest and highest number, of an address for people
/// (`Irisstraat 2-32 e.a.`); the whole is the street where it has no number.
#[must_use]
pub fn street_and_numbers(address: &str) -> (&str, Option<(u32, u32)>) {
    let address = address.strip_suffix(OTHERS).unwrap_or(address);
    let Some((street, last)) = address.rsplit_once(' ') else { return (address, None) };
    let (low, high) = last.split_once('-').unwrap_or((last, last));
    match (low.parse(), high.parse()) {
        (Ok(low), Ok(high)) => (street, Some((low, high))),
        _ => (address, None),
    }
}

/// The corporatie with most homes, and the complex of hers with most; ties go
/// to the first by name.
fn owner(
    holdings: &Holdings,
    pand: &Pand,
    by_complex: &BTreeMap<ComplexId, u32>,
    n_homes: u32,
    n_open: u32,
) -> Option<OwnerShare> {
    let corporatie = |complex: ComplexId| holdings.complexes[complex as usize].corporatie.as_str();
    let mut by_corporatie: BTreeMap<&str, u32> = BTreeMap::new();
    for (complex, homes) in by_complex {
        *by_corporatie.entry(corporatie(*complex)).or_default() += homes;
    }
    let most = *by_corporatie.values().max()?;
    let name = by_corporatie.iter().find(|(_, homes)| **homes == most).map(|(name, _)| *name)?;
    let own = by_complex.iter().filter(|(complex, _)| corporatie(**complex) == name);
    let largest = own.clone().map(|(_, homes)| *homes).max()?;
    let complex = own.clone().find(|(_, homes)| **homes == largest).map(|(complex, _)| *complex)?;
    // Units that are not known may be homes, of anyone.
    let n_all = n_homes.saturating_add(n_open);
    let share = f64::from(most) / f64::from(n_all.max(1));
    let n_unknown = holdings.n_unknown(pand.id).min(n_homes - most.min(n_homes)) + n_open;
    Some(OwnerShare { complex, n_homes: most, share, n_all, n_unknown })
}

/// Joins what several rows say of one building: the earliest year (a
/// demolition counts when half of the rows plan one), and for
/// yes-or-no a "no" from any row, as one refusal is enough; the latest permit,
/// as it holds the next one up longest, and the lowest ratio.
fn merge(conditions: &mut Conditions, row: &Conditions) {
    fn earliest(a: Option<u16>, b: Option<u16>) -> Option<u16> {
        a.into_iter().chain(b).min()
    }
    fn all_yes(a: Option<bool>, b: Option<bool>) -> Option<bool> {
        match (a, b) {
            (Some(a), Some(b)) => Some(a && b),
            (a, b) => a.or(b),
        }
    }
    conditions.demolition_year = earliest(conditions.demolition_year, row.demolition_year);
    conditions.renovation_year = earliest(conditions.renovation_year, row.renovation_year);
    conditions.structure_ok = all_yes(conditions.structure_ok, row.structure_ok);
    conditions.foundation_ok = all_yes(conditions.foundation_ok, row.foundation_ok);
    // One staircase with a lift does not give the others one.
    conditions.lift = all_yes(conditions.lift, row.lift);
    conditions.roof_permit_year = conditions.roof_permit_year.max(row.roof_permit_year);
    conditions.rebuild_ratio =
        conditions.rebuild_ratio.into_iter().chain(row.rebuild_ratio).min_by(f64::total_cmp);
    conditions.rent_class = conditions.rent_class.take().or_else(|| row.rent_class.clone());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 12 of 20, 4 unknown: 0.6 to 16 / 20 = 0.8; of the known 12 / 16 = 0.75.
    #[test]
    fn the_share_is_a_range_when_owners_are_not_known() {
        let owner = OwnerShare { complex: 0, n_homes: 12, share: 0.6, n_all: 20, n_unknown: 4 };
        assert!((owner.high() - 0.8).abs() < 1e-12 && (owner.known() - 0.75).abs() < 1e-12);
        let sure = OwnerShare { n_unknown: 0, ..owner };
        assert_eq!((sure.high().to_bits(), sure.known().to_bits()), (0.6_f64.to_bits(), 0.6_f64.to_bits()));
    }

    #[test]
    fn an_address_for_people_has_a_street_and_a_range() {
        assert_eq!(street_and_numbers("Plein 1945 3"), ("Plein 1945", Some((3, 3))));
        assert_eq!(street_and_numbers("Irisstraat 2-32 e.a."), ("Irisstraat", Some((2, 32))));
        assert_eq!(street_and_numbers("1e Weteringdwarsstraat 7"), ("1e Weteringdwarsstraat", Some((7, 7))));
        assert_eq!(street_and_numbers("Irisstraat"), ("Irisstraat", None));
        assert_eq!(street_and_numbers(""), ("", None));
    }

    #[test]
    fn a_pand_stands_empty_when_all_its_units_do() {
        let of_all = |said: &[Option<bool>]| {
            let mut vacancy = Vacancy::default();
            said.iter().for_each(|vacant| vacancy.add(*vacant));
            vacancy.of_all()
        };
        assert_eq!(of_all(&[Some(true), Some(true)]), Some(true));
        assert_eq!(of_all(&[Some(true), Some(false), None]), Some(false));
        assert_eq!(of_all(&[Some(true), None]), None);
        assert_eq!(of_all(&[]), None);
    }

    #[test]
    fn of_several_rows_the_latest_permit_and_the_lowest_ratio_hold() {
        let row = |year, ratio| Conditions {
            roof_permit_year: year,
            rebuild_ratio: ratio,
            ..Conditions::default()
        };
        let mut all = Conditions::default();
        for row in
            [row(None, Some(1.4)), row(Some(2004), None), row(Some(2019), Some(1.2)), row(Some(2010), None)]
        {
            merge(&mut all, &row);
        }
        assert_eq!(all, row(Some(2019), Some(1.2)));
    }
}
