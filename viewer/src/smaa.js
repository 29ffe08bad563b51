// How sure is a place among the first, when only the weights are drawn? As the engine does (SMAA-2, src/score/smaa):
// weights from a Dirichlet distribution around those that are set, among the sites that may be put forward.

/** A small generator with a seed: the same seed gives the same draws (sfc32). */
function generator(seed) {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed | 0];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let round = 0; round < 16; round += 1) next();
  return next;
}

/** By how much at most equal sites are told apart, so that they take turns: a thousandth of a point. */
const TIE = 1e-5;

/** Where the row of ties of a site may begin: rows that begin elsewhere hold other numbers at every draw. */
const STARTS = 2 ** 16;

/** A normal number, by Box and Muller. */
const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A gamma number of this shape, by Marsaglia and Tsang. */
function gamma(shape, random) {
  if (shape <= 0) return 0;
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Draws of one set of weights, a column a criterion; the weights of a draw sum to 1. */
export function draw(weights, { n, concentration, least, uniform }, random) {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const weighing = weights.filter((weight) => weight > 0).length;
  const free = Math.max(0, 1 - least * weighing);
  const shapes = weights.map((weight) => {
    if (weight <= 0) return 0;
    if (uniform) return 1;
    const above = Math.max(0, weight / sum - least);
    return free > 0 ? (concentration * above) / free : 0;
  });
  const columns = weights.map(() => new Float64Array(n));
  for (let number = 0; number < n; number += 1) {
    const drawn = shapes.map((shape) => gamma(shape, random));
    const all = drawn.reduce((total, one) => total + one, 0);
    drawn.forEach((one, at) => {
      columns[at][number] = (weights[at] > 0 ? least : 0) + (all > 0 ? (free * one) / all : 0);
    });
  }
  return columns;
}

/** One over the weight of what is known, in each draw; a bit of `known` is a criterion. */
function over(columns, known, n) {
  const sums = new Float64Array(n);
  columns.forEach((column, at) => {
    if (known & (1 << at)) for (let number = 0; number < n; number += 1) sums[number] += column[number];
  });
  return sums.map((sum) => (sum > 0 ? 1 / sum : -Infinity));
}

/** The sites that contend, by group. */
function contenders(table, ranked) {
  const groups = new Map();
  for (const site of ranked.order) {
    if (ranked.rank[site] === 0 || !table.may[site]) continue;
    const key = table.group[site] * 4 + table.list[site];
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(site);
  }
  return [...groups.values()];
}

/**
 * Share of the draws in which each site is among the first of its group; NaN where it does not contend.
 * `ranked` is what `rank` gave: sites with a number contend that may be put forward.
 */
export function acceptability(table, ranked, weights, asked, first) {
  const random = generator(asked.seed);
  const draws = weights.map((set) => draw(set, asked, random));
  const { criteria, values } = table;
  const n = asked.n;
  const among = new Uint32Array(table.n);
  const shares = new Float64Array(table.n).fill(NaN);
  const overs = weights.map(() => new Map());
  const ties = Float64Array.from({ length: STARTS + n }, () => TIE * random());
  const worth = new Float64Array(n);
  for (const members of contenders(table, ranked)) {
    const best = Array.from({ length: first }, () => ({ worth: new Float64Array(n).fill(-1), site: new Int32Array(n).fill(-1) }));
    const last = best[first - 1].worth;
    for (const site of members) {
      const columns = draws[table.weights[site]];
      let known = 0;
      worth.fill(0);
      for (let criterion = 0; criterion < criteria; criterion += 1) {
        const value = values[site * criteria + criterion];
        if (value !== value) continue;
        known |= 1 << criterion;
        const column = columns[criterion];
        for (let number = 0; number < n; number += 1) worth[number] += column[number] * value;
      }
      const seen = overs[table.weights[site]];
      if (!seen.has(known)) seen.set(known, over(columns, known, n));
      const by = seen.get(known);
      const start = Math.floor(random() * STARTS);
      for (let number = 0; number < n; number += 1) {
        const own = worth[number] * by[number] + ties[start + number];
        if (own <= last[number]) continue;
        let place = first - 1;
        for (; place > 0 && best[place - 1].worth[number] < own; place -= 1) {
          best[place].worth[number] = best[place - 1].worth[number];
          best[place].site[number] = best[place - 1].site[number];
        }
        best[place].worth[number] = own;
        best[place].site[number] = site;
      }
    }
    for (const place of best) for (const site of place.site) if (site >= 0) among[site] += 1;
    for (const site of members) shares[site] = among[site] / n;
  }
  return shares;
}
