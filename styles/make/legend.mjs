// How is the map read: which words go with which look?
//
// A legend lists groups of entries. An entry names layers of the style, whose
// paint is how it looks; `class` picks one class of a layer that holds several.
import { CLASSES } from './layers/cells.mjs';
import { STANDINGS } from './layers/sites.mjs';
import { ZONE_CLASSES } from './layers/zones.mjs';

const entry = (nl, en, looks) => ({ nl, en, ...looks });

/** `5 – 25`, `125 en meer`. */
function range(at, and) {
  const [from, to] = [CLASSES[at].from, CLASSES[at + 1]?.from];
  if (to === undefined) return `${from} ${and}`;
  return from === 0 ? `< ${to}` : `${from} – ${to}`;
}

const zone = (nl, en, group) => ({
  nl, en, group,
  entries: [
    ...ZONE_CLASSES[group].map(([value, nlName, enName, fill]) => entry(`${value}: ${nlName}`, `${value}: ${enName}`, { fill })),
    entry('Onbekend', 'Not known', { pattern: 'unknown' }),
  ],
});

/** The legend, with colors by their name in the palette and pictures by their name in the sprite. */
export const legend = () => [
  {
    nl: 'Oordeel over een pand', en: 'Verdict on a pand', from: 12,
    entries: [
      entry('Geschikt', 'Suitable', { fill: 'verdict.suitable', line: 'verdict.suitable_line' }),
      entry('Onbeslist: een gegeven ontbreekt', 'Undecided: a fact is missing', { pattern: 'undecided', line: 'verdict.undecided_line' }),
      entry('Ongeschikt', 'Unsuitable', { fill: 'verdict.unsuitable', line: 'ground.faint' }),
    ],
  },
  {
    nl: 'Locaties, met hun plaats', en: 'Sites, with their rank',
    entries: [
      ...[...STANDINGS].reverse().map(({ standing, nl, en, from }) => entry(nl, en, { symbol: standing, from })),
      entry('Grond voor woningen: inbreiding of aanplakken', 'Ground for homes: inbreiding or aanplakken', {
        pattern: 'plot', line: 'verdict.suitable_line', from: 12,
      }),
    ],
  },
  {
    nl: 'Nieuwe woningen per km²', en: 'New homes per km²', to: 12, of: 'cells',
    entries: [
      ...CLASSES.map(({ color }, at) => entry(range(at, 'en meer'), range(at, 'and more'), { fill: color })),
      entry('Geen', 'None', { fill: 'homes.none' }),
      entry('Onbekend', 'Not known', { pattern: 'unknown' }),
      entry('Deels onbekend', 'Partly not known', { fill: 'homes.some', pattern: 'unknown-over' }),
    ],
  },
  zone('Stroomnet, afname', 'Grid, demand', 'grid'),
  zone('Water en bodem', 'Water and soil', 'water'),
  {
    nl: 'Beperkingen', en: 'Restrictions', group: 'restrictions',
    entries: [
      entry('Sluit woningen uit', 'Rules homes out', { pattern: 'exclude', line: 'restriction.exclude' }),
      entry('Aandachtspunt', 'A remark', { pattern: 'flag', line: 'restriction.flag' }),
      entry('Hoogste bouwhoogte', 'Height limit', { line: 'restriction.height' }),
    ],
  },
  {
    nl: 'Ondergrond', en: 'Background', from: 11, of: 'open_water',
    entries: [
      entry('Wegen', 'Roads', { fill: 'ground.road', from: 14 }),
      entry('Open water', 'Open water', { fill: 'ground.open_water' }),
    ],
  },
  { nl: 'Parkeren', en: 'Parking', group: 'parking', entries: [entry('Parkeerzone', 'Parking zone', { line: 'parking.line' })] },
];
