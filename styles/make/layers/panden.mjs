// Which pand can carry homes?
//
// Without color: suitable is a full fill in a strong outline, undecided is
// hatched in a dashed outline, unsuitable has no outline until one is close.
// Homes stand at the points of sites: a pand on the edge of a tile would say
// its number twice.
import { is, layer, zooms } from '../layer.mjs';

const verdict = (value) => is('verdict', value);

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
