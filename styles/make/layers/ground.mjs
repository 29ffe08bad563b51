// Where are we: gemeenten, wijken and buurten, and nothing else.
import { FONTS, get, layer, lettering, zooms } from '../layer.mjs';

const boundary = (id, nl, en, zoom, paint) =>
  layer(`${id}/line`, 'line', { nl, en, zoom, layout: { 'line-join': 'round' }, paint });

const name = (id, nl, en, zoom, font, size, color, ink, more) =>
  layer(`${id}_label/name`, 'symbol', {
    nl,
    en,
    zoom,
    layout: {
      'text-field': get('naam'), 'text-font': FONTS[font], 'text-size': size, 'text-max-width': 8, 'text-padding': 12,
      ...more,
    },
    paint: lettering(color, ink),
  });

/** What lies under everything. */
export const ground = (color) => [
  { id: 'background', type: 'background', paint: { 'background-color': color('ground.outside') } },
  layer('gemeenten/fill', 'fill', {
    nl: 'Gemeente op de kaart', en: 'Gemeente on the map', paint: { 'fill-color': color('ground.paper') },
  }),
  layer('open_water/fill', 'fill', { nl: 'Open water', en: 'Open water', zoom: [11], paint: { 'fill-color': color('ground.open_water') } }),
  layer('roads/fill', 'fill', { nl: 'Wegen', en: 'Roads', zoom: [14], paint: { 'fill-color': color('ground.road') } }),
];

/** Boundaries, over the panden so that they are never cut up by them. */
export const boundaries = (color) => [
  boundary('buurten', 'Buurtgrens', 'Boundary of a buurt', [11], {
    'line-color': color('ground.faint'), 'line-width': zooms(11, 0.5, 16, 1.2), 'line-dasharray': [3, 2],
  }),
  boundary('wijken', 'Wijkgrens', 'Boundary of a wijk', [10], {
    'line-color': color('ground.faint'), 'line-width': zooms(10, 0.4, 16, 2),
  }),
  boundary('gemeenten', 'Gemeentegrens', 'Boundary of a gemeente', [5], {
    'line-color': color('ground.soft'), 'line-width': zooms(5, 0.3, 10, 0.8, 16, 2.4), 'line-opacity': zooms(8, 0.5, 13, 0.8),
  }),
];

/** Names of buurten, under all that says more of homes. */
export const namesOfBuurten = (color) => [
  name('buurten', 'Naam van de buurt', 'Name of the buurt', [13, 16], 'plain', zooms(13, 9, 16, 12), color, 'ground.soft', {
    'text-transform': 'uppercase', 'text-letter-spacing': 0.12,
  }),
];

/** Names of gemeenten: from far away they say where one is. */
export const namesOfGemeenten = (color) => [
  name('gemeenten', 'Naam van de gemeente', 'Name of the gemeente', [7, 13], 'strong', zooms(7, 10, 12, 16), color, 'ground.ink', {
    'text-variable-anchor-offset': ['center', [0, 0], 'bottom', [0, -1.2], 'top', [0, 1.2]],
  }),
];
