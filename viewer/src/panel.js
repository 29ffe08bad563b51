// One site, or one pand: all that is known of it, and why.
import { homesBar, parts, scoreBar } from './bars.js';
import { block, table } from './blocks.js';
import { fill, h, shown } from './dom.js';
import { homes, standingWord } from './list.js';

const head = (texts) => texts.map((text) => (text.startsWith('#') ? { text: text.slice(1), number: true } : { text, number: false }));

/** A part that opens and shuts. */
const part = (title, open, ...children) =>
  h('details', { class: 'part', open }, h('summary', {}, h('h3', {}, title)), ...children);

/** A link to a file beside the page; nothing that leads elsewhere or runs. */
function link(address, text) {
  const to = new URL(address, document.baseURI);
  if (to.origin !== location.origin || !/^https?:$/.test(to.protocol)) return null;
  return h('li', {}, h('a', { href: to.href, target: '_blank', rel: 'noopener' }, text));
}

/** A value of a norm; a table is said row by row. */
function normValue(value, words) {
  // A year has no point in it.
  if (typeof value === 'number' && Number.isInteger(value) && value > 1500 && value < 2200) return String(value);
  if (typeof value === 'number') return words.number(value, Math.min(3, (String(value).split('.')[1] ?? '').length));
  if (Array.isArray(value)) return value.map((one) => normValue(one, words)).join(typeof value[0] === 'object' ? '; ' : ', ');
  if (value && typeof value === 'object') return Object.entries(value).map(([name, one]) => `${name} ${normValue(one, words)}`).join(', ');
  return String(value ?? '');
}

export class Panel {
  constructor({ close, open, openPand, step }) {
    Object.assign(this, { close, open, openPand, step });
    this.box = h('section', { class: 'panel', id: 'panel', hidden: true, onkeydown: (event) => {
      if (event.key === 'Escape') this.close();
    } });
  }

  focus() {
    this.box.querySelector('#panel-title')?.focus();
  }

  hide() {
    this.box.hidden = true;
    fill(this.box);
  }

  /**
   * Puts this in the panel. The bar on top stays while it says the same, and the keyboard stays on what it was on.
   */
  put(words, title, ...body) {
    const focused = this.body?.contains(document.activeElement) ? document.activeElement : null;
    const said = JSON.stringify([title, words.lang]);
    if (this.box.hidden || this.said !== said) {
      this.said = said;
      this.body = h('div');
      fill(this.box, this.bar(words, title), this.body);
    }
    fill(this.body, ...body);
    if (focused) [...this.body.querySelectorAll(focused.tagName)].find((one) => one.textContent === focused.textContent)?.focus();
    this.box.setAttribute('aria-labelledby', 'panel-title');
    this.box.hidden = false;
  }

  bar(words, title) {
    return h('header', {},
      h('h2', { id: 'panel-title', tabindex: '-1' }, title),
      h('span', { class: 'buttons' },
        this.step && [['previous', -1, '‹'], ['next', 1, '›']].map(([word, by, sign]) =>
          h('button', { type: 'button', class: 'icon', 'aria-label': words.t(word), title: words.t(word), onclick: () => this.step(by) }, sign)),
        h('button', { type: 'button', class: 'icon', 'aria-label': words.t('close'), title: words.t('close'), onclick: () => this.close() }, '×')));
  }

  /** Shows a site. `detail` and `norms` come later, or not at all when they cannot be read. */
  site(view, at, words, { detail, norms, failed, draws }) {
    const { t, said, number, percent, ofHundred } = words;
    const { columns } = view.sites;
    const form = view.run.forms.find(({ code }) => code === view.sites.of('form', at));
    const verdict = view.run.words.verdict.find(({ code }) => code === view.sites.of('verdict', at));
    const told = detail?.[words.lang];
    const [low, mid, high] = columns.homes[at];
    const rank = view.rank(at);
    const chips = [
      [view.standing(at), [rank && t('rank', { n: rank }), standingWord(view, at, words)].filter(Boolean).join(', ')],
      [view.sites.of('verdict', at), verdict && said(verdict.name)],
      ['', form && said(form.name)],
    ];
    const sure = view.own
      ? (view.share(at) === null ? null : t('certaintyOwn', { share: ofHundred(view.share(at)), first: view.run.first, n: words.whole(draws) }))
      : detail && said(detail.certainty);
    const other = view.own || view.sites !== view.base;
    const open = new Set([...this.box.querySelectorAll('details[open]')].map((one) => one.dataset.part));
    this.put(words, view.sites.short(at),
      h('p', { class: 'soft' }, [shown(columns.name[at], 200), view.sites.of('buurt', at), view.sites.of('gemeente', at)].filter(Boolean).join(' · ')),
      h('p', { class: 'chips' }, chips.filter(([, word]) => word).map(([code, word]) => h('span', { class: `chip ${code}` }, word))),
      h('h3', {}, t('homesTitle')),
      h('p', { class: 'big' }, homes(columns.homes[at], words)),
      homesBar(columns.homes[at]),
      h('dl', { class: 'three' }, [['low', low], ['mid', mid], ['high', high]].map(([word, n]) => h('div', {}, h('dt', {}, t(word)), h('dd', {}, number(n))))),
      this.score(view, at, words),
      view.own && sure && [h('h3', {}, t('certainty')), h('p', {}, sure)],
      other && h('p', { class: 'of-run' }, t('ofRun')),
      told && h('p', {}, told.sentence),
      !view.own && sure && [h('h3', {}, t('certainty')), h('p', {}, sure)],
      told && h('dl', { class: 'key' }, told.key.filter((_, place) => place !== 0 && place !== 2).map(({ label, value, note }) => h('div', {}, h('dt', {}, label), h('dd', {}, value, note && h('small', {}, note))))),
      detail && this.turns(view, detail, words),
      told && told.parts.filter(({ about }) => !(view.own && about === 'score')).map(({ about, title, blocks }) => this.keep(about, part(title, open.has(about), blocks.map(block)))),
      detail && detail.panden.length > 0 && this.keep('why', part(t('why'), open.has('why'), h('ul', { class: 'plain' },
        detail.panden.slice(0, 200).map((id) => h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => this.openPand(id) }, `pand ${id}`)))))),
      detail && detail.others.length > 0 && [h('h3', {}, t('otherForms')), h('ul', { class: 'plain' }, detail.others.map((other) => {
        const place = view.sites.places.get(other.id);
        const name = view.run.forms.find(({ code }) => code === other.form);
        const text = [name && said(name.name), place !== undefined && homes(columns.homes[place], words), other.in_set && t('together')].filter(Boolean).join(', ');
        return h('li', {}, place === undefined ? text : h('button', { type: 'button', class: 'link', onclick: () => this.open(place) }, text));
      }))],
      this.documents(view, at, detail, words),
      detail && norms && this.keep('norms', part(t('usedNorms'), open.has('norms'), this.norms(detail.norms, norms, words))),
      failed ? h('p', { class: 'note', role: 'alert' }, t('noDetail', { why: failed })) : !detail && h('p', { class: 'soft' }, t('loading')),
      h('p', { class: 'note' }, columns.id[at]));
  }

  /** A part that stays open when its site is drawn again, or another comes. */
  keep(name, details) {
    details.dataset.part = name;
    return details;
  }

  /** Fact sheet and passport: beside the page, or made by the server. */
  documents(view, at, detail, { t, lang }) {
    const other = view.own || view.sites !== view.base;
    const made = (name, id) => view.run.served && id && `${name}=${encodeURIComponent(id)}&lang=${lang}`;
    const sheet = detail?.factsheet ?? made('feitenblad?locatie', view.sites.columns.id[at]);
    const passport = detail?.passport ?? made('gebiedspaspoort?gebied', detail?.buurt);
    const links = [sheet && link(sheet, other ? t('factsheetOfRun') : t('factsheet')), passport && link(passport, t('passport'))].filter(Boolean);
    return links.length > 0 && [h('h3', {}, t('documents')), h('ul', { class: 'plain' }, links)];
  }

  score(view, at, words) {
    const { t, said, number, percent } = words;
    const score = view.score(at);
    if (score === null) return null;
    const values = view.sites.columns.v.map((column) => column[at]);
    const all = parts(values, view.weights[view.sites.columns.weights[at]]);
    const rows = all.map((one, criterion) => [
      said(view.run.criteria[criterion].name),
      one.value === null ? t('unknown') : number(one.value, 2),
      percent(one.weight),
      one.points === null ? '–' : number(one.points, 1),
    ]);
    const made = table(t('scoreTitle'), head([t('criterion'), `#${t('value')}`, `#${t('weight')}`, `#${t('points')}`]), rows);
    made.querySelectorAll('tbody th').forEach((cell, criterion) => cell.prepend(h('span', { class: `swatch c${criterion}`, 'aria-hidden': 'true' })));
    return [
      h('h3', {}, t('scoreTitle')),
      h('p', {}, t('scoreOf', { score: number(score, 1), coverage: percent(view.coverage(at) ?? 0) })),
      scoreBar(all),
      made,
    ];
  }

  turns(view, detail, words) {
    const { t, said, percent } = words;
    // They are the bounds of other weights than those that are set.
    if (detail.turns.length === 0 || view.own) return null;
    const name = (id) => {
      const place = view.base.places.get(id);
      return place === undefined ? id : view.base.short(place);
    };
    const called = (code) => {
      const criterion = view.run.criteria.find((one) => one.code === code);
      return criterion ? said(criterion.name) : code;
    };
    const never = detail.turns.filter(({ from, to }) => from <= 0 && to >= 1);
    const rows = detail.turns.filter((turn) => !never.includes(turn)).map((turn) => {
      const comes = [
        turn.below && t('turnBelow', { name: name(turn.below) }),
        turn.above && t('turnAbove', { name: name(turn.above) }),
      ].filter(Boolean).join('; ');
      return [called(turn.criterion), percent(turn.now), `${percent(turn.from)} – ${percent(turn.to)}`, comes];
    });
    return this.keep('turns', part(t('turns'), this.box.querySelector('[data-part=turns]')?.open ?? false,
      h('p', { class: 'soft' }, t('turnsHelp')),
      rows.length > 0 && table(t('turns'), head([t('criterion'), `#${t('now')}`, t('turnStays'), t('turnBeside')]), rows),
      never.length > 0 && h('p', {}, t('never', { which: never.map(({ criterion }) => called(criterion)).join(', ') }))));
  }

  norms(keys, norms, words) {
    const { said } = words;
    return h('dl', { class: 'norms-used' }, keys.map((key) => norms.get(key)).filter(Boolean).flatMap((norm) => {
      // Of a choice the unit is all that can be chosen.
      const unit = typeof norm.value === 'string' ? '' : said(norm.unit);
      return [
        h('dt', {}, norm.key),
        h('dd', {}, h('strong', {}, `${normValue(norm.value, words)} ${unit === '1' ? '' : unit}`.trim()),
          said(norm.note) && h('small', {}, said(norm.note)),
          h('small', {}, `${words.t('source')}: ${[said(norm.source), norm.date].filter(Boolean).join(', ')}`)),
      ];
    }));
  }

  /** Shows a pand: `answer` is all of it, or what its tile says. */
  pand(view, id, words, { answer, tile, missing, failed }) {
    const { t, said } = words;
    const verdict = (code) => {
      const word = view.run.words.verdict.find((one) => one.code === code);
      return word ? said(word.name) : code;
    };
    const reason = tile && view.run.words.reason.find(({ code }) => code === tile.reason);
    const known = answer ?? (tile && { verdict: tile.verdict, why: reason?.name, checks: [], flags: [], sites: tile.site_id ? [{ id: tile.site_id }] : [] });
    this.put(words, answer?.address ?? `pand ${id}`,
      h('p', { class: 'soft' }, `pand ${id}`),
      view.sites !== view.base && h('p', { class: 'of-run' }, t('ofRunPand')),
      h('h3', {}, t('whyPand')),
      missing && h('p', {}, t('noPand', { id })),
      failed && h('p', { class: 'note', role: 'alert' }, t('noDetail', { why: failed })),
      !known && !missing && !failed && h('p', { class: 'note' }, t('pandShort')),
      known && [
        h('p', { class: 'chips' }, h('span', { class: `chip ${known.verdict}` }, verdict(known.verdict)), answer && h('span', { class: 'chip' }, said(answer.form))),
        h('p', {}, said(known.why)),
        !answer && h('p', { class: 'note' }, t('pandShort')),
        known.lifts && [h('h3', {}, t('lifts')), h('p', {}, known.lifts.who.map(said).join(', '), known.lifts.who.length > 0 ? ': ' : '', said(known.lifts.how))],
        known.checks.length > 0 && [h('h3', {}, t('rules')), this.checks(known.checks, words)],
        known.flags.length > 0 && [h('h3', {}, t('flags')), h('ul', {}, known.flags.map((flag) => h('li', {}, said(flag))))],
        known.sites.length > 0 && [h('h3', {}, t('belongs')), h('ul', { class: 'plain' }, known.sites.map((site) => {
          const place = view.sites.places.get(site.id);
          const text = [site.form ? said(site.form) : site.id, site.verdict && verdict(site.verdict), site.why && said(site.why)].filter(Boolean).join('; ');
          return h('li', {}, place === undefined ? text : h('button', { type: 'button', class: 'link', onclick: () => this.open(place) }, text));
        }))],
      ]);
  }

  checks(checks, words) {
    const { t, said } = words;
    const rows = checks.map((check) => [said(check.rule), said(check.said), h('span', {}, said(check.found), check.norm && h('small', {}, check.norm))]);
    const made = table(t('rules'), head([t('rule'), t('outcome'), t('found')]), rows);
    made.querySelectorAll('tbody tr').forEach((row, at) => row.classList.add(checks[at].outcome));
    return made;
  }
}
