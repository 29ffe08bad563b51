//! What do the rules say about one pand or one site?
//!
//! One file per question. Everything here takes values and gives values: no
//! file, no clock, no map. A rule never fails: what it cannot decide is
//! `Unknown`, with the fact it lacks.

pub mod aanplakken;
mod check;
pub mod delay;
pub mod density;
pub mod grid;
mod homes;
pub mod inbreiding;
pub mod lift;
pub mod optoppen;
pub mod pand;
pub mod parking;
pub mod sloop_nieuwbouw;
pub mod splitsen;
pub mod transformatie;
pub mod uitplinten;
pub mod water;

use serde::{Deserialize, Serialize};

pub use crate::model::Missing;
use crate::{codes::codes, units::SquareMeters};
pub use homes::homes_on;

/// The answer for a pand or site. The third kind of "no": never an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All rules hold.
    Suitable,
    /// A rule does not hold; the first of them in the order of the method.
    Unsuitable(Reason),
    /// No rule fails, and this fact is missing to say more.
    Undecided(Missing),
    /// No rule fails, and without this fact a number would mislead: it has no
    /// homes, no score and no rank.
    Unsayable(Missing),
}

impl Verdict {
    /// The stable code of the answer, without its reason.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Suitable => "suitable",
            Self::Unsuitable(_) => "unsuitable",
            Self::Undecided(_) => "undecided",
            Self::Unsayable(_) => "unsayable",
        }
    }

    /// Whether homes may be counted on it: suitable or undecided.
    #[must_use]
    pub fn has_homes(self) -> bool {
        matches!(self, Self::Suitable | Self::Undecided(_))
    }
}

codes! {
    /// Why a pand is unsuitable: the rules of method §3, in their order.
    Reason {
        /// It is not in use.
        Status = "status",
        /// Too few of its units are homes.
        Woonfunctie = "woonfunctie",
        /// It is a rijksmonument.
        Rijksmonument = "rijksmonument",
        /// Its demolition is planned.
        Demolition = "demolition",
        /// A restriction with effect `exclude` holds.
        Restriction = "restriction",
        /// It is too old, or a constructeur said no.
        Bouwjaar = "bouwjaar",
        /// A constructeur found that structure or foundation cannot carry more.
        Structure = "structure",
        /// Too little of its roof is flat.
        FlatShare = "flat_share",
        /// Its flat roof is too small.
        FlatArea = "flat_area",
        /// It has too few or too many storeys.
        Storeys = "storeys",
        /// The height limit leaves no whole storey.
        HeightLimit = "height_limit",
        /// One corporatie decides about too little of it. Never fails: who
        /// decides can be agreed, so it leaves a pand undecided at most.
        Owner = "owner",
        /// Nothing in it is used in a way that may become homes.
        Use = "use",
        /// It is in use. Never fails: what its owner wants can be asked.
        Vacancy = "vacancy",
        /// It is too young to be taken down or changed.
        TooYoung = "too_young",
        /// Its energy label protects it.
        Label = "label",
        /// Too few homes would be gained.
        Gain = "gain",
        /// The street around is too full.
        ParkingPressure = "parking_pressure",
        /// An earlier permit stands in the way for some years.
        EarlierPermit = "earlier_permit",
        /// No end wall is long enough and free of neighbors.
        EndWall = "end_wall",
        /// The ground in front of the end wall is taken.
        FreeDepth = "free_depth",
        /// Too little of its floor gets daylight.
        Daylight = "daylight",
        /// Water class D, and the form takes new ground.
        ClassD = "class_d",
        /// It has too little floor of uses that may become homes.
        FloorArea = "floor_area",
        /// Not one whole home fits.
        NoHome = "no_home",
        /// It is road or water. Never fails: what is known to be so is cut
        /// away, so that only a map that was not given leaves it open.
        Taken = "taken",
    }
}

impl Flag {
    /// The remarks for the steps of `optoppen.height_step_flags_m`, in order.
    pub const FIRE_STEPS: [Self; 4] =
        [Self::FireStepFirst, Self::FireStepSecond, Self::FireStepThird, Self::FireStepFourth];
}

codes! {
    /// A remark that decides nothing and lowers no score by itself.
    Flag {
        /// The new top floor lies above the lift threshold and no lift is known.
        LiftStep = "lift_step",
        /// The new top floor crosses the first fire-safety step
        /// (`optoppen.height_step_flags_m`).
        FireStepFirst = "fire_step_first",
        /// The new top floor crosses the second step.
        FireStepSecond = "fire_step_second",
        /// The new top floor crosses the third step.
        FireStepThird = "fire_step_third",
        /// The new top floor crosses the fourth step.
        FireStepFourth = "fire_step_fourth",
        /// Foundation to be examined.
        Foundation = "foundation",
        /// Asbestos possible.
        Asbestos = "asbestos",
        /// Cantilevered galleries to be examined.
        Galleries = "galleries",
        /// Swifts, sparrows, bats.
        Fauna = "fauna",
        /// Heritage or welstand near or on the site.
        Welstand = "welstand",
        /// A restriction layer with effect `flag` holds.
        Restriction = "restriction_flag",
        /// Fewer homes than a complex should add to be worth it.
        FewHomes = "few_homes",
        /// Planned renovation: a chance to combine.
        Renovation = "renovation",
        /// The homes around could need an electricity station of their own.
        GridStation = "grid_station",
        /// The signal of the grid map differs between polygons of one area or with the postcode.
        GridDisagrees = "grid_disagrees",
        /// Water class D: entrances and evacuation to be examined.
        WaterClassD = "water_class_d",
        /// Known criteria weigh less than the minimum coverage.
        LowCoverage = "low_coverage",
        /// A number rests on an estimate (storeys or roof).
        Estimated = "estimated",
        /// The flat roof was said to be larger than the footprint, which it is held to.
        RoofCapped = "roof_capped",
        /// Records about one of its panden or units contradict one another:
        /// the answer rests on a choice.
        RowsDisagree = "rows_disagree",
        /// Rows of the holdings that found no home could change the verdict.
        UnlinkedDecides = "unlinked_decides",
        /// Height and roof of a pand are estimated from AHN.
        EstimatedAhn = "estimated_ahn",
        /// So many homes that the Ladder voor duurzame verstedelijking applies.
        Ladder = "ladder",
        /// In use today: what becomes of the use must be settled.
        CheckUse = "check_use",
        /// Daylight must be examined on site.
        CheckDaylight = "check_daylight",
        /// Storage of tenants goes and must be replaced.
        StorageReplaced = "storage_replaced",
        /// Stands on a car park, whose places must be replaced.
        ReuseParking = "reuse_parking",
        /// Stands on garages, which must be bought or replaced.
        ReuseGarages = "reuse_garages",
        /// Stands on a filling station: soil to be examined.
        ReuseFillingStation = "reuse_filling_station",
        /// Stands on other ground the user freed.
        ReuseOther = "reuse_other",
        /// Whose ground it is, is not known.
        GroundUnknown = "ground_unknown",
        /// No public road was found along it.
        NoFrontage = "no_frontage",
        /// Density rests on the address density alone, not on what stands around.
        DensityEstimated = "density_estimated",
        /// Old and new building share a foundation: examine both together.
        JointFoundation = "joint_foundation",
    }
}

/// The answer of one form for one pand, complex or plot.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The answer.
    pub verdict: Verdict,
    /// What each rule found, in their order.
    pub checks: Vec<Check>,
    /// All facts that are missing, whether or not they leave it undecided.
    pub missing: Vec<Missing>,
    /// Remarks.
    pub flags: Vec<Flag>,
    /// Homes that would be gained, net; 0 when unsuitable, unknown when nothing
    /// can be said.
    pub homes: Homes,
    /// Gross floor area behind the middle estimate; `None` when none is added
    /// or none can be said.
    pub gross: Option<SquareMeters>,
}

/// What the holdings say about who decides.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub enum Owner {
    /// No holdings were given: the question was not asked.
    #[default]
    NotAsked,
    /// Share of the homes held by one corporatie; 0 when none of them is.
    Share(f64),
}

/// What one rule found, with what it was held against.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Check {
    /// The rule.
    pub rule: Reason,
    /// What it found.
    pub outcome: Outcome,
    /// The value it looked at, where it is a number.
    pub value: Option<f64>,
    /// What it was held against.
    pub norm: Option<f64>,
    /// The parameter that norm comes from; empty when the rule has none.
    pub parameter: &'static str,
    /// The fact that is missing, when the outcome is unknown.
    pub missing: Option<Missing>,
}

/// Homes by estimate; each `None` when it cannot be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Homes {
    /// Cautious; below 0 where rebuilding may lose homes.
    pub low: Option<i32>,
    /// Expected.
    pub mid: Option<u32>,
    /// Hopeful.
    pub high: Option<u32>,
}

/// What one rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The rule holds.
    Pass,
    /// It does not.
    Fail,
    /// The fact it needs is missing.
    Unknown,
}

/// A number with whether it was measured or estimated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Known<T> {
    /// The number.
    pub value: T,
    /// Whether it rests on an estimate.
    pub estimated: bool,
}
