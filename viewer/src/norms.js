// What comes out with other norms? The server asks the rules again; nothing is stored.
import { fill, h } from './dom.js';
import { table } from './blocks.js';

/** Whether what goes together is another sum of the same parts. */
const together = (homes) => {
  const differs = ({ suitable, undecided }) => [suitable, undecided].some((two) => two && two[0] !== two[1]);
  const forms = homes.filter(({ form }) => form !== null);
  return forms.length > 0 && !forms.some(differs) && homes.some((line) => line.form === null && differs(line));
};

export class Norms {
  constructor({ ask, back, open }) {
    Object.assign(this, { ask, back, open });
    this.values = new Map();
    /** What the list that is shown was asked with. */
    this.shown = new Map();
    this.answer = h('div', { class: 'answer', 'aria-live': 'polite' });
    this.box = h('div', { class: 'sheet' });
  }

  /** The changes that are shown, as they were asked: `group.name=value`. */
  get changes() {
    return [...this.shown].map(([key, value]) => `${key}=${value}`);
  }

  /** The changes in words. */
  said(words) {
    const norm = (key) => this.view.run.norms.find((one) => one.key === key);
    return [...this.shown].map(([key, value]) => `${words.said(norm(key).name)}: ${this.told(norm(key), value)}`).join('; ');
  }

  /** A value as people read it: a share as percent, a year without a point. */
  told(norm, value) {
    const { said, number, percent } = this.words;
    const unit = said(norm.unit);
    if (norm.to <= 1) return percent(value);
    if (norm.from > 1500) return String(value);
    return `${number(value, norm.step < 1 ? 2 : 0)} ${unit === '1' ? '' : unit}`.trim();
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
    this.pending = h('p', { class: 'note' });
    fill(this.box,
      h('p', { class: 'soft' }, t('normsHelp')),
      view.run.norms.map((norm) => this.knob(norm)),
      h('p', { class: 'field' },
        h('button', { type: 'button', class: 'first', onclick: () => this.send() }, t('ask')),
        h('button', { type: 'button', onclick: () => this.reset() }, t('reset'))),
      this.pending,
      this.answer);
  }

  /** Back to the norms of the run. */
  reset() {
    this.values.clear();
    this.shown.clear();
    fill(this.answer);
    this.show(this.view, this.words);
    this.back();
  }

  /** Says whether the sliders stand elsewhere than the list. */
  wait() {
    const same = this.values.size === this.shown.size && [...this.values].every(([key, value]) => this.shown.get(key) === value);
    this.pending.textContent = same ? '' : this.words.t('notAsked');
  }

  knob(norm) {
    const { said, t } = this.words;
    const id = `norm-${norm.key}`;
    const value = this.values.get(norm.key) ?? norm.value;
    const told = (one) => this.told(norm, one);
    const output = h('output', { for: id }, told(value));
    return h('p', { class: 'slider' },
      h('label', { for: id }, said(norm.name), h('small', {}, t('inRun', { value: told(norm.value) }))),
      h('input', { id, type: 'range', min: norm.from, max: norm.to, step: norm.step, value, oninput: ({ target }) => {
        const now = Number(target.value);
        if (Math.abs(now - norm.value) < norm.step / 2) this.values.delete(norm.key);
        else this.values.set(norm.key, now);
        output.textContent = told(now);
        this.wait();
      } }),
      output);
  }

  async send() {
    const { t } = this.words;
    if (this.values.size === 0) {
      if (this.shown.size > 0) this.reset();
      else fill(this.answer, h('p', {}, t('noNorm')));
      return;
    }
    fill(this.answer, h('p', {}, t('asking')));
    const asked = new Map(this.values);
    try {
      const difference = await this.ask([...asked].map(([key, value]) => `${key}=${value}`), () => { this.shown = asked; });
      this.wait();
      this.tell(difference);
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
      together(difference.homes) && h('p', { class: 'note' }, t('otherSets')),
      h('h2', {}, t('moves')),
      difference.entered.length + difference.left.length === 0 ? h('p', {}, t('movesNone')) : [sites(t('enters'), difference.entered), sites(t('leaves'), difference.left)]);
  }
}
