// The ranked list: the map in words. Only the rows in sight are on the page, whatever their number.
import { h } from './dom.js';

const ROW = 84;
const HEAD = 36;
const AROUND = 800;

/** A word without what explains it: `optoppen (storeys on top)`. */
const short = (word) => word.split(' (')[0];

/** What a site says in one sentence, for a row and for who hears the page. */
export function sentence(view, at, words) {
  const { t, said } = words;
  const { columns } = view.sites;
  const form = view.run.forms.find(({ code }) => code === view.sites.of('form', at));
  const score = view.score(at);
  const rank = view.rank(at);
  return [
    rank ? t('rank', { n: rank }) : t('noRank'),
    view.sites.short(at),
    homes(columns.homes[at], words),
    score === null ? t('noScore') : `${t('score')} ${words.number(score, 1)}`,
    form && said(form.name),
    standingWord(view, at, words),
    verdictWord(view, at, words),
    [view.sites.of('corporatie', at), view.sites.of('gemeente', at)].filter(Boolean).join(', '),
  ].filter(Boolean).join('; ');
}

/** `34 woningen`, or what is known of them. */
export function homes([, mid, high], { t, whole }) {
  if (mid === 1) return t('home');
  if (mid !== null) return t('homes', { n: whole(mid) });
  return high === null ? t('homesUnknown') : t('homesMost', { n: whole(high) });
}

/** What a site's standing is called. */
export function standingWord(view, at, { said }) {
  const code = view.standing(at);
  const word = [...view.run.words.standing, ...view.run.words.verdict].find((one) => one.code === code);
  return word ? said(word.name) : code ?? '';
}

/** What a site's verdict is called; nothing where its standing says so. */
export function verdictWord(view, at, { said }) {
  const code = view.sites.of('verdict', at);
  const word = code !== view.standing(at) && view.run.words.verdict.find((one) => one.code === code);
  return word ? said(word.name) : '';
}

/** The list, in its own scrolling box. `open(at)` opens a site, `walk(at)` shows where the reader is. */
export class List {
  constructor({ open, walk }) {
    this.open = open;
    this.walk = walk;
    this.rows = [];
    this.active = -1;
    this.made = new Map();
    this.inside = h('div', { class: 'rows', role: 'presentation' });
    this.box = h('div', {
      class: 'list', id: 'list', role: 'listbox', tabindex: '0',
      onscroll: () => this.draw(),
      onkeydown: (event) => this.key(event),
      onclick: (event) => this.click(event),
      onfocus: () => { if (this.active < 0 && this.rows.length > 0) this.go(0, false); },
    }, this.inside);
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  /**
   * Shows these sites; the one that was walked to stays, where it still is there. `heading(at)` names the group
   * of a site, and is said above the first of each.
   */
  show(view, rows, words, selected, heading) {
    const was = this.rows[this.active];
    [this.view, this.rows, this.words, this.selected] = [view, rows, words, selected];
    this.inside.replaceChildren();
    this.made.clear();
    this.heads = new Map();
    this.tops = new Float64Array(rows.length + 1);
    let last = null;
    rows.forEach((at, place) => {
      const name = heading ? heading(at) : '';
      if (name && name !== last) this.heads.set(place, name);
      last = name;
      this.tops[place + 1] = this.tops[place] + ROW + (this.heads.has(place) ? HEAD : 0);
    });
    this.active = was === undefined ? -1 : rows.indexOf(was);
    this.box.setAttribute('aria-label', `${words.t('list')}. ${words.t('listHelp')}`);
    // Heights are set through the object model, which a strict content policy allows.
    this.inside.style.height = `${this.tops[rows.length]}px`;
    this.draw();
  }

  select(selected) {
    this.selected = selected;
    const place = this.rows.indexOf(selected);
    if (place >= 0) {
      this.active = place;
      this.scroll(place);
    }
    this.draw();
  }

  scroll(place) {
    const [top, bottom] = [this.tops[place], this.tops[place + 1]];
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (bottom > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = bottom - this.box.clientHeight;
  }

  go(place, told = true) {
    if (this.rows.length === 0) return;
    this.active = Math.max(0, Math.min(this.rows.length - 1, place));
    this.scroll(this.active);
    this.draw();
    if (told) this.walk(this.rows[this.active], this.active, this.rows.length);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const steps = {
      ArrowDown: this.active + 1, ArrowUp: this.active - 1, PageDown: this.active + page, PageUp: this.active - page,
      Home: 0, End: this.rows.length - 1,
    };
    if (event.key in steps) this.go(steps[event.key]);
    else if ((event.key === 'Enter' || event.key === ' ') && this.active >= 0) this.open(this.rows[this.active]);
    else return;
    event.preventDefault();
  }

  click(event) {
    const option = event.target.closest('[role=option]');
    if (!option) return;
    this.active = Number(option.getAttribute('aria-posinset')) - 1;
    this.open(this.rows[this.active]);
  }

  draw() {
    if (!this.view) return;
    const from = this.placeAt(this.box.scrollTop - AROUND);
    const to = Math.min(this.rows.length, this.placeAt(this.box.scrollTop + this.box.clientHeight + AROUND) + 1);
    const places = [];
    // What the keyboard is on must be there, also when it is scrolled out of sight.
    if (this.active >= 0 && (this.active < from || this.active >= to)) places.push(this.active);
    for (let place = from; place < to; place += 1) places.push(place);
    // A row that is there stays there: a click on it, or a screen reader, is not cut short.
    const before = this.made;
    this.made = new Map(places.map((place) => [place, before.get(place) ?? [this.head(place), this.row(place)].filter(Boolean)]));
    for (const [place, parts] of before) if (this.made.get(place) !== parts) parts.forEach((part) => part.remove());
    for (const [place, parts] of this.made) {
      parts.forEach((part) => { if (part.parentNode !== this.inside) this.inside.append(part); });
      const row = parts.at(-1);
      row.classList.toggle('active', place === this.active);
      row.setAttribute('aria-selected', String(this.rows[place] === this.selected));
    }
    if (this.active >= 0) this.box.setAttribute('aria-activedescendant', `row-${this.active}`);
    else this.box.removeAttribute('aria-activedescendant');
  }

  /** The row at a height, by halving. */
  placeAt(height) {
    let [low, high] = [0, Math.max(0, this.rows.length - 1)];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.tops[middle] <= height) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  head(place) {
    if (!this.heads.has(place)) return null;
    const head = h('div', { class: 'group', role: 'presentation', 'aria-hidden': 'true' }, this.heads.get(place));
    head.style.top = `${this.tops[place]}px`;
    return head;
  }

  row(place) {
    const { view, words } = this;
    const at = this.rows[place];
    const { t, said, number } = words;
    const form = view.run.forms.find(({ code }) => code === view.sites.of('form', at));
    const [low, , high] = view.sites.columns.homes[at];
    const score = view.score(at);
    const share = view.share(at);
    const standing = view.standing(at);
    const rank = view.rank(at);
    const range = low === null && high === null ? '' : ` (${number(low)} – ${number(high)})`;
    const row = h('div', {
      id: `row-${place}`, role: 'option', class: 'row', 'aria-selected': 'false', 'aria-posinset': place + 1, 'aria-setsize': this.rows.length,
    },
    h('span', { class: `mark ${standing}`, 'aria-hidden': 'true' }, (this.heads.size > 0 ? rank : null) ?? (standing === 'apart' ? '?' : '·')),
    h('span', { class: 'what' },
      h('span', { class: 'hidden' }, `${rank ? t('rank', { n: rank }) : t('noRank')}. `),
      h('strong', {}, view.sites.short(at)),
      h('span', { class: 'line' }, homes(view.sites.columns.homes[at], words), range, ` · ${score === null ? t('noScore') : `${t('score')} ${number(score, 1)}`}`),
      h('span', { class: 'line soft' },
        [form && short(said(form.name)), standingWord(view, at, words), verdictWord(view, at, words), this.heads.size > 0 ? view.sites.of('buurt', at) : view.sites.of('corporatie', at) ?? view.sites.of('gemeente', at)].filter(Boolean).join(' · ')),
      share === null ? null : h('span', { class: 'line soft' }, t('sure', { first: view.run.first, share: words.hundredths(share) }))));
    row.style.top = `${this.tops[place] + (this.heads.has(place) ? HEAD : 0)}px`;
    return row;
  }
}
