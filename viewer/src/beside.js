// Another run beside this one: what it had, who came and who went.
import { table } from './blocks.js';
import { Sites, append, read } from './data.js';
import { fill, h } from './dom.js';

const SHOWN = 50;

export class Beside {
  constructor({ from, open, swipe }) {
    Object.assign(this, { from, open, swipe });
    this.box = h('div', { class: 'sheet' });
  }

  show(view, words) {
    Object.assign(this, { view, words });
    if (this.sites) this.tell();
    else fill(this.box, h('p', { class: 'soft' }, words.t('loading')));
  }

  /** Reads the other run, the first time somebody looks. */
  async load() {
    this.reading ??= this.readAll();
    return this.reading;
  }

  async readAll() {
    try {
      const run = await read(`${this.from}data/run.json`);
      this.run = { ...run, files: { ...run.files, tiles: `${this.from}${run.files.tiles}` } };
      let columns = await read(`${this.from}${run.files.sites}`);
      for (let { more } = columns; more;) {
        const file = await read(`${this.from}${more}`);
        columns = append(columns, file);
        ({ more } = file);
      }
      this.sites = new Sites(columns);
      this.tell();
    } catch (error) {
      this.reading = null;
      fill(this.box, h('p', { role: 'alert' }, this.words.t('loadFailed', { why: error.message })));
    }
  }

  /** Lays the other map over this one, once it was read. */
  lay(share) {
    const { t } = this.words;
    return this.swipe(this.run, [t('otherRun'), t('thisRun')], share);
  }

  /** The sites put forward in one and not in the other. */
  moves() {
    const forward = (sites) => new Set(sites.columns.id.filter((_, at) => sites.of('standing', at) === 'shortlist'));
    const [was, is] = [forward(this.sites), forward(this.view.base)];
    return { enters: [...is].filter((id) => !was.has(id)), leaves: [...was].filter((id) => !is.has(id)) };
  }

  tell() {
    const { t, said, whole } = this.words;
    const { run } = this.view;
    const homes = (of, code) => of.forms.find((form) => form.code === code)?.counts?.homes;
    const pair = (code, state) => [this.run, run].map((of) => {
      const known = homes(of, code)?.[state]?.mid;
      return known === null || known === undefined ? '–' : whole(known);
    });
    const rows = run.forms.filter(({ code }) => homes(this.run, code) || homes(run, code))
      .map(({ code, name }) => [said(name), ...pair(code, 'suitable'), ...pair(code, 'undecided')]);
    const head = [t('form'), `${t('suitable')}: ${t('otherRun')}`, t('thisRun'), `${t('undecided')}: ${t('otherRun')}`, t('thisRun')].map((text, at) => ({ text, number: at > 0 }));
    const { enters, leaves } = this.moves();
    const name = (id) => {
      const [here, there] = [this.view.sites.places.get(id), this.sites.places.get(id)];
      if (here !== undefined) return h('button', { type: 'button', class: 'link', onclick: () => this.open(here) }, this.view.sites.short(here));
      return there === undefined ? id : this.sites.short(there);
    };
    const list = (word, ids) => ids.length > 0 && h('div', {}, h('h3', {}, word), h('ul', { class: 'plain' },
      ids.slice(0, SHOWN).map((id) => h('li', {}, name(id))), ids.length > SHOWN && h('li', {}, t('more', { n: whole(ids.length - SHOWN) }))));
    fill(this.box,
      h('p', {}, t('besideRun', { name: this.run.name })),
      h('p', {}, h('button', { type: 'button', onclick: () => this.lay() }, t('swipe'))),
      table(t('homesByForm'), head, rows),
      h('h2', {}, t('moves')),
      enters.length + leaves.length === 0 ? h('p', {}, t('movesNone')) : [list(t('enters'), enters), list(t('leaves'), leaves)]);
  }
}
