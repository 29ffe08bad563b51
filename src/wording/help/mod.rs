//! What is each command and option for, in Dutch?
//!
//! English stands with the option itself, in `cli`; a test there walks all
//! commands and options and fails on one that has no Dutch here.

mod options;

use options::{ANY, OPTIONS};

/// What a command says of itself.
#[derive(Debug)]
pub struct CommandHelp {
    /// Its name; empty for the program itself.
    pub name: &'static str,
    /// One line.
    pub about: &'static str,
    /// More than that, where there is more.
    pub long: Option<&'static str>,
    /// Examples and remarks, below the options.
    pub after: &'static str,
}

/// The Dutch of a command; of the program itself by an empty name.
#[must_use]
pub fn command_help(name: &str) -> Option<&'static CommandHelp> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// The Dutch of an argument of a command: its own, or what all commands say of it.
#[must_use]
pub fn option_help(command: &str, id: &str) -> Option<&'static str> {
    let of = |wanted: &str| OPTIONS.iter().find(|(command, one, _)| *command == wanted && *one == id);
    of(command).or_else(|| of(ANY)).map(|(_, _, help)| *help)
}

/// What stands for a value, `FILE` becomes `BESTAND`; `None` for what is the same in both.
#[must_use]
pub fn value_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "FILE" => "BESTAND",
        "FILE|kaart" => "BESTAND|kaart",
        "OUT" | "INTO" => "MAP",
        "LAYER" => "LAAG",
        "SOURCES" => "BRONNEN",
        "SECONDS" => "SECONDEN",
        "DAYS" => "DAGEN",
        "WHAT" => "WAT",
        "WORDS" => "WOORDEN",
        "NAME" => "NAAM",
        "FIELDS" => "VELDEN",
        "ATTRIBUTION" => "BRONVERMELDING",
        "SEED" => "GETAL",
        "ADDRESS" => "ADRES",
        _ => return None,
    })
}

const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        name: "",
        about: "Vindt ruimte voor woningen in bestaande Nederlandse steden.",
        long: Some(
            "Vindt ruimte voor woningen in bestaande Nederlandse steden.\n\n\
             Legt panden uit de BAG, bezit van corporaties, parkeernormen, netcongestie, water en bodem en \
             beperkingen over elkaar, en zet op volgorde welke locaties extra woningen kunnen dragen, met redenen.",
        ),
        after: "\
Voorbeelden:
  toplaag demo                                   zie het werken, op een verzonnen stad
  toplaag init                                   schrijf een toplaag.toml om in te vullen
  toplaag fetch --gemeente Delft --into data/delft   haal open data op, met een projectbestand
  toplaag check toplaag.toml                     bekijk de invoer voor een run
  toplaag scan toplaag.toml --out out/weesp      voer de scan uit
  toplaag explain out/weesp \"Perronstraat 1\"     waarom kreeg dit pand zijn oordeel?
  toplaag paspoort out/weesp --out out/weesp-paspoorten   een gebiedspaspoort per buurt
  toplaag feitenblad out/weesp --out out/feitenbladen      een feitenblad per voorgedragen locatie
  toplaag planlijst out/weesp --lijst ppm.xlsx --out out/lijst   welk project is welke locatie?
  toplaag netaanvraag out/zuid-holland --out out/net       wat de locaties van het net vragen, per jaar
  toplaag faseer out/zuid-holland --ruimte ruimte.csv --out out/fasering   welke woningen in welk jaar?
  toplaag watals out/weesp --zet parkeren.norm_reductie=0.2 --out out/wat-als   wat als?
  toplaag zekerheid out/weesp --out out/zekerheid          hoe zeker is elke plaats?
  toplaag onderzoek out/weesp --out out/onderzoek           wat eerst onderzoeken?
  toplaag keuze out/weesp --afstand 300 --out out/keuze     zo veel, gespreid over de kaart
  toplaag gewichten out/weesp --out out/gewichten          bij welke gewichten slaat de keuze om?
  toplaag voortgang --nu ppm-okt.xlsx --vorige ppm-mei.xlsx --out out/voortgang   welke vertraging heeft geen eigenaar?
  toplaag terugblik BAGGEM0457L-15102021.zip --van 2015-01-01 --tot 2021-10-15 --out out/terugblik   klopte het?
  toplaag zegel out/weesp --out zegel.json        een verzegelde lijst; `controleer` ziet of hij nog klopt
  toplaag vergelijk out/oktober out/november --out out/verschil   wat veranderde, en waardoor?
  toplaag typen out/weesp --out out/weesp-typen   typen blokken, en de pilots die voor de meeste staan
  toplaag knelpunten out/weesp --out out/knelpunten         welke regel houdt de meeste woningen tegen?
  toplaag toon out/weesp                         kaart en lijst in de browser; de lagen voor QGIS en ArcGIS
  toplaag publiceer out/weesp site --zonder bezit            een map met de kaart voor elke webserver
  toplaag tiles buurten.gpkg --out buurten.pmtiles   vectortegels van een kaartlaag

Afsluitcodes:
  0 klaar, 1 onverwacht, 2 opdrachtregel, 3 invoer, 4 uitvoer, 5 meer meldingen dan toegestaan, 6 niet hetzelfde, 130 afgebroken

In English: --lang en",
    },
    CommandHelp {
        name: "demo",
        about: "Scan een verzonnen stad die bij het programma hoort; er zijn geen gegevens nodig",
        long: None,
        after: "Voorbeeld:\n  toplaag demo\n  toplaag demo --into /tmp/proef --lang en",
    },
    CommandHelp {
        name: "init",
        about: "Schrijf een projectbestand met uitleg, om in te vullen",
        long: None,
        after: "Voorbeeld:\n  toplaag init\n  toplaag init projecten/delft.toml",
    },
    CommandHelp {
        name: "fetch",
        about: "Haal de open data van één gemeente op, en een projectbestand dat ze leest",
        long: None,
        after: "\
Voorbeelden:
  toplaag fetch --gemeente Delft --into data/delft
  toplaag check data/delft/toplaag.toml
  toplaag fetch --gemeente GM0503 --into data/delft --only panden,verblijfsobjecten
  toplaag fetch --list
  toplaag fetch --show-catalogue > bronnen.toml      daarna: --catalogue bronnen.toml

Vraagt het de uitgevers zelf, en stuurt ze niets dan de omtrek van de gemeente. Hetzelfde commando gaat verder waar
het was gebleven; wat jonger is dan --max-age wordt niet opnieuw gevraagd. Een bron die niet antwoordt geeft een
waarschuwing, behalve de panden (afsluitcode 3). Waar elk bestand vandaan komt en onder welke licentie staat in
manifest.json.",
    },
    CommandHelp {
        name: "check",
        about: "Bekijk alle invoer voor een run: lagen, CRS, kolommen, aantallen, wat koppelt",
        long: None,
        after: "Voorbeeld:\n  toplaag check toplaag.toml\n  toplaag check toplaag.toml --quick\n  \
                toplaag check toplaag.toml --matching koppeling.xlsx",
    },
    CommandHelp {
        name: "scan",
        about: "Beoordeel elk pand, zet de locaties op volgorde, en schrijf één map met uitkomsten",
        long: None,
        after: "\
Voorbeeld:
  toplaag scan toplaag.toml --out out/weesp
  toplaag scan toplaag.toml --out out/weesp --force -q

De map verschijnt heel of niet. Erin staan shortlist.xlsx en shortlist.csv (locaties op volgorde), report.html (lees
dit eerst), panden en sites als .fgb en .parquet, sites.geojson en toplaag.gpkg (kaarten), issues.csv (vreemde
regels), run.json (invoer, parameters, aantallen) en toplaag.record (wat andere commando's lezen).",
    },
    CommandHelp {
        name: "explain",
        about: "Vertel waarom een pand of locatie zijn oordeel kreeg",
        long: None,
        after: "\
Voorbeeld:
  toplaag explain out/weesp \"Perronstraat 1\"
  toplaag explain out/weesp Perronstraat 1 Weesp
  toplaag explain out/weesp 1381AB 12
  toplaag explain out/weesp 0457100000012345 --alles
  toplaag explain out/weesp optoppen:stichting-voorbeeld:12

Een adres wordt gezocht bij de panden: straat of postcode, met het laagste en het hoogste nummer.",
    },
    CommandHelp {
        name: "paspoort",
        about: "Maak een gebiedspaspoort per buurt, of per eigen vlak, uit een run",
        long: None,
        after: "\
Voorbeeld:
  toplaag paspoort out/weesp --out out/weesp-paspoorten
  toplaag paspoort out/weesp --gebied plangebieden.gpkg --id Stationskwartier --out out/station
  toplaag paspoort out/weesp --notities notities.csv --zonder-namen --out out/raad

Elk gebied krijgt een blad met voor- en achterkant (PDF en HTML) en zijn gegevens (JSON); paspoorten.pdf bevat ze
allemaal om af te drukken, paspoorten.gpkg is de kaart, index.html de lijst. Een pand hoort bij het gebied waar zijn
midden ligt. Een gebied dat mislukt wordt genoemd; de andere komen er wel.",
    },
    CommandHelp {
        name: "feitenblad",
        about: "Maak het feitenblad voor de bouwtafel, van elke locatie die is voorgedragen",
        long: None,
        after: "\
Voorbeeld:
  toplaag feitenblad out/weesp --out feitenbladen
  toplaag feitenblad out/weesp --out feitenbladen --reserve --force
  toplaag feitenblad out/weesp --out complex-12 --locatie optoppen:stichting-voorbeeld:12 --uitgebreid

De map verschijnt heel of niet: <site>.pdf (één blad, voor- en achterkant), <site>.html en <site>.json van elke
locatie, index.html (open dit eerst) en run.json. Een locatie waarvan de bevindingen niet te lezen zijn wordt op een
eigen regel genoemd en overgeslagen; de andere komen er, met afsluitcode 0. Als er geen enkele te maken is wordt er
niets geschreven (afsluitcode 3).",
    },
    CommandHelp {
        name: "planlijst",
        about: "Koppel planlijsten (PPM) aan de locaties van een run, en schrijf ze in dezelfde vorm terug",
        long: None,
        after: "\
Voorbeelden:
  toplaag planlijst out/weesp --out out/lijst                        begin een lijst uit de shortlist
  toplaag planlijst out/weesp --lijst ppm.xlsx --out out/lijst       welk project is welke locatie?
  toplaag planlijst out/weesp --lijst planlijst.xlsx --out out/v2    lees een ingevulde lijst terug

Een regel koppelt op site_id, pand, corporatie en complex, punt, straat en nummer, ppm_id, of op een naam die bij één
locatie past; nooit aan een locatie in een andere gemeente. Wat niet koppelt houdt zijn cellen, met de reden ernaast.
Mijlpalen en soorten woningen zijn parameters: [params.planlijst] in het project van de run.",
    },
    CommandHelp {
        name: "netaanvraag",
        about: "Zet op een rij wat de locaties van een run per jaar van het stroomnet vragen, naast de ruimte die er is",
        long: None,
        after: "\
Voorbeelden:
  toplaag netaanvraag out/zuid-holland --out out/net
  toplaag netaanvraag out/zuid-holland --lijst ppm.xlsx --ruimte ruimte.xlsx --out out/net
  toplaag netaanvraag out/zuid-holland --fasering fasering.csv --out out/net
  toplaag netaanvraag out/zuid-holland --lijst ppm.xlsx --status indienlijst-liander.xlsx --peildatum 2026-11-30 --out out/net

Gevraagd worden de locaties die zijn voorgedragen, met wat daar samengaat, en elk project van een lijst met zijn eigen
woningen en jaren, of het nu bij een locatie hoort of niet; waar een lijst zegt wat er komt, geldt de vuistregel niet.
Regels zonder woningen, jaar of plek staan in niet-gevraagd.csv. De jaren komen uit --fasering (kolommen site_id, jaar,
woningen), anders uit een lijst, anders uit een vuistregel ([params.fasering]). De ruimte komt uit --ruimte
(voedingsgebied_id, station, jaar, en reservering_mw, netbudget_mw, toegezegd_mw of ruimte_mw), anders uit --capaciteit
(voedingsgebied_id, jaar, aanwezige_ en benodigde_transportcapaciteit_afname, of ruimte_mw), anders uit de kaart van de
run. Capaciteit en kaart gaan over grote aansluitingen en zijn indicatief: zij beloven niets en weigeren niets.

Elke netbeheerder krijgt een indienlijst (indienlijst-….xlsx): welke aanvragen volledig zijn, welke nog voor de vrijgave
van de reservering kunnen, en tot wanneer. Vul in wat gevraagd en toegezegd is, en geef haar daarna met --status.",
    },
    CommandHelp {
        name: "faseer",
        about: "Geef elk project een jaar waarin het net het houdt; zeg wie wacht, voor hoeveel MW, en wat één MW erbij zou brengen",
        long: None,
        after: "\
Voorbeelden:
  toplaag faseer out/zuid-holland --ruimte ruimte.xlsx --lijst ppm.xlsx --out out/fasering
  toplaag faseer out/zuid-holland --ruimte ruimte.csv --wensen wensen.toml --jaren 12 --out out/fasering
  toplaag faseer out/zuid-holland --ruimte kaart --alle --out out/fasering

Gefaseerd wordt wat `netaanvraag` vraagt: projecten van lijsten, en locaties die zijn voorgedragen. Ruimte is een tabel
per voedingsgebied, station en jaar (reservering kleinverbruik, netbudget, toezeggingen), of `kaart`: de kaart van de
run, die over grote aansluitingen gaat. Wensen staan in een TOML-bestand of een tabel: moet, niet voor, niet na,
volgorde, minimum, maximum, starts, maatregel. Wat tot het eind is uitgezocht heet de beste; anders staat erbij hoe ver
zij er hoogstens onder blijft.",
    },
    CommandHelp {
        name: "watals",
        about: "Vraag een run opnieuw met andere normen, gewichten of drempels: wat verandert er, wie komt erbij, wie gaat eraf, en door welke regel",
        long: None,
        after: "\
Voorbeelden:
  toplaag watals out/weesp --zet parkeren.norm_reductie=0.2 --out out/wat-als
  toplaag watals out/weesp --zet optoppen.home_go_m2=50 --zet score.profile=gemeente --out out/wat-als
  toplaag watals out/weesp --zet score.corporatie.optoppen.parking=30 --out out/wat-als
  toplaag watals out/weesp --scenario scenarios.toml --out out/wat-als
  toplaag watals out/weesp --recept must-centrum --recept stec-2023 --out out/wat-als

Wat samen wordt gezet is één scenario. Een bestand kan er meer bevatten:

  [scenario.minder-parkeren]
  naam = \"Parkeernorm 20 % lager\"
  parkeren.norm_reductie = 0.2

Er wordt niets gelezen dan de run. Een norm waarmee op de kaarten is gemeten (een buffer, de kleinste kavel) wordt
geweigerd: daarvoor is een nieuwe scan nodig. `toplaag scan toplaag.toml --show-config` toont alle normen.",
    },
    CommandHelp {
        name: "zekerheid",
        about: "Hoe zeker is elke plaats op de lijsten: met andere gewichten, andere aantallen, en feiten die anders uitvallen",
        long: None,
        after: "\
Voorbeelden:
  toplaag zekerheid out/weesp --out out/zekerheid

Gewichten, aantallen woningen, eigendom, parkeren en onbekende feiten worden 10.000 keer getrokken. Een scan geeft het
deel van de trekkingen waarin een locatie bij de eersten van haar groep staat; hier staat ook op welke plaatsen, vóór
wie, en bij welke gewichten. Wat er wordt getrokken staat onder [params.zekerheid].",
    },
    CommandHelp {
        name: "onderzoek",
        about: "Wat eerst onderzoeken: welk onbekend gegeven van welke locatie de keuze het meest kan veranderen",
        long: None,
        after: "\
Voorbeelden:
  toplaag onderzoek out/weesp --out out/onderzoek

Uit dezelfde trekkingen als de zekerheid van een plaats: voor elk onbekend gegeven (constructie, plan van de eigenaar,
bouwhoogte, leegstand, bezetting van het parkeren, …) hoe vaak er een andere keuze uitkomt als het bekend is.",
    },
    CommandHelp {
        name: "keuze",
        about: "Kies de beste locaties: zo veel, gespreid over de kaart, met wat moet en zonder wat niet mag",
        long: None,
        after: "\
Voorbeelden:
  toplaag keuze out/weesp --aantal 3 --per corporatie --afstand 300 --out out/keuze
  toplaag keuze out/weesp --per regio --aantal 10 --out out/keuze
  toplaag keuze out/weesp --moet \"ZL-102=toezegging van de raad\" --niet \"PH-35=wordt verkocht\" --out out/keuze

De beste keuze wordt precies uitgerekend en verteld met wat zij kost naast de vrije keuze. Een reden staat in elke
uitkomst.",
    },
    CommandHelp {
        name: "gewichten",
        about: "Bij welke gewichten slaat de keuze om, en wie zou anders kiezen",
        long: None,
        after: "\
Voorbeelden:
  toplaag gewichten out/weesp --out out/gewichten
  toplaag gewichten out/weesp --punten punten.csv --out out/gewichten
  toplaag gewichten out/weesp --paren paren.csv --out out/gewichten

Zonder tabel staan de profielen naast elkaar (corporatie, gemeente, provincie, kansrijk_bouwen). punten.csv heeft een
rij per partij, die 100 punten verdeelt: partij;woningen;constructie;eigendom;parkeren;stroomnet;water;planologie.
paren.csv vergelijkt criteria twee aan twee: partij;criterium;tegenover;verhouding, zoals
wethouder;woningen;parkeren;3. Eén los gewicht: `toplaag watals --zet score.corporatie.optoppen.parking=30`.",
    },
    CommandHelp {
        name: "terugblik",
        about: "Kijk terug: scan de voorraad van een eerdere dag, en zie welke panden sindsdien woningen kregen en welke plaats ze hadden",
        long: None,
        after: "\
Voorbeelden:
  toplaag terugblik BAGGEM0457L-15102021.zip --van 2015-01-01 --tot 2021-10-15 --out out/terugblik
  toplaag terugblik toplaag.toml --van 2015-01-01 --tot 2021-10-15 --out out/terugblik

De volgorde wordt zonder hoogten gemaakt: die van nu kunnen de uitkomst al bevatten. Staan ze in het project of bij
--hoogten, dan komt er een tweede tabel naast. Het gaat over optoppen, splitsen, uitplinten en transformatie; woningen
van andere vormen komen onder een ander nummer.",
    },
    CommandHelp {
        name: "voortgang",
        about: "Leg twee edities van een planlijst (PPM) naast elkaar: vertraging met een eigenaar, nieuw, verdwenen, verschoven",
        long: None,
        after: "\
Voorbeelden:
  toplaag voortgang --nu ppm-okt.xlsx --vorige ppm-mei.xlsx --out out/voortgang
  toplaag voortgang --nu ppm-okt.xlsx --vorige ppm-mei.xlsx --peildatum 2026-10-01 --out out/voortgang
  toplaag voortgang --nu ppm-okt.xlsx --vorige ppm-mei.xlsx --run out/haaglanden --out out/voortgang

Vertraagd is een project waarvan de geplande oplevering wordt gemist; plan is de vorige editie. Projecten zijn één op
ppm_id, anders op plaats en naam precies; wat alleen lijkt, staat apart. Woorden voor knelpunten en de tafels waar een
vertraging naartoe gaat zijn parameters: [params.voortgang], in het project van de run of in het bestand van --normen.",
    },
    CommandHelp {
        name: "zegel",
        about: "Verzegel de lijst van een run: één bestand waaraan ieder kan zien of hij er nog zo uit komt",
        long: None,
        after: "\
Voorbeeld:
  toplaag zegel out/weesp --out zegel-weesp.json
  toplaag controleer zegel-weesp.json out/weesp

Het bestand bevat de controlegetallen van de invoer, elke norm en elk gewicht, en de lijst. Het heeft een getal; schrijf
dat in het verslag: wie één teken van het bestand verandert, geeft het een ander getal.",
    },
    CommandHelp {
        name: "controleer",
        about: "Zie of een verzegelde lijst er nog zo uit komt, en zo niet: welke invoer of norm anders is",
        long: None,
        after: "\
Voorbeelden:
  toplaag controleer zegel-weesp.json out/weesp        vraag de run opnieuw
  toplaag controleer zegel-weesp.json toplaag.toml     lees en scan de invoer opnieuw

Afsluitcode 0 als alles hetzelfde is, 6 als er iets verschilt: wat verschilt wordt genoemd, een per regel, oorzaken
eerst. Een zegel dat is veranderd geeft ook 6; een beschadigd zegel, of een van een andere vorm, 3.",
    },
    CommandHelp {
        name: "vergelijk",
        about: "Vergelijk twee runs: wat kwam, ging en verschoof, en welke invoer of norm het deed",
        long: None,
        after: "\
Voorbeeld:
  toplaag vergelijk out/weesp-oktober out/weesp-november --out out/verschil

Beide runs worden opnieuw gevraagd met één verandering tegelijk: de invoer of norm die alleen de hele verandering van een
locatie geeft is de oorzaak; waar het er meer samen deden staat dat er.",
    },
    CommandHelp {
        name: "typen",
        about: "Vind de typen van vrijwel gelijke blokken, en de paar pilots die voor de meeste woningen staan",
        long: None,
        after: "\
Voorbeelden:
  toplaag typen out/weesp --out out/weesp-typen
  toplaag typen out/weesp --pilots 5 --out out/weesp-typen

Panden die op elkaar lijken in bouwjaar, bouwlagen, plat dak, diepte en eigenaar vormen een type; de klassen staan onder
[params.typen].",
    },
    CommandHelp {
        name: "knelpunten",
        about: "Vraag een run welke regel de meeste woningen in de weg staat, voor elke vorm: met een stap, en zonder die regel",
        long: None,
        after: "\
Voorbeeld:
  toplaag knelpunten out/weesp --out out/knelpunten

Elke regel verandert op zichzelf, al het andere blijft, en de run wordt opnieuw gevraagd: hoeveel woningen komen erbij,
geschikt of mogelijk, waar, en wie kan de regel laten wijken. Ook wordt gevraagd welke twee regels samen tegenhouden.
Hoe ver een stap gaat staat in [params.knelpunten] van het projectbestand. Parkeren en het stroomnet sluiten geen
woningen uit: daar is geteld hoeveel woningen een parkeerplaats vinden, en hoeveel er geen wachtrij hebben. Elke rij
noemt de normen die veranderden, zoals `watals --zet` ze neemt.",
    },
    CommandHelp {
        name: "toon",
        about: "Toon een run in de browser: kaart, lijst en waarom; en bied de lagen aan QGIS en ArcGIS aan als adres",
        long: None,
        after: "\
Voorbeelden:
  toplaag toon out/weesp
  toplaag toon out/weesp --poort 8080 --niet-openen
  toplaag toon out/weesp --bind 0.0.0.0        collega's op het netwerk kijken mee, en zien ook het bezit

Luistert alleen op deze machine en schrijft niets. De diensten voor andere programma's beginnen bij /ogc. Ctrl-C stopt
het.",
    },
    CommandHelp {
        name: "publiceer",
        about: "Publiceer een run: een map met kaart, lijst en gegevens voor elke webserver of opslagdienst",
        long: None,
        after: "\
Voorbeelden:
  toplaag publiceer out/weesp site
  toplaag publiceer out/weesp site --zonder bezit --feitenbladen --paspoorten --force

`--zonder bezit` vraagt de run opnieuw alsof er geen bezit was opgegeven: in geen bestand staat een naam, complex, aandeel
of iets dat daaruit volgt. Losse gegevens (demolition_year, lift, …) worden op dezelfde manier vergeten; corporatie en
complex halen namen weg van wat gevonden is. De server moet delen van bestanden kunnen geven (range requests), zoals
nginx, Apache en opslagdiensten doen; docs/publiceren.md heeft instellingen.",
    },
    CommandHelp {
        name: "tiles",
        about: "Maak vectortegels van elke laag die dit programma kan lezen",
        long: None,
        after: "\
Voorbeelden:
  toplaag tiles panden.gpkg --out panden.pmtiles
  toplaag tiles buurten.gpkg#buurten percelen.fgb --out kaart.mbtiles --max-zoom 15
  toplaag tiles out/weesp/toplaag.gpkg#panden --fields verdict,homes_mid --out tegels/

Kleine objecten worden vanaf --from een voor een getekend, en daaronder als totaal per vierkant; elk vierkant kent het
aantal objecten erin. Zones worden op elk zoomniveau getekend, en gedeelde grenzen worden één keer vereenvoudigd. Een
waarde die niet bekend is ontbreekt, met een vlag <naam>_unknown ernaast. Geen tegel is groter dan 500 kB.",
    },
    CommandHelp {
        name: "sample",
        about: "Schrijf een verzonnen stad van elke grootte, tot een heel land, om mee te proberen",
        long: None,
        after: "Voorbeeld:\n  toplaag sample --panden 100000 --out /tmp/stad\n  \
                toplaag scan /tmp/stad/toplaag.toml --out /tmp/stad-uit",
    },
    CommandHelp { name: "help", about: "Toon de uitleg van een commando", long: None, after: "" },
];
