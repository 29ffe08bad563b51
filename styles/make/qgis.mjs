// What does QGIS show of a layer of `toplaag.gpkg`, of the maps that went in, and of the maps of documents?
//
// The columns are those of `toplaag.gpkg`, and for zones those of the public
// files: CBS (buurtnaam), Netbeheer Nederland (afname), the water and soil map (klasse).
import { ZONE_CLASSES } from './layers/zones.mjs';
import { STANDINGS } from './layers/sites.mjs';
import { colors } from './palette.mjs';
import { dotted, fill, hatch, inMiddle, line, mark, qml } from './qml.mjs';

const is = (column, value) => `"${column}" = '${value}'`;

/** Where homes of a pand are written: `+12`, `+12?` when undecided, `+?` when not known. */
const HOMES = `'+' || coalesce(to_string("homes_mid"), '') || if("verdict" = 'undecided' OR "homes_mid" IS NULL, '?', '')`;

const panden = (color) => ({
  rules: [
    { nl: 'Ongeschikt', filter: is('verdict', 'unsuitable'), layers: [fill(color('verdict.unsuitable')), line(color('ground.faint'), 0.1)] },
    {
      nl: 'Onbeslist: een gegeven ontbreekt', filter: is('verdict', 'undecided'),
      layers: [
        fill(color('verdict.undecided')), hatch(color('verdict.undecided_line'), 45, 1.3, 0.35),
        line(color('verdict.undecided_line'), 0.35, [1.2, 0.6]),
      ],
    },
    {
      nl: 'Geschikt', filter: is('verdict', 'suitable'),
      layers: [fill(color('verdict.suitable')), line(color('verdict.suitable_line'), 0.45)],
    },
  ],
  texts: [{
    nl: 'Nieuwe woningen', filter: `"verdict" <> 'unsuitable'`, text: HOMES,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5, bold: true, from: 5_000,
  }],
});

const MARKS = (color) => ({
  shortlist: [mark('circle', 5.4, color('verdict.suitable_line'), color('ground.paper'), 0.3)],
  reserve: [mark('circle', 4.6, color('ground.paper'), color('verdict.suitable_line'), 0.7)],
  listed: [mark('square', 3.9, color('ground.paper'), color('verdict.suitable'), 0.35)],
  apart: [mark('triangle', 5.4, color('verdict.undecided'), color('verdict.undecided_line'), 0.5)],
  unsuitable: [mark('cross2', 2.2, color('verdict.unsuitable_line'), color('verdict.unsuitable_line'), 0.5)],
});

/** The outline says the verdict, the symbol the standing. */
const sites = (color) => ({
  rules: [
    {
      nl: 'Grond voor woningen: inbreiding of aanplakken', filter: `"form" IN ('inbreiding', 'aanplakken') AND "verdict" IN ('suitable', 'undecided')`,
      layers: [dotted(color('verdict.suitable_line'), 1.4, 0.45)],
    },
    { nl: 'Locatie: ongeschikt', filter: is('verdict', 'unsuitable'), layers: [line(color('verdict.unsuitable_line'), 0.3, [0.3, 0.9])] },
    { nl: 'Locatie: niet te zeggen', filter: is('verdict', 'unsayable'), layers: [line(color('unknown.line'), 0.4, [0.5, 1])] },
    { nl: 'Locatie: onbeslist', filter: is('verdict', 'undecided'), layers: [line(color('verdict.undecided_line'), 0.8, [2, 1])] },
    { nl: 'Locatie: geschikt', filter: is('verdict', 'suitable'), layers: [line(color('verdict.suitable_line'), 0.8)] },
    ...STANDINGS.map(({ standing, nl }) => ({ nl, filter: is('standing', standing), layers: [inMiddle(...MARKS(color)[standing])] })),
  ],
  texts: [
    ...STANDINGS.filter(({ ink }) => ink).map(({ standing, nl, ink }) => ({
      nl: `${nl}: plaats`, filter: is('standing', standing), text: standing === 'apart' ? "'?'" : 'to_string("rank")',
      color: color(ink), size: standing === 'shortlist' ? 8 : 7, bold: true, at: 'middle',
    })),
    {
      nl: 'Woningen en complex', filter: `"standing" NOT IN ('unsuitable', 'unsayable') AND "best"`, at: 'beside', from: 7_500,
      text: `if("homes_mid" IS NULL, 'woningen onbekend', "homes_mid" || ' woningen') || '\\n' || coalesce("complex", '')`,
      color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
    },
  ],
});

const unknown = (color) => [fill(color('unknown.fill')), hatch(color('unknown.line'), 135, 1.6, 0.2)];

/** Areas of classes: each class a fill, what is left is unknown. */
const classes = (color, kind, filter, text) => ({
  rules: [
    ...ZONE_CLASSES[kind].map(([value, nl, , name]) => ({
      nl: `${value}: ${nl}`, filter: filter(value), layers: [fill(color(name)), line(color('ground.paper'), 0.3)],
    })),
    { nl: 'Onbekend', filter: 'ELSE', layers: unknown(color) },
  ],
  texts: [{ nl: 'Klasse', text, color: color('ground.ink'), halo: color('ground.paper'), size: 8 }],
});

/** Codes and letters of the water and soil map that stand for one class. */
const WATER = { A: "'1','2','3','A'", B: "'4','B'", C1: "'5','C1'", C2: "'6','C','C2'", D: "'7','D'" };
const klasse = 'upper(trim(to_string("klasse")))';

const outline = (nl, layers, text, ink, color, more = {}) => ({
  rules: [{ nl, layers }],
  texts: text ? [{ nl, text, color: color(ink), halo: color('ground.paper'), size: 8, ...more }] : [],
});

const zones = (color) => ({
  buurten: outline('Buurt', [line(color('ground.faint'), 0.3, [2, 1])], 'upper("buurtnaam")', 'ground.soft', color),
  gemeenten: outline('Gemeente', [line(color('ground.soft'), 0.6)], null, 'ground.ink', color),
  parkeerzones: outline('Parkeerzone', [line(color('parking.line'), 0.6, [3, 1, 0.5, 1])],
    `"zone" || ' ' || coalesce("naam", '')`, 'parking.line', color),
  voedingsgebieden: classes(color, 'grid', (code) => `to_int("afname") = ${code}`,
    '"voedingsgebied_naam" || \' \' || coalesce(to_string("afname"), \'?\')'),
  waterbodem: classes(color, 'water', (letter) => `${klasse} IN (${WATER[letter]})`,
    `CASE ${Object.entries(WATER).map(([letter, codes]) => `WHEN ${klasse} IN (${codes}) THEN '${letter}'`).join(' ')} ELSE '?' END`),
  bouwhoogte: outline('Hoogste bouwhoogte', [line(color('restriction.height'), 0.4)],
    `'≤ ' || coalesce(to_string("hoogte"), '?') || ' m'`, 'restriction.height', color),
  uitsluiting: outline('Sluit woningen uit', [
    hatch(color('restriction.exclude'), 45, 2, 0.25), hatch(color('restriction.exclude'), 135, 2, 0.25), line(color('restriction.exclude'), 0.4),
  ], null, 'ground.ink', color),
  aandacht: outline('Aandachtspunt', [dotted(color('restriction.flag'), 2, 0.6), line(color('restriction.flag'), 0.4)], null, 'ground.ink', color),
});

/** Passports: how many homes an area could add; an area of which that is not known is hatched. */
const paspoorten = (color) => ({
  rules: [
    ...[['geen', '"homes_suitable_mid" = 0', 'none'], ['1 tot 9', '"homes_suitable_mid" BETWEEN 1 AND 9', 'few'], ['10 tot 49', '"homes_suitable_mid" BETWEEN 10 AND 49', 'some'],
      ['50 tot 199', '"homes_suitable_mid" BETWEEN 50 AND 199', 'many'], ['200 of meer', '"homes_suitable_mid" >= 200', 'most']].map(([nl, filter, name]) => ({
      nl: `Woningen erbij: ${nl}`, filter, layers: [fill(color(`homes.${name}`)), line(color('ground.soft'), 0.3)],
    })),
    { nl: 'Onbekend', filter: 'ELSE', layers: [...unknown(color), line(color('ground.soft'), 0.3)] },
  ],
  texts: [{
    nl: 'Gebied en woningen', text: `"naam" || '\\n' || coalesce('+' || "homes_suitable_mid", '?')`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 8,
  }],
});

/** Supply areas of requests in their last year: does what is asked fit? */
const LAST_YEAR = '"year" = maximum("year")';
const past = (color) => ({
  rules: [
    {
      nl: 'Past niet in het laatste jaar', filter: `${LAST_YEAR} AND "left_mw" < 0`,
      layers: [fill(color('grid.code_3')), hatch(color('ground.ink'), 45, 2, 0.25), line(color('ground.ink'), 0.4)],
    },
    { nl: 'Past in het laatste jaar', filter: `${LAST_YEAR} AND "left_mw" >= 0`, layers: [fill(color('grid.code_0')), line(color('ground.soft'), 0.4)] },
    { nl: 'Onbekend', filter: `${LAST_YEAR} AND "left_mw" IS NULL`, layers: [...unknown(color), line(color('ground.soft'), 0.4)] },
  ],
  texts: [{
    nl: 'Vraag en ruimte', filter: LAST_YEAR, color: color('ground.ink'), halo: color('ground.paper'), size: 8,
    text: `"grid_area" || '\\n' || round("load_mw", 2) || ' MW / ' || coalesce(round("headroom_mw", 1), '?') || ' MW'`,
  }],
});

const aanvragen = (color) => ({
  kind: 'marker',
  rules: [{ nl: 'Aanvraag', layers: [mark('circle', 3.4, color('verdict.suitable_line'), color('ground.paper'), 0.3)] }],
  texts: [{
    nl: 'Woningen en jaar', text: '"homes" || \' (\' || "year" || \')\'', at: 'beside', from: 25_000,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** Projects of two editions of a planning list: what is known of the delivery. */
const voortgang = (color) => ({
  kind: 'marker',
  rules: [
    {
      nl: 'Vertraagd, geen eigenaar', filter: `"delay_days" IS NOT NULL AND "owner" IN ('geen eigenaar', 'no owner')`,
      layers: [mark('circle', 4.6, color('grid.code_3'), color('ground.ink'), 0.6)],
    },
    { nl: 'Vertraagd', filter: '"delay_days" IS NOT NULL', layers: [mark('circle', 4, color('grid.code_3'), color('ground.paper'), 0.3)] },
    {
      nl: 'Binnen marge', filter: `"timing" IN ('binnen marge', 'within margin')`,
      layers: [mark('triangle', 4, color('verdict.undecided'), color('verdict.undecided_line'), 0.4)],
    },
    {
      nl: 'Op tijd of opgeleverd', filter: `"timing" IN ('op tijd', 'on time', 'opgeleverd', 'delivered')`,
      layers: [mark('circle', 3, color('verdict.suitable_line'), color('ground.paper'), 0.3)],
    },
    { nl: 'Niet te zeggen, of in één editie', filter: 'ELSE', layers: [mark('square', 3, color('unknown.fill'), color('unknown.line'), 0.4)] },
  ],
  texts: [{
    nl: 'Project en dagen', filter: '"delay_days" IS NOT NULL', text: `"project" || '\\n+' || "delay_days"`, at: 'beside', from: 50_000,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

const stations = (color) => ({
  kind: 'marker',
  rules: [{ nl: 'Locaties binnen bereik van één elektriciteitsruimte', layers: [mark('square', 4.4, color('ground.paper'), color('grid.code_3'), 0.6)] }],
  texts: [{ nl: 'Ruimten', text: 'to_string("stations")', at: 'middle', color: color('ground.ink'), size: 7, bold: true }],
});

/** What-if: who comes on the shortlist, who goes, who stays. */
const watals = (color) => ({
  rules: [
    { nl: 'Erbij', filter: `"move" IN ('erbij', 'enters')`, layers: [fill(color('verdict.suitable')), line(color('verdict.suitable_line'), 0.6)] },
    { nl: 'Eraf', filter: `"move" IN ('eraf', 'leaves')`, layers: [hatch(color('ground.ink'), 45, 2, 0.3), line(color('ground.ink'), 0.5)] },
    { nl: 'Blijft', filter: `"move" IN ('blijft', 'stays')`, layers: [line(color('verdict.suitable_line'), 0.6)] },
    { nl: 'Er verandert iets', filter: 'ELSE', layers: [line(color('ground.soft'), 0.3, [2, 1])] },
  ],
  texts: [{
    nl: 'Woningen', filter: `"move" <> ''`, text: `coalesce("homes_before", '–') || ' → ' || coalesce("homes_after", '–')`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** How sure: the share of the draws in which a site is among the first of its group. */
const zekerheid = (color) => ({
  rules: [
    ...[['90 of meer', '"top_k_share" >= 0.9', 'most'], ['66 tot 90', '"top_k_share" >= 0.66 AND "top_k_share" < 0.9', 'many'],
      ['33 tot 66', '"top_k_share" >= 0.33 AND "top_k_share" < 0.66', 'some'], ['10 tot 33', '"top_k_share" >= 0.1 AND "top_k_share" < 0.33', 'few'],
      ['minder dan 10', '"top_k_share" < 0.1', 'none']].map(([nl, filter, name]) => ({
      nl: `Bij de eersten in ${nl} van de 100`, filter, layers: [fill(color(`homes.${name}`)), line(color('ground.soft'), 0.3)],
    })),
  ],
  texts: [{
    nl: 'Plaats en zekerheid', text: `"rank" || '. ' || round(100 * "top_k_share") || '/100'`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** Weights: which sites everybody chooses, and which some. */
const gewichten = (color) => ({
  rules: [
    { nl: 'Door iedereen gekozen', filter: `"not_chosen_by" IS NULL`, layers: [fill(color('homes.most')), line(color('ground.soft'), 0.3)] },
    { nl: 'Verdeeld', filter: 'ELSE', layers: [fill(color('homes.few')), hatch(color('homes.most'), 45, 2, 0.3), line(color('ground.soft'), 0.4)] },
  ],
  texts: [{
    nl: 'Hoeveel kiezen haar', text: `"n_chosen" || ' ●'`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** A choice of sites: what is chosen, what must be, what must not, what lies too close. */
const keuze = (color) => ({
  rules: [
    { nl: 'Gekozen', filter: `"choice" IN ('gekozen', 'chosen')`, layers: [fill(color('verdict.suitable')), line(color('verdict.suitable_line'), 0.5)] },
    { nl: 'Moet', filter: `"choice" IN ('moet', 'must')`, layers: [fill(color('verdict.suitable')), line(color('ground.ink'), 0.9)] },
    { nl: 'Mag niet', filter: `"choice" IN ('mag niet', 'must not')`, layers: [hatch(color('restriction.exclude'), 45, 2, 0.3), line(color('restriction.exclude'), 0.5)] },
    { nl: 'Te dichtbij', filter: `"choice" IN ('te dichtbij', 'too close')`, layers: [hatch(color('ground.soft'), 45, 2, 0.2), line(color('ground.soft'), 0.4)] },
    { nl: 'Niet gekozen', filter: 'ELSE', layers: [line(color('ground.soft'), 0.3, [2, 1])] },
  ],
  texts: [{
    nl: 'Woningen en score', text: `coalesce("homes_mid", '–') || ' (' || coalesce("score", '–') || ')'`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** What to examine first. */
const onderzoek = (color) => ({
  rules: [
    ...[['50 of meer', '"changes" >= 0.5', 'most'], ['25 tot 50', '"changes" >= 0.25 AND "changes" < 0.5', 'many'],
      ['1 tot 25', '"changes" >= 0.01 AND "changes" < 0.25', 'some'], ['minder dan 1', '"changes" < 0.01', 'none']].map(([nl, filter, name]) => ({
      nl: `Andere keuze in ${nl} van de 100`, filter, layers: [fill(color(`homes.${name}`)), line(color('ground.soft'), 0.3)],
    })),
  ],
  texts: [{
    nl: 'Volgorde en wat', filter: '"changes" >= 0.01', text: `"order" || '. ' || "subject"`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** Hindsight: panden that gained homes, by whether the scan of then gave them a place. */
const terugblik = (color) => ({
  rules: [
    { nl: 'Kreeg woningen, stond in het beste tiende', filter: '"homes_last_day" > "homes_first_day" AND "tenth_then" = 1', layers: [fill(color('verdict.suitable')), line(color('verdict.suitable_line'), 0.8)] },
    { nl: 'Kreeg woningen, had een plaats', filter: '"homes_last_day" > "homes_first_day" AND "place_then" IS NOT NULL', layers: [line(color('verdict.suitable_line'), 0.8)] },
    { nl: 'Kreeg woningen, had geen plaats', filter: '"homes_last_day" > "homes_first_day"', layers: [hatch(color('ground.ink'), 45, 2, 0.3), line(color('ground.ink'), 0.5)] },
    { nl: 'Kreeg m², geen woningen', filter: 'ELSE', layers: [line(color('ground.soft'), 0.3, [2, 1])] },
  ],
  texts: [{
    nl: 'Woningen', filter: '"homes_last_day" > "homes_first_day"', text: `"homes_first_day" || ' → ' || "homes_last_day"`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** Two runs: who comes on the shortlist and who goes, what is new and what is gone. */
const vergelijk = (color) => ({
  rules: [
    { nl: 'Op de voordracht erbij', filter: `"move" IN ('erbij', 'enters')`, layers: [fill(color('verdict.suitable')), line(color('verdict.suitable_line'), 0.6)] },
    { nl: 'Van de voordracht af', filter: `"move" IN ('eraf', 'leaves')`, layers: [hatch(color('ground.ink'), 45, 2, 0.3), line(color('ground.ink'), 0.5)] },
    { nl: 'Blijft voorgedragen', filter: `"move" IN ('blijft', 'stays')`, layers: [line(color('verdict.suitable_line'), 0.6)] },
    { nl: 'Nieuw', filter: `"change" IN ('nieuw', 'new')`, layers: [fill(color('verdict.undecided')), line(color('verdict.undecided_line'), 0.3)] },
    { nl: 'Verdwenen', filter: `"change" IN ('verdwenen', 'gone')`, layers: [hatch(color('ground.soft'), 45, 2, 0.3), line(color('ground.soft'), 0.3)] },
    { nl: 'Anders', filter: 'ELSE', layers: [line(color('ground.soft'), 0.3, [2, 1])] },
  ],
  texts: [{
    nl: 'Woningen', filter: `"move" <> ''`, text: `coalesce("homes_first", '–') || ' → ' || coalesce("homes_second", '–')`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** Types of panden: the largest six by color, the pilots with a heavy edge. */
const typen = (color) => {
  const fills = ['homes.most', 'grid.code_3', 'water.c2', 'restriction.flag', 'homes.some', 'grid.code_1'];
  const types = fills.map((name, at) => ({ nl: `Type ${at + 1}`, filter: `"type_no" = ${at + 1}`, layers: [fill(color(name)), line(color('ground.paper'), 0.2)] }));
  return {
    rules: [
      ...types,
      { nl: 'Andere typen', filter: `"type_no" > ${fills.length}`, layers: [fill(color('homes.none')), line(color('ground.soft'), 0.3)] },
      { nl: 'Niet in te delen', filter: '"type_no" IS NULL', layers: [hatch(color('unknown.line'), 45, 2, 0.3), line(color('unknown.line'), 0.3)] },
      { nl: 'Pilot', filter: '"pilot" IS NOT NULL', layers: [line(color('ground.ink'), 1.2)] },
    ],
    texts: [{ nl: 'Type', filter: '"type_no" IS NOT NULL', text: 'to_string("type_no")', color: color('ground.ink'), halo: color('ground.paper'), size: 7.5 }],
  };
};

/** What stands in the way: where homes come when a rule gives way. */
const knelpunten = (color) => ({
  rules: [
    { nl: 'Geschikt erbij', filter: '"suitable_more" > 0', layers: [fill(color('verdict.suitable')), line(color('verdict.suitable_line'), 0.6)] },
    { nl: 'Mogelijk erbij', filter: '"undecided_more" > 0', layers: [fill(color('verdict.undecided')), line(color('verdict.undecided_line'), 0.5)] },
    { nl: 'Minder', filter: 'ELSE', layers: [hatch(color('ground.ink'), 45, 2, 0.3), line(color('ground.ink'), 0.4)] },
  ],
  texts: [{
    nl: 'Woningen', filter: '"suitable_more" > 0', text: `'+' || "suitable_more"`,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** A phasing: where each project stands, and from which year. */
const fasering = (color) => ({
  kind: 'marker',
  time: ['from_date'],
  rules: [
    { nl: 'Past, zoals gevraagd', filter: `"past" IN ('ja', 'yes') AND "way" IS NULL`, layers: [mark('circle', 3.8, color('verdict.suitable'), color('verdict.suitable_line'), 0.4)] },
    { nl: 'Past met een maatregel', filter: `"past" IN ('ja', 'yes') AND "way" IS NOT NULL`, layers: [mark('circle', 3.8, color('ground.paper'), color('verdict.suitable_line'), 0.9)] },
    { nl: 'Wacht op ruimte', filter: `"past" IN ('nee', 'no')`, layers: [mark('square', 3.8, color('grid.code_3'), color('ground.ink'), 0.3)] },
    { nl: 'Onbekend, of na het laatste jaar', filter: 'ELSE', layers: [mark('triangle', 3.8, color('unknown.fill'), color('unknown.line'), 0.5)] },
  ],
  texts: [{
    nl: 'Woningen en jaar', text: `"homes" || coalesce(' (' || "year" || ')', '')`, at: 'beside', from: 25_000,
    color: color('ground.ink'), halo: color('ground.paper'), size: 7.5,
  }],
});

/** Supply areas of a phasing: does everything as asked fit in a year, and does the plan? */
const THIS_YEAR = `(@map_start_time IS NOT NULL OR "year" = maximum("year"))`;
const fasering_gebieden = (color) => ({
  time: ['from_date', 'until_date'],
  rules: [
    {
      nl: 'Alles zoals gevraagd past niet', filter: `${THIS_YEAR} AND "asked_fits" IN ('nee', 'no')`,
      layers: [fill(color('grid.code_3')), hatch(color('ground.ink'), 45, 2, 0.25), line(color('ground.ink'), 0.4)],
    },
    { nl: 'Alles zoals gevraagd past', filter: `${THIS_YEAR} AND "asked_fits" IN ('ja', 'yes')`, layers: [fill(color('grid.code_0')), line(color('ground.soft'), 0.4)] },
    { nl: 'Ruimte onbekend', filter: `${THIS_YEAR} AND "room_mw" IS NULL`, layers: [...unknown(color), line(color('ground.soft'), 0.4)] },
  ],
  texts: [{
    nl: 'In de fasering en ruimte', filter: THIS_YEAR, color: color('ground.ink'), halo: color('ground.paper'), size: 8,
    text: `"limit_name" || '\n' || "year" || ': ' || round("plan_mw", 2) || ' MW / ' || coalesce(round("room_mw", 2), '?') || ' MW'`,
  }],
});

/** Every QGIS style of one ground, by its name. */
export function qgis(theme) {
  const color = colors(theme);
  const documents = { paspoorten: paspoorten(color), aanvragen: aanvragen(color), past: past(color), stations: stations(color), watals: watals(color), zekerheid: zekerheid(color), gewichten: gewichten(color), keuze: keuze(color), onderzoek: onderzoek(color), terugblik: terugblik(color), vergelijk: vergelijk(color), typen: typen(color), knelpunten: knelpunten(color), voortgang: voortgang(color), fasering: fasering(color), fasering_gebieden: fasering_gebieden(color) };
  const all = { panden: panden(color), sites: sites(color), ...zones(color), ...documents };
  return Object.fromEntries(Object.entries(all).map(([name, style]) => [name, qml(style)]));
}
