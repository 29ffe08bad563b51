//! What `data/run.json` holds: what the page must know before it shows a site.

use serde::Serialize;

use super::{Data, FORMAT, detail, phasing, sites, steps, whatif::Knob};
use crate::{
    assess::{Missing, Reason, Verdict},
    lang::{Lang, Said},
    model::Form,
    params::{DrawnWeights, Params, ProfileName},
    record::{Counts, FormCounts, HomesByState, count},
    score::{Criterion, List, Standing},
    wording,
};

/// The manifest of the page.
#[derive(Debug, Clone, Serialize)]
pub struct RunFile {
    /// Version of these files.
    pub format: u32,
    /// Title of the run.
    pub name: String,
    /// Language it was made in.
    pub lang: &'static str,
    /// Version of the program.
    pub toplaag: String,
    /// Whether a server is there that asks the rules again.
    pub served: bool,
    /// West, south, east, north of the sites, degrees; `None` without a site.
    pub bounds: Option<[f64; 4]>,
    /// How exact coordinates are, m.
    pub accuracy_m: f64,
    /// Sites and locations.
    pub counts: SiteCounts,
    /// Sites and homes by form.
    pub forms: Vec<FormLine>,
    /// Homes of forms that go together, nothing counted twice; `None` where they
    /// cannot be told.
    pub homes_together: Option<HomesByState>,
    /// The criteria, in the order of weights and values.
    pub criteria: Vec<Word>,
    /// Sets of weights.
    pub profiles: Vec<ProfileLine>,
    /// Code of the one in force.
    pub profile: &'static str,
    /// Least share of the weights that is known of a site with a rank.
    pub coverage_min: f64,
    /// Sites of a group that are put forward.
    pub first: u32,
    /// Homes of shortlist and reserve together, over those of the shortlist.
    pub reserve_factor: f64,
    /// How weights are drawn; `None` where nothing is.
    pub certainty: Option<Drawn>,
    /// Words of codes.
    pub words: Words,
    /// The files the run rests on.
    pub sources: Vec<SourceLine>,
    /// Which roles of sources each layer of the tiles rests on.
    pub layers: Vec<LayerLine>,
    /// Where the other files are.
    pub files: Files,
    /// Height of a storey that is added, m.
    pub new_storey_m: f64,
    /// Norms that can be moved; empty where no server asks again.
    pub norms: Vec<Knob>,
    /// Columns that were left out.
    pub hidden: Vec<String>,
    /// What that means, a paragraph each.
    pub notes: Vec<Said>,
}

/// A code with its words.
#[derive(Debug, Clone, Serialize)]
pub struct Word {
    /// The code.
    pub code: &'static str,
    /// Its words.
    pub name: Said,
}

/// Words of codes, for a legend and a filter.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    /// Verdicts.
    pub verdict: Vec<Word>,
    /// Standings.
    pub standing: Vec<Word>,
    /// Lists.
    pub list: Vec<Word>,
    /// Why a pand is unsuitable or undecided.
    pub reason: Vec<Word>,
}

/// How many there are.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "as in the counts of a run")]
pub struct SiteCounts {
    pub sites: u64,
    pub locations: u64,
    pub ranked: u64,
    pub apart: u64,
    pub unsayable: u64,
}

/// A form with its homes.
#[derive(Debug, Clone, Serialize)]
pub struct FormLine {
    /// Code.
    pub code: &'static str,
    /// Its word.
    pub name: Said,
    /// Which weights of a profile it is scored by: 0 or 1.
    pub weights: usize,
    /// What it came to; `None` for a form without a site.
    pub counts: Option<FormCounts>,
}

/// A set of weights.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileLine {
    /// Code.
    pub code: &'static str,
    /// For optoppen and for every other form, in the order of the criteria.
    pub weights: [[f64; 7]; 2],
}

/// How weights are drawn.
#[derive(Debug, Clone, Serialize)]
pub struct Drawn {
    /// How often.
    pub draws: u32,
    /// `profile` or `uniform`.
    pub weights: &'static str,
    /// How close to the profile.
    pub concentration: f64,
    /// Least share of a criterion that weighs.
    pub weight_least: f64,
}

/// A file the run rests on.
#[derive(Debug, Clone, Serialize)]
#[expect(missing_docs, reason = "as in the trail of a run")]
pub struct SourceLine {
    pub role: String,
    pub file: String,
    pub date: String,
    pub licence: String,
    pub attribution: String,
}

/// A layer of the tiles and the roles it rests on: a role and all below it.
#[derive(Debug, Clone, Serialize)]
pub struct LayerLine {
    /// Layer of the tiles.
    pub layer: &'static str,
    /// Roles.
    pub roles: &'static [&'static str],
}

/// Where files are, from the page.
#[derive(Debug, Clone, Serialize)]
pub struct Files {
    /// The first sites; the others are named there.
    pub sites: &'static str,
    /// Sites of one file of details.
    pub details: usize,
    /// Files of details: `data/detail/<n>.json`.
    pub detail: &'static str,
    /// Norms with their sources.
    pub norms: &'static str,
    /// The tiles.
    pub tiles: &'static str,
    /// How many last digits of a pand name its file `data/pand/<digits>.json`;
    /// `None` where there are none.
    pub pand_digits: Option<usize>,
    /// House style; `None` where there is none.
    pub tokens: Option<&'static str>,
    /// What each rule brings; `None` for a run that is too large to ask.
    pub steps: Option<&'static str>,
    /// A phasing; `None` where none was given.
    pub phasing: Option<&'static str>,
    /// Where the files of another run are, to be shown beside this one.
    pub beside: Option<&'static str>,
}

const LAYERS: [(&str, &[&str]); 9] = [
    ("panden", &["panden", "verblijfsobjecten", "heights", "ahn"]),
    ("sites", &["bezit", "ground"]),
    ("parking", &["parking"]),
    ("grid_areas", &["grid"]),
    ("water", &["water"]),
    ("restrictions", &["restrictions"]),
    ("buurten", &["buurten"]),
    ("gemeenten", &["gemeenten"]),
    ("backdrop", &["ground.roads", "ground.water"]),
];

impl RunFile {
    pub(super) fn of(data: &Data<'_>) -> Self {
        let (record, params) = (data.record, &data.record.params);
        let mut counts = Counts::default();
        count(data.rows, &mut counts);
        counts.tell_homes(record.run.has_verblijfsobjecten());
        let zekerheid = &params.zekerheid;
        let hidden = &data.settings.hidden;
        let sources = record.run.inputs.iter().map(|input| SourceLine {
            role: input.role.to_string(),
            file: input.file.clone(),
            date: input.date.clone(),
            licence: input.licence.clone(),
            attribution: input.attribution.clone(),
        });
        Self {
            format: FORMAT,
            name: record.run.name.clone(),
            lang: record.lang().tag(),
            toplaag: record.run.version.clone(),
            served: data.settings.served,
            bounds: bounds(data),
            accuracy_m: record.run.accuracy.meters,
            counts: SiteCounts {
                sites: counts.sites,
                locations: counts.locations,
                ranked: counts.sites_ranked,
                apart: counts.sites_apart,
                unsayable: counts.sites_unsayable,
            },
            forms: Form::ALL.iter().map(|form| form_line(*form, &counts)).collect(),
            homes_together: counts.homes_sets,
            criteria: Criterion::ALL
                .iter()
                .map(|one| word(one.code(), |lang| wording::criterion(*one, lang).to_owned()))
                .collect(),
            profiles: ProfileName::ALL.iter().map(|name| profile(*name, params)).collect(),
            profile: params.score.profile.value.code(),
            coverage_min: params.score.coverage_min.value,
            first: params.optoppen.shortlist_size.value,
            reserve_factor: params.optoppen.reserve_factor.value,
            certainty: (zekerheid.draws.value > 0).then_some(Drawn {
                draws: zekerheid.draws.value,
                weights: match zekerheid.weights.value {
                    DrawnWeights::Profile => "profile",
                    DrawnWeights::Uniform => "uniform",
                },
                concentration: zekerheid.concentration.value,
                weight_least: zekerheid.weight_least.value,
            }),
            words: words(),
            sources: sources.collect(),
            layers: LAYERS.map(|(layer, roles)| LayerLine { layer, roles }).to_vec(),
            files: Files {
                sites: sites::FIRST_FILE,
                details: detail::SITES_A_FILE,
                detail: "data/detail/",
                norms: "data/norms.json",
                tiles: "data/toplaag.pmtiles",
                pand_digits: data.settings.panden.then(|| data.pand_digits()),
                tokens: data.settings.tokens.then_some("tokens.css"),
                steps: steps::are_told(record).then_some(steps::FILE),
                phasing: data.settings.phasing.as_ref().map(|_| phasing::FILE),
                beside: data.settings.beside,
            },
            new_storey_m: params.optoppen.new_storey_m.value,
            norms: if data.settings.served { Knob::all(params) } else { Vec::new() },
            hidden: hidden.names().map(str::to_owned).collect(),
            notes: data.settings.notes.clone(),
        }
    }
}

fn word(code: &'static str, name: impl Fn(Lang) -> String) -> Word {
    Word { code, name: Said::by(name) }
}

fn words() -> Words {
    let verdicts = ["suitable", "undecided", "unsuitable", "unsayable"];
    Words {
        verdict: verdicts
            .into_iter()
            .map(|code| word(code, |lang| wording::verdict_word(code, lang).unwrap_or(code).to_owned()))
            .collect(),
        standing: Standing::ALL
            .iter()
            .map(|one| word(one.code(), |lang| wording::standing(*one, lang).to_owned()))
            .collect(),
        list: List::ALL
            .iter()
            .map(|one| word(one.code(), |lang| wording::list(*one, lang).to_owned()))
            .collect(),
        reason: Reason::ALL
            .iter()
            .map(|one| word(one.code(), |lang| wording::reason(*one, lang).to_owned()))
            .chain(Missing::ALL.iter().map(|one| word(one.code(), |lang| unknown(*one, lang))))
            .collect(),
    }
}

fn unknown(fact: Missing, lang: Lang) -> String {
    format!("{}: {}", lang.pick("onbekend", "unknown"), wording::missing(fact, lang))
}

fn form_line(form: Form, counts: &Counts) -> FormLine {
    FormLine {
        code: form.code(),
        name: Said::by(|lang| wording::form(form, lang).to_owned()),
        weights: sites::weights_of(form),
        counts: counts.forms.get(&form).copied(),
    }
}

fn profile(name: ProfileName, params: &Params) -> ProfileLine {
    let profile = params.score.profile(name);
    let weights = [Form::Optoppen, Form::Inbreiding].map(|form| profile.weights(form).in_order());
    ProfileLine { code: name.code(), weights }
}

/// The box around the points of the sites that are shown first: all but those
/// that are unsuitable, where there are others.
fn bounds(data: &Data<'_>) -> Option<[f64; 4]> {
    let of = |all: bool| {
        let rows = data.rows.iter().filter(move |row| all || !matches!(row.verdict, Verdict::Unsuitable(_)));
        let boxes = rows.filter_map(|row| row.lon_lat).map(|(lon, lat)| [lon, lat, lon, lat]);
        boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
    };
    of(false).or_else(|| of(true))
}
