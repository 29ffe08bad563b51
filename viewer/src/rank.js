// Which site first? The arithmetic of the engine (src/score), number for number: scores over what is known,
// compared in whole hundredths of a point, then homes, then the identification.

/** Sums of weights are sums of decimals: 0.7 may come as 0.69999…. */
const HAIR = 1e-9;

/**
 * A copy of the columns of sites as flat numbers, made once: what every weighing reads.
 * Values that are not known are NaN.
 */
export function ready(sites) {
  const n = sites.id.length;
  const criteria = sites.v.length;
  const values = new Float64Array(n * criteria);
  for (let criterion = 0; criterion < criteria; criterion += 1) {
    const column = sites.v[criterion];
    for (let at = 0; at < n; at += 1) values[at * criteria + criterion] = column[at] ?? NaN;
  }
  const tie = new Float64Array(n);
  const byTie = Int32Array.from(sites.id.keys());
  const homes = sites.homes_to_compare;
  byTie.sort((a, b) => homes[b] - homes[a] || (sites.id[a] < sites.id[b] ? -1 : 1));
  byTie.forEach((site, place) => { tie[site] = place; });
  return {
    n,
    criteria,
    values,
    /** Place of a site by homes, then identification: the last word between equal scores; and the other way around. */
    tie,
    byTie,
    weights: Uint8Array.from(sites.weights),
    homes: Float64Array.from(homes),
    may: Uint8Array.from(sites.may, Number),
    inSet: Uint8Array.from(sites.in_set, Number),
    group: Int32Array.from(sites.group, (group) => group ?? -1),
    list: Int32Array.from(sites.list.at, (list) => list ?? -1),
    location: Int32Array.from(sites.location.at, (location) => location ?? -1),
    ...locations(sites),
  };
}

/** The sites that are compared, those of one list and location behind each other; where each such stretch begins. */
function locations(sites) {
  const n = sites.id.length;
  const ranked = [];
  for (let at = 0; at < n; at += 1) if (sites.group[at] !== null) ranked.push(at);
  const key = (at) => sites.location.at[at] * 8 + sites.list.at[at];
  ranked.sort((a, b) => key(a) - key(b) || a - b);
  const starts = [];
  ranked.forEach((at, place) => {
    if (place === 0 || key(at) !== key(ranked[place - 1])) starts.push(place);
  });
  starts.push(ranked.length);
  return { byLocation: Int32Array.from(ranked), starts: Int32Array.from(starts) };
}

/**
 * Scores of all sites by two sets of weights. `points` are hundredths of a point, -1 without a score;
 * `apart` is 1 where too little is known.
 */
export function score(table, weights, coverageMin) {
  const { n, criteria, values } = table;
  const points = new Float64Array(n);
  const exact = new Float64Array(n);
  const coverage = new Float64Array(n);
  const apart = new Uint8Array(n);
  for (let at = 0; at < n; at += 1) {
    const own = weights[table.weights[at]];
    let sum = 0;
    let known = 0;
    let all = 0;
    for (let criterion = 0, cell = at * criteria; criterion < criteria; criterion += 1, cell += 1) {
      const weight = own[criterion];
      const value = values[cell];
      all += weight;
      if (value === value) {
        sum += weight * value;
        known += weight;
      }
    }
    coverage[at] = all > 0 ? known / all : 0;
    if (known > 0) {
      exact[at] = Math.min(100, Math.max(0, (100 * sum) / known));
      points[at] = Math.round(exact[at] * 100);
    } else {
      exact[at] = NaN;
      points[at] = -1;
    }
    apart[at] = points[at] < 0 || coverage[at] < coverageMin - HAIR ? 1 : 0;
  }
  return { points, exact, coverage, apart };
}

/** Room for hundredths of a point in a number that holds the whole order. */
const POINTS = 2 ** 14;

export const STANDINGS = ['shortlist', 'reserve', 'listed', 'apart', 'alternative'];
const [SHORTLIST, RESERVE, LISTED, APART, ALTERNATIVE] = STANDINGS.keys();

/**
 * Ranks within groups: `rank` is 0 for a site without one, `standing` a place in `STANDINGS`, -1 for a site
 * that is not compared. Which forms of a location go together stays as in the run; of these the best stands for it.
 */
export function rank(table, weights, { coverageMin, first, reserveFactor, shortlist }) {
  const scored = score(table, weights, coverageMin);
  const { points, apart } = scored;
  const { byLocation, starts, homes, tie, byTie, inSet, group, list } = table;
  // What comes first is the smaller number: sorting plain numbers is fast. Exact below 2^53.
  const ties = Math.max(1, table.n);
  const key = (site) => (apart[site] * POINTS + 10_000 - points[site]) * ties + tie[site];
  const ranks = new Uint32Array(table.n);
  const standing = new Int8Array(table.n).fill(-1);
  const keys = new Float64Array(Math.max(0, starts.length - 1));
  for (let at = 0; at < keys.length; at += 1) {
    let [top, least, together] = [-1, Infinity, -1];
    for (let place = starts[at]; place < starts[at + 1]; place += 1) {
      const site = byLocation[place];
      const own = key(site);
      standing[site] = ALTERNATIVE;
      if (inSet[site] > together || (inSet[site] === together && own < least)) [top, least, together] = [site, own, inSet[site]];
    }
    keys[at] = (group[top] * 4 + list[top]) * 2 * POINTS * ties + least;
  }
  keys.sort();
  const order = Int32Array.from(keys, (one) => byTie[one % ties]);
  let [lastList, lastGroup, number, sites, homesFirst, homesAll] = [-1, -1, 0, 0, 0, 0];
  for (const site of order) {
    if (list[site] !== lastList || group[site] !== lastGroup) {
      [lastList, lastGroup, number, sites, homesFirst, homesAll] = [list[site], group[site], 0, 0, 0, 0];
    }
    if (apart[site]) {
      standing[site] = APART;
      continue;
    }
    number += 1;
    ranks[site] = number;
    standing[site] = LISTED;
    if (!table.may[site]) continue;
    if (list[site] === shortlist && sites < first) {
      sites += 1;
      homesFirst += homes[site];
      homesAll += homes[site];
      standing[site] = SHORTLIST;
    } else if (homesAll < Math.ceil(homesFirst * reserveFactor - HAIR)) {
      homesAll += homes[site];
      standing[site] = RESERVE;
    }
  }
  return { ...scored, rank: ranks, standing, order };
}
