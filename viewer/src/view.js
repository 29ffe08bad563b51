// What is shown now: which sites, in which order, by which weights? No element of the page is touched here.
import { STANDINGS, rank } from './rank.js';

const SHOWN = {
  shortlist: new Set(['shortlist', 'reserve']),
  ranked: new Set(['shortlist', 'reserve', 'listed', 'apart']),
};

/** What comes behind the sites with a place, in this order. */
const LATE = ['', 'apart', 'alternative', 'undecided', 'unsayable', 'unsuitable'];
const GROUPS_MOST = 2 ** 18;
const RANKS_MOST = 2 ** 20;
const BY_NAME = new Intl.Collator('nl', { numeric: true });

/** Letters without their marks, as people type them. */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The sites as they are shown, with what the reader moved. */
export class View {
  constructor(run, sites) {
    this.run = run;
    this.base = sites;
    this.sites = sites;
    this.weights = this.weightsOfRun();
    this.weigh();
  }

  weightsOfRun() {
    return this.run.profiles.find(({ code }) => code === this.run.profile).weights.map((set) => [...set]);
  }

  /** Whether weights are those of the run. */
  get own() {
    return JSON.stringify(this.weights) !== JSON.stringify(this.weightsOfRun());
  }

  get rules() {
    const { coverage_min: coverageMin, first, reserve_factor: reserveFactor } = this.run;
    return { coverageMin, first, reserveFactor, shortlist: this.sites.columns.list.values.indexOf('shortlist') };
  }

  /** Shows other sites: those of other norms, or of the run again. */
  show(sites) {
    this.sites = sites;
    this.words = null;
    this.weigh();
  }

  /** Ranks by the weights that are set; by those of the run nothing is ranked again. */
  weigh() {
    this.ranked = this.own ? rank(this.sites.table, this.weights, this.rules) : null;
    this.shares = null;
  }

  standing(at) {
    const own = this.ranked?.standing[at] ?? -1;
    return own >= 0 ? STANDINGS[own] : this.sites.of('standing', at);
  }

  rank(at) {
    return this.ranked ? this.ranked.rank[at] || null : this.sites.columns.rank[at];
  }

  score(at) {
    const run = this.sites.columns.score[at];
    return this.ranked && run !== null ? this.ranked.exact[at] : run;
  }

  coverage(at) {
    return this.ranked ? this.ranked.coverage[at] : this.sites.columns.coverage[at];
  }

  /** Share of the weightings in which it is among the first; `null` where it is not asked or not drawn yet. */
  share(at) {
    if (!this.ranked) return this.sites.columns.top_k_share_weights[at];
    const share = this.shares?.[at];
    return share === undefined || Number.isNaN(share) ? null : share;
  }

  /** Who is put forward by the weights that are set and is not in the run, and the other way around. */
  moves() {
    const moves = { enters: [], leaves: [] };
    for (let at = 0; at < this.sites.n; at += 1) {
      const was = this.sites.of('standing', at) === 'shortlist';
      const is = this.standing(at) === 'shortlist';
      if (is && !was) moves.enters.push(at);
      if (was && !is) moves.leaves.push(at);
    }
    return moves;
  }

  /** What a reader may type to find a site. */
  text(at) {
    this.words ??= new Array(this.sites.n);
    this.words[at] ??= plain(
      [this.sites.columns.name[at], this.sites.columns.address[at], this.sites.columns.complex[at], this.sites.columns.id[at], this.sites.of('buurt', at)]
        .filter(Boolean).join(' ').slice(0, 2_000),
    );
    return this.words[at];
  }

  /** The sites that fit a filter, in its order. */
  list({ text, gemeente, corporatie, form, show, sort }) {
    const asked = plain(text).split(/\s+/).filter(Boolean);
    const among = SHOWN[show || 'ranked'];
    const found = [];
    for (let at = 0; at < this.sites.n; at += 1) {
      if (among && asked.length === 0 && !among.has(this.standing(at))) continue;
      if (gemeente && this.sites.of('gemeente', at) !== gemeente) continue;
      if (corporatie && this.sites.of('corporatie', at) !== corporatie) continue;
      if (form && this.sites.of('form', at) !== form) continue;
      if (asked.length > 0 && !asked.every((word) => this.text(at).includes(word))) continue;
      found.push(at);
    }
    return found.sort(this.order(sort));
  }

  order(sort) {
    const { columns } = this.sites;
    const down = (value) => (a, b) => (value(b) ?? -1) - (value(a) ?? -1) || a - b;
    switch (sort) {
      case 'score': return down((at) => this.score(at));
      case 'woningen': return down((at) => columns.homes[at][1]);
      case 'zekerheid': return down((at) => this.share(at));
      case 'adres': return (a, b) => BY_NAME.compare(this.sites.short(a), this.sites.short(b)) || a - b;
      default: {
        const keys = this.groupKeys();
        return (a, b) => keys[a] - keys[b] || a - b;
      }
    }
  }

  /** One number a site: its list, its group by name, what has a place before what has none, its rank. */
  groupKeys() {
    const { table, columns, groupNames, n } = this.sites;
    const names = [...groupNames.keys()].sort((a, b) => BY_NAME.compare(groupNames[a], groupNames[b]));
    const place = new Float64Array(names.length);
    names.forEach((group, at) => { place[group] = at; });
    const late = columns.standing.values.map((code) => Math.max(0, LATE.indexOf(code)));
    const lists = columns.list.values.map((code) => this.run.words.list.findIndex((one) => one.code === code));
    const keys = new Float64Array(n);
    for (let at = 0; at < n; at += 1) {
      const own = this.ranked?.standing[at] ?? -1;
      const behind = own >= 0 ? Math.max(0, LATE.indexOf(STANDINGS[own])) : late[columns.standing.at[at]];
      const group = table.group[at] < 0 ? 4 * GROUPS_MOST : lists[table.list[at]] * GROUPS_MOST + place[table.group[at]];
      keys[at] = (group * LATE.length + behind) * RANKS_MOST + (this.rank(at) ?? RANKS_MOST - 1);
    }
    return keys;
  }
}
