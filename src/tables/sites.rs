//! The columns of a site: the shortlist.

use std::{borrow::Cow, ops::Deref};

use super::{Column, Names, codes, columns};
use crate::{
    assess::{Flag, Missing, Reason, Verdict},
    lang::Lang,
    model::{Form, WaterClass},
    params::Params,
    score::{List, Ranked, Standing},
    survey::{Site, ZoneSet},
    value::{Value, round},
    wording,
};

/// What the places and the owner of a site are called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Called {
    /// Code of the gemeente.
    pub gemeente_code: Option<String>,
    /// Name of the gemeente.
    pub gemeente: Option<String>,
    /// Code of the buurt with the largest share.
    pub buurt_code: Option<String>,
    /// Name of that buurt.
    pub buurt: Option<String>,
    /// The corporatie of the holdings, else the owner of the ground.
    pub corporatie: Option<String>,
    /// Number or name of the complex.
    pub complex: Option<String>,
    /// Supply area of the grid.
    pub grid_area_id: Option<String>,
    /// Name of that area.
    pub grid_area: Option<String>,
}

impl Called {
    /// The names of a site.
    #[must_use]
    pub fn of(site: &Site, names: &Names<'_>) -> Self {
        let (gemeente_code, gemeente) = site.place.gemeente(names.layers);
        let buurt = zone(names.layers.buurten.as_ref(), site.place.buurt);
        let area = zone(names.layers.grid_areas.as_ref(), site.place.grid_areas.first().copied());
        let held = site.complex.and_then(|at| names.complexes.get(at as usize));
        let own = site.detail.plot().and_then(|plot| plot.own.as_ref());
        Self {
            gemeente_code: gemeente_code.map(str::to_owned),
            gemeente: gemeente.map(str::to_owned),
            buurt_code: buurt.map(|(code, _)| code.to_owned()),
            buurt: buurt.map(|(_, buurt)| buurt.naam.clone()),
            corporatie: held
                .map(|complex| complex.corporatie.clone())
                .or_else(|| own.and_then(|own| own.corporatie.clone())),
            complex: held
                .map(|complex| complex.complex.clone())
                .or_else(|| own.and_then(|own| own.complex.clone())),
            grid_area_id: area.map(|(id, _)| id.to_owned()),
            grid_area: area.map(|(_, area)| area.naam.clone()),
        }
    }

    /// The name of its gemeente, or its code where no name is known.
    #[must_use]
    pub fn gemeente_name(&self) -> Option<&str> {
        self.gemeente.as_deref().or(self.gemeente_code.as_deref())
    }
}

/// How sure the place of a site is.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Certainty {
    /// The first so many of a group are put forward.
    pub first: usize,
    /// Sites of its group that have a number.
    pub n_group: usize,
    /// Share of the draws in which it is among the first, weights, values and
    /// facts that are not known being drawn.
    pub share: f64,
    /// The same with the weights drawn alone, among those that may be put
    /// forward; `None` when it may not.
    pub by_weights: Option<f64>,
}

impl Certainty {
    /// In words, without a point.
    #[must_use]
    pub fn in_words(self, lang: Lang) -> String {
        wording::place_certainty(self.first, self.n_group, self.share, self.by_weights, lang)
    }
}

/// A site with its place in the order.
#[derive(Debug, Clone)]
pub struct SiteRow {
    /// The site.
    pub site: Site,
    /// What its places and its owner are called.
    pub called: Called,
    /// Which list it is on.
    pub list: List,
    /// Where it stands on that list; `None` when it has no homes.
    pub ranked: Option<Ranked>,
    /// How sure that place is; `None` when it has no number, or was not asked.
    pub certainty: Option<Certainty>,
    /// Longitude and latitude of its point.
    pub lon_lat: Option<(f64, f64)>,
}

/// A row is a site with what the order adds to it.
impl Deref for SiteRow {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

impl SiteRow {
    /// Where it stands; `None` when it has no homes.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        self.ranked.as_ref().map(|ranked| ranked.standing)
    }

    /// Where it stands, as a code.
    #[must_use]
    pub fn standing_code(&self) -> &'static str {
        self.standing().map_or(self.site.verdict.code(), Standing::code)
    }

    /// Whether it is on the shortlist.
    #[must_use]
    pub fn is_on_shortlist(&self) -> bool {
        self.standing() == Some(Standing::Shortlist)
    }

    /// Whether it ranks among the first `size` of its group and may not be put
    /// forward.
    #[must_use]
    pub fn is_passed_over(&self, size: u32) -> bool {
        let high = self.rank().is_some_and(|rank| rank <= size);
        self.list == List::Shortlist && high && self.standing() == Some(Standing::Listed)
    }

    /// Whether it is put forward or next in line.
    #[must_use]
    pub fn is_put_forward(&self) -> bool {
        matches!(self.standing(), Some(Standing::Shortlist | Standing::Reserve))
    }

    /// Score over the criteria that are known, 0 to 100, to a tenth as it is
    /// shown; `None` when it has no homes or is listed apart.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        self.site.score.score.and_then(|score| round(score, 1))
    }

    /// Share of the weights that is known, to a hundredth; `None` when it is
    /// unsuitable.
    #[must_use]
    pub fn coverage(&self) -> Option<f64> {
        let asked = !matches!(self.site.verdict, Verdict::Unsuitable(_));
        asked.then_some(self.site.score.coverage).and_then(|coverage| round(coverage, 2))
    }

    /// Place in its group; `None` when it is listed apart.
    #[must_use]
    pub fn rank(&self) -> Option<u32> {
        self.ranked.as_ref().and_then(|ranked| ranked.rank)
    }

    /// What it is called where its corporatie is named already: complex and
    /// address, else its title.
    #[must_use]
    pub fn short_title(&self) -> String {
        match (&self.called.complex, &self.site.address) {
            (Some(complex), Some(address)) => format!("{complex} ({address})"),
            (Some(complex), None) => complex.clone(),
            (None, _) => self.title(),
        }
    }

    /// What people call it: complex and corporatie, or pand or plot, with a place.
    #[must_use]
    pub fn title(&self) -> String {
        let own = self.site.location.rsplit(':').next().unwrap_or(&self.site.location);
        let named = |name: &Option<String>| name.clone().filter(|name| !name.trim().is_empty());
        let what = match (named(&self.called.corporatie), named(&self.called.complex)) {
            (Some(corporatie), Some(complex)) => format!("{corporatie}, complex {complex}"),
            (Some(corporatie), None) => format!("{corporatie}, {own}"),
            (None, _) => match self.site.members.first() {
                Some(pand) => format!("pand {}", pand.survey.id),
                None => format!("kavel {own}"),
            },
        };
        match named(&self.site.address).or_else(|| named(&self.called.buurt)) {
            Some(place) => format!("{what} ({place})"),
            None => what,
        }
    }
}

/// Why a site got its verdict, as one sentence.
#[must_use]
pub fn sentence(site: &Site, lang: Lang) -> String {
    let n = site.parts.len();
    let parts = wording::parts(site.form, n, lang);
    let of = |count: usize| match lang {
        Lang::Nl => format!("{count} van {n} {parts}"),
        Lang::En => format!("{count} of {n} {parts}"),
    };
    let count = |holds: fn(Verdict) -> bool| site.parts.iter().filter(|part| holds(part.verdict)).count();
    match (site.verdict, n) {
        (verdict, 1) if verdict == site.parts[0].verdict => {
            wording::reason_sentence(verdict, &site.parts[0].checks, lang)
        }
        (Verdict::Suitable, _) => {
            let suitable = count(|verdict| verdict == Verdict::Suitable);
            format!("{} {}", of(suitable), lang.pick("geschikt", "suitable"))
        }
        (Verdict::Undecided(fact), _) => {
            let undecided = count(|verdict| matches!(verdict, Verdict::Undecided(_)));
            let unknown = lang.pick("onbekend", "unknown");
            format!("{unknown}: {} ({})", wording::missing(fact, lang), of(undecided))
        }
        (Verdict::Unsayable(fact), _) => {
            let unsayable = count(|verdict| matches!(verdict, Verdict::Unsayable(_)));
            let not_given = lang.pick("niet gegeven", "not given");
            format!("{not_given}: {} ({})", wording::missing(fact, lang), of(unsayable))
        }
        // Of the site as a whole, not of its parts.
        (Verdict::Unsuitable(reason), _) if site.parts.iter().any(Site::carries) => {
            wording::reason(reason, lang).to_owned()
        }
        (Verdict::Unsuitable(reason), _) => {
            let failing = site.reasons.get(&reason).map_or(0, |count| *count as usize);
            format!("{} ({})", wording::reason(reason, lang), of(failing))
        }
    }
}

/// The identification of a zone, with what it says.
fn zone<T>(set: Option<&ZoneSet<T>>, at: Option<u32>) -> Option<(&str, &T)> {
    let (set, at) = (set?, at? as usize);
    Some((set.ids.get(at)?, set.says.get(at)?))
}

/// Identifications for one cell. A spreadsheet cell holds 32,767 characters:
/// beyond 1,000 panden the rest is counted.
fn pand_ids(site: &Site) -> String {
    const SHOWN: usize = 1_000;
    let mut ids: Vec<String> = site.members.iter().take(SHOWN).map(|m| m.survey.id.to_string()).collect();
    if site.members.len() > SHOWN {
        ids.push(format!("+{}", site.members.len() - SHOWN));
    }
    ids.join(";")
}

/// The forms of the best set with their homes; nothing without a choice.
fn set_forms(site: &Site) -> Option<String> {
    let set = &site.choice.set;
    let forms = set.options.iter().filter(|option| option.in_set).map(|option| {
        let form = wording::form_word(option.form);
        option.homes.mid.map_or_else(|| form.to_owned(), |homes| format!("{form} {homes}"))
    });
    let forms: Vec<String> = forms.collect();
    (!forms.is_empty()).then(|| forms.join(" + "))
}

/// The columns, in order (method §10).
pub const SITES: &[Column<SiteRow>] = columns! {
    "site_id" text [""] "Kenmerk van deze regel: de vorm en de locatie; toplaag explain legt hem uit" / "Identification of this row: form and location; toplaag explain explains it"
        => |r, _| r.site.id.clone().into();
    "form" text [""] "Vorm waarin woningen erbij komen: optoppen, inbreiding, aanplakken, uitplinten, splitsen, transformatie of sloop-nieuwbouw" / "Form in which homes are added: optoppen (storeys on top), inbreiding (free ground), aanplakken (end walls), uitplinten (plinths), splitsen (split homes), transformatie (other use) or sloop-nieuwbouw (rebuilding)"
        => |r, _| r.site.form.code().into();
    "location_id" text [""] "Kenmerk van de locatie: een complex, pand of kavel. Regels met dezelfde locatie gaan over hetzelfde dak, dezelfde woningen of dezelfde grond en tellen niet op" / "Identification of the location: a complex, pand or plot. Rows of one location share roof, homes or ground and do not add up"
        => |r, _| r.site.location.clone().into();
    "best" bool [""] "Of dit de beste vorm van de locatie is; alleen die krijgt een plaats" / "Whether this is the best form of the location; only that one is ranked"
        => |r, _| r.site.choice.best.into();
    "in_set" bool [""] "Of deze vorm hoort bij wat op de locatie het beste samengaat; de woningen van alle regels met ja tellen op zonder dubbeltelling" / "Whether this form is in the best set that goes together there; homes of all rows with yes add up, nothing counted twice"
        => |r, _| r.site.choice.in_set.into();
    "verdict" text [""] "Oordeel: geschikt (suitable), onbeslist (undecided: een feit dat beslist is onbekend), ongeschikt (unsuitable) of niet te zeggen (unsayable: er ontbreekt een kaart, dus geen woningen en geen score)" / "Verdict: suitable, undecided (a fact that decides is unknown), unsuitable, or unsayable (a map is missing, so no homes and no score)"
        => |r, _| r.site.verdict.code().into();
    "reason" text [""] "Waarom, in één zin" / "Why, in one sentence"
        => |r, n| sentence(&r.site, n.lang).into();
    "reasons" text [""] "Regels waaraan panden, blok of kavel niet voldoen" / "Rules that panden, block or plot fail"
        => |r, _| codes(r.site.reasons.keys().map(|reason: &Reason| reason.code()));
    "gemeente_code" text [""] "Code van de gemeente" / "Code of the gemeente"
        => |r, _| r.called.gemeente_code.clone().into();
    "gemeente" text [""] "Naam van de gemeente" / "Name of the gemeente"
        => |r, _| r.called.gemeente.clone().into();
    "buurt_code" text [""] "Code van de buurt met het grootste deel" / "Code of the buurt with the largest share"
        => |r, _| r.called.buurt_code.clone().into();
    "buurt" text [""] "Naam van de buurt" / "Name of the buurt"
        => |r, _| r.called.buurt.clone().into();
    "address" text [""] "Adres van het grootste pand" / "Address of the largest pand"
        => |r, _| r.site.address.clone().into();
    "corporatie" text [""] "Corporatie" / "Corporatie (housing association)"
        => |r, _| r.called.corporatie.clone().into();
    "complex" text [""] "Complexnummer of -naam" / "Number or name of the complex"
        => |r, _| r.called.complex.clone().into();
    "pand_ids" text [""] "BAG-identificaties van de panden" / "BAG identifications of the panden"
        => |r, _| pand_ids(&r.site).into();
    "n_panden" int [""] "Aantal panden" / "Number of panden"
        => |r, _| i64::try_from(r.site.members.len()).ok().into();
    "n_homes_existing" int [""] "Woningen in gebruik" / "Homes in use"
        => |r, _| r.site.n_homes.into();
    "bouwjaar_min" int ["jaar"] "Oudste bouwjaar" / "Oldest year of construction"
        => |r, _| r.site.bouwjaar.map(|(oldest, _)| oldest).into();
    "bouwjaar_max" int ["jaar"] "Nieuwste bouwjaar" / "Newest year of construction"
        => |r, _| r.site.bouwjaar.map(|(_, newest)| newest).into();
    "storeys" int [""] "Bouwlagen van het grootste pand" / "Storeys of the largest pand"
        => |r, _| r.site.storeys.into();
    "extra_storeys" int [""] "Optoppen: bouwlagen die erbij kunnen, hoogstens" / "Optoppen: storeys that can be added, at most"
        => |r, _| r.site.extra_storeys.into();
    "flat_roof_m2" 0 ["m²"] "Plat dak" / "Flat roof"
        => |r, _| r.site.flat_roof.map(|area| area.0).into();
    "gross_m2" 0 ["m² bvo"] "Nieuw bruto vloeroppervlak" / "New gross floor area"
        => |r, _| r.site.gross.map(|area| area.0).into();
    "homes_low" int [""] "Nieuwe woningen, voorzichtig" / "New homes, cautious"
        => |r, _| r.site.homes.low.map(i64::from).into();
    "homes_mid" int [""] "Nieuwe woningen, verwacht, van wat geschikt of onbeslist is; bij sloop-nieuwbouw de winst; leeg als het niet te zeggen is" / "New homes, expected, of what is suitable or undecided; of rebuilding the gain; empty when it cannot be said"
        => |r, _| r.site.homes.mid.into();
    "homes_high" int [""] "Nieuwe woningen, hoogstens" / "New homes, at most"
        => |r, _| r.site.homes.high.into();
    "homes_undecided" int [""] "Van de verwachte woningen: op panden, blokken of kavels die onbeslist zijn" / "Of the expected homes: on panden, blocks or plots that are undecided"
        => |r, _| r.site.verdict.has_homes().then(|| r.site.homes_by_state().undecided.mid).flatten().into();
    "homes_rebuilt" int [""] "Sloop-nieuwbouw: woningen die terugkomen, de winst staat bij de nieuwe woningen" / "Rebuilding: homes that are built; the gain stands under new homes"
        => |r, _| r.site.detail.rebuild().map(|rebuild| rebuild.new.mid).into();
    "set_forms" text [""] "Vormen die op deze locatie het beste samengaan, met hun woningen; gelijk op alle regels van de locatie" / "Forms that go together best at this location, with their homes; the same in all its rows"
        => |r, _| set_forms(&r.site).into();
    "set_homes_low" int [""] "Woningen van die vormen samen, voorzichtig" / "Homes of those forms together, cautious"
        => |r, _| r.site.choice.set.homes.low.map(i64::from).into();
    "set_homes_mid" int [""] "Woningen van die vormen samen, verwacht" / "Homes of those forms together, expected"
        => |r, _| r.site.choice.set.homes.mid.into();
    "set_homes_high" int [""] "Woningen van die vormen samen, hoogstens" / "Homes of those forms together, at most"
        => |r, _| r.site.choice.set.homes.high.into();
    "set_parking_demand" 1 ["plaatsen"] "Parkeereis van die vormen samen" / "Places those forms need together"
        => |r, _| r.site.choice.set.parking.map(|parking| parking.demand).into();
    "set_parking_shortfall" 1 ["plaatsen"] "Tekort aan plaatsen van die vormen samen" / "Places too few for those forms together"
        => |r, _| r.site.choice.set.parking.and_then(|parking| parking.balance.shortfall).into();
    "set_load_kw" 1 ["kW"] "Piekbelasting van die vormen samen" / "Peak load of those forms together"
        => |r, _| r.site.choice.set.homes.mid.map(|_| r.site.choice.set.load.peak.0).into();
    "plot_m2" 0 ["m²"] "Inbreiding: oppervlakte van de kavel" / "Inbreiding: area of the plot"
        => |r, _| r.site.detail.plot().map(|plot| plot.shape.area_m2).into();
    "plot_width_m" 1 ["m"] "Inbreiding: middellijn van de grootste cirkel die in de kavel past" / "Inbreiding: diameter of the largest circle that fits in the plot"
        => |r, _| r.site.detail.plot().map(|plot| plot.shape.circle.1).into();
    "frontage_m" 1 ["m"] "Inbreiding: lengte langs een openbare weg; leeg zonder wegenkaart" / "Inbreiding: length along a public road; empty without a map of roads"
        => |r, _| r.site.detail.plot().and_then(|plot| plot.frontage).map(|length| length.0).into();
    "fsi_around" 2 ["1"] "Inbreiding: FSI van wat eromheen staat, bruto vloeroppervlak gedeeld door grondoppervlak" / "Inbreiding: FSI of what stands around, gross floor area over plan area"
        => |r, _| r.site.detail.context().map(|context| context.density.fsi).into();
    "fsi" 2 ["1"] "Inbreiding: FSI waarmee de woningen zijn berekend" / "Inbreiding: FSI the homes were computed with"
        => |r, _| r.site.detail.fsi().into();
    "owner_share" 3 ["1"] "Deel van de woningen in bezit van de corporatie; op een kavel van een eigenaar 1" / "Share of the homes held by the corporatie; 1 on the plot of an owner"
        => |r, _| r.site.owner_share.into();
    "owner_share_high" 3 ["1"] "Dat deel als ook de woningen meetellen waarover niet gekoppelde regels van het complex kunnen gaan" / "That share if the homes that unmatched rows of the complex may be about count too"
        => |r, _| r.site.owner_share_high.into();
    "score" 1 ["0-100"] "Score over de bekende criteria; leeg als de locatie ongeschikt is, apart staat of niet te zeggen is" / "Score over the criteria that are known; empty when unsuitable, listed apart or unsayable"
        => |r, _| r.site.score.score.into();
    "coverage" 2 ["1"] "Deel van de gewichten dat bekend is" / "Share of the weights that is known"
        => |r, _| r.coverage().into();
    "list" text [""] "Lijst: die van de voordracht (shortlist), of de andere vormen (other_forms) naast wat corporaties voordragen" / "List: that of what is put forward (shortlist), or the other forms beside what corporaties put forward"
        => |r, _| r.list.code().into();
    "rank" int [""] "Plaats binnen de groep en de lijst; leeg als de locatie apart staat" / "Place in its group and list; empty when listed apart"
        => |r, _| r.ranked.as_ref().and_then(|ranked| ranked.rank).into();
    "top_k_share" 2 ["1"] "Deel van de trekkingen waarin de locatie bij de eersten (zoveel als optoppen.shortlist_size) van haar groep staat, met andere gewichten, onzekere aantallen en onbekende gegevens die beide kanten op kunnen vallen; leeg zonder plaats" / "Share of the draws in which the site is among the first (as many as optoppen.shortlist_size) of its group, with other weights, uncertain numbers and unknown facts that may turn out either way; empty without a place"
        => |r, _| r.certainty.map(|certainty| certainty.share).into();
    "top_k_share_weights" 2 ["1"] "Hetzelfde met alleen andere gewichten, onder de locaties die mogen worden voorgedragen; leeg als deze dat niet mag" / "The same with other weights alone, among the sites that may be put forward; empty when this one may not"
        => |r, _| r.certainty.and_then(|certainty| certainty.by_weights).into();
    "n_group" int [""] "Locaties met een plaats in de groep" / "Sites with a place in its group"
        => |r, _| r.certainty.and_then(|certainty| i64::try_from(certainty.n_group).ok()).into();
    "standing" text [""] "Stand: voorgedragen (shortlist), reserve, volgt daarna (listed), apart (te weinig bekend), andere vorm (alternative: een andere vorm staat voor de locatie), ongeschikt (unsuitable) of niet te zeggen (unsayable)" / "Standing: shortlist, reserve, listed, apart (too little known), alternative (another form stands for its location), unsuitable, unsayable"
        => |r, _| r.standing_code().into();
    "v_homes" 3 ["0-1"] "Waarde voor het aantal woningen" / "Value for the number of homes"
        => |r, _| r.site.values.homes.into();
    "v_structure" 3 ["0-1"] "Optoppen: waarde voor de kans dat de constructie het draagt" / "Value for the chance that the structure carries it"
        => |r, _| r.site.values.structure.into();
    "v_ownership" 3 ["0-1"] "Waarde voor eigendom in één hand" / "Value for ownership in one hand"
        => |r, _| r.site.values.ownership.into();
    "v_parking" 3 ["0-1"] "Waarde voor parkeren" / "Value for parking"
        => |r, _| r.site.values.parking.into();
    "v_grid" 3 ["0-1"] "Waarde voor het stroomnet" / "Value for the grid"
        => |r, _| r.site.values.grid.into();
    "v_water" 3 ["0-1"] "Waarde voor water en bodem" / "Value for water and soil"
        => |r, _| r.site.values.water.into();
    "v_planning" 3 ["0-1"] "Waarde voor planologische ruimte" / "Value for planning room"
        => |r, _| r.site.values.planning.into();
    "parking_norm" 2 ["plaatsen per woning"] "Parkeernorm, bewoners en bezoekers samen" / "Parking norm, residents and visitors together"
        => |r, _| r.site.parking.as_ref().map(|parking| parking.norm.residents + parking.norm.visitors).into();
    "parking_demand" 1 ["plaatsen"] "Parkeereis op het maatgevende moment" / "Places needed at the binding moment"
        => |r, _| r.site.parking.as_ref().map(|parking| parking.demand).into();
    "parking_supply" 1 ["plaatsen"] "Vrije plaatsen; leeg zonder telling" / "Free places; empty without a count"
        => |r, _| r.site.parking.as_ref().and_then(|parking| parking.supply).into();
    "parking_shortfall" 1 ["plaatsen"] "Tekort aan plaatsen" / "Places too few"
        => |r, _| r.site.parking.as_ref().and_then(|parking| parking.shortfall).into();
    "parking_rule" text [""] "Regel die de norm gaf" / "Rule that gave the norm"
        => |r, _| r.site.parking.as_ref().map(|parking| parking.norm.rule.code()).into();
    "grid_area_id" text [""] "Voedingsgebied" / "Supply area"
        => |r, _| r.called.grid_area_id.clone().into();
    "grid_area" text [""] "Naam van het voedingsgebied" / "Name of the supply area"
        => |r, _| r.called.grid_area.clone().into();
    "grid_code" int [""] "Stand van het net voor afname: 0 ruimte, 1 beperkt, 2 onderzoek met wachtrij, 3 tekort met wachtrij" / "Grid status for demand: 0 capacity, 1 limited, 2 in research with queue, 3 shortage with queue"
        => |r, _| r.site.grid.code.map(|code| u32::from(code.number())).into();
    "grid_headroom_mw" 1 ["MW"] "Ruimte op het net: aanwezige min benodigde capaciteit" / "Headroom: present minus needed capacity"
        => |r, _| r.site.grid.headroom_mw.into();
    "load_kw" 1 ["kW"] "Piekbelasting die de nieuwe woningen toevoegen" / "Peak load the new homes add"
        => |r, _| r.site.homes.mid.map(|_| r.site.grid.load.peak.0).into();
    "water_class" text [""] "Water- en bodemklasse met het grootste deel" / "Water and soil class with the largest share"
        => |r, _| r.site.place.water.and_then(|water| water.dominant).map(WaterClass::letter).into();
    "water_class_worst" text [""] "Slechtste klasse die meetelt" / "Worst class that counts"
        => |r, _| r.site.place.water.and_then(|water| water.worst).map(WaterClass::letter).into();
    "water_share" 3 ["1"] "Deel van de locatie in die slechtste klasse" / "Share of the site in that worst class"
        => |r, _| r.site.place.water.filter(|water| water.worst.is_some()).map(|water| water.worst_share).into();
    "flags" text [""] "Aandachtspunten" / "Remarks"
        => |r, _| codes(r.site.flags.iter().map(|flag| flag.code()));
    "measures" text [""] "Maatregelen om te overwegen voor water en bodem" / "Measures to consider for water and soil"
        => |r, _| codes(r.site.water.measures.iter().map(|measure| measure.code()));
    "missing" text [""] "Gegevens die ontbreken" / "Facts that are missing"
        => |r, _| codes(r.site.missing.iter().map(|fact: &Missing| fact.code()));
    "lon" 7 ["°"] "Lengtegraad" / "Longitude"
        => |r, _| r.lon_lat.map(|(lon, _)| lon).into();
    "lat" 7 ["°"] "Breedtegraad" / "Latitude"
        => |r, _| r.lon_lat.map(|(_, lat)| lat).into();
    "x" 2 ["m RD"] "Punt in de locatie, RD New" / "Point in the site, RD New"
        => |r, _| r.site.place.point.map(|point| point.x()).into();
    "y" 2 ["m RD"] "Punt in de locatie, RD New" / "Point in the site, RD New"
        => |r, _| r.site.place.point.map(|point| point.y()).into();
};

/// Turns the codes of a row into words, for tables that people read. Maps
/// keep the codes, which styles and filters rely on.
pub fn in_words(row: &mut [Value], params: &Params, lang: Lang) {
    for (column, value) in SITES.iter().zip(row) {
        let Value::Text(codes) = value else { continue };
        let word: fn(&str, &Params, Lang) -> Option<Cow<'static, str>> = match column.spec.name {
            "verdict" => |code, _, lang| wording::verdict_word(code, lang).map(Cow::from),
            "reasons" => {
                |code, _, lang| Reason::parse(code).map(|reason| wording::reason(reason, lang).into())
            }
            "missing" => |code, _, lang| Missing::parse(code).map(|fact| wording::missing(fact, lang).into()),
            "flags" => |code, params, lang| Flag::parse(code).map(|flag| wording::flag(flag, params, lang)),
            "measures" => |code, _, lang| {
                crate::assess::water::Measure::parse(code)
                    .map(|measure| wording::measure(measure, lang).into())
            },
            "form" => |code, _, lang| Form::parse(code).map(|form| wording::form(form, lang).into()),
            "parking_rule" => |code, _, lang| {
                crate::assess::parking::NormRule::parse(code)
                    .map(|rule| wording::norm_rule(rule, lang).into())
            },
            "standing" => |code, _, lang| {
                Standing::parse(code)
                    .map(|standing| wording::standing(standing, lang).into())
                    .or_else(|| wording::verdict_word(code, lang).map(Cow::from))
            },
            "list" => |code, _, lang| List::parse(code).map(|list| wording::list(list, lang).into()),
            _ => continue,
        };
        let words =
            codes.split(';').map(|code| word(code, params, lang).unwrap_or_else(|| code.to_owned().into()));
        *codes = words.collect::<Vec<_>>().join("; ");
    }
}
