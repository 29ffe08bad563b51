// Which sites come first?
//
// A standing has a symbol of its own, with the rank in it: shortlist a full
// disc, reserve a ring, listed a square, apart a triangle, unsuitable a cross.
import { FONTS, get, is, layer, unknown, zooms } from '../layer.mjs';

const OUTLINES = [
  ['unsuitable', 'Ongeschikt', 'Unsuitable', 15, 'verdict.unsuitable_line', zooms(15, 0.6, 18, 1.4), [1, 2]],
  ['unsayable', 'Niet te zeggen: er ontbreekt een kaart', 'Cannot be said: a map is missing', 14, 'unknown.line', zooms(14, 0.6, 18, 1.6), [1, 2]],
  ['alternative', 'Andere vorm van een locatie', 'Another form of a location', 15, 'verdict.suitable_line', zooms(15, 0.6, 18, 1.4), [2, 3]],
  ['apart', 'Apart: te weinig bekend', 'Apart: too little known', 13, 'verdict.undecided_line', zooms(13, 1, 16, 2), [3, 1.5]],
  ['listed', 'Volgt daarna', 'Listed', 13, 'verdict.suitable_line', zooms(13, 0.6, 16, 1.8), [1]],
  ['reserve', 'Reserve', 'Reserve', 12, 'verdict.suitable_line', zooms(12, 1, 16, 3), [4, 1]],
  ['shortlist', 'Voorgedragen', 'Shortlist', 12, 'verdict.suitable_line', zooms(12, 1.4, 16, 3.6), [1]],
];

/** A glow around the shortlist, under the panden. */
export const glow = (color) => [
  layer('sites/glow', 'line', {
    nl: 'Voorgedragen of reserve', en: 'Shortlist or reserve', zoom: [12], filter: is('standing', 'shortlist', 'reserve'),
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': color('homes.some'), 'line-opacity': 0.65, 'line-width': zooms(12, 5, 16, 18), 'line-blur': zooms(12, 2, 16, 6),
    },
  }),
];

/** Ground that is built on, under the outlines: dots say that it is no roof. */
export const plots = (color, theme) => [
  layer('sites/plot', 'fill', {
    nl: 'Grond voor woningen: inbreiding of aanplakken', en: 'Ground for homes: inbreiding or aanplakken', zoom: [12],
    filter: ['all', is('form', 'inbreiding', 'aanplakken'), is('verdict', 'suitable', 'undecided')],
    paint: { 'fill-pattern': `plot-${theme}` },
  }),
];

/** Outlines of sites, the best on top. */
export const sites = (color) =>
  OUTLINES.map(([standing, nl, en, from, name, width, dash]) =>
    layer(`sites/${standing}`, 'line', {
      nl, en, zoom: [from], filter: is('standing', standing), layout: { 'line-join': 'round' },
      paint: {
        'line-color': color(name), 'line-width': width, ...(dash.length > 1 ? { 'line-dasharray': dash } : {}),
      },
    }),
  );

/**
 * Every standing, the best last: words, the zoom its symbol starts at, and
 * color and size of the text in the symbol, if any.
 */
export const STANDINGS = [
  { standing: 'unsuitable', nl: 'Ongeschikt', en: 'Unsuitable', from: 14.5 },
  { standing: 'apart', nl: 'Apart: te weinig bekend', en: 'Apart: too little known', from: 11, ink: 'verdict.undecided_line', size: 13 },
  { standing: 'listed', nl: 'Volgt daarna', en: 'Listed', from: 12, ink: 'ground.ink', size: 10.5 },
  { standing: 'reserve', nl: 'Reserve', en: 'Reserve', from: 9, ink: 'verdict.suitable_line', size: 11.5 },
  { standing: 'shortlist', nl: 'Voorgedragen', en: 'Shortlist', from: 0, ink: 'ground.paper', size: 13 },
];

/** First zoom at which a symbol is large enough for a text in it. */
const READABLE = 10;

/**
 * Size of a symbol and its text, as a part of that up close. With the best three of every
 * gemeente on a map of the country a symbol must be a dot, or the squares are gone.
 */
const sizes = (whole) =>
  zooms(...[[6, 0.2], [8, 0.4], [10, 0.66], [13, 0.85], [16, 1]].flatMap(([zoom, part]) => [zoom, Number((whole * part).toPrecision(3))]));

/** Text in a symbol: the rank, or a question mark for a site that has none. */
const mark = (standing, size) => ({
  'text-field': ['step', ['zoom'], '', READABLE, standing === 'apart' ? '?' : ['to-string', get('rank')]],
  'text-font': FONTS.strong,
  'text-size': sizes(size),
  'text-padding': 0,
  'text-offset': standing === 'apart' ? [0, 0.1] : [0, 0],
});

/** Symbols that may cover one another: the last drawn, of the lowest priority, lies on top. */
const ALL_OF_THEM = {
  'icon-allow-overlap': true,
  'text-allow-overlap': true,
  'symbol-sort-key': ['-', get('priority')],
};

/**
 * Symbols of sites. A later layer is placed first, so the best are never hidden
 * by the rest. The shortlist is always there in full: where its symbols meet,
 * the best lies on top.
 */
const symbols = (among) => (color, theme) =>
  STANDINGS.filter(({ standing }) => among.includes(standing)).map(({ standing, nl, en, from, ink, size }) =>
    layer(`sites_label/${standing}`, 'symbol', {
      nl, en, zoom: [from], filter: is('standing', standing),
      layout: {
        'icon-image': `${standing}-${theme}`,
        'icon-size': sizes(1),
        'icon-padding': 1,
        ...(ink ? mark(standing, size) : {}),
        ...(standing === 'shortlist' ? ALL_OF_THEM : { 'symbol-sort-key': get('priority') }),
      },
      paint: ink ? { 'text-color': color(ink) } : {},
    }),
  );

/** Symbols that give way to the names of gemeenten, and those that do not. */
export const symbolsOfRest = symbols(['unsuitable', 'apart', 'listed']);
export const symbolsOfBest = symbols(['reserve', 'shortlist']);

/** `34 woningen`, or that it is not known. */
const homes = [
  'case',
  unknown('homes_mid'), 'woningen onbekend',
  ['==', get('homes_mid'), 1], '1 woning',
  ['concat', ['to-string', get('homes_mid')], ' woningen'],
];

/** Homes and name of a site, beside its symbol: the best from further away than the rest. */
const caption = (id, nl, en, from, standings, color) =>
  layer(`sites_label/${id}`, 'symbol', {
    nl, en, zoom: [from], filter: is('standing', ...standings),
    layout: {
      'text-field': [
        'format', homes, { 'text-color': ['case', unknown('homes_mid'), color('ground.soft'), color('ground.ink')] }, '\n', {},
        get('name'), { 'font-scale': 0.86, 'text-font': ['literal', FONTS.plain], 'text-color': color('ground.soft') },
      ],
      'text-font': FONTS.strong,
      'text-size': zooms(14, 11, 17, 13.5),
      'text-variable-anchor-offset': ['top', [0, 1.5], 'bottom', [0, -1.5], 'left', [1.6, 0], 'right', [-1.6, 0]],
      'text-justify': 'auto',
      'text-max-width': 14,
      'symbol-sort-key': get('priority'),
    },
    paint: {
      'text-color': color('ground.ink'), 'text-halo-color': color('ground.paper'), 'text-halo-width': 1.6,
    },
  });

/** Captions of all sites that could be built. */
export const captions = (color) => [
  caption('homes', 'Nieuwe woningen en naam', 'New homes and name', 15, ['listed', 'apart'], color),
  caption(
    'homes-best', 'Nieuwe woningen en naam, voorgedragen en reserve', 'New homes and name, shortlist and reserve', 14,
    ['shortlist', 'reserve'], color,
  ),
];
