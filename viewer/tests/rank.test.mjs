// Does the page rank as the engine does? The answers come from tests/it/viewer.rs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { STANDINGS, rank, ready } from '../src/rank.js';
import { acceptability, draw } from '../src/smaa.js';
import { ACCURACY_M, rd } from '../src/rd.js';
import { append } from '../src/data.js';
import { part } from './pieces.mjs';

const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url)));
const { sites } = vectors;
const rules = {
  coverageMin: vectors.rules.coverage_min, first: vectors.rules.first, reserveFactor: vectors.rules.reserve_factor,
  shortlist: sites.list.values.indexOf('shortlist'),
};
const table = ready(sites);

test('standings stand in the order of the engine', () => {
  assert.deepEqual(STANDINGS, vectors.standings);
});

for (const [at, { weights, rank_standing_points: expected }] of vectors.cases.entries()) {
  test(`weights ${at}: every rank, standing and score is that of the engine`, () => {
    const ranked = rank(table, weights, rules);
    sites.id.forEach((id, site) => {
      const [number, standing, points] = expected[site];
      assert.equal(ranked.rank[site], number, `rank of ${id}`);
      if (standing !== null) assert.equal(ranked.standing[site], standing, `standing of ${id}`);
      if (standing !== null && points !== null) assert.equal(ranked.points[site], points, `score of ${id}`);
    });
  });
}

test('shares drawn around the weights of the run are those of the engine, but for chance', () => {
  const { weights } = vectors.cases[0];
  const asked = { n: 4000, concentration: vectors.certainty.concentration, least: vectors.certainty.weight_least, uniform: false, seed: 7 };
  const shares = acceptability(table, rank(table, weights, rules), weights, asked, rules.first);
  let n = 0;
  sites.top_k_share_weights.forEach((share, site) => {
    if (share === null) return;
    n += 1;
    // Four times the standard error of a half of 4,000 draws.
    assert.ok(Math.abs(shares[site] - share) < 0.032, `${sites.id[site]}: ${shares[site]} and ${share}`);
  });
  assert.ok(n > 20);
});

test('the same seed gives the same shares', () => {
  const { weights } = vectors.cases[0];
  const asked = { n: 200, concentration: 25, least: 0, uniform: false, seed: 3 };
  const twice = [0, 1].map(() => acceptability(table, rank(table, weights, rules), weights, asked, 3));
  assert.deepEqual(twice[0], twice[1]);
});

test('drawn weights lie around those that are set, and what weighs nothing keeps nothing', () => {
  let number = 1;
  const random = () => {
    number = (number * 16807) % 2147483647;
    return number / 2147483647;
  };
  const weights = [20, 25, 0, 15, 10, 5, 25];
  const columns = draw(weights, { n: 20_000, concentration: 25, least: 0, uniform: false }, random);
  columns.forEach((column, at) => {
    const mean = column.reduce((sum, one) => sum + one, 0) / column.length;
    assert.ok(Math.abs(mean - weights[at] / 100) < 0.004, `${at}: ${mean}`);
  });
  assert.ok(columns[2].every((one) => one === 0));
});

test('RD New lies as near as is said', () => {
  for (const [lon, lat, x, y] of vectors.points) {
    const [ownX, ownY] = rd(lon, lat);
    assert.ok(Math.hypot(ownX - x, ownY - y) < ACCURACY_M, `${lon}, ${lat}: ${ownX - x}, ${ownY - y}`);
  }
  assert.equal(rd(0, 0), null);
});

test('sites that come in pieces rank as those that come at once', () => {
  const none = { values: [], at: [] };
  const rest = Object.fromEntries(['form', 'verdict', 'standing', 'gemeente', 'buurt', 'corporatie'].map((name) => [name, none]));
  const empty = Object.fromEntries(['name', 'address', 'complex', 'rank', 'homes', 'score', 'coverage', 'top_k_share', 'lon_lat'].map((name) => [name, []]));
  const all = { ...sites, ...rest, ...empty };
  const middle = Math.floor(sites.id.length / 2);
  const whole = append(part(all, 0, middle), part(all, middle, sites.id.length));
  const { weights, rank_standing_points: expected } = vectors.cases[5];
  const ranked = rank(ready(whole), weights, { ...rules, shortlist: whole.list.values.indexOf('shortlist') });
  expected.forEach(([number], site) => assert.equal(ranked.rank[site], number));
});
