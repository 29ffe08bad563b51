//! What is said of a rule that gives way?

use super::{
    Decider, Lift, Obstacle, lifts::lift, lifts_missing, lifts_obstacle, lifts_reason, number, short, whole,
};
use crate::{
    assess::{
        Reason,
        lift::{Rule, Way},
    },
    lang::Lang,
    params::Params,
};

/// What a rule is about, in a word or two.
#[must_use]
pub fn rule_name(rule: Rule, lang: Lang) -> &'static str {
    match rule {
        Rule::HeightLimit => lang.pick("bouwhoogte", "height limit"),
        Rule::Bouwjaar => "bouwjaar",
        Rule::Layers => lang.pick("lagen per pand", "storeys per pand"),
        Rule::Structure => lang.pick("constructie en fundering", "structure and foundation"),
        Rule::Storeys => lang.pick("bestaande lagen", "existing storeys"),
        Rule::FlatShare => lang.pick("aandeel plat dak", "share of flat roof"),
        Rule::FlatArea => lang.pick("oppervlakte plat dak", "area of flat roof"),
        Rule::Woonfunctie => lang.pick("aandeel woningen", "share of homes"),
        Rule::Owner => lang.pick("eigendom", "ownership"),
        Rule::Restriction => lang.pick("uitsluiting op een kaart", "exclusion on a map"),
        Rule::Rijksmonument => "rijksmonument",
        Rule::Demolition => lang.pick("geplande sloop", "planned demolition"),
        Rule::Status => lang.pick("status in de BAG", "status in the BAG"),
        Rule::HomesMin => lang.pick("kleinste project", "smallest project"),
        Rule::HomeSize => lang.pick("woninggrootte", "size of homes"),
        Rule::Density => lang.pick("dichtheid", "density"),
        Rule::Vacancy => lang.pick("leegstand", "vacancy"),
        Rule::OwnerPlan => lang.pick("plan van de eigenaar", "plan of the owner"),
        Rule::PlinthUse => lang.pick("gebruik van de plint", "use of the plinth"),
        Rule::FloorArea => lang.pick("vloer voor transformatie", "floor for transformatie"),
        Rule::Daylight => lang.pick("daglicht", "daylight"),
        Rule::TooYoung => lang.pick("leeftijd van het pand", "age of the pand"),
        Rule::Label => "energielabel",
        Rule::Gain => lang.pick("winst van sloop-nieuwbouw", "gain of rebuilding"),
        Rule::ParkingPressure => lang.pick("parkeerdruk bij splitsen", "parking pressure at splitting"),
        Rule::EarlierPermit => lang.pick("eerdere vergunning", "earlier permit"),
        Rule::SplitSize => lang.pick("grootte bij splitsen", "size at splitting"),
        Rule::Together => lang.pick("vormen die niet samengaan", "forms that do not go together"),
        Rule::ParkingNorm => lang.pick("parkeernorm", "parking norm"),
        Rule::StreetLimit => lang.pick("bezetting van de straat", "occupancy of the street"),
        Rule::GridCode => lang.pick("stroomnet", "electricity grid"),
    }
}

/// How a rule gives way, as the start of a sentence that ends in homes. `asked`
/// are the norms with which it did.
#[must_use]
pub fn rule_gives(rule: Rule, way: Way, run: &Params, asked: &Params, lang: Lang) -> String {
    let said = Said { run, asked, lang };
    match way {
        Way::Step => said.step(rule),
        Way::Known => said.known(rule).to_owned(),
        Way::Lifted => said.lifted(rule).to_owned(),
    }
}

struct Said<'a> {
    run: &'a Params,
    asked: &'a Params,
    lang: Lang,
}

impl Said<'_> {
    fn of(&self, norm: impl Fn(&Params) -> f64) -> [String; 2] {
        [self.asked, self.run].map(|params| short(norm(params), self.lang))
    }

    fn percent(&self, norm: impl Fn(&Params) -> f64) -> [String; 2] {
        [self.asked, self.run].map(|params| number(100.0 * norm(params), 0, self.lang))
    }

    /// A sentence with what it becomes at `{to}` and what it was at `{from}`.
    fn becomes(&self, [to, from]: [String; 2], nl: &str, en: &str) -> String {
        // A number and its unit stay on one line.
        let words = self.lang.pick(nl, en).replace("} %", "}\u{a0}%").replace("} m²", "}\u{a0}m²");
        words.replace("{to}", &to).replace("{from}", &from)
    }

    fn storeys(&self) -> String {
        match (self.run.knelpunten.storeys.value, self.lang) {
            (1, Lang::Nl) => "één bouwlaag".into(),
            (1, Lang::En) => "one storey".into(),
            (n, Lang::Nl) => format!("{} bouwlagen", whole(n, self.lang)),
            (n, Lang::En) => format!("{} storeys", whole(n, self.lang)),
        }
    }

    fn step(&self, rule: Rule) -> String {
        let (lang, step) = (self.lang, &self.run.knelpunten);
        match rule {
            Rule::HeightLimit => {
                let storeys = self.storeys();
                match lang {
                    Lang::Nl => format!("met {storeys} meer in het omgevingsplan"),
                    Lang::En => format!("with {storeys} more in the omgevingsplan"),
                }
            }
            Rule::Layers => {
                let storeys = self.storeys();
                match lang {
                    Lang::Nl => format!("met {storeys} meer per pand dan het bouwjaar nu toelaat"),
                    Lang::En => format!("with {storeys} more per pand than its age now allows"),
                }
            }
            Rule::Storeys => {
                let storeys = self.storeys();
                match lang {
                    Lang::Nl => format!("als ook panden meedoen die {storeys} te laag of te hoog zijn"),
                    Lang::En => format!("if panden that are {storeys} too low or too high take part"),
                }
            }
            Rule::Bouwjaar => self.becomes(
                [self.asked, self.run].map(|params| params.optoppen.bouwjaar_min.value.to_string()),
                "met panden vanaf bouwjaar {to} in plaats van {from}",
                "with panden built from {to} instead of {from}",
            ),
            Rule::FlatShare => self.becomes(
                self.percent(|params| params.optoppen.roof_flat_share_min.value),
                "met daken die voor {to} % plat zijn in plaats van {from} %",
                "with roofs that are {to} % flat instead of {from} %",
            ),
            Rule::FlatArea => self.becomes(
                self.of(|params| params.optoppen.flat_roof_min_m2.value),
                "met platte daken vanaf {to} m² in plaats van {from} m²",
                "with flat roofs from {to} m² instead of {from} m²",
            ),
            Rule::Woonfunctie => self.becomes(
                self.percent(|params| params.optoppen.woonfunctie_share_min.value),
                "met panden die voor {to} % woning zijn in plaats van {from} %",
                "with panden that are {to} % homes instead of {from} %",
            ),
            Rule::Owner => self.becomes(
                self.percent(|params| params.optoppen.owner_share_min.value),
                "als een corporatie met {to} % van de woningen beslist, in plaats van {from} %",
                "if a corporatie with {to} % of the homes decides, instead of {from} %",
            ),
            Rule::HomesMin => self.becomes(
                self.of(|params| f64::from(params.optoppen.homes_min_pand.value)),
                "met losse panden vanaf {to} woningen in plaats van {from}",
                "with single panden from {to} homes instead of {from}",
            ),
            Rule::HomeSize => {
                let less = short(step.home_go_m2.value, lang);
                match lang {
                    Lang::Nl => format!("met woningen die {less} m² kleiner zijn"),
                    Lang::En => format!("with homes that are {less} m² smaller"),
                }
            }
            Rule::Density => {
                let more = number(100.0 * step.density.value, 0, lang);
                match lang {
                    Lang::Nl => format!("met vrije grond die {more} % dichter wordt bebouwd"),
                    Lang::En => format!("with free ground built {more} % more densely"),
                }
            }
            Rule::FloorArea => self.becomes(
                self.of(|params| params.vormen.transform_min_m2.value),
                "met transformatie vanaf {to} m² in plaats van {from} m²",
                "with transformatie from {to} m² instead of {from} m²",
            ),
            Rule::Daylight => self.becomes(
                self.percent(|params| params.vormen.transform_daylight_share_min.value),
                "met daglicht op {to} % van de vloer in plaats van {from} %",
                "with daylight on {to} % of the floor instead of {from} %",
            ),
            Rule::TooYoung => self.becomes(
                self.of(|params| f64::from(params.vormen.rebuild_min_age_y.value)),
                "met sloop-nieuwbouw vanaf {to} jaar in plaats van {from}, en transformatie evenveel eerder",
                "with rebuilding from {to} years instead of {from}, and transformatie as much earlier",
            ),
            Rule::Label => self.becomes(
                [self.asked, self.run].map(|params| params.vormen.label_protects.value.clone()),
                "als energielabel {to} of beter beschermt, in plaats van {from}",
                "if energy label {to} or better protects, instead of {from}",
            ),
            Rule::Gain => self.becomes(
                self.percent(|params| params.vormen.rebuild_min_gain.value),
                "met sloop-nieuwbouw vanaf {to} % winst in plaats van {from} %",
                "with rebuilding from a gain of {to} % instead of {from} %",
            ),
            Rule::ParkingPressure => self.becomes(
                self.percent(|params| params.vormen.parking_pressure_max.value),
                "met splitsen tot {to} % parkeerdruk in plaats van {from} %",
                "with splitting up to {to} % parking pressure instead of {from} %",
            ),
            Rule::EarlierPermit => self.becomes(
                self.of(|params| f64::from(params.vormen.permit_years.value)),
                "met {to} jaar wachten na een dakopbouw in plaats van {from}",
                "with {to} years of waiting after an earlier permit instead of {from}",
            ),
            Rule::SplitSize => self.becomes(
                self.of(|params| params.vormen.split_min_go_m2.value),
                "met splitsen van woningen vanaf {to} m² in plaats van {from} m²",
                "with splitting of homes from {to} m² instead of {from} m²",
            ),
            Rule::ParkingNorm => {
                let less = short(step.parking_pp.value, lang);
                match lang {
                    Lang::Nl => format!("met een parkeernorm die {less} per woning lager is"),
                    Lang::En => format!("with a parking norm that is {less} per home lower"),
                }
            }
            Rule::StreetLimit => self.becomes(
                self.percent(|params| params.parkeren.street_limit.value),
                "als de straat voor {to} % vol mag staan in plaats van {from} %",
                "if the street may be {to} % full instead of {from} %",
            ),
            Rule::GridCode => match (step.grid_codes.value, lang) {
                (1, Lang::Nl) => "met de capaciteitskaart een code beter".into(),
                (1, Lang::En) => "with the grid map a code better".into(),
                (n, Lang::Nl) => format!("met de capaciteitskaart {n} codes beter"),
                (n, Lang::En) => format!("with the grid map {n} codes better"),
            },
            // These move in no steps.
            Rule::Structure
            | Rule::Restriction
            | Rule::Rijksmonument
            | Rule::Demolition
            | Rule::Status
            | Rule::Vacancy
            | Rule::OwnerPlan
            | Rule::PlinthUse
            | Rule::Together => rule_name(rule, lang).to_owned(),
        }
    }

    fn known(&self, rule: Rule) -> &'static str {
        let lang = self.lang;
        match rule {
            Rule::HeightLimit => lang.pick(
                "als de bouwhoogte overal bekend is en ruimte laat",
                "if the height limit is known everywhere and leaves room",
            ),
            Rule::Structure => lang.pick(
                "als onderzoek uitwijst dat elke constructie een laag draagt",
                "if surveys show that every structure carries a storey",
            ),
            Rule::Owner => lang.pick("als alle andere eigenaren meedoen", "if all other owners take part"),
            Rule::Vacancy => lang.pick("als bekend is dat het leegstaat", "if it is known to stand empty"),
            Rule::OwnerPlan => lang.pick(
                "als de eigenaar van wat in gebruik is woningen wil",
                "if the owner of what is in use wants homes",
            ),
            Rule::PlinthUse => lang.pick("als de plint vrij te maken is", "if the plinth can be freed"),
            _ => rule_name(rule, lang),
        }
    }

    fn lifted(&self, rule: Rule) -> &'static str {
        let lang = self.lang;
        match rule {
            Rule::HeightLimit => lang.pick(
                "zonder bouwhoogte in het omgevingsplan",
                "without a height limit in the omgevingsplan",
            ),
            Rule::Bouwjaar => lang.pick("zonder grens aan het bouwjaar", "without a bound on the bouwjaar"),
            Rule::Structure => lang.pick(
                "als ook afgekeurde constructies worden versterkt",
                "if structures that were refused are strengthened too",
            ),
            Rule::Storeys => {
                lang.pick("zonder grens aan de bestaande lagen", "without bounds on existing storeys")
            }
            Rule::FlatShare => {
                lang.pick("zonder eis aan het aandeel plat dak", "without a least share of flat roof")
            }
            Rule::FlatArea => {
                lang.pick("zonder ondergrens aan het platte dak", "without a least area of flat roof")
            }
            Rule::Woonfunctie => {
                lang.pick("zonder eis aan het aandeel woningen", "without a least share of homes")
            }
            Rule::Restriction => {
                lang.pick("zonder uitsluitingen op de kaarten", "without exclusions on the maps")
            }
            Rule::Rijksmonument => {
                lang.pick("als ook rijksmonumenten meedoen", "if rijksmonumenten take part")
            }
            Rule::Demolition => {
                lang.pick("als geplande sloop niet doorgaat", "if planned demolition does not go on")
            }
            Rule::Status => lang.pick(
                "als ook panden meedoen die volgens de BAG niet in gebruik zijn",
                "if panden take part that the BAG says are not in use",
            ),
            Rule::FloorArea => {
                lang.pick("zonder ondergrens voor transformatie", "without a least floor for transformatie")
            }
            Rule::Daylight => lang.pick("zonder eis aan het daglicht", "without a least share in daylight"),
            Rule::TooYoung => {
                lang.pick("zonder grens aan de leeftijd van het pand", "without a least age of the pand")
            }
            Rule::Label => {
                lang.pick("zonder energielabels die beschermen", "without energy labels that protect")
            }
            Rule::Gain => {
                lang.pick("zonder kleinste winst van sloop-nieuwbouw", "without a least gain of rebuilding")
            }
            Rule::ParkingPressure => lang.pick(
                "zonder grens aan de parkeerdruk bij splitsen",
                "without a bound on parking pressure at splitting",
            ),
            Rule::EarlierPermit => {
                lang.pick("zonder wachttijd na een dakopbouw", "without a wait after an earlier permit")
            }
            Rule::Together => {
                lang.pick("als optoppen en splitsen samengaan", "if storeys on top and splitting go together")
            }
            Rule::ParkingNorm => lang.pick("zonder parkeernorm", "without a parking norm"),
            Rule::GridCode => {
                lang.pick("met overal ruimte op de capaciteitskaart", "with room everywhere on the grid map")
            }
            _ => rule_name(rule, lang),
        }
    }
}

/// Who can make a rule give way, and how.
#[must_use]
pub fn rule_lifts(rule: Rule, way: Way) -> Lift {
    // Who decides is not only a fact to look up: the others must join in.
    if let (Way::Known, Some(fact), false) = (way, rule.fact(), rule == Rule::Owner) {
        return lifts_missing(fact);
    }
    let reason = match rule {
        Rule::HeightLimit => Reason::HeightLimit,
        Rule::Bouwjaar => Reason::Bouwjaar,
        Rule::Layers | Rule::Structure => Reason::Structure,
        Rule::Storeys => Reason::Storeys,
        Rule::FlatShare => Reason::FlatShare,
        Rule::FlatArea => Reason::FlatArea,
        Rule::Woonfunctie => Reason::Woonfunctie,
        Rule::Owner => Reason::Owner,
        Rule::Restriction => Reason::Restriction,
        Rule::Rijksmonument => Reason::Rijksmonument,
        Rule::Demolition => Reason::Demolition,
        Rule::Status => Reason::Status,
        Rule::HomeSize | Rule::Density => Reason::NoHome,
        Rule::Vacancy | Rule::OwnerPlan => Reason::Vacancy,
        Rule::PlinthUse => Reason::Use,
        Rule::FloorArea => Reason::FloorArea,
        Rule::Daylight => Reason::Daylight,
        Rule::TooYoung => Reason::TooYoung,
        Rule::Label => Reason::Label,
        Rule::Gain => Reason::Gain,
        Rule::ParkingPressure => Reason::ParkingPressure,
        Rule::EarlierPermit => Reason::EarlierPermit,
        Rule::ParkingNorm | Rule::StreetLimit => return lifts_obstacle(Obstacle::ParkingShort),
        Rule::GridCode => return lifts_obstacle(Obstacle::GridQueue),
        Rule::HomesMin => {
            return lift(
                &[Decider::Corporatie, Decider::Gemeente],
                "kleine projecten bundelen",
                "take small projects together",
            );
        }
        Rule::SplitSize | Rule::Together => {
            return lift(
                &[Decider::Gemeente],
                "regel in het omgevingsplan of in de huisvestingsverordening aanpassen",
                "change the rule in the omgevingsplan or the huisvestingsverordening",
            );
        }
    };
    lifts_reason(reason)
}
