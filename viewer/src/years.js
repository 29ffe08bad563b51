// The phasing, year by year: what is built by then, where the net is full, and what waits.
import { table } from './blocks.js';
import { fill, h } from './dom.js';

const SHOWN = 100;

/** What can be told of a project in a year. */
const stateIn = ({ state, year }, now) => (state !== 'placed' ? state : year <= now ? 'built' : 'later');

export class Years {
  /** `changed(features)` draws on the map; `open(id)` opens a site. */
  constructor({ read, changed, open }) {
    Object.assign(this, { read, changed, open });
    this.box = h('div', { class: 'sheet' });
    this.year = null;
  }

  show(words) {
    this.words = words;
    if (this.phasing) this.build();
    else fill(this.box, h('p', { class: 'soft' }, words.t('loading')));
  }

  /** Reads the phasing, the first time somebody looks. */
  async load() {
    if (this.asked) return;
    this.asked = true;
    try {
      this.phasing = await this.read();
      const { years } = this.phasing;
      if (!years.includes(this.year)) [this.year] = years;
      this.build();
    } catch (error) {
      this.asked = false;
      fill(this.box, h('p', { role: 'alert' }, this.words.t('loadFailed', { why: error.message })));
    }
  }

  build() {
    const { t } = this.words;
    const { years, about_large_connections: large } = this.phasing;
    this.output = h('output', { for: 'year' }, String(this.year));
    this.told = h('div', { 'aria-live': 'polite' });
    fill(this.box,
      h('p', { class: 'soft' }, t('yearsHelp')),
      large && h('p', { class: 'note' }, t('yearsLarge')),
      h('p', { class: 'slider year' }, h('label', { for: 'year' }, t('year')), h('input', {
        id: 'year', type: 'range', min: 0, max: years.length - 1, step: 1, value: years.indexOf(this.year), 'aria-valuetext': String(this.year),
        oninput: ({ target }) => {
          this.year = years[Number(target.value)];
          target.setAttribute('aria-valuetext', String(this.year));
          this.output.textContent = String(this.year);
          this.tell();
        },
      }), this.output),
      h('ul', { class: 'legend' }, ['built', 'later', 'waits'].map((state) => h('li', {}, h('span', { class: `dot ${state}`, 'aria-hidden': 'true' }), t(`year_${state}`)))),
      this.told);
    this.tell();
  }

  tell() {
    const { t, whole } = this.words;
    const { years, projects, areas, counts } = this.phasing;
    const at = years.indexOf(this.year);
    const upTo = (to) => projects.reduce((sum, { homes_by_year: homes }) => sum + (homes ?? []).slice(0, to).reduce((a, b) => a + b, 0), 0);
    const [before, now] = [upTo(at), upTo(at + 1)];
    const likely = this.phasing.homes[at]?.up_to;
    const lists = new Map([['built', []], ['later', []], ['waits', []]]);
    for (const project of projects) {
      const state = stateIn(project, this.year);
      (lists.get(state) ?? lists.get('waits')).push(project);
    }
    fill(this.told,
      h('p', { class: 'big' }, t('yearHomes', { n: whole(now), all: whole(counts.phased.homes) })),
      h('p', {}, t('yearThis', { year: this.year, n: whole(now - before) })),
      likely && h('p', {}, t('yearLikely', { p10: whole(likely.p10), p50: whole(likely.p50), p90: whole(likely.p90) })),
      h('h2', {}, t('yearNet')),
      this.net(areas, at),
      [...lists].map(([state, those]) => h('details', { class: 'part', open: state === 'built' },
        h('summary', {}, h('h3', {}, `${t(`year_${state}`)}: ${whole(those.length)}`)), this.projects(those))));
    this.changed(projects.filter(({ lon }) => lon !== null).map((project) => ({
      type: 'Feature', geometry: { type: 'Point', coordinates: [project.lon, project.lat] },
      properties: { state: [...lists].find(([, those]) => those.includes(project))[0], homes: project.homes, site_id: project.site_ids[0] ?? '' },
    })), this.year);
  }

  /** The load of each area beside its room. */
  net(areas, at) {
    const { t, number } = this.words;
    const rows = areas.map(({ name, id, station, plan_mw: plan, room_mw: room }) => {
      const [load, most] = [plan[at], room[at]];
      const full = most === null ? t('unknown') : most <= 0 ? t('yearNoRoom') : `${number((100 * load) / most)}\u00a0%`;
      return [`${name || id}${station ? ` (${t('station')})` : ''}`, number(load, 2), most === null ? t('unknown') : number(most, 2), full];
    });
    const made = table(t('yearNet'), [{ text: t('area') }, { text: t('yearLoad'), number: true }, { text: t('yearRoom'), number: true }, { text: t('yearFull'), number: true }], rows);
    made.querySelectorAll('tbody tr').forEach((row, place) => {
      const [load, most] = [areas[place].plan_mw[at], areas[place].room_mw[at]];
      if (most === null || most <= 0) return;
      row.firstChild.append(h('svg', { class: 'load-bar', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        h('rect', { class: 'track', x: 0, y: 0, width: 100, height: 4 }),
        h('rect', { class: 'load', x: 0, y: 0, width: Math.min(100, (100 * load) / most), height: 4 })));
    });
    return made;
  }

  projects(those) {
    const { t, whole } = this.words;
    const order = [...those].sort((a, b) => (a.year ?? 9999) - (b.year ?? 9999) || b.homes - a.homes);
    return h('ul', { class: 'plain' }, order.slice(0, SHOWN).map((project) => {
      const name = project.name || project.id;
      const site = project.site_ids[0];
      return h('li', {}, site ? h('button', { type: 'button', class: 'link', onclick: () => this.open(site) }, name) : name,
        h('small', {}, [project.year, t('homes', { n: whole(project.homes) }), this.phasing.areas.find(({ id }) => id === project.area)?.name || project.area].filter(Boolean).join(' · ')));
    }), order.length > SHOWN && h('li', {}, t('more', { n: whole(order.length - SHOWN) })));
  }
}
