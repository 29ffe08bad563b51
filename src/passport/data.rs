//! What is known of one area, as data: what `<area>.json` holds, and what the
//! page is made of. `None` is not known; what no map was given for is absent.

use serde::Serialize;

use crate::{
    record::{HomesByState, HomesTotal},
    wording::file_stem,
};

/// All about one area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passport {
    /// Identification: the code of a buurt, or that of one's own polygon.
    pub id: String,
    /// Name for people.
    pub naam: String,
    /// Code of the gemeente, where it is known.
    pub gemeente_code: Option<String>,
    /// Name of the gemeente, where it is known.
    pub gemeente: Option<String>,
    /// Area, m².
    pub area_m2: f64,
    /// What the gemeente itself says of it, paragraph by paragraph.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What stands there.
    pub stock: Stock,
    /// Which homes could be added.
    pub potential: Potential,
    /// Parking: norms in force, room to deviate, places.
    pub parking: Parking,
    /// How near the stops are.
    pub access: Vec<Access>,
    /// The electricity grid.
    pub grid: Grid,
    /// Water and soil.
    pub water: Water,
    /// Restrictions, one per map.
    pub restrictions: Vec<Restriction>,
    /// Rules of optoppen that stand alone in the way, most homes first.
    pub blockers: Vec<Blocker>,
    /// The best locations, best first.
    pub best: Vec<BestSite>,
    /// What its files are called, without their ending.
    pub file: String,
}

/// What stands there, by the BAG.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Stock {
    /// Panden in use.
    pub panden: u64,
    /// Panden that are not in use, or not built yet.
    pub other_panden: u64,
    /// Homes in use.
    pub homes: u64,
    /// Other units in use.
    pub other_units: u64,
    /// Footprints, m².
    pub footprint_m2: f64,
    /// Gross floor area, m²: registered floor over the form factor, no less
    /// than the footprint.
    pub gross_m2: f64,
    /// Floor space index, gross floor over the whole area.
    pub fsi: f64,
    /// Ground space index, footprints over the whole area.
    pub gsi: f64,
    /// Homes per hectare of the whole area.
    pub homes_per_ha: f64,
    /// Panden and homes by year of construction.
    pub by_year: Vec<Band>,
    /// Panden with homes by storeys.
    pub by_storeys: Vec<Band>,
}

/// Panden and homes in one band.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Band {
    /// First value of the band; `None` is not known.
    pub from: Option<u32>,
    /// Last value of the band; `None` is open.
    pub to: Option<u32>,
    /// Panden.
    pub panden: u64,
    /// Homes.
    pub homes: u64,
}

/// Which homes could be added.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Potential {
    /// Form by form, each by itself.
    pub forms: Vec<FormPotential>,
    /// Locations where something can be added.
    pub locations: u64,
    /// Of these, locations without an expected number: too little is known.
    pub unknown: u64,
    /// What goes together at each location, nothing counted twice; `None` where
    /// the run had no verblijfsobjecten.
    pub homes: Option<HomesByState>,
    /// Sites of which nothing can be said for want of a map.
    pub unsayable: u64,
    /// Ground of those, m².
    pub unsayable_m2: f64,
    /// Peak of the suitable homes for the area of the grid, MW: as it is asked
    /// for now.
    pub load_mw: Option<f64>,
    /// The same, built grid-aware, MW.
    pub load_netbewust_mw: Option<f64>,
    /// Peak of suitable and undecided homes together, MW.
    pub load_with_undecided_mw: Option<f64>,
}

/// What one form could add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormPotential {
    /// Code of the form.
    pub form: &'static str,
    /// Its sites.
    pub sites: u64,
    /// Of these, suitable.
    pub suitable: u64,
    /// Of these, undecided.
    pub undecided: u64,
    /// Of these, such that nothing can be said.
    pub unsayable: u64,
    /// Homes of the suitable and the undecided; `None` as above.
    pub homes: Option<HomesByState>,
}

/// Parking.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Parking {
    /// Zones of the norms with the share of the area they cover; `None`
    /// without a map of them.
    pub zones: Option<Vec<Share>>,
    /// Norms in force here, by zone and size of home.
    pub norms: Vec<Norm>,
    /// Cars per household in the buurt.
    pub cars_per_household: Option<f64>,
    /// Which norm new homes of the usual size get in each form, and why.
    pub used: Vec<NormByForm>,
    /// Counted places; `None` without a count.
    pub places: Option<Places>,
}

/// A share of the area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// Of what.
    pub id: String,
    /// Its name.
    pub naam: String,
    /// Share of the area, 0–1.
    pub share: f64,
}

/// One row of the norm table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Norm {
    /// Zone.
    pub zone: String,
    /// Size of home from, m².
    pub m2_from: f64,
    /// Size of home up to, m²; `None` is open.
    pub m2_to: Option<f64>,
    /// Rent class; `None` for all.
    pub huurklasse: Option<Box<str>>,
    /// Target group; `None` for all.
    pub doelgroep: Option<Box<str>>,
    /// Residents, lower end, places a home.
    pub residents_min: f64,
    /// Residents, upper end.
    pub residents_max: f64,
    /// Visitors.
    pub visitors: f64,
    /// Where it stands.
    pub source: String,
}

/// The norm of one form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NormByForm {
    /// Code of the form.
    pub form: &'static str,
    /// Zone it was asked for; `None` outside all zones.
    pub zone: Option<String>,
    /// Size of a new home, m² GO.
    pub home_m2: f64,
    /// Residents, places a home.
    pub residents: f64,
    /// Visitors, places a home.
    pub visitors: f64,
    /// Code of the rule that gave it.
    pub rule: &'static str,
    /// Position in the bandwidth, 0 lower and 1 upper end.
    pub position: Option<f64>,
    /// Whether it is the highest of several classes.
    pub highest_of_classes: bool,
}

/// Counted places.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Places {
    /// Places that were counted, with how full they were.
    pub counted: f64,
    /// Cars on those at the busiest moment.
    pub occupied: f64,
    /// Places of which that is not known.
    pub uncounted: f64,
    /// Places that are free below the limit of the street.
    pub free: f64,
}

/// How near the stops of one class are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Access {
    /// Class: train, metro, hov or other.
    pub class: &'static str,
    /// Walking distance of the nearest home (of the nearest pand where there
    /// are no homes), m.
    pub nearest_m: f64,
    /// Walking distance of the middle home, m.
    pub median_m: f64,
    /// Stops of that class in the area itself.
    pub stops: u64,
}

/// The electricity grid.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Grid {
    /// Supply areas that hold a part of it, the largest share first; `None`
    /// without a map of them.
    pub areas: Option<Vec<GridShare>>,
    /// Worst code by the postcodes of the homes.
    pub postcode_code: Option<u8>,
    /// Date of the map, as the project stated it; empty when it did not.
    pub date: String,
}

/// A supply area.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GridShare {
    /// Identification.
    pub id: String,
    /// Name.
    pub naam: String,
    /// Who runs it.
    pub netbeheerder: Option<String>,
    /// Share of the area, 0–1.
    pub share: f64,
    /// Status for demand, 0 to 3.
    pub code: Option<u8>,
    /// Headroom, MW.
    pub headroom_mw: Option<f64>,
    /// Queue, MW.
    pub queue_mw: Option<f64>,
    /// Whether its polygons contradict each other.
    pub disagrees: bool,
}

/// Water and soil.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Water {
    /// Classes with their share of the area, the best first; empty when not known.
    pub classes: Vec<WaterShare>,
    /// Whether the shares are of footprints (of a raster) instead of the area.
    pub of_footprints: bool,
    /// Codes of what was found at sites, with the number of sites.
    pub findings: Vec<(String, u64)>,
    /// Codes of measures to consider at sites, with the number of sites.
    pub measures: Vec<(String, u64)>,
    /// Water to store for a square meter of new paving, m³.
    pub storage_m3_per_m2: f64,
}

/// A class of water and soil.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WaterShare {
    /// Letter.
    pub class: &'static str,
    /// Share, 0–1.
    pub share: f64,
}

/// One map of restrictions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Restriction {
    /// Name of the map.
    pub naam: String,
    /// Code of its kind.
    pub kind: &'static str,
    /// Code of its effect.
    pub effect: &'static str,
    /// Share of the area its zones cover, 0–1.
    pub share: f64,
    /// Objects given as a point in the area.
    pub points: u64,
    /// Panden on which it holds.
    pub panden: u64,
    /// Homes in those.
    pub homes: u64,
    /// Lowest and highest limit of a map of heights, m.
    pub limit_m: Option<(f64, f64)>,
    /// What lies there, the first few.
    pub ids: Vec<String>,
}

/// A rule that stands alone in the way of optoppen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocker {
    /// Code of the rule.
    pub rule: &'static str,
    /// Panden that fail this rule alone.
    pub panden: u64,
    /// Of these, panden whose homes can be said when it is lifted.
    pub known: u64,
    /// Homes they would add if it were lifted.
    pub homes: HomesTotal,
}

/// One of the best locations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BestSite {
    /// Identification.
    pub site_id: String,
    /// What people call it.
    pub title: String,
    /// Code of the form.
    pub form: String,
    /// Code of the verdict.
    pub verdict: String,
    /// Homes: cautious, expected, at most; of a plot that lies partly in the
    /// area those of its share.
    pub homes: [Option<i64>; 3],
    /// Share of the plot that lies in the area; absent when all does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Score, 0–100.
    pub score: Option<f64>,
    /// Share of the weights that is known.
    pub coverage: Option<f64>,
    /// Rank in its group.
    pub rank: Option<u32>,
    /// Code of its standing.
    pub standing: String,
    /// Why, in one sentence.
    pub reason: String,
}

impl Grid {
    /// The worst code of the areas, else of the postcodes.
    #[must_use]
    pub fn worst_code(&self) -> Option<u8> {
        self.areas.iter().flatten().filter_map(|area| area.code).max().or(self.postcode_code)
    }
}

impl Water {
    /// The class with the largest share; of equals the worse.
    #[must_use]
    pub fn dominant(&self) -> Option<&'static str> {
        self.classes.iter().max_by(|a, b| a.share.total_cmp(&b.share)).map(|water| water.class)
    }
}

impl Passport {
    /// What its files may be called, without their ending: letters, digits and
    /// dashes of identification and name, which no system takes amiss.
    #[must_use]
    pub(super) fn file_stem(&self) -> String {
        if self.id == self.naam {
            return file_stem("paspoort", &self.id);
        }
        file_stem("paspoort", &format!("{} {}", self.id, self.naam))
    }
}
