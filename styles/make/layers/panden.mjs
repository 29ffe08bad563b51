// Which pand can carry homes?
//
// Without color: suitable is a full fill in a strong outline, undecided is
// hatched in a dashed outline, unsuitable has no outline until one is close.
import { FONTS, get, is, layer, lettering, unknown, zooms } from '../layer.mjs';

const verdict = (value) => is('verdict', value);

/** From here on a pand whose homes are not known says so; further away its hatching does. */
const CLOSE = 17.5;

/** `+12`, `+12?` when undecided, `unsure` when not known. */
const homes = (unsure) => [
  'case',
  unknown('homes_mid'), unsure,
  verdict('undecided'), ['concat', '+', ['to-string', get('homes_mid')], '?'],
  ['concat', '+', ['to-string', get('homes_mid')]],
];

/** Fills and outlines. */
export const panden = (color, theme) => [
  layer('panden/unsuitable', 'fill', {
    nl: 'Ongeschikt', en: 'Unsuitable', zoom: [12], filter: verdict('unsuitable'),
    paint: { 'fill-color': color('verdict.unsuitable') },
  }),
  layer('panden/unsuitable-line', 'line', {
    nl: 'Ongeschikt, omtrek', en: 'Unsuitable, outline', zoom: [14.5], filter: verdict('unsuitable'),
    paint: { 'line-color': color('ground.faint'), 'line-width': zooms(14.5, 0.3, 18, 0.8) },
  }),
  layer('panden/undecided', 'fill', {
    nl: 'Onbeslist', en: 'Undecided', zoom: [12], filter: verdict('undecided'),
    paint: { 'fill-pattern': `undecided-${theme}` },
  }),
  layer('panden/undecided-line', 'line', {
    nl: 'Onbeslist, omtrek', en: 'Undecided, outline', zoom: [12], filter: verdict('undecided'),
    paint: {
      'line-color': color('verdict.undecided_line'), 'line-width': zooms(12, 0.1, 14, 0.5, 16, 1.6), 'line-dasharray': [3, 1.5],
    },
  }),
  layer('panden/suitable', 'fill', {
    nl: 'Geschikt', en: 'Suitable', zoom: [12], filter: verdict('suitable'),
    paint: { 'fill-color': color('verdict.suitable') },
  }),
  layer('panden/suitable-line', 'line', {
    nl: 'Geschikt, omtrek', en: 'Suitable, outline', zoom: [12], filter: verdict('suitable'),
    paint: { 'line-color': color('verdict.suitable_line'), 'line-width': zooms(12, 0.1, 14, 0.5, 16, 2) },
  }),
];

/** Homes on a pand, once one is close. */
export const homesOnPanden = (color) => [
  layer('panden/label', 'symbol', {
    nl: 'Nieuwe woningen op het pand', en: 'New homes on the pand', zoom: [16],
    filter: ['!', verdict('unsuitable')],
    layout: { 'text-field': ['step', ['zoom'], homes(''), CLOSE, homes('+?')], 'text-font': FONTS.strong, 'text-size': 12, 'symbol-sort-key': ['-', ['coalesce', get('homes_mid'), 0]] },
    paint: lettering(color, 'ground.ink'),
  }),
];
