// What comes out with other norms? The server asks the rules again; nothing is stored.
import { fill, h } from './dom.js';
import { table } from './blocks.js';

export class Norms {
  constructor({ ask, back, open }) {
    Object.assign(this, { ask, back, open });
    this.values = new Map();
    this.answer = h('div', { class: 'answer', 'aria-live': 'polite' });
    this.box = h('div', { class: 'sheet' });
  }

  /** The changes that are set, as they are asked: `group.name=value`. */
  get changes() {
    return [...this.values].map(([key, value]) => `${key}=${value}`);
  }

  /** The changes in words. */
  said(words) {
    const name = (key) => this.view.run.norms.find((norm) => norm.key === key)?.name;
    return [...this.values].map(([key, value]) => `${words.said(name(key))}: ${words.number(value, Number.isInteger(value) ? 0 : 2)}`).join('; ');
  }

  /** Sets changes out of an address; what is no norm that can be moved here is left aside. */
  set(changes, run) {
    for (const change of changes) {
      const [key, value] = change.split('=');
      const norm = run.norms.find((one) => one.key === key);
      const number = Number(value);
      if (norm && value !== '' && number >= norm.from && number <= norm.to) this.values.set(key, number);
    }
  }

  show(view, words) {
    const { t } = words;
    [this.view, this.words] = [view, words];
    fill(this.box,
      h('p', { class: 'soft' }, t('normsHelp')),
      view.run.norms.map((norm) => this.knob(norm)),
      h('p', { class: 'field' },
        h('button', { type: 'button', class: 'first', onclick: () => this.send() }, t('ask')),
        h('button', { type: 'button', onclick: () => {
          this.values.clear();
          this.show(view, words);
          fill(this.answer);
          this.back();
        } }, t('reset'))),
      this.answer);
  }

  knob(norm) {
    const { said, number, t } = this.words;
    const id = `norm-${norm.key}`;
    const decimals = norm.step < 1 ? 2 : 0;
    const value = this.values.get(norm.key) ?? norm.value;
    const output = h('output', { for: id }, `${number(value, decimals)} ${said(norm.unit) === '1' ? '' : said(norm.unit)}`.trim());
    return h('p', { class: 'slider' },
      h('label', { for: id }, said(norm.name), h('small', {}, t('inRun', { value: number(norm.value, decimals) }))),
      h('input', { id, type: 'range', min: norm.from, max: norm.to, step: norm.step, value, oninput: ({ target }) => {
        const now = Number(target.value);
        if (Math.abs(now - norm.value) < norm.step / 2) this.values.delete(norm.key);
        else this.values.set(norm.key, now);
        output.textContent = `${number(now, decimals)} ${said(norm.unit) === '1' ? '' : said(norm.unit)}`.trim();
      } }),
      output);
  }

  async send() {
    const { t } = this.words;
    if (this.values.size === 0) {
      fill(this.answer, h('p', {}, t('noNorm')));
      return;
    }
    fill(this.answer, h('p', {}, t('asking')));
    try {
      this.tell(await this.ask(this.changes));
    } catch (error) {
      fill(this.answer, h('p', { role: 'alert' }, t('askFailed', { why: error.message })));
    }
  }

  /** Tells what came out. */
  tell(difference) {
    const { t, said, whole } = this.words;
    const pair = (two) => (two ? two.map(whole) : ['–', '–']);
    const head = [t('form'), `${t('suitable')}: ${t('before')}`, t('after'), `${t('undecided')}: ${t('before')}`, t('after')]
      .map((text, at) => ({ text, number: at > 0 }));
    const rows = difference.homes.map((line) => [said(line.name), ...pair(line.suitable), ...pair(line.undecided)]);
    const sites = (word, moved) => moved.length > 0 && h('div', {}, h('h3', {}, word), h('ul', { class: 'plain' }, moved.slice(0, 50).map((one) => {
      const place = this.view.sites.places.get(one.id);
      const name = place === undefined ? one.name : h('button', { type: 'button', class: 'link', onclick: () => this.open(place) }, one.name);
      return h('li', {}, name, one.why && h('small', {}, said(one.why)));
    }), moved.length > 50 && h('li', {}, t('more', { n: moved.length - 50 }))));
    fill(this.answer,
      h('p', {}, t('asked', { n: whole(difference.changed) })),
      table(t('homesByForm'), head, rows, true),
      h('h2', {}, t('moves')),
      difference.entered.length + difference.left.length === 0 ? h('p', {}, t('movesNone')) : [sites(t('enters'), difference.entered), sites(t('leaves'), difference.left)]);
  }
}
