// What if other things weigh more? Sliders, and who comes and goes by them.
import { fill, h } from './dom.js';

const SHOWN = 12;

export class Weights {
  constructor({ changed, open }) {
    Object.assign(this, { changed, open });
    this.moves = h('div', { class: 'moves', 'aria-live': 'polite' });
    this.box = h('div', { class: 'sheet' });
  }

  /** Draws the sliders as the weights stand. */
  show(view, words) {
    const { t, said } = words;
    [this.view, this.words] = [view, words];
    const is = (weights) => JSON.stringify(weights) === JSON.stringify(view.weights);
    const now = view.run.profiles.find(({ weights }) => is(weights))?.code ?? '';
    this.select = h('select', { id: 'profile', onchange: ({ target }) => this.profile(target.value) },
      h('option', { value: '', selected: now === '' }, t('ownWeights')),
      view.run.profiles.map(({ code }) => h('option', { value: code, selected: code === now }, code.replaceAll('_', ' '))));
    const forms = view.run.forms.filter(({ weights }) => weights === 0).map(({ name }) => said(name)).join(', ');
    fill(this.box,
      h('p', { class: 'soft' }, t('weightsHelp')),
      h('p', { class: 'field' }, h('label', { for: 'profile' }, t('profile')), this.select),
      [0, 1].map((set) => h('fieldset', {},
        h('legend', {}, t('weightsOf', { forms: set === 0 ? forms : t('otherFormsShort') })),
        view.run.criteria.map((criterion, at) => this.slider(set, at, criterion)))),
      h('p', {}, h('button', { type: 'button', onclick: () => this.profile(view.run.profile) }, t('reset'))),
      h('h2', {}, t('moves')),
      this.moves);
    this.tell();
  }

  slider(set, at, criterion) {
    const { said, number } = this.words;
    const id = `weight-${set}-${criterion.code}`;
    const value = this.view.weights[set][at];
    const output = h('output', { for: id }, number(value));
    return h('p', { class: 'slider' },
      h('label', { for: id }, h('span', { class: `swatch c${at}`, 'aria-hidden': 'true' }), said(criterion.name)),
      h('input', { id, type: 'range', min: 0, max: 100, step: 1, value, oninput: ({ target }) => {
        this.view.weights[set][at] = Number(target.value);
        output.textContent = number(Number(target.value));
        this.select.value = '';
        this.changed();
      } }),
      output);
  }

  profile(code) {
    const profile = this.view.run.profiles.find((one) => one.code === code);
    if (!profile) return;
    const focused = document.activeElement?.id;
    this.view.weights = profile.weights.map((set) => [...set]);
    this.show(this.view, this.words);
    if (focused) document.getElementById(focused)?.focus();
    this.changed();
  }

  /** Tells who comes and goes. */
  tell() {
    const { t } = this.words;
    const { enters, leaves } = this.view.moves();
    const line = (word, sites) => sites.length > 0 && h('div', {}, h('h3', {}, word), h('ul', { class: 'plain' },
      sites.slice(0, SHOWN).map((at) => h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => this.open(at) }, this.view.sites.short(at)))),
      sites.length > SHOWN && h('li', {}, t('more', { n: sites.length - SHOWN }))));
    const none = enters.length + leaves.length === 0;
    fill(this.moves, none ? h('p', {}, t('movesNone')) : [line(t('enters'), enters), line(t('leaves'), leaves)].filter(Boolean));
  }
}
