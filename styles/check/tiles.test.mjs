// Does the check of tiles find what is not there?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { attributes, lacking } from './tiles.mjs';

const layer = { id: 'panden/fill', type: 'fill', 'source-layer': 'panden', minzoom: 12, filter: ['==', ['get', 'verdict'], 'suitable'] };
const tiles = [{ id: 'panden', minzoom: 12, fields: { verdict: 'String', homes_mid: 'Number' } }];
const found = (change, among = tiles, without = []) => lacking({ layers: [{ ...layer, ...change }] }, among, without);

test('a style whose layers and attributes exist lacks nothing', () => {
  assert.deepEqual(found({}), []);
});

test('a layer that is not in the tiles is named', () => {
  assert.deepEqual(found({}, []), ['style layer `panden/fill`: the tiles have no layer `panden`']);
});

test('an attribute that is not in the tiles is named, wherever it is read', () => {
  for (const place of [{ filter: ['has', 'colour'] }, { paint: { 'fill-color': ['match', ['get', 'colour'], 1, '#fff', '#000'] } }]) {
    assert.deepEqual(found(place), ['style layer `panden/fill`: tile layer `panden` has no attribute `colour`']);
  }
});

test('a layer that a run went without is not missed', () => {
  assert.deepEqual(lacking({ layers: [layer] }, [], ['panden']), []);
  assert.deepEqual(found({ 'source-layer': 'water_label' }, [], ['water']), []);
  assert.equal(found({ 'source-layer': 'water_label' }, [], ['parking']).length, 1);
});

test('a layer that ends before its tiles start is named', () => {
  assert.deepEqual(found({ maxzoom: 13 }), []);
  assert.equal(found({ maxzoom: 12 }).length, 1);
});

test('the mark of an unknown value belongs to an attribute that exists', () => {
  assert.deepEqual(found({ filter: ['get', 'homes_mid_unknown'] }), []);
  assert.equal(found({ filter: ['get', 'homes_unknown'] }).length, 1);
});

test('a list of words is not taken for an attribute', () => {
  assert.deepEqual(attributes(['in', ['get', 'a'], ['literal', ['get', 'b']]]), ['a']);
});

test('the styles read attributes at all', () => {
  const style = JSON.parse(readFileSync(new URL('../toplaag.json', import.meta.url), 'utf8'));
  const read = new Set(style.layers.flatMap(({ filter, layout, paint }) => attributes([filter, layout, paint])));
  for (const name of ['verdict', 'standing', 'rank', 'homes_mid', 'naam', 'code', 'class', 'effect']) assert.ok(read.has(name), name);
});
