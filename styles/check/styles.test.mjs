// Are the styles sound: valid, from the palette, and the same on both grounds?
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cellArea } from '../make/layers/cells.mjs';
import { all, THEMES } from '../make/palette.mjs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const FILES = { light: 'toplaag.json', dark: 'toplaag-dark.json' };
const sprite = JSON.parse(read('sprite.json'));
const style = Object.fromEntries(THEMES.map((theme) => [theme, JSON.parse(read(FILES[theme]))]));

/** Every string in a value, however deep. */
const strings = (value) =>
  typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];

for (const theme of THEMES) {
  test(`${FILES[theme]} is valid by the style specification`, () => {
    assert.deepEqual(validateStyleMin(style[theme]).map((error) => error.message), []);
  });

  test(`every color of ${FILES[theme]} stands in the palette for that ground`, () => {
    const painted = strings(style[theme].layers).filter((text) => /^(#|rgb|hsl)/.test(text));
    assert.ok(painted.length > 50, 'the layers are painted');
    assert.deepEqual(painted.filter((hex) => !all(theme).has(hex)), []);
  });

  test(`every picture ${FILES[theme]} names is in the sprite`, () => {
    const used = style[theme].layers.flatMap(({ layout = {}, paint = {} }) =>
      strings([layout['icon-image'], paint['fill-pattern']]));
    assert.ok(used.length > 8);
    assert.deepEqual(used.filter((name) => !(name in sprite) || !name.endsWith(`-${theme}`)), []);
  });

  test(`every layer of ${FILES[theme]} says what it shows in Dutch and English`, () => {
    const silent = style[theme].layers.filter(({ type, metadata = {} }) =>
      type !== 'background' && !(metadata['toplaag:nl'] && metadata['toplaag:en']));
    assert.deepEqual(silent.map(({ id }) => id), []);
  });

  test(`${FILES[theme]} tells verdicts apart without color`, () => {
    const look = (verdict) => {
      const { paint } = style[theme].layers.find(({ id }) => id === `panden/${verdict}`);
      const line = style[theme].layers.find(({ id }) => id === `panden/${verdict}-line`);
      return JSON.stringify([Object.keys(paint), 'line-dasharray' in line.paint, line.minzoom]);
    };
    assert.equal(new Set(['suitable', 'undecided', 'unsuitable'].map(look)).size, 3);
  });
}

test('the shortlist is on the map at every zoom, in full, the best on top', () => {
  for (const theme of THEMES) {
    const { minzoom, layout } = style[theme].layers.find(({ id }) => id === 'sites_label/shortlist');
    assert.equal(minzoom, 0);
    assert.ok(layout['icon-allow-overlap'] && layout['text-allow-overlap']);
    assert.deepEqual(layout['symbol-sort-key'], ['-', ['get', 'priority']], 'the highest key is drawn last');
  }
});

test('names come from points: a polygon would be named once in every tile', () => {
  const named = style.light.layers.filter(({ layout = {} }) => 'text-field' in layout).map((layer) => layer['source-layer']);
  assert.ok(named.length > 8);
  assert.deepEqual(named.filter((name) => !name.endsWith('_label')), []);
});

test('both grounds show the same layers in the same order', () => {
  const [light, dark] = THEMES.map((theme) => style[theme].layers.map(({ id, filter, minzoom }) => ({ id, filter, minzoom })));
  assert.deepEqual(light, dark);
});

test('nothing in a style is fetched from elsewhere', () => {
  const remote = THEMES.flatMap((theme) => strings(style[theme])).filter((text) => /https?:|\/\//.test(text));
  assert.deepEqual(remote, THEMES.map(() => 'pmtiles://toplaag.pmtiles'));
});

test('both sprites hold the same pictures, one twice the other', () => {
  const sharp = JSON.parse(read('sprite@2x.json'));
  const doubled = Object.fromEntries(Object.entries(sprite).map(([name, { width, height, x, y }]) =>
    [name, { width: 2 * width, height: 2 * height, x: 2 * x, y: 2 * y, pixelRatio: 2 }]));
  assert.deepEqual(sharp, doubled);
});

test('a cell at zoom 11 is 0.376 km wide at 52.1 degrees north', () => {
  assert.ok(Math.abs(Math.sqrt(cellArea(11)) - 0.3756) < 0.0001);
  assert.equal(cellArea(10) / cellArea(11), 4);
});
