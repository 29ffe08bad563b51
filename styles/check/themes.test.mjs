// Does switching a theme show what it should, and nothing else?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isShown, themes } from '../look/themes.mjs';

const style = JSON.parse(readFileSync(new URL('../toplaag.json', import.meta.url), 'utf8'));
const shown = (show, hide = []) => new Set(style.layers.filter((layer) => isShown(layer, show, hide)).map(({ id }) => id));

test('the page shows at first what the style shows at first', () => {
  const first = style.layers.filter(({ layout = {} }) => layout.visibility !== 'none').map(({ id }) => id);
  assert.deepEqual([...shown([])], first);
});

test('a theme comes with its names, and the squares give way to it', () => {
  const grid = shown(['grid']);
  for (const id of ['grid_areas/fill', 'grid_areas/unknown', 'grid_areas_label/name', 'panden/suitable']) assert.ok(grid.has(id), id);
  for (const id of ['cells/fill', 'water/fill', 'parking/line']) assert.ok(!grid.has(id), id);
});

test('what is hidden stays hidden', () => {
  assert.ok(!shown(['grid'], ['grid']).has('grid_areas/fill'));
  assert.ok(!shown([], ['cells']).has('cells/fill'));
  assert.ok(shown(['grid', 'cells']).has('cells/fill'), 'squares that are asked for do not give way');
});

test('a run without a map has no theme of it', () => {
  assert.deepEqual(themes(style), ['grid', 'water', 'restrictions', 'parking']);
  const layers = style.layers.filter(({ metadata = {} }) => metadata['toplaag:group'] !== 'water');
  assert.deepEqual(themes({ ...style, layers }), ['grid', 'restrictions', 'parking']);
});
