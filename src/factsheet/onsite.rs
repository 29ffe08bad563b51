//! What must be examined on site, and why here?

use serde::Serialize;

use super::{case::Case, say};
use crate::{
    assess::{Flag, Missing},
    document::Block,
    lang::Lang,
    model::Form,
    params::Params,
    wording::{number, short},
};

/// What is examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Subject {
    Structure,
    Foundation,
    Fauna,
    Asbestos,
    Installations,
    Fire,
    Lift,
    Galleries,
    Daylight,
    Storage,
    PresentUse,
    EndWall,
    Soil,
    Ground,
}

/// One thing to examine.
#[derive(Debug, Serialize)]
pub(super) struct Examine {
    pub subject: Subject,
    /// The flags and facts that ask for it, as codes.
    pub because: Vec<&'static str>,
    /// Steps of the building rules the new top floor crosses, m; of fire.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps_m: Vec<f64>,
}

/// What this form, these years and these flags ask to look at.
pub(super) fn of(case: &Case<'_>) -> Vec<Examine> {
    let site = case.site;
    let params = &case.record.params.optoppen;
    let form = case.form();
    let (flags, missing) = (&site.flags, &site.missing);
    let flagged = |wanted: &[Flag]| -> Vec<&'static str> {
        wanted.iter().filter(|flag| flags.contains(flag)).map(|flag| flag.code()).collect()
    };
    let on_panden = form != Form::Inbreiding;
    let carries_more = matches!(form, Form::Optoppen | Form::Aanplakken);
    let steps = Flag::FIRE_STEPS;
    let steps_m: Vec<f64> = steps
        .iter()
        .zip(&params.height_step_flags_m.value)
        .filter(|(flag, _)| flags.contains(flag))
        .map(|(_, step)| *step)
        .collect();
    let old = site.bouwjaar.is_some_and(|(oldest, _)| oldest < params.asbestos_before.value);
    let mut structure = flagged(&[Flag::Estimated, Flag::EstimatedAhn]);
    if missing.contains(&Missing::Structure) {
        structure.push(Missing::Structure.code());
    }
    let changes = on_panden && form != Form::SloopNieuwbouw;
    let asked: [(bool, Subject, Vec<&'static str>); 14] = [
        (carries_more, Subject::Structure, structure),
        (
            carries_more || form == Form::Inbreiding,
            Subject::Foundation,
            flagged(&[Flag::Foundation, Flag::JointFoundation]),
        ),
        (true, Subject::Fauna, flagged(&[Flag::Fauna])),
        (on_panden && old, Subject::Asbestos, flagged(&[Flag::Asbestos])),
        (changes, Subject::Installations, Vec::new()),
        (carries_more && !steps_m.is_empty(), Subject::Fire, flagged(&steps)),
        (flags.contains(&Flag::LiftStep), Subject::Lift, flagged(&[Flag::LiftStep])),
        (flags.contains(&Flag::Galleries), Subject::Galleries, flagged(&[Flag::Galleries])),
        (flags.contains(&Flag::CheckDaylight), Subject::Daylight, flagged(&[Flag::CheckDaylight])),
        (flags.contains(&Flag::StorageReplaced), Subject::Storage, flagged(&[Flag::StorageReplaced])),
        (flags.contains(&Flag::CheckUse), Subject::PresentUse, flagged(&[Flag::CheckUse])),
        (form == Form::Aanplakken, Subject::EndWall, Vec::new()),
        (
            form.takes_ground() || form == Form::SloopNieuwbouw,
            Subject::Soil,
            flagged(&[Flag::ReuseFillingStation, Flag::ReuseGarages, Flag::ReuseParking]),
        ),
        (form.takes_ground(), Subject::Ground, flagged(&[Flag::GroundUnknown, Flag::NoFrontage])),
    ];
    asked
        .into_iter()
        .filter(|(holds, ..)| *holds)
        .map(|(_, subject, because)| Examine {
            subject,
            because,
            steps_m: if subject == Subject::Fire { steps_m.clone() } else { Vec::new() },
        })
        .collect()
}

/// The list, each with why here.
pub(super) fn blocks(examine: &[Examine], case: &Case<'_>, lang: Lang) -> Vec<Block> {
    let items = examine.iter().map(|one| one.said(case, lang)).collect();
    vec![Block::heading(lang.pick("Ter plaatse onderzoeken", "To examine on site")), Block::List { items }]
}

impl Examine {
    fn said(&self, case: &Case<'_>, lang: Lang) -> String {
        let has = |code: &str| self.because.contains(&code);
        let years = years(case, lang);
        let p = &case.record.params.optoppen;
        let form = case.form();
        match self.subject {
            Subject::Structure if has("structure") => match lang {
                Lang::Nl => format!(
                    "Constructie: {years}; wat het draagt is niet bekend. Archieftekeningen en quick scan van een constructeur."
                ),
                Lang::En => format!(
                    "Structure: {years}; what it carries is not known. Archive drawings and a quick scan."
                ),
            },
            Subject::Structure => match lang {
                Lang::Nl => format!(
                    "Constructie: {years}; leeftijd en dak geven een kans, geen bewijs. Dragende wanden, stabiliteit, overcapaciteit."
                ),
                Lang::En => format!(
                    "Structure: {years}; age and roof give a chance, no proof. Bearing walls, stability, spare capacity."
                ),
            },
            Subject::Foundation => foundation(self, case, &years, lang),
            Subject::Fauna => match form {
                Form::Inbreiding => lang.pick(
                    "Fauna: vleermuizen (vliegroutes, bomen) en vogelnesten op de kavel, vóór kap en grondwerk.",
                    "Fauna: bats (routes, trees) and nests on the plot, before felling and groundwork.",
                ),
                _ => lang.pick(
                    "Fauna: nesten van gierzwaluw en huismus en verblijven van vleermuizen in dakrand, gevel en spouw; \
                     onderzoek loopt door de seizoenen, dus begin vroeg.",
                    "Fauna: nests of swift and sparrow and roosts of bats in eaves, wall and cavity; surveys follow the \
                     seasons, so begin early.",
                ),
            }
            .to_owned(),
            Subject::Asbestos => match lang {
                Lang::Nl => format!(
                    "Asbest: {years}, vóór {}: inventarisatie van dak, kanalen en gevel voor er iets wordt gesloopt.",
                    p.asbestos_before.value
                ),
                Lang::En => format!(
                    "Asbestos: {years}, before {}: survey of roof, ducts and walls before anything comes down.",
                    p.asbestos_before.value
                ),
            },
            Subject::Installations => match form {
                Form::Optoppen => lang.pick(
                    "Installaties: kanalen, rookgas, hemelwater, zonnepanelen en liftopbouw op het dak; standleidingen en \
                     meterkasten voor nieuwe woningen.",
                    "Installations: ducts, flues, rainwater, solar panels and lift head on the roof; risers and meter \
                     cupboards for new homes.",
                ),
                _ => lang.pick(
                    "Installaties: leidingen, meterkasten, ventilatie en riolering voor de nieuwe woningen.",
                    "Installations: pipes, meter cupboards, ventilation and sewer for the new homes.",
                ),
            }
            .to_owned(),
            Subject::Fire => {
                let steps: Vec<_> = self.steps_m.iter().map(|step| short(*step, lang)).collect();
                let top = top_floor(case).map_or_else(String::new, |top| {
                    format!(" ({} {} m)", lang.pick("vloer op", "floor at"), number(top, 1, lang))
                });
                match lang {
                    Lang::Nl => format!(
                        "Brandveiligheid: bovenste vloer{top} komt boven {} m; bezwijktijd, gevelklasse en vluchtweg nagaan.",
                        steps.join(" en ")
                    ),
                    Lang::En => format!(
                        "Fire safety: top floor{top} above {} m; check collapse time, facade class and way out.",
                        steps.join(" and ")
                    ),
                }
            }
            Subject::Lift => match lang {
                Lang::Nl => format!(
                    "Lift: bovenste vloer komt boven {} m en een lift is niet bekend; een kostensprong, bij verbouw geen zekere plicht.",
                    number(p.lift_floor_m.value, 1, lang)
                ),
                Lang::En => format!(
                    "Lift: top floor above {} m and no lift is known; a step in cost, in renovation no certain duty.",
                    number(p.lift_floor_m.value, 1, lang)
                ),
            },
            Subject::Galleries => match lang {
                Lang::Nl => format!(
                    "Galerijen: {years}, vóór {}: uitkragende platen onderzoeken.",
                    p.gallery_check_before.value
                ),
                Lang::En => {
                    format!("Galleries: {years}, before {}: examine cantilevers.", p.gallery_check_before.value)
                }
            },
            Subject::Daylight => lang
                .pick(
                    "Daglicht: ramen, diepte en belemmering per nieuwe woning opnemen.",
                    "Daylight: record windows, depth and obstruction for each new home.",
                )
                .to_owned(),
            Subject::Storage => lang
                .pick(
                    "Bergingen: welke van huurders zijn, en waar ze terugkomen.",
                    "Storage: which is of tenants, and where it comes back.",
                )
                .to_owned(),
            Subject::PresentUse => lang
                .pick(
                    "Huidig gebruik: wie er zit, tot wanneer, en wat er van dat gebruik wordt.",
                    "Present use: who is there, until when, and what becomes of it.",
                )
                .to_owned(),
            Subject::EndWall => lang
                .pick(
                    "Kopgevel: blind of met ramen, kabels en leidingen ervoor, aansluiting op trap en galerij.",
                    "End wall: blank or with windows, cables and pipes before it, joint with stairs and gallery.",
                )
                .to_owned(),
            Subject::Soil => match (has("reuse_filling_station"), form) {
                (true, _) => lang.pick(
                    "Bodem: tankstation; bodemonderzoek eerst.",
                    "Soil: filling station; survey the soil first.",
                ),
                (false, _) => lang.pick(
                    "Bodem: verkennend onderzoek, kabels en leidingen (KLIC), archeologie en niet gesprongen explosieven.",
                    "Soil: first survey, cables and pipes (KLIC), archaeology and unexploded ordnance.",
                ),
            }
            .to_owned(),
            Subject::Ground => {
                let mut said = lang
                    .pick(
                        "Grond: bomen, gebruik en erfdienstbaarheden",
                        "Ground: trees, use and easements",
                    )
                    .to_owned();
                if has("ground_unknown") {
                    said.push_str(lang.pick("; van wie de grond is (BRK)", "; whose it is (BRK)"));
                }
                if has("no_frontage") {
                    said.push_str(lang.pick(
                        "; ontsluiting: geen openbare weg gevonden",
                        "; access: no public road was found",
                    ));
                }
                format!("{said}.")
            }
        }
    }
}

fn foundation(examine: &Examine, case: &Case<'_>, years: &str, lang: Lang) -> String {
    let has = |code: &str| examine.because.contains(&code);
    let before = case.record.params.optoppen.pile_risk_before.value;
    if case.form() == Form::Inbreiding {
        return lang
            .pick(
                "Fundering: sonderingen; afstand tot de fundering van de buren.",
                "Foundation: soundings; distance to the foundation of the neighbors.",
            )
            .to_owned();
    }
    let mut said = if has("foundation") {
        match lang {
            Lang::Nl => format!(
                "Fundering: {years}, vóór {before}: houten palen mogelijk; type en reserve onderzoeken"
            ),
            Lang::En => format!(
                "Foundation: {years}, before {before}: wooden piles possible; examine type and reserve"
            ),
        }
    } else {
        lang.pick(
            "Fundering: type, draagkracht en reserve uit archief, zo nodig sonderen",
            "Foundation: type, capacity and reserve from the archive, sounding if needed",
        )
        .to_owned()
    };
    if has("joint_foundation") {
        said.push_str(lang.pick("; oud en nieuw samen bezien", "; look at old and new together"));
    }
    format!("{said}.")
}

/// The years the panden were built.
fn years(case: &Case<'_>, lang: Lang) -> String {
    match case.site.bouwjaar {
        Some((a, b)) if a != b => format!("{} {a}–{b}", lang.pick("bouwjaar", "built")),
        Some((a, _)) => format!("{} {a}", lang.pick("bouwjaar", "built")),
        None => lang.pick("bouwjaar onbekend", "year unknown").to_owned(),
    }
}

/// The level of the highest new top floor, m above ground; of optoppen.
pub(super) fn top_floor(case: &Case<'_>) -> Option<f64> {
    if case.form() != Form::Optoppen {
        return None;
    }
    let carriers = case.members.iter().filter(|member| member.carries(case.site));
    carriers.filter_map(|member| member.optoppen().top_floor).map(|top| top.0).reduce(f64::max)
}

/// The parameters behind the list.
pub(super) fn keys(examine: &[Examine], params: &Params) -> Vec<String> {
    let of = |subject: Subject| match subject {
        Subject::Asbestos => Some("optoppen.asbestos_before"),
        Subject::Foundation => Some("optoppen.pile_risk_before"),
        Subject::Fire => Some("optoppen.height_step_flags_m"),
        Subject::Lift => Some("optoppen.lift_floor_m"),
        Subject::Galleries => Some("optoppen.gallery_check_before"),
        _ => None,
    };
    let keys = examine.iter().filter_map(|one| of(one.subject));
    keys.filter(|key| params.get(key).is_some()).map(str::to_owned).collect()
}

/// One line for the top of the page.
pub(super) fn in_short(case: &Case<'_>, lang: Lang) -> Option<String> {
    let top = top_floor(case)?;
    Some(format!("{} {}", lang.pick("vloer op", "floor at"), say::unit(Some(top), 1, "m", lang)))
}
