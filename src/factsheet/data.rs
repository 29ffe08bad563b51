//! What is known of one site, as data: what `<site>.json` holds, and what the
//! page is made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    assess::Homes,
    finished::{FoundPand, FoundSite, Row},
    model::Form,
    params::{Moment, Params, Presence},
    scan::SiteFindings,
    score::Criterion,
};

/// All about one site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactSheet {
    /// Identification.
    pub site_id: String,
    /// What people call it.
    pub title: String,
    /// Code of the form.
    pub form: String,
    /// Code of the verdict.
    pub verdict: String,
    /// Why, in one sentence.
    pub reason: String,
    /// Code of its standing.
    pub standing: String,
    /// Rank in its group.
    pub rank: Option<u32>,
    /// Homes that can be added.
    pub homes: Homes,
    /// Score, 0–100.
    pub score: Option<f64>,
    /// Share of the weights that is known.
    pub coverage: Option<f64>,
    /// The site in figures.
    pub figures: Figures,
    /// Score by criterion.
    pub criteria: Vec<CriterionFound>,
    /// The parking sum; `None` when the homes cannot be said.
    pub parking: Option<ParkingSum>,
    /// What is asked of the grid, and what its map says.
    pub grid: Option<GridFound>,
    /// Water and soil.
    pub water: Option<WaterFound>,
    /// Codes of rules that parts fail, with the number of parts.
    pub reasons: Vec<(String, u32)>,
    /// Codes of facts that are missing.
    pub missing: Vec<String>,
    /// Codes of remarks.
    pub flags: Vec<String>,
    /// Its panden.
    pub panden: Vec<PandLine>,
    /// What its files are called, without their ending.
    pub file: String,
}

/// The site in figures, as the shortlist has them; each is described there.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Figures {
    pub n_homes_existing: Option<u32>,
    pub bouwjaar_min: Option<u32>,
    pub bouwjaar_max: Option<u32>,
    pub storeys: Option<u32>,
    pub extra_storeys: Option<u32>,
    pub flat_roof_m2: Option<f64>,
    pub gross_m2: Option<f64>,
    pub plot_m2: Option<f64>,
    pub plot_width_m: Option<f64>,
    pub frontage_m: Option<f64>,
    pub fsi: Option<f64>,
    pub homes_rebuilt: Option<u32>,
    pub owner_share: Option<f64>,
}

impl Figures {
    fn new(row: &Row) -> Self {
        Self {
            n_homes_existing: row.count("n_homes_existing"),
            bouwjaar_min: row.count("bouwjaar_min"),
            bouwjaar_max: row.count("bouwjaar_max"),
            storeys: row.count("storeys"),
            extra_storeys: row.count("extra_storeys"),
            flat_roof_m2: row.number("flat_roof_m2"),
            gross_m2: row.number("gross_m2"),
            plot_m2: row.number("plot_m2"),
            plot_width_m: row.number("plot_width_m"),
            frontage_m: row.number("frontage_m"),
            fsi: row.number("fsi"),
            homes_rebuilt: row.count("homes_rebuilt"),
            owner_share: row.number("owner_share"),
        }
    }
}

/// One criterion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CriterionFound {
    /// Which.
    #[serde(serialize_with = "criterion_code")]
    pub criterion: Criterion,
    /// Its share of all weights, 0–1.
    pub weight: f64,
    /// Value, 0–1; `None` is not known, and left out of the score.
    pub value: Option<f64>,
}

fn criterion_code<S: serde::Serializer>(criterion: &Criterion, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(criterion.code())
}

/// The parking sum, so that it can be done again by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParkingSum {
    /// Places a home, residents and visitors, and where they come from.
    pub norm: NormFound,
    /// Places needed at each moment, after what is taken off, before rounding.
    pub demand_by_moment: Vec<(Moment, f64)>,
    /// The moment that needs most.
    pub binding: Moment,
    /// Places needed, rounded by the municipality's rule.
    pub demand: f64,
    /// Places free.
    pub supply: Option<f64>,
    /// Places too few.
    pub shortfall: Option<f64>,
    /// Presence at each moment; read from the parameters.
    #[serde(default)]
    pub presence: Vec<Presence>,
}

/// The norm of the sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NormFound {
    /// Residents, places a home.
    pub residents: f64,
    /// Visitors, places a home.
    pub visitors: f64,
    /// Code of the rule that gave it.
    pub rule: String,
    /// Where it stands.
    pub source: String,
    /// Position in the bandwidth.
    pub position: Option<f64>,
}

/// What is asked of the grid.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct GridFound {
    /// Peak by itself and coincident part, kW; `None` without a number of homes.
    pub load: Option<LoadFound>,
    /// Code, 0 to 3.
    pub code: Option<u8>,
    /// Headroom, MW.
    pub headroom_mw: Option<f64>,
    /// Whether a station could be needed.
    pub station: bool,
}

/// A load, kW.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
pub struct LoadFound {
    /// Peak of the site by itself.
    pub peak: f64,
    /// Its part in the peak of the area.
    pub coincident: f64,
}

/// Water and soil.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct WaterFound {
    /// Class with the largest share.
    pub dominant: Option<String>,
    /// Worst class that counts.
    pub worst: Option<String>,
    /// Value of the class for this form.
    pub factor: Option<f64>,
    /// Water to store for added paving, m³.
    pub storage_m3: f64,
    /// Codes of measures to consider.
    pub measures: Vec<String>,
}

/// A pand of the site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PandLine {
    /// Identification.
    pub id: String,
    /// Year of construction.
    pub bouwjaar: Option<u32>,
    /// Storeys now.
    pub storeys: Option<u32>,
    /// Storeys that can be added.
    pub extra: Option<u32>,
    /// Height of the roof above ground, m.
    pub roof_m: Option<f64>,
    /// Height limit above ground, m.
    pub limit_m: Option<f64>,
    /// Homes now.
    pub homes: Option<u32>,
    /// Flat roof, m².
    pub flat_roof_m2: Option<f64>,
    /// Code of its verdict on storeys on top.
    pub verdict: String,
}

impl FactSheet {
    /// Gathers what is known of a site.
    pub(super) fn new(
        site: &FoundSite,
        findings: Option<&SiteFindings>,
        panden: &[&FoundPand],
        params: &Params,
    ) -> Self {
        let row = &site.row;
        let text = |name: &str| row.text(name).unwrap_or_default().to_owned();
        let weights = params.score.weights(site.form);
        let total: f64 = weights.in_order().iter().sum();
        let criteria =
            Criterion::ALL.iter().filter(|criterion| criterion.weight(weights) > 0.0).map(|criterion| {
                CriterionFound {
                    criterion: *criterion,
                    weight: criterion.weight(weights) / total.max(f64::MIN_POSITIVE),
                    value: row.number(criterion.column()),
                }
            });
        let others = findings.map(|findings| &findings.others);
        let found = |name: &str| others.and_then(|others| others.get(name)).cloned().unwrap_or_default();
        let parking: Option<ParkingSum> = serde_json::from_value(found("parking")).ok();
        let reasons: BTreeMap<String, u32> = serde_json::from_value::<Vec<(String, u32)>>(found("reasons"))
            .unwrap_or_default()
            .into_iter()
            .collect();
        Self {
            site_id: site.id.clone(),
            title: site.title(),
            form: site.form.code().into(),
            verdict: text("verdict"),
            reason: text("reason"),
            standing: text("standing"),
            rank: row.count("rank"),
            homes: site.homes,
            score: row.number("score"),
            coverage: row.number("coverage"),
            figures: Figures::new(row),
            criteria: criteria.collect(),
            parking: parking
                .map(|sum| ParkingSum { presence: params.parkeren.presence.value.clone(), ..sum }),
            grid: serde_json::from_value(found("grid")).ok(),
            water: serde_json::from_value(found("water")).ok(),
            reasons: reasons.into_iter().collect(),
            missing: row.codes("missing").map(str::to_owned).collect(),
            flags: row.codes("flags").map(str::to_owned).collect(),
            panden: panden.iter().map(|pand| PandLine::new(pand)).collect(),
            file: String::new(),
        }
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> Option<Form> {
        Form::parse(&self.form)
    }

    /// Oldest year of construction of its panden.
    #[must_use]
    pub fn bouwjaar(&self) -> Option<u32> {
        self.panden.iter().filter_map(|pand| pand.bouwjaar).min()
    }
}

impl PandLine {
    fn new(pand: &FoundPand) -> Self {
        let row = &pand.row;
        Self {
            id: pand.id.to_string(),
            bouwjaar: row.count("bouwjaar"),
            storeys: row.count("storeys"),
            extra: row.count("extra_storeys"),
            roof_m: row.number("roof_height_m"),
            limit_m: row.number("height_limit_m"),
            homes: row.count("n_homes"),
            flat_roof_m2: row.number("flat_roof_m2"),
            verdict: row.text("verdict").unwrap_or_default().into(),
        }
    }
}
