// What does the map look like on one ground?
import { cells } from './layers/cells.mjs';
import { boundaries, ground, namesOfBuurten, namesOfGemeenten } from './layers/ground.mjs';
import { panden } from './layers/panden.mjs';
import { captions, glow, plots, sites, symbolsOfBest, symbolsOfRest } from './layers/sites.mjs';
import { zoneLabels, zones } from './layers/zones.mjs';
import { legend } from './legend.mjs';
import { colors } from './palette.mjs';

/** The MapLibre style for `light` or `dark`; layers from the bottom up. */
export function map(theme) {
  const color = colors(theme);
  const layers = [
    ground, zones, cells, glow, panden, boundaries, plots, sites,
    namesOfBuurten, zoneLabels, captions, symbolsOfRest, namesOfGemeenten, symbolsOfBest,
  ];
  return {
    version: 8,
    name: theme === 'light' ? 'toplaag' : 'toplaag, donker',
    metadata: { 'toplaag:ground': theme, 'toplaag:legend': legend() },
    sources: { toplaag: { type: 'vector', url: 'pmtiles://toplaag.pmtiles' } },
    sprite: 'sprite',
    layers: layers.flatMap((part) => part(color, theme)),
  };
}
