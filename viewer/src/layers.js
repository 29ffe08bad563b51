// What is on the map: layers with their legend, how strong they are, and where they come from.
import { swatch } from '../../styles/look/legend.mjs';
import { fill, h } from './dom.js';
import { GROUPS, LEGEND, color } from './map.js';

/** Which group of the legend explains a group of layers. */
const legendOf = (group) => LEGEND.find((one, at) =>
  ({ panden: at === 0, sites: at === 1, cells: one.of === 'cells', backdrop: one.of === 'open_water' })[group] ?? one.group === group);

/** Which layer of the tiles tells where a group comes from. */
const LAYER = { grid: 'grid_areas' };

/** One legend: a picture and words an entry. */
export function legend(map, group, words) {
  const found = legendOf(group);
  if (!found || !map.ready) return null;
  return h('ul', { class: 'legend' }, found.entries.map((entry) => {
    const picture = swatch(map.map, 'light', color, entry);
    picture.setAttribute('aria-hidden', 'true');
    return h('li', {}, picture, entry[words.lang]);
  }));
}

/** Whether a legend explains anything at this zoom. */
const isSeen = ({ from = 0, to = 99 }, zoom) => zoom >= from && zoom < to;

/** The legends of all that shows now. */
export const legends = (map, words) => GROUPS
  .filter((group) => map.on.has(group) && map.groups?.includes(group) && legendOf(group) && isSeen(legendOf(group), map.map.getZoom()))
  .map((group) => h('div', {}, h('h3', {}, words.t(group)), legend(map, group, words)));

/** Where a group of layers comes from, with its dates. */
export function sources(run, group, words) {
  const line = run.layers.find(({ layer }) => layer === (LAYER[group] ?? group));
  if (!line) return '';
  const is = ({ role }) => line.roles.some((one) => role === one || role.startsWith(`${one}.`));
  const found = run.sources.filter(is).map(({ attribution, file, date }) => `${attribution || file}, ${date || words.t('noDate')}`);
  return [...new Set(found)].join('; ');
}

export class Layers {
  constructor({ changed }) {
    this.changed = changed;
    this.box = h('div', { class: 'sheet' });
  }

  show(run, map, words) {
    const { t } = words;
    const redraw = () => {
      map.restyle();
      this.changed();
      const focused = document.activeElement?.id;
      this.show(run, map, words);
      if (focused) document.getElementById(focused)?.focus();
    };
    const strength = (id, name) => h('input', {
      type: 'range', min: 10, max: 100, step: 5, value: Math.round((map.shares[id] ?? 1) * 100), 'aria-label': t('opacity', { layer: name }), id: `opacity-${id}`,
      oninput: ({ target }) => {
        map.shares[id] = Number(target.value) / 100;
        map.restyle();
      },
    });
    const box = (id, name, on, toggle) => h('label', { class: 'switch', for: `layer-${id}` }, h('input', { type: 'checkbox', id: `layer-${id}`, checked: on, onchange: ({ target }) => {
      toggle(target.checked);
      redraw();
    } }), name);
    const group = (id) => {
      const name = t(id);
      const on = map.on.has(id);
      const from = sources(run, id, words);
      return h('div', { class: 'layer' },
        h('div', { class: 'line' }, box(id, name, on, (now) => (now ? map.on.add(id) : map.on.delete(id))), on && strength(id, name)),
        on && legend(map, id, words),
        from && h('p', { class: 'note' }, from));
    };
    fill(this.box,
      (map.groups ?? []).map(group),
      h('div', { class: 'layer' },
        h('h2', {}, t('background')),
        h('div', { class: 'line' }, box('brt', t('brt'), map.brt, (now) => { map.brt = now; }), map.brt && strength('brt', t('brt'))),
        h('p', { class: 'note' }, t('brtHelp')),
        map.brt && h('p', { class: 'note' }, t('brtCredit'))),
      map.hasHeights ? h('div', { class: 'layer' },
        h('div', { class: 'line' }, box('three', t('three'), map.three, (now) => map.tilt(now))),
        h('p', { class: 'note' }, t('threeHelp'))) : h('span'));
  }
}
