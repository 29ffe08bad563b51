// Which rule stands in the way of most homes: what comes if one of them moves a step.
import { fill, h } from './dom.js';

export class Steps {
  /** `read()` gives what each rule brings; it may take the program a while. */
  constructor({ read }) {
    this.read = read;
    // It scrolls, and nothing in it can have the keyboard.
    this.box = h('div', { class: 'sheet', tabindex: '0' });
  }

  show(words) {
    this.words = words;
    if (this.steps) this.tell();
    else fill(this.box, h('p', { class: 'soft' }, words.t('loading')));
  }

  /** Reads them, the first time somebody looks. */
  async load() {
    if (this.asked) return;
    this.asked = true;
    try {
      ({ steps: this.steps } = await this.read());
      this.tell();
    } catch (error) {
      this.asked = false;
      fill(this.box, h('p', { role: 'alert' }, this.words.t('loadFailed', { why: error.message })));
    }
  }

  tell() {
    const { t } = this.words;
    const all = this.steps.flatMap(({ suitable, undecided }) => [suitable.mid, undecided.mid]);
    const span = [Math.min(0, ...all), Math.max(1, ...all)];
    fill(this.box,
      h('p', { class: 'soft' }, t('stepsHelp')),
      this.steps.length === 0 ? h('p', {}, t('stepsNone')) : h('ol', { class: 'plain steps' }, this.steps.map((step) => this.step(step, span))));
  }

  step({ name, who, suitable, undecided }, span) {
    const { t, said, signed } = this.words;
    return h('li', {},
      h('h2', {}, said(name)),
      h('p', {}, t('stepBrings', { suitable: signed(suitable.mid), undecided: signed(undecided.mid) })),
      bar(span, [[suitable.mid, 'suitable'], [undecided.mid, 'undecided']]),
      said(who) && h('p', { class: 'note' }, t('stepWho', { who: said(who) })));
  }
}

/** Homes more or fewer, one bar under the other, from one line on. */
function bar([from, to], values) {
  const x = (value) => ((value - from) / (to - from)) * 100;
  return h('svg', { class: 'step-bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    values.map(([value, kind], at) => h('rect', {
      class: kind, x: Math.min(x(0), x(value)), y: at * 5, width: Math.max(Math.abs(x(value) - x(0)), value === 0 ? 0 : 0.4), height: 4,
    })),
    h('rect', { class: 'zero', x: x(0) - 0.15, y: 0, width: 0.3, height: 10 }));
}
