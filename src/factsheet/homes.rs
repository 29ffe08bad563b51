//! Which homes come where, and by which sum?

use serde::Serialize;

use super::{
    case::{Case, Member},
    say,
};
use crate::{
    assess::{Answer, Homes, Reason},
    document::{Block, Table},
    lang::Lang,
    model::Form,
    survey::{Detail, Site},
    wording::{self, number},
};

/// A pand of the site.
#[derive(Debug, Serialize)]
pub(super) struct PandLine {
    pub identificatie: String,
    pub address: Option<String>,
    pub verdict: &'static str,
    pub bouwjaar: Option<u32>,
    pub storeys: Option<u32>,
    pub extra_storeys: Option<u32>,
    pub roof_height_m: Option<f64>,
    pub height_limit_m: Option<f64>,
    pub flat_roof_m2: Option<f64>,
    pub homes_existing: Option<u32>,
    pub homes: Homes,
}

/// The panden of the site, those with most homes first.
pub(super) fn panden(case: &Case<'_>) -> Vec<PandLine> {
    let mut lines: Vec<PandLine> = case.members.iter().map(|member| line(case, member)).collect();
    lines.sort_by(|a, b| b.homes.mid.cmp(&a.homes.mid).then_with(|| a.identificatie.cmp(&b.identificatie)));
    lines
}

fn line(case: &Case<'_>, member: &Member<'_>) -> PandLine {
    let survey = &member.pand.survey;
    let facts = &survey.facts;
    let on_top = case.form() == Form::Optoppen;
    PandLine {
        identificatie: survey.id.to_string(),
        address: survey.address.clone(),
        verdict: member.verdict(case.site).code(),
        bouwjaar: facts.bouwjaar.map(u32::from),
        storeys: member.pand.storeys(),
        extra_storeys: survey.assessment.extra_storeys.filter(|_| on_top),
        roof_height_m: facts.roof.height().map(|height| height.0),
        height_limit_m: facts.limit.map(|limit| limit.0),
        flat_roof_m2: survey.assessment.flat_roof.map(|roof| roof.value.0),
        homes_existing: facts.homes,
        homes: member.homes(),
    }
}

/// A number in a sum.
#[derive(Debug, Serialize)]
pub(super) struct Factor {
    /// `×`, `/` or nothing for the first.
    pub sign: &'static str,
    pub value: f64,
    /// Decimals it is shown with.
    #[serde(skip)]
    pub decimals: u8,
    pub unit: &'static str,
    /// The column or parameter it is.
    pub what: &'static str,
}

/// How the homes of one part come about, middle estimate.
#[derive(Debug, Serialize)]
pub(super) struct Sum {
    /// The pand; none for a plot, a block or all panden together.
    pub pand: Option<String>,
    pub factors: Vec<Factor>,
    pub homes: Homes,
    /// Homes that go, of rebuilding.
    pub old: Option<u32>,
}

/// The sums of the parts that carry homes, the largest first.
pub(super) fn sums(case: &Case<'_>) -> Vec<Sum> {
    let parts = case.parts().filter(|(_, part)| Site::carries(part));
    let mut sums: Vec<Sum> = parts.filter_map(|(member, part)| sum(case, member, part)).collect();
    sums.sort_by(|a, b| b.homes.mid.cmp(&a.homes.mid).then_with(|| a.pand.cmp(&b.pand)));
    sums
}

fn factor(sign: &'static str, value: f64, decimals: u8, unit: &'static str, what: &'static str) -> Factor {
    Factor { sign, value, decimals, unit, what }
}

fn sum(case: &Case<'_>, member: Option<&Member<'_>>, part: &Answer) -> Option<Sum> {
    let params = &case.record.params;
    let (on_top, forms) = (&params.optoppen, &params.vormen);
    let found = |rule: Reason| part.checks.iter().find(|check| check.rule == rule)?.value;
    let mut old = None;
    let factors = match case.form() {
        Form::Optoppen => {
            let on_pand = member?.optoppen();
            vec![
                factor("", on_pand.flat_roof?.value.0, 1, "m²", "flat_roof_m2"),
                factor("×", on_top.usable_roof_share.value, 2, "", "optoppen.usable_roof_share"),
                factor("×", f64::from(on_pand.extra_storeys?), 0, "", "extra_storeys"),
                factor("×", on_top.go_per_bvo.value, 2, "", "optoppen.go_per_bvo"),
                factor("/", on_top.home_go_m2.value, 0, "m²", "optoppen.home_go_m2"),
            ]
        }
        Form::Inbreiding => {
            let Detail::Plot(plot, capacity) = &case.site.detail else { return None };
            vec![
                factor("", plot.shape.area_m2, 1, "m²", "plot_m2"),
                factor("×", capacity.fsi?.mid, 2, "", "fsi"),
                factor("×", capacity.go_per_bvo?, 2, "", "inbreiding.go_per_bvo"),
                factor("/", params.inbreiding.home_go_m2.value, 0, "m²", "inbreiding.home_go_m2"),
            ]
        }
        Form::Aanplakken => vec![
            factor("", part.gross?.0, 1, "m²", "gross_m2"),
            factor("×", on_top.go_per_bvo.value, 2, "", "optoppen.go_per_bvo"),
            factor("/", forms.home_go_m2.value, 0, "m²", "vormen.home_go_m2"),
        ],
        Form::Uitplinten => vec![
            factor("", found(Reason::Use)?, 1, "m²", "plinth_m2"),
            factor("×", forms.plinth_usable_share.value, 2, "", "vormen.plinth_usable_share"),
            factor("/", forms.plinth_home_go_m2.value, 0, "m²", "vormen.plinth_home_go_m2"),
        ],
        Form::Splitsen => vec![
            factor("", f64::from(member?.pand.survey.n_splittable(params)), 0, "", "large_homes"),
            factor("×", forms.split_share.value, 2, "", "vormen.split_share"),
        ],
        Form::Transformatie => vec![
            factor("", found(Reason::FloorArea)?, 1, "m²", "floor_m2"),
            factor("×", found(Reason::Daylight)?, 2, "", "daylight_share"),
            factor("×", forms.transform_usable_share.value, 2, "", "vormen.transform_usable_share"),
            factor("/", forms.home_go_m2.value, 0, "m²", "vormen.home_go_m2"),
        ],
        Form::SloopNieuwbouw => {
            let rebuild = case.site.detail.rebuild()?;
            old = Some(rebuild.old);
            vec![
                factor("", f64::from(rebuild.old), 0, "", "n_homes_existing"),
                factor("×", rebuild.ratio.mid, 2, "", "vormen.rebuild_ratio"),
            ]
        }
    };
    let pand = member.map(|member| member.pand.survey.id.to_string());
    Some(Sum { pand, factors, homes: part.homes, old })
}

impl Sum {
    /// The sum in one line.
    pub fn said(&self, form: Form, lang: Lang) -> String {
        let mut said = String::new();
        for factor in &self.factors {
            let value = number(factor.value, factor.decimals, lang);
            let sign = if factor.sign.is_empty() { String::new() } else { format!(" {} ", factor.sign) };
            let unit = if factor.unit.is_empty() { String::new() } else { format!(" {}", factor.unit) };
            said.push_str(&format!("{sign}{value}{unit}"));
        }
        if let Some(old) = self.old {
            let less = lang.pick("min de woningen van nu", "less the homes of today");
            said.push_str(&format!(", {less} ({old})"));
        }
        if form == Form::Aanplakken {
            said.push_str(lang.pick(", hele woningen per gevel en laag", ", whole homes by wall and storey"));
        }
        format!("{said} → {}", say::homes(self.homes, lang))
    }
}

/// The parameters in the sums.
pub(super) fn keys(sums: &[Sum]) -> Vec<String> {
    let parameters = sums.iter().flat_map(|sum| &sum.factors).map(|factor| factor.what);
    parameters.filter(|what| what.contains('.')).map(str::to_owned).collect()
}

/// Sums, at most so many.
pub(super) fn blocks(sums: &[Sum], form: Form, most: usize, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![Block::heading(lang.pick("Hoe de woningen zijn geteld", "How homes were counted"))];
    let items: Vec<String> = sums
        .iter()
        .take(most)
        .map(|sum| match &sum.pand {
            Some(pand) if sums.len() > 1 => format!("…{}: {}", tail(pand), sum.said(form, lang)),
            _ => sum.said(form, lang),
        })
        .collect();
    if items.is_empty() {
        blocks.push(Block::text(
            lang.pick("Er is te weinig bekend om woningen te tellen.", "Too little is known to count homes."),
        ));
    } else {
        blocks.push(Block::List { items });
    }
    if sums.len() > most {
        let more = sums.len() - most;
        blocks.push(Block::note(match lang {
            Lang::Nl => format!("En nog {more} panden, op dezelfde manier."),
            Lang::En => format!("And {more} more panden, in the same way."),
        }));
    }
    blocks
}

/// The last digits of a pand, which tell panden of one site apart.
pub(super) fn tail(pand: &str) -> &str {
    pand.get(pand.len().saturating_sub(4)..).unwrap_or(pand)
}

/// A table of panden, at most so many.
pub(super) fn table(panden: &[PandLine], form: Form, most: usize, lang: Lang) -> Vec<Block> {
    let existing = lang.pick("#Nu", "#Now");
    let added = lang.pick("#Erbij", "#Added");
    let storeys = lang.pick("#Lagen", "#Storeys");
    let mut table = Table::new(
        lang.pick("de panden van de locatie", "the panden of the site"),
        &[
            "Pand",
            lang.pick("Oordeel", "Verdict"),
            lang.pick("#Bouwjaar", "#Built"),
            storeys,
            existing,
            added,
        ],
    );
    for line in panden.iter().take(most) {
        let count = |count: Option<u32>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
        let storeys = match (line.storeys, line.extra_storeys) {
            (Some(now), Some(extra)) if line.verdict != "unsuitable" && extra > 0 => {
                format!("{now} → {}", now + extra)
            }
            (now, _) => count(now),
        };
        let added = match form {
            Form::Inbreiding | Form::Aanplakken | Form::SloopNieuwbouw => "–".to_owned(),
            _ => say::range(line.homes),
        };
        table.row([
            line.identificatie.clone(),
            wording::verdict_word(line.verdict, lang).unwrap_or(line.verdict).to_owned(),
            count(line.bouwjaar),
            storeys,
            count(line.homes_existing),
            added,
        ]);
    }
    let mut blocks = vec![Block::Table(table)];
    if panden.len() > most {
        let more = panden.len() - most;
        blocks.push(Block::note(match lang {
            Lang::Nl => {
                format!("En nog {more} panden: zie het JSON-bestand, of maak het uitgebreide feitenblad.")
            }
            Lang::En => format!("And {more} more panden: see the JSON file, or make the long fact sheet."),
        }));
    }
    blocks
}
