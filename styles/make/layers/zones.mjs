// What holds here: parking, grid, water and soil, restrictions?
//
// Each theme is off at first and has a group to switch it on by. Every area
// says its class in text too.
import { FONTS, get, is, layer, lettering, unknown, zooms } from '../layer.mjs';

const GRID = [
  [0, 'Ruimte', 'Capacity', 'grid.code_0'],
  [1, 'Beperkt', 'Limited', 'grid.code_1'],
  [2, 'In onderzoek, wachtrij', 'In research, queue', 'grid.code_2'],
  [3, 'Tekort, wachtrij', 'Shortage, queue', 'grid.code_3'],
];

const WATER = [
  ['A', 'Ja, accepteren', 'Yes, accept', 'water.a'],
  ['B', 'Ja, mits: kleine opgave', 'Yes, provided: small task', 'water.b'],
  ['C1', 'Ja, mits: middelgrote opgave', 'Yes, provided: medium task', 'water.c1'],
  ['C2', 'Ja, mits: grote opgave', 'Yes, provided: large task', 'water.c2'],
  ['D', 'Nee, tenzij', 'No, unless', 'water.d'],
];

/** The classes of grid and water, for the map, the legend and QGIS: value, words, color. */
export const ZONE_CLASSES = { grid: GRID, water: WATER };

const label = (id, group, nl, en, text, color, ink = 'ground.ink') =>
  layer(`${id}_label/name`, 'symbol', {
    nl, en, group, zoom: [12],
    layout: { 'text-field': text, 'text-font': FONTS.plain, 'text-size': zooms(12, 9, 16, 12), 'text-max-width': 9 },
    paint: lettering(color, ink),
  });

const fill = (id, group, nl, en, filter, paint) => layer(id, 'fill', { nl, en, group, filter, paint });

/** A fill a class, a hatching where the class is not known, an edge. */
function classes(id, attribute, group, nl, en, list, color, theme) {
  const match = ['match', get(attribute), ...list.flatMap(([value, , , name]) => [value, color(name)]), color('unknown.fill')];
  return [
    fill(`${id}/fill`, group, nl, en, ['has', attribute], { 'fill-color': match }),
    fill(`${id}/unknown`, group, `${nl} onbekend`, `${en} not known`, unknown(attribute), { 'fill-pattern': `unknown-${theme}` }),
    layer(`${id}/line`, 'line', {
      nl: `${nl}, grens`, en: `${en}, boundary`, group, zoom: [8],
      paint: { 'line-color': color('ground.paper'), 'line-width': zooms(8, 0.4, 16, 1.6) },
    }),
  ];
}

/** Room on the grid: `+2,4 MW`, or that it is not known. */
const headroom = [
  'case',
  unknown('headroom_mw'), 'ruimte onbekend',
  ['has', 'headroom_mw'], ['concat', ['number-format', get('headroom_mw'), { locale: 'nl', 'max-fraction-digits': 1 }], ' MW'],
  '',
];

/** `≤ 18 m`, or what the restriction is. */
const restriction = [
  'case',
  unknown('height_limit_m'), 'hoogte onbekend',
  ['has', 'height_limit_m'], ['concat', '≤ ', ['number-format', get('height_limit_m'), { locale: 'nl', 'max-fraction-digits': 1 }], ' m'],
  get('layer'),
];

/** Fills, hatchings and edges, under the panden. */
export const zones = (color, theme) => [
  ...classes('water', 'class', 'water', 'Water en bodem', 'Water and soil', WATER, color, theme),
  ...classes('grid_areas', 'code', 'grid', 'Stroomnet', 'Grid', GRID, color, theme),
  layer('parking/line', 'line', {
    nl: 'Parkeerzone', en: 'Parking zone', group: 'parking',
    paint: { 'line-color': color('parking.line'), 'line-width': zooms(8, 0.8, 16, 2.4), 'line-dasharray': [6, 2, 1, 2] },
  }),
  fill('restrictions/exclude', 'restrictions', 'Sluit woningen uit', 'Rules homes out', is('effect', 'exclude'), {
    'fill-pattern': `exclude-${theme}`,
  }),
  fill('restrictions/flag', 'restrictions', 'Aandachtspunt', 'A remark', is('effect', 'flag'), {
    'fill-pattern': `flag-${theme}`,
  }),
  layer('restrictions/line', 'line', {
    nl: 'Beperking, grens', en: 'Restriction, boundary', group: 'restrictions',
    paint: {
      'line-color': [
        'match', get('effect'), 'exclude', color('restriction.exclude'), 'flag', color('restriction.flag'), color('restriction.height'),
      ],
      'line-width': zooms(8, 0.4, 16, 1.6),
    },
  }),
];

/** Names and classes of zones, over the panden. */
export const zoneLabels = (color) => [
  label('water', 'water', 'Klasse van water en bodem', 'Class of water and soil', ['coalesce', get('class'), '?'], color),
  label('grid_areas', 'grid', 'Voedingsgebied', 'Supply area', [
    'format', get('naam'), { 'text-font': ['literal', FONTS.strong] }, '\n', {}, headroom, {},
  ], color),
  label('parking', 'parking', 'Naam van de parkeerzone', 'Name of the parking zone', [
    'concat', get('id'), ' ', ['coalesce', get('naam'), ''],
  ], color, 'parking.line'),
  label('restrictions', 'restrictions', 'Beperking', 'Restriction', restriction, color),
];
