// Where is room for homes, seen from far?
//
// A cell is a square of a grid that is the same part of a tile at every zoom,
// so it grows fourfold with every zoom out. The classes are homes per square
// kilometer and stay the same; the totals they are read from change with the zoom.
import { get, is, layer } from '../layer.mjs';

/** Cells along the side of a tile. */
const CELLS_PER_TILE = 32;

/** Homes per km² at which a class starts, with its color. */
export const CLASSES = [
  { from: 0, color: 'homes.few' },
  { from: 5, color: 'homes.some' },
  { from: 25, color: 'homes.many' },
  { from: 125, color: 'homes.most' },
];

/** First zoom that shows panden, where the cells stop. */
const END = 12;

/** Equator in km; the Netherlands lie around 52.1° N, where a kilometer of map is shorter by the cosine. */
const EQUATOR_KM = 40_075.017;
const LATITUDE = 52.1;

/** Square kilometers of a cell at a whole zoom. */
export function cellArea(zoom) {
  const side = (EQUATOR_KM * Math.cos((LATITUDE * Math.PI) / 180)) / 2 ** zoom / CELLS_PER_TILE;
  return side ** 2;
}

/** Fill for a total, at one zoom. */
function fill(color, zoom) {
  const [first, ...rest] = CLASSES;
  const steps = rest.flatMap(({ from, color: name }) => [
    Number((from * cellArea(zoom)).toPrecision(4)), color(name),
  ]);
  return ['case', ['>', get('homes_mid'), 0], ['step', get('homes_mid'), color(first.color), ...steps], color('homes.none')];
}

/** The cells, and over them the hatching of what is not known. */
export function cells(color, theme) {
  const byZoom = Array.from({ length: END - 1 }, (_, at) => [at + 1, fill(color, at + 1)]).flat();
  const someUnknown = ['any', ['>', get('panden_unknown'), 0], ['>', get('homes_undecided'), 0]];
  return [
    layer('cells/fill', 'fill', {
      nl: 'Nieuwe woningen per km²', en: 'New homes per km²', zoom: [0, END],
      paint: { 'fill-color': ['step', ['zoom'], fill(color, 0), ...byZoom], 'fill-antialias': false },
    }),
    layer('cells/unknown', 'fill', {
      nl: 'Woningen onbekend of onbeslist', en: 'Homes not known or undecided', zoom: [0, END],
      filter: ['all', someUnknown, is('homes_mid', 0)],
      paint: { 'fill-pattern': `unknown-${theme}` },
    }),
    layer('cells/partly', 'fill', {
      nl: 'Van een deel van de panden onbekend of onbeslist', en: 'Not known or undecided for some of the panden', zoom: [9, END],
      filter: ['all', someUnknown, ['>', get('homes_mid'), 0]],
      paint: { 'fill-pattern': `unknown-over-${theme}` },
    }),
  ];
}
