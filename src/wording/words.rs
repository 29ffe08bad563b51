//! The words for every code.

use std::borrow::Cow;

use super::{number, short};
use crate::lang::Lang;
use crate::{
    assess::{
        Check, Flag, Missing, Outcome, Reason, Verdict, optoppen::StoreysFrom, parking::NormRule,
        water::Measure,
    },
    issue::IssueKind,
    model::{Form, GridCode},
    params::{Confidence, Params},
    score::{Criterion, List, Standing},
};

/// The answer in one word.
#[must_use]
pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Suitable => lang.pick("geschikt", "suitable"),
        Verdict::Unsuitable(_) => lang.pick("ongeschikt", "unsuitable"),
        Verdict::Undecided(_) => lang.pick("onbeslist", "undecided"),
        Verdict::Unsayable(_) => lang.pick("niet te zeggen", "cannot be said"),
    }
}

/// A rule, in a word or two.
#[must_use]
pub fn rule(rule: Reason, lang: Lang) -> &'static str {
    match rule {
        Reason::Status => lang.pick("in gebruik", "in use"),
        Reason::Woonfunctie => lang.pick("aandeel woningen", "share of homes"),
        Reason::Rijksmonument => lang.pick("geen rijksmonument", "no rijksmonument"),
        Reason::Demolition => lang.pick("geen sloop gepland", "no demolition planned"),
        Reason::Restriction => lang.pick("geen uitsluiting", "no exclusion"),
        Reason::Bouwjaar => lang.pick("bouwjaar", "year of construction"),
        Reason::Structure => lang.pick("constructie", "structure"),
        Reason::FlatShare => lang.pick("aandeel plat dak", "flat share of the roof"),
        Reason::FlatArea => lang.pick("plat dak, m²", "flat roof, m²"),
        Reason::Storeys => lang.pick("bouwlagen", "storeys"),
        Reason::HeightLimit => lang.pick("ruimte in hoogte, m", "room in height, m"),
        Reason::Owner => lang.pick("aandeel eigenaar", "share of the owner"),
        Reason::Use => lang.pick("gebruik", "use"),
        Reason::Vacancy => lang.pick("leegstand", "vacancy"),
        Reason::TooYoung => lang.pick("leeftijd, jaar", "age, years"),
        Reason::Label => lang.pick("energielabel", "energy label"),
        Reason::Gain => lang.pick("winst in woningen", "gain in homes"),
        Reason::ParkingPressure => lang.pick("parkeerdruk", "parking pressure"),
        Reason::EarlierPermit => lang.pick("jaren sinds vergunning", "years since a permit"),
        Reason::EndWall => lang.pick("vrije kopgevel, m", "free end wall, m"),
        Reason::FreeDepth => lang.pick("vrije diepte, m", "free depth, m"),
        Reason::Daylight => lang.pick("vloer met daglicht", "floor with daylight"),
        Reason::ClassD => lang.pick("water/bodem klasse D", "water class D"),
        Reason::FloorArea => lang.pick("te benutten vloer, m²", "floor that may be used, m²"),
        Reason::NoHome => lang.pick("hele woningen", "whole homes"),
        Reason::Taken => lang.pick("geen weg, geen water", "no road, no water"),
    }
}

/// A way to add homes, in a word or two.
#[must_use]
pub fn form(form: Form, lang: Lang) -> &'static str {
    match form {
        Form::Optoppen => lang.pick("optoppen", "optoppen (storeys on top)"),
        Form::Inbreiding => lang.pick("inbreiding", "inbreiding (on free ground)"),
        Form::Aanplakken => lang.pick("aanplakken", "aanplakken (against an end wall)"),
        Form::Uitplinten => lang.pick("uitplinten", "uitplinten (in the plinth)"),
        Form::Splitsen => lang.pick("splitsen", "splitsen (one home becomes two)"),
        Form::Transformatie => lang.pick("transformatie", "transformatie (other use becomes homes)"),
        Form::SloopNieuwbouw => lang.pick("sloop-nieuwbouw", "sloop-nieuwbouw (demolish and rebuild)"),
    }
}

/// A way to add homes, in one word.
#[must_use]
pub fn form_word(form: Form) -> &'static str {
    match form {
        Form::SloopNieuwbouw => "sloop-nieuwbouw",
        form => form.code(),
    }
}

/// What a site of a form consists of, so many of them.
#[must_use]
pub fn parts(form: Form, n: usize, lang: Lang) -> &'static str {
    match (form, n) {
        (Form::Aanplakken, 1) => lang.pick("blok", "block"),
        (Form::Aanplakken, _) => lang.pick("blokken", "blocks"),
        (Form::Inbreiding, 1) => lang.pick("kavel", "plot"),
        (Form::Inbreiding, _) => lang.pick("kavels", "plots"),
        (_, _) => "panden",
    }
}

/// A criterion of the score, in a word or two.
#[must_use]
pub fn criterion(criterion: Criterion, lang: Lang) -> &'static str {
    match criterion {
        Criterion::Homes => lang.pick("woningen", "homes"),
        Criterion::Structure => lang.pick("constructie", "structure"),
        Criterion::Ownership => lang.pick("eigendom", "ownership"),
        Criterion::Parking => lang.pick("parkeren", "parking"),
        Criterion::Grid => lang.pick("stroomnet", "grid"),
        Criterion::Water => lang.pick("water en bodem", "water and soil"),
        Criterion::Planning => lang.pick("planologie", "planning"),
    }
}

/// A rule that fails, in a few words.
#[must_use]
pub fn reason(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::Status => lang.pick("pand is niet in gebruik", "pand is not in use"),
        Reason::Woonfunctie => {
            lang.pick("geen woongebouw: aandeel woningen te laag", "too few of its units are homes")
        }
        Reason::Rijksmonument => lang.pick("rijksmonument", "rijksmonument (listed building)"),
        Reason::Demolition => lang.pick("sloop gepland", "demolition planned"),
        Reason::Restriction => lang.pick("beperking sluit woningen uit", "a restriction rules homes out"),
        Reason::Bouwjaar => lang.pick("te oud", "too old"),
        Reason::Structure => lang.pick(
            "constructie of fundering draagt geen laag",
            "structure or foundation cannot carry a storey",
        ),
        Reason::FlatShare => lang.pick("dak te weinig plat", "too little of the roof is flat"),
        Reason::FlatArea => lang.pick("plat dak te klein", "flat roof too small"),
        Reason::Storeys => lang.pick("te weinig of te veel bouwlagen", "too few or too many storeys"),
        Reason::HeightLimit => {
            lang.pick("bouwhoogte laat geen laag toe", "the height limit leaves no storey")
        }
        Reason::Owner => lang.pick("eigendom versnipperd", "ownership is split"),
        Reason::Use => lang.pick("gebruik komt niet in aanmerking", "its use does not qualify"),
        Reason::Vacancy => lang.pick("in gebruik", "in use"),
        Reason::TooYoung => lang.pick("te jong", "too young"),
        Reason::Label => lang.pick("energielabel beschermt het", "its energy label protects it"),
        Reason::Gain => lang.pick("te weinig winst in woningen", "too few homes gained"),
        Reason::ParkingPressure => lang.pick("parkeerdruk te hoog", "parking pressure too high"),
        Reason::EarlierPermit => {
            lang.pick("te kort na een eerdere vergunning", "too soon after an earlier permit")
        }
        Reason::EndWall => lang.pick("geen vrije kopgevel", "no free end wall"),
        Reason::FreeDepth => {
            lang.pick("te weinig vrije grond voor de kopgevel", "too little free ground at the end wall")
        }
        Reason::Daylight => lang.pick("te weinig daglicht", "too little daylight"),
        Reason::ClassD => lang.pick("water/bodem klasse D: nee, tenzij", "water class D: no, unless"),
        Reason::FloorArea => {
            lang.pick("te weinig vloer die woning mag worden", "too little floor that may become homes")
        }
        Reason::NoHome => lang.pick("er past geen hele woning", "not one whole home fits"),
        Reason::Taken => lang.pick("grond is weg of water", "the ground is road or water"),
    }
}

/// A missing fact, in a few words.
#[must_use]
pub fn missing(missing: Missing, lang: Lang) -> &'static str {
    match missing {
        Missing::Status => lang.pick("status van het pand", "status of the pand"),
        Missing::Woonfunctie => lang.pick("gebruik (verblijfsobjecten)", "use (verblijfsobjecten)"),
        Missing::Bouwjaar => lang.pick("bouwjaar", "year of construction"),
        Missing::Roof => lang.pick("dakvorm en plat dakoppervlak", "roof shape and flat roof area"),
        Missing::Height => lang.pick("hoogte van het dak", "height of the roof"),
        Missing::Structure => lang.pick("draagkracht van de constructie", "strength of the structure"),
        Missing::Owner => lang.pick("eigendom (bezit van de corporatie)", "ownership (holdings)"),
        Missing::Limit => lang.pick("toegestane bouwhoogte", "permitted building height"),
        Missing::Monument => lang.pick("kaart van rijksmonumenten", "map of listed buildings"),
        Missing::Restrictions => lang.pick("kaarten van uitsluitingen", "maps of exclusions"),
        Missing::Parking => lang.pick("parkeerruimte en bezetting", "parking supply and occupancy"),
        Missing::Grid => lang.pick("stand van het stroomnet", "status of the grid"),
        Missing::Water => lang.pick("water- en bodemklasse", "water and soil class"),
        Missing::Gebied => lang.pick("buurt en gemeente", "buurt and gemeente"),
        Missing::Footprint => lang.pick("geldige omtrek van het pand", "a valid footprint"),
        Missing::Density => lang.pick("dichtheid van de omgeving", "density of the surroundings"),
        Missing::Ground => lang.pick("eigendom van de grond", "who owns the ground"),
        Missing::Oppervlakte => lang.pick("oppervlakte van de verblijfsobjecten", "floor area of the units"),
        Missing::Label => lang.pick("energielabel", "energy label"),
        Missing::Roads => lang.pick("kaart van wegen", "map of roads"),
        Missing::Units => lang.pick(
            "verblijfsobjecten: de pandlaag telt er meer dan er zijn ingelezen",
            "verblijfsobjecten: the pand layer counts more than were read",
        ),
        Missing::OpenWater => lang.pick("kaart van open water", "map of open water"),
        Missing::Planning => lang.pick("kaarten van beperkingen", "maps of restrictions"),
        Missing::Vacancy => lang.pick("of het leegstaat", "whether it stands empty"),
        Missing::PlinthUse => {
            lang.pick("of de plint garage of berging is", "whether the plinth is garage or storage")
        }
        Missing::OwnerPlan => lang.pick("wat de eigenaar ermee wil", "what the owner wants with it"),
    }
}

/// A remark, in a few words, with the norms in force.
#[must_use]
pub fn flag(flag: Flag, params: &Params, lang: Lang) -> Cow<'static, str> {
    let said = match flag {
        Flag::LiftStep => {
            let lift = short(params.optoppen.lift_floor_m.value, lang);
            return match lang {
                Lang::Nl => format!("bovenste vloer komt boven {lift} m: liftgrens").into(),
                Lang::En => format!("top floor above {lift} m: lift threshold crossed").into(),
            };
        }
        Flag::FireStepFirst | Flag::FireStepSecond | Flag::FireStepThird | Flag::FireStepFourth => {
            let mut steps = Flag::FIRE_STEPS.iter().zip(&params.optoppen.height_step_flags_m.value);
            let step = steps.find(|(step, _)| **step == flag).map(|(_, meters)| short(*meters, lang));
            let step = step.unwrap_or_default();
            return match lang {
                Lang::Nl => format!("bovenste vloer komt boven {step} m: zwaardere brandeisen").into(),
                Lang::En => format!("top floor above {step} m: stricter fire-safety rules").into(),
            };
        }
        Flag::Ladder => {
            let homes = params.vormen.ladder_flag_homes.value;
            return match lang {
                Lang::Nl => format!("{homes} woningen of meer: Ladder voor duurzame verstedelijking").into(),
                Lang::En => {
                    format!("{homes} homes or more: the Ladder voor duurzame verstedelijking applies").into()
                }
            };
        }
        Flag::Foundation => lang.pick("fundering onderzoeken", "examine the foundation"),
        Flag::Asbestos => lang.pick("asbest mogelijk", "asbestos possible"),
        Flag::Galleries => lang.pick("uitkragende galerijen onderzoeken", "examine cantilevered galleries"),
        Flag::Fauna => {
            lang.pick("gierzwaluw, huismus en vleermuis onderzoeken", "survey swifts, sparrows and bats")
        }
        Flag::Welstand => lang.pick("erfgoed of welstand in het geding", "heritage or welstand concerned"),
        Flag::Restriction => lang
            .pick("aandachtspunt op een kaart (zie Beperkingen)", "a map asks attention (see Restrictions)"),
        Flag::FewHomes => lang.pick("weinig woningen voor een complex", "few homes for a complex"),
        Flag::Renovation => {
            lang.pick("renovatie gepland: kans om te combineren", "renovation planned: a chance to combine")
        }
        Flag::GridStation => {
            lang.pick("elektriciteitsruimte nodig", "room for an electricity station needed")
        }
        Flag::GridDisagrees => lang.pick("netsignalen spreken elkaar tegen", "grid signals disagree"),
        Flag::WaterClassD => lang.pick(
            "water/bodem klasse D: ingang en evacuatie bezien",
            "water class D: look at entrances and evacuation",
        ),
        Flag::LowCoverage => lang.pick("te weinig gegevens voor een rang", "too little known for a rank"),
        Flag::Estimated => lang.pick("berust op een schatting", "rests on an estimate"),
        Flag::RoofCapped => lang.pick(
            "plat dak groter opgegeven dan het pand; gerekend met de voetafdruk",
            "flat roof said to be larger than the pand; the footprint counts",
        ),
        Flag::RowsDisagree => lang.pick(
            "rijen over een pand of verblijfsobject spreken elkaar tegen; berust op een keuze",
            "records about a pand or unit contradict one another; rests on a choice",
        ),
        Flag::UnlinkedDecides => lang.pick(
            "niet gekoppelde regels van het bezit kunnen het oordeel veranderen",
            "rows of the holdings that found no home could change the verdict",
        ),
        Flag::EstimatedAhn => {
            lang.pick("hoogte en dak geschat uit AHN", "height and roof estimated from AHN")
        }
        Flag::CheckUse => lang.pick("huidig gebruik ter plaatse nagaan", "check the present use on site"),
        Flag::CheckDaylight => lang.pick("daglicht ter plaatse nagaan", "check daylight on site"),
        Flag::StorageReplaced => {
            lang.pick("bergingen van huurders vervangen", "replace the storage of tenants")
        }
        Flag::ReuseParking => {
            lang.pick("op parkeerterrein: plaatsen vervangen", "on a car park: replace its places")
        }
        Flag::ReuseGarages => {
            lang.pick("op garageboxen: kopen of vervangen", "on garages: buy or replace them")
        }
        Flag::ReuseFillingStation => {
            lang.pick("op tankstation: bodem onderzoeken", "on a filling station: examine the soil")
        }
        Flag::ReuseOther => lang.pick("op te hergebruiken grond", "on ground to be reused"),
        Flag::GroundUnknown => lang.pick("eigendom van de grond onbekend", "owner of the ground unknown"),
        Flag::NoFrontage => lang.pick("niet aan een openbare weg", "no public road along it"),
        Flag::DensityEstimated => {
            lang.pick("dichtheid geschat uit de adressendichtheid", "density estimated from addresses")
        }
        Flag::JointFoundation => {
            lang.pick("fundering van oud en nieuw samen bezien", "look at old and new foundation together")
        }
    };
    said.into()
}

/// What a rule found.
#[must_use]
pub fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Pass => lang.pick("voldoet", "passes"),
        Outcome::Fail => lang.pick("voldoet niet", "fails"),
        Outcome::Unknown => lang.pick("onbekend", "unknown"),
    }
}

/// Where a number of storeys came from.
#[must_use]
pub fn storeys_from(from: StoreysFrom, lang: Lang) -> &'static str {
    match from {
        StoreysFrom::ThreeDbag => lang.pick("3DBAG", "3DBAG"),
        StoreysFrom::Height => lang.pick("uit de hoogte", "from the height"),
        StoreysFrom::AhnHeight => {
            lang.pick("uit de hoogte, geschat uit AHN", "from the height, estimated from AHN")
        }
        StoreysFrom::FloorArea => {
            lang.pick("geschat uit het vloeroppervlak", "estimated from the floor area")
        }
    }
}

/// Why a pand or site got its verdict, as one sentence with the numbers that
/// decided.
#[must_use]
pub fn reason_sentence(verdict: Verdict, checks: &[Check], lang: Lang) -> String {
    match verdict {
        Verdict::Suitable => lang.pick("voldoet aan alle regels", "all rules hold").to_owned(),
        Verdict::Undecided(fact) => format!("{}: {}", lang.pick("onbekend", "unknown"), missing(fact, lang)),
        Verdict::Unsayable(fact) => {
            format!("{}: {}", lang.pick("niet gegeven", "not given"), missing(fact, lang))
        }
        Verdict::Unsuitable(rule) => {
            let numbers =
                checks.iter().find(|check| check.rule == rule).map(|check| check_numbers(check, lang));
            match numbers {
                Some(numbers) if !numbers.is_empty() => format!("{} ({numbers})", reason(rule, lang)),
                _ => reason(rule, lang).to_owned(),
            }
        }
    }
}

/// The numbers of a check: what was found against what was asked.
#[must_use]
pub fn check_numbers(check: &Check, lang: Lang) -> String {
    let show = |value: f64| match check.rule {
        Reason::FlatShare
        | Reason::Woonfunctie
        | Reason::Owner
        | Reason::Gain
        | Reason::ParkingPressure
        | Reason::Daylight => {
            format!("{} %", number(value * 100.0, 0, lang))
        }
        Reason::FlatArea | Reason::FloorArea => format!("{} m²", number(value, 0, lang)),
        Reason::HeightLimit | Reason::EndWall | Reason::FreeDepth => {
            format!("{} m", number(value, 1, lang))
        }
        _ => format!("{value:.0}"),
    };
    match (check.value, check.norm) {
        (Some(value), Some(norm)) => {
            let word = if check.parameter.ends_with("_max") {
                lang.pick("hoogstens", "at most")
            } else {
                lang.pick("minstens", "at least")
            };
            format!("{}, {word} {}", show(value), show(norm))
        }
        (Some(value), None) => show(value),
        _ => String::new(),
    }
}

/// The answer in one word, by its code.
#[must_use]
pub fn verdict_word(code: &str, lang: Lang) -> Option<&'static str> {
    Some(match code {
        "suitable" => lang.pick("geschikt", "suitable"),
        "unsuitable" => lang.pick("ongeschikt", "unsuitable"),
        "undecided" => lang.pick("onbeslist", "undecided"),
        "unsayable" => lang.pick("niet te zeggen", "cannot be said"),
        _ => return None,
    })
}

/// A measure to consider, in a few words.
#[must_use]
pub fn measure(measure: Measure, lang: Lang) -> &'static str {
    match measure {
        Measure::RaiseEntrance => lang.pick("ingang of vloer verhogen", "raise entrance or floor"),
        Measure::SafeUpperFloor => lang.pick("veilige verdieping", "a safe upper floor"),
        Measure::StorageOnSite => lang.pick("water bergen op terrein of dak", "store rain on site or roof"),
        Measure::Drainage => lang.pick("draineren en deels ophogen", "drain and partly raise the ground"),
        Measure::LightFill => lang.pick("licht ophoogmateriaal", "light fill"),
        Measure::DeepPiles => lang.pick("diepe paalfundering", "deep piles"),
        Measure::NoCrawlSpace => lang.pick("vloer zonder kruipruimte", "floors without crawl space"),
        Measure::ShadeAndGreen => lang.pick("schaduw en groen", "shade and green"),
    }
}

/// What is said behind a norm that is the highest of several classes.
#[must_use]
pub fn highest_of_classes(lang: Lang) -> &'static str {
    lang.pick(
        "; de hoogste van de huurklassen en doelgroepen: welke woningen het worden staat niet in \
         parkeren.huurklasse of parkeren.doelgroep",
        "; the highest of the rent classes and target groups: parkeren.huurklasse or parkeren.doelgroep does \
         not say which homes these will be",
    )
}

/// The rule that gave a parking norm, in a few words.
#[must_use]
pub fn norm_rule(rule: NormRule, lang: Lang) -> &'static str {
    match rule {
        NormRule::TableMinimumForm => {
            lang.pick("nota parkeernormen, ondergrens (optoppen)", "municipal norms, lower end (optoppen)")
        }
        NormRule::TableNearStop => {
            lang.pick("nota parkeernormen, bij OV", "municipal norms, near public transport")
        }
        NormRule::TableOtherwise => lang.pick("nota parkeernormen, midden", "municipal norms, middle"),
        NormRule::TableSingle => lang.pick("nota parkeernormen", "municipal norms"),
        NormRule::TableSingleOvBand => {
            lang.pick("nota parkeernormen, verlaagd bij OV", "municipal norms, lowered near public transport")
        }
        NormRule::CarOwnership => lang.pick("autobezit van de buurt", "car ownership of the buurt"),
        NormRule::Fallback => lang.pick("terugvalwaarde", "fallback"),
    }
}

/// A list, in a few words.
#[must_use]
pub fn list(list: List, lang: Lang) -> &'static str {
    match list {
        List::Shortlist => lang.pick("voordracht", "shortlist"),
        List::OtherForms => lang.pick("andere vormen", "other forms"),
    }
}

/// Where a site stands, in a few words.
#[must_use]
pub fn standing(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Shortlist => lang.pick("voorgedragen", "put forward"),
        Standing::Reserve => lang.pick("reserve", "reserve"),
        Standing::Listed => lang.pick("volgt daarna", "listed after"),
        Standing::Apart => lang.pick("apart: te weinig bekend", "apart: too little known"),
        Standing::Alternative => lang.pick("andere vorm", "another form"),
    }
}

/// A kind of issue, in a few words.
#[must_use]
pub fn issue_kind(kind: IssueKind, lang: Lang) -> &'static str {
    match kind {
        IssueKind::DuplicateId => lang.pick("dubbele identificatie", "duplicate identification"),
        IssueKind::BadId => lang.pick("onleesbare identificatie", "unreadable identification"),
        IssueKind::NullGeometry => lang.pick("geen geometrie", "no geometry"),
        IssueKind::BadCoordinate => lang.pick("onmogelijke coördinaat", "impossible coordinate"),
        IssueKind::WrongGeometryType => lang.pick("verkeerd type geometrie", "wrong type of geometry"),
        IssueKind::RepairedGeometry => lang.pick("ongeldige geometrie hersteld", "invalid geometry repaired"),
        IssueKind::InvalidGeometry => lang.pick("ongeldige geometrie", "invalid geometry"),
        IssueKind::BadValue => lang.pick("onmogelijke waarde", "impossible value"),
        IssueKind::NotUnderstood => lang.pick("niet begrepen", "not understood"),
        IssueKind::AmbiguousNumber => lang.pick("duizendtallen of decimalen?", "thousands or decimals?"),
        IssueKind::DanglingReference => {
            lang.pick("verwijst naar iets dat ontbreekt", "refers to something absent")
        }
        IssueKind::OutsidePand => lang.pick("punt buiten het eigen pand", "point outside its own pand"),
        IssueKind::Unmatched => lang.pick("regel zonder match", "row without a match"),
        IssueKind::Ambiguous => lang.pick("regel met meer dan één match", "row with more than one match"),
        IssueKind::Conflict => lang.pick("regels spreken elkaar tegen", "rows contradict one another"),
        IssueKind::OverlappingZones => lang.pick("overlappende zones", "overlapping zones"),
        IssueKind::BadRecord => lang.pick("onleesbare regel", "unreadable record"),
        IssueKind::SkippedSheet => lang.pick("werkblad zonder lijst", "sheet without a list"),
    }
}

/// How sure a parameter is, in words.
pub fn confidence(confidence: Confidence, lang: Lang) -> &'static str {
    match (confidence, lang) {
        (Confidence::S, Lang::Nl) => "S: beleidsdocument",
        (Confidence::S, Lang::En) => "S: policy document",
        (Confidence::P, Lang::Nl) => "P: openbare bron",
        (Confidence::P, Lang::En) => "P: public source",
        (Confidence::K, Lang::Nl) => "K: praktijkkennis, niet geverifieerd",
        (Confidence::K, Lang::En) => "K: practice, not verified",
        (Confidence::U, Lang::Nl) => "U: ingesteld door de gebruiker",
        (Confidence::U, Lang::En) => "U: set by the user",
    }
}

/// Status of the grid for demand, in a few words.
#[must_use]
pub fn grid_code(code: GridCode, lang: Lang) -> &'static str {
    match code {
        GridCode::Capacity => lang.pick("ruimte", "capacity"),
        GridCode::Limited => lang.pick("beperkt", "limited"),
        GridCode::Research => lang.pick("onderzoek, wachtrij", "in research, queue"),
        GridCode::Shortage => lang.pick("tekort, wachtrij", "shortage, queue"),
    }
}
