// How long does it take to rank 10,000 sites, and to draw 1,000 weightings? Times are told, answers are asserted.
import assert from 'node:assert/strict';
import { rank, ready } from '../src/rank.js';
import { acceptability } from '../src/smaa.js';

const N = 10_000;
const WEIGHTS = [[20, 25, 15, 15, 10, 5, 10], [25, 0, 15, 15, 15, 15, 15]];
const RULES = { coverageMin: 0.7, first: 3, reserveFactor: 1.3, shortlist: 0 };

let number = 1;
const random = () => {
  number = (number * 16807) % 2147483647;
  return number / 2147483647;
};
const many = (make) => Array.from({ length: N }, (_, at) => make(at));
const sites = {
  id: many((at) => `optoppen:corporatie:${at}`),
  v: WEIGHTS[0].map(() => many(() => (random() < 0.1 ? null : random()))),
  weights: many(() => (random() < 0.3 ? 1 : 0)),
  homes_to_compare: many(() => Math.floor(random() * 60)),
  may: many(() => random() < 0.8),
  in_set: many(() => random() < 0.7),
  group: many((at) => Math.floor(at / 2) % 40),
  list: { at: many(() => 0) },
  location: { at: many((at) => Math.floor(at / 2)) },
};
const table = ready(sites);

const time = (times, call) => {
  const took = Array.from({ length: times }, () => {
    const from = performance.now();
    call();
    return performance.now() - from;
  }).sort((a, b) => a - b);
  return `median ${took[Math.floor(times / 2)].toFixed(1)} ms, fastest ${took[0].toFixed(1)} ms`;
};

// The plain way, site by site with a comparison of pairs: the fast one must give the same.
function plainly() {
  const score = (at) => {
    const own = WEIGHTS[sites.weights[at]];
    let [points, known, all] = [0, 0, 0];
    own.forEach((weight, criterion) => {
      const value = sites.v[criterion][at];
      all += weight;
      if (value !== null) [points, known] = [points + weight * value, known + weight];
    });
    return known > 0 ? { points: Math.round((100 * points / known) * 100), apart: known / all < 0.7 - 1e-9 } : { points: -1, apart: true };
  };
  const scores = many(score);
  const before = (a, b) => scores[a].apart - scores[b].apart || scores[b].points - scores[a].points
    || sites.homes_to_compare[b] - sites.homes_to_compare[a] || (sites.id[a] < sites.id[b] ? -1 : 1);
  const best = new Map();
  many((at) => at).forEach((at) => {
    const location = sites.location.at[at];
    const top = best.get(location);
    if (top === undefined || sites.in_set[at] - sites.in_set[top] > 0 || (sites.in_set[at] === sites.in_set[top] && before(at, top) < 0)) best.set(location, at);
  });
  const ranks = new Array(N).fill(0);
  const counts = new Map();
  for (const at of [...best.values()].sort(before)) {
    if (scores[at].apart) continue;
    counts.set(sites.group[at], (counts.get(sites.group[at]) ?? 0) + 1);
    ranks[at] = counts.get(sites.group[at]);
  }
  return ranks;
}

const ranked = rank(table, WEIGHTS, RULES);
assert.deepEqual([...ranked.rank], plainly());
const asked = { n: 1000, concentration: 25, least: 0, uniform: false, seed: 1 };
const shares = acceptability(table, ranked, WEIGHTS, asked, RULES.first);
const sum = shares.reduce((all, share) => all + (Number.isNaN(share) ? 0 : share), 0);
assert.ok(Math.abs(sum - 40 * RULES.first) < 1e-6, 'three places in each of forty groups');
console.log(`rank ${N} sites: ${time(101, () => rank(table, WEIGHTS, RULES))}`);
console.log(`1,000 weightings of ${N} sites: ${time(7, () => acceptability(table, ranked, WEIGHTS, asked, RULES.first))}`);
