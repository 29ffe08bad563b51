// The page: reads the run, and lets list, map, site, weights and norms follow one another.
import { readAddress, writeAddress } from './address.js';
import { Beside } from './beside.js';
import { Sites, append, read } from './data.js';
import { fill, h, quiet } from './dom.js';
import { Layers, legends } from './layers.js';
import { List, sentence } from './list.js';
import { MapView, STANDARD } from './map.js';
import { Norms } from './norms.js';
import { Panel } from './panel.js';
import { ACCURACY_M, rd } from './rd.js';
import { Steps } from './steps.js';
import { Swipe } from './swipe.js';
import { View } from './view.js';
import { Weights } from './weights.js';
import { wordsOf } from './words.js';
import { Years } from './years.js';

const DRAWS = 1_000;
const ON_PAPER = 20;
const PAND = /^\d{16}$/;

class Page {
  constructor(run, columns) {
    this.run = run;
    this.asked = readAddress();
    this.lang = this.asked.lang ?? run.lang;
    this.words = wordsOf(this.lang);
    this.view = new View(run, new Sites(columns));
    if (this.asked.weights) this.view.weights = this.asked.weights;
    this.view.weigh();
    this.filter = this.asked.filter;
    this.selected = null;
    this.pand = null;
    this.details = new Map();
    this.tab = this.asked.tab ?? 'list';
    this.list = new List({ open: (at) => this.open(at), walk: (at, place, n) => this.walk(at, place, n) });
    this.panel = new Panel({
      close: () => this.close(), open: (at) => this.open(at), openPand: (id) => this.openPand(id), step: (by) => this.step(by),
    });
    this.weights = new Weights({ changed: () => this.weigh(), open: (at) => this.open(at) });
    this.norms = new Norms({ ask: (changes, shown) => this.ask(changes, shown), back: () => this.back(), open: (at) => this.open(at) });
    if (run.served) this.norms.set(this.asked.norms, run);
    const { steps, phasing, beside } = run.files;
    this.steps = steps && new Steps({ read: () => read(steps) });
    this.years = phasing && new Years({
      read: () => read(phasing), changed: (features) => this.phase(features), open: (id) => this.openId(id),
    });
    if (this.years) this.years.year = this.asked.year;
    this.beside = beside && new Beside({ from: beside, open: (at) => this.open(at), swipe: (...asked) => this.swipe(...asked) });
    this.layers = new Layers({ changed: () => this.switched() });
    this.mapBox = h('div', { class: 'map', id: 'map' });
    this.map = new MapView(this.mapBox, {
      pick: (found) => this.picked(found), moved: () => this.remember(), pointed: (lon, lat) => this.point(lon, lat),
    });
    if (this.asked.layers) this.map.on = new Set(this.asked.layers);
    this.remember = quiet(200, () => this.write());
    this.follow = quiet(60, () => this.showMap());
    this.live = h('div', { class: 'hidden', role: 'status', 'aria-live': 'polite', id: 'live' });
    this.worker = new Worker(new URL('draws.js', document.baseURI), { type: 'module' });
    this.worker.onmessage = ({ data }) => this.drawn(data);
    this.number = 0;
    this.draw = quiet(150, () => this.draws());
  }

  /** Builds the page in the language that was chosen. */
  build() {
    const { t } = this.words;
    document.documentElement.lang = this.lang;
    document.title = `${this.run.name} · toplaag`;
    this.search = h('input', {
      id: 'search', type: 'search', value: this.filter.text, autocomplete: 'off', placeholder: t('search'), 'aria-label': t('search'), 'aria-describedby': 'search-hint',
      oninput: ({ target }) => this.type(target.value),
    });
    const { run } = this;
    const tabs = ['list', 'weights', run.norms.length > 0 && 'norms', this.steps && 'steps', this.years && 'years', this.beside && 'beside', 'layers', 'about'].filter(Boolean);
    if (!tabs.includes(this.tab)) this.tab = 'list';
    this.tabs = new Map(tabs.map((name) => [name, h('button', {
      type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `sheet-${name}`, onclick: () => this.turn(name),
      onkeydown: (event) => this.tabKey(event, tabs),
    }, t(name))]));
    this.counted = h('p', { class: 'soft', id: 'counted' });
    this.notice = h('div', { class: 'notices' });
    this.filters = h('details', { class: 'filters' });
    this.sheets = new Map(tabs.map((name) => [name, h('div', { role: 'tabpanel', id: `sheet-${name}`, 'aria-labelledby': `tab-${name}`, class: `tab ${name}` })]));
    this.sheets.get('list').append(this.filters, this.counted, this.list.box);
    this.sheets.get('weights').append(this.weights.box);
    this.sheets.get('norms')?.append(this.norms.box);
    for (const name of ['steps', 'years', 'beside']) this.sheets.get(name)?.append(this[name].box);
    this.sheets.get('layers').append(this.layers.box);
    this.sheets.get('about').append(this.about());
    this.silent = h('span');
    this.rd = h('span', { class: 'rd', title: t('rdAbout', { m: ACCURACY_M }) });
    this.printed = h('div', { class: 'printed', 'aria-hidden': 'true' });
    this.toast = h('p', { class: 'toast', hidden: true, 'aria-hidden': 'true' });
    const button = (word, click) => h('button', { type: 'button', onclick: click }, t(word));
    fill(document.body,
      h('a', { class: 'skip', href: '#list', onclick: (event) => {
        event.preventDefault();
        this.turn('list');
        this.list.box.focus();
      } }, t('skip')),
      h('header', { class: 'top' },
        h('h1', {}, this.run.name),
        h('div', { class: 'search', role: 'search' }, this.search, h('span', { class: 'hidden', id: 'search-hint' }, t('searchHint'))),
        h('div', { class: 'buttons' }, button('share', () => this.share()), button('print', () => this.print()),
          h('button', { type: 'button', lang: this.lang === 'nl' ? 'en' : 'nl', onclick: () => this.speak(this.lang === 'nl' ? 'en' : 'nl') }, t('lang')))),
      this.printed,
      this.toast,
      h('main', {},
        h('div', { class: 'side' }, h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('title') }, [...this.tabs.values()]), this.notice, [...this.sheets.values()]),
        h('div', { class: 'middle' }, this.mapBox, this.rd),
        this.panel.box),
      h('footer', {}, h('span', {}, t('explore')), run.notes.slice(0, 1).map((note) => h('span', {}, this.words.said(note))), this.silent),
      this.live);
    this.turn(this.tab, false);
    this.weights.show(this.view, this.words);
    this.norms.show(this.view, this.words);
    this.steps?.show(this.words);
    this.years?.show(this.words);
    this.beside?.show(this.view, this.words);
    this.layers.show(this.run, this.map, this.words);
    this.showFilters();
    this.showList();
    this.showNotices();
    this.switched();
  }

  /** Opens what the address asks for, and the map. */
  async start() {
    this.build();
    const failed = (error) => {
      fill(this.mapBox, h('p', { class: 'nothing' }, this.words.t('noMap'), ' ', error.message));
    };
    this.map.credit = this.words.t('brtCredit');
    const opened = this.map.open(this.run, this.words, this.asked.camera).then(() => {
      this.layers.show(this.run, this.map, this.words);
      this.showMap();
      this.choose();
      if (this.asked.three && this.map.hasHeights) this.map.tilt(true);
    }, failed);
    if (this.run.served && this.norms.values.size > 0) await this.norms.send();
    const at = this.view.sites.places.get(this.asked.site);
    if (at !== undefined) this.open(at, !this.asked.camera);
    else if (PAND.test(this.asked.pand ?? '')) this.openPand(this.asked.pand);
    if (this.view.own) this.draw();
    await opened;
    await this.swipeAsked();
  }

  /** Puts further sites behind those there are. */
  more(columns) {
    const chosen = this.selected === null ? null : this.view.sites.columns.id[this.selected];
    const base = new Sites(columns);
    const shown = this.view.sites === this.view.base;
    this.view.base = base;
    if (!shown) return;
    this.view.show(base);
    if (chosen) this.selected = base.places.get(chosen) ?? null;
    this.weights.show(this.view, this.words);
    this.showFilters();
    this.showList();
    if (this.view.own) this.draw();
    if (this.selected === null && this.asked.site && base.places.has(this.asked.site)) this.open(base.places.get(this.asked.site), false);
  }

  turn(name, told = true) {
    this.tab = name;
    for (const [key, tab] of this.tabs) {
      const on = key === name;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
      this.sheets.get(key).hidden = !on;
    }
    if (name === 'list') this.list.draw();
    if (['steps', 'years', 'beside'].includes(name)) this[name].load();
    this.phase(this.phased);
    if (told) this.remember();
  }

  /** Draws projects by their year, while that sheet is open. */
  phase(features) {
    this.phased = features;
    this.map.phase(this.tab === 'years' ? features ?? null : null);
    this.remember();
  }

  /** Lays the map of another run, or of this run as it was, over the left of the map; a second time takes it off. */
  async swipe(other, names, share) {
    const { swiped } = this;
    this.unswipe();
    if (swiped?.other === other || !this.map.ready) {
      this.remember();
      return;
    }
    // A site of another run opens that of this run, if it has it.
    const pick = (found) => {
      this.picked(found);
      if (other !== this.run) this.tell('ofThisRun');
    };
    this.swiped = Object.assign(new Swipe(this.map, {
      pick, pointed: (lon, lat) => this.point(lon, lat), close: () => {
        this.unswipe();
        this.remember();
      }, shifted: () => this.remember(),
    }, share), { other });
    this.remember();
    await this.swiped.open(other, this.words, names);
  }

  /** The run as it was, over what the reader chose. */
  swipeOwn(share) {
    const { t } = this.words;
    return this.swipe(this.run, [t('asRun'), t('asNow')], share);
  }

  /** Lays the map over that the address asks for, if there is something to see. */
  async swipeAsked() {
    const { over, share } = this.asked.swipe ?? {};
    if (over === 'keuze' && this.changed) await this.swipeOwn(share);
    if (over !== 'naast' || !this.beside) return;
    await this.beside.load();
    if (this.beside.sites) await this.beside.lay(share);
  }

  unswipe() {
    this.swiped?.close();
    this.swiped = null;
  }

  tabKey(event, tabs) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(this.tab) + by + tabs.length) % tabs.length];
    this.turn(next);
    this.tabs.get(next).focus();
  }

  type(text) {
    const isPand = PAND.test(text.trim());
    // A pand is looked up; the list stays as it is.
    this.filter.text = isPand ? '' : text;
    if (isPand) this.openPand(text.trim());
    else if (text) this.turn('list');
    this.showList();
  }

  showFilters() {
    const { t, said } = this.words;
    const { sites, run } = this.view;
    const select = (name, word, options) => {
      const id = `filter-${name}`;
      return h('p', { class: 'field' }, h('label', { for: id }, t(word)), h('select', { id, onchange: ({ target }) => {
        this.filter[name] = target.value;
        this.showList();
      } }, options.map(([value, text]) => h('option', { value, selected: this.filter[name] === value }, text))));
    };
    const some = (column) => [['', t('all')], ...[...sites.columns[column].values].sort((a, b) => a.localeCompare(b, 'nl')).map((one) => [one, one])];
    const forms = run.forms.filter(({ code }) => sites.columns.form.values.includes(code)).map(({ code, name }) => [code, said(name)]);
    fill(this.filters,
      h('summary', {}, t('filter')),
      h('div', { class: 'fields' },
        select('show', 'show', [['', t('showRanked')], ['shortlist', t('showShortlist')], ['alles', t('showAll')]]),
        select('sort', 'sort', [['', t('sortGroup')], ['score', t('sortScore')], ['woningen', t('sortHomes')], ['zekerheid', t('sortSure')], ['adres', t('sortAddress')]]),
        some('gemeente').length > 2 && select('gemeente', 'gemeente', some('gemeente')),
        some('corporatie').length > 2 && select('corporatie', 'corporatie', some('corporatie')),
        forms.length > 1 && select('form', 'form', [['', t('all')], ...forms]),
        h('p', {}, h('button', { type: 'button', onclick: () => this.clear() }, t('clear')))));
  }

  clear() {
    for (const name of Object.keys(this.filter)) this.filter[name] = '';
    this.search.value = '';
    this.showFilters();
    this.showList();
  }

  showList() {
    this.rows = this.view.list(this.filter);
    const heading = this.filter.sort === '' ? (at) => this.groupOf(at) : null;
    this.list.show(this.view, this.rows, this.words, this.selected, heading);
    const { t, whole } = this.words;
    this.counted.textContent = this.rows.length === 0 ? t('nothing') : t('count', { n: whole(this.rows.length), all: whole(this.view.sites.n) });
    this.follow();
    this.remember();
  }

  /** What the group of a site is called: its list and who it is compared with. */
  groupOf(at) {
    const { table, groupNames } = this.view.sites;
    if (table.group[at] < 0) return this.words.t('notCompared');
    const list = this.run.words.list.find(({ code }) => code === this.view.sites.of('list', at));
    const several = this.view.sites.columns.list.values.length > 1;
    return [several && list && this.words.said(list.name), groupNames[table.group[at]]].filter(Boolean).join(': ');
  }

  /** Whether the reader chose other weights or norms than those of the run. */
  get changed() {
    return this.view.own || this.view.sites !== this.view.base;
  }

  /** Whether the map must show other sites than its tiles do. */
  get differs() {
    const { text, gemeente, corporatie, form, show } = this.filter;
    return this.changed || Boolean(text || gemeente || corporatie || form || show === 'shortlist');
  }

  showMap() {
    this.map.sites(this.view, this.differs ? this.rows : null);
  }

  showNotices() {
    const { t } = this.words;
    const otherNorms = this.view.sites !== this.view.base;
    // One slider shows what both did.
    const back = (click, swipes) => h('span', { class: 'buttons' },
      swipes && h('button', { type: 'button', onclick: () => this.swipeOwn() }, t('swipe')),
      h('button', { type: 'button', onclick: click }, t('reset')));
    if (!this.changed && this.swiped?.other === this.run) this.unswipe();
    fill(this.notice,
      this.view.own ? h('p', { class: 'notice' }, h('span', { class: 'said' }, t('weightsChanged')), back(() => this.weights.profile(this.run.profile), !otherNorms)) : [],
      otherNorms ? h('p', { class: 'notice' }, h('span', { class: 'said' }, t('normsChanged', { what: this.norms.said(this.words) })), back(() => this.norms.reset(), true)) : []);
  }

  /** After a layer was switched. */
  switched() {
    this.silent.textContent = this.words.t(this.map.brt ? 'notSilent' : 'silent');
    this.swiped?.follow();
    this.remember();
  }

  weigh() {
    this.view.weigh();
    this.weights.tell();
    this.showNotices();
    this.showList();
    this.showPanel();
    if (this.view.own) this.draw();
  }

  /** Has weights drawn around those that are set. */
  draws() {
    const { certainty } = this.run;
    if (!certainty || !this.view.own) return;
    this.number += 1;
    const asked = { n: DRAWS, concentration: certainty.concentration, least: certainty.weight_least, uniform: certainty.weights === 'uniform', seed: 1 };
    const table = this.sent === this.view.sites.table ? undefined : this.view.sites.table;
    this.sent = this.view.sites.table;
    this.worker.postMessage({ number: this.number, table, weights: this.view.weights, rules: this.view.rules, asked });
  }

  drawn({ number, shares, took }) {
    if (number !== this.number || !this.view.own) return;
    this.view.shares = shares;
    this.took = took;
    this.list.draw();
    this.showPanel();
  }

  /** Asks the server; `shown()` is called before the page shows the answer. */
  async ask(changes, shown) {
    const answer = await fetch(new URL('api/watals', document.baseURI), {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ zet: changes }),
    });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.detail ?? told.title ?? `${answer.status}`);
    shown();
    this.change(new Sites(told.sites));
    return told.difference;
  }

  back() {
    if (this.view.sites !== this.view.base) this.change(this.view.base);
  }

  /** Shows other sites, and what was chosen among them. */
  change(sites) {
    const chosen = this.selected === null ? null : this.view.sites.columns.id[this.selected];
    this.view.show(sites);
    this.selected = chosen === null ? null : sites.places.get(chosen) ?? null;
    this.showNotices();
    this.showFilters();
    this.showList();
    this.weights.show(this.view, this.words);
    if (this.selected !== null) this.showPanel();
    if (this.view.own) this.draw();
  }

  walk(at, place, n) {
    const { t, whole } = this.words;
    this.live.textContent = `${t('place', { at: whole(place + 1), n: whole(n) })}; ${sentence(this.view, at, this.words)}`;
    const where = this.view.sites.columns.lon_lat[at];
    this.map.choose({ site: this.view.sites.columns.id[at], place: where });
    this.map.go(where, false);
  }

  /** What was clicked on the map. A pand of a site opens the site. */
  picked({ site, pand, tile }) {
    const at = this.view.sites.places.get(site);
    if (at !== undefined) {
      this.open(at, false);
      this.map.keep(this.view.sites.columns.lon_lat[at]);
    } else if (pand) this.openPand(pand, tile);
  }

  openId(id) {
    const at = this.view.sites.places.get(id);
    if (at !== undefined) this.open(at);
  }

  open(at, go = true) {
    const back = document.activeElement;
    if (this.panel.box.hidden) this.from = back;
    [this.selected, this.pand] = [at, null];
    this.list.select(at);
    this.showPanel();
    this.panel.box.scrollTop = 0;
    this.choose();
    if (go) this.map.go(this.view.sites.columns.lon_lat[at]);
    this.panel.focus();
    this.remember();
    this.load(at);
  }

  choose() {
    const at = this.selected;
    if (at !== null) this.map.choose({ site: this.view.sites.columns.id[at], place: this.view.sites.columns.lon_lat[at] });
    else this.map.choose({ pand: this.pand?.id });
  }

  /** Reads what more there is of a site. */
  async load(at) {
    const id = this.view.sites.columns.id[at];
    const place = this.view.base.places.get(id);
    const file = Math.floor(place / this.run.files.details);
    try {
      if (place === undefined) throw new Error(id);
      if (!this.details.has(file)) this.details.set(file, read(`${this.run.files.detail}${file}.json`));
      this.allNorms ??= read(this.run.files.norms).then(({ norms }) => new Map(norms.map((norm) => [norm.key, norm])));
      const [{ sites }, norms] = await Promise.all([this.details.get(file), this.allNorms]);
      this.detail = { id, detail: sites[id], norms };
    } catch (error) {
      this.details.delete(file);
      this.allNorms = undefined;
      this.detail = { id, failed: error.message };
    }
    if (this.selected !== null && this.view.sites.columns.id[this.selected] === id) this.showPanel();
  }

  showPanel() {
    if (this.pand) {
      this.panel.pand(this.view, this.pand.id, this.words, this.pand);
    } else if (this.selected !== null) {
      const told = this.detail?.id === this.view.sites.columns.id[this.selected] ? this.detail : {};
      this.panel.site(this.view, this.selected, this.words, { ...told, draws: DRAWS });
    }
  }

  async openPand(id, tile) {
    if (this.panel.box.hidden) this.from = document.activeElement;
    [this.selected, this.pand] = [null, { id, tile }];
    this.panel.box.scrollTop = 0;
    this.showPanel();
    this.choose();
    if (document.activeElement !== this.search) this.panel.focus();
    this.remember();
    const { served, files } = this.run;
    if (!served && files.pand_digits === null) {
      return;
    }
    const told = { id, tile };
    try {
      if (served) {
        const answer = await fetch(new URL(`api/pand/${id}`, document.baseURI));
        if (answer.status === 404) told.missing = true;
        else if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
        else told.answer = await answer.json();
      } else {
        const { panden } = await read(`data/pand/${id.slice(-files.pand_digits)}.json`).catch(() => ({ panden: {} }));
        told.answer = panden[id];
        told.missing = !told.answer;
      }
    } catch (error) {
      told.failed = error.message;
    }
    if (this.pand?.id !== id) return;
    this.pand = told;
    const near = told.answer?.sites.map((site) => this.view.base.places.get(site.id)).find((at) => at !== undefined);
    if (!tile && near !== undefined) this.map.go(this.view.base.columns.lon_lat[near]);
    this.showPanel();
  }

  step(by) {
    const place = this.rows.indexOf(this.selected);
    const next = this.rows[Math.max(0, Math.min(this.rows.length - 1, place < 0 ? 0 : place + by))];
    if (next !== undefined) this.open(next);
  }

  close() {
    [this.selected, this.pand] = [null, null];
    this.panel.hide();
    this.list.select(null);
    this.choose();
    (this.from?.isConnected ? this.from : this.list.box).focus();
    this.remember();
  }

  point(lon, lat) {
    const at = rd(lon, lat);
    this.rd.textContent = at ? this.words.t('rd', { x: at[0].toFixed(0), y: at[1].toFixed(0), m: ACCURACY_M }) : '';
  }

  speak(lang) {
    this.unswipe();
    this.lang = lang;
    this.words = wordsOf(lang);
    this.map.credit = this.words.t('brtCredit');
    this.map.speak(lang);
    this.build();
    this.showPanel();
    this.remember();
    document.querySelector('.top .buttons button:last-child')?.focus();
  }

  /** The run: what it counts, and what it rests on. */
  about() {
    const { t, whole, number, said } = this.words;
    const { run } = this;
    const together = run.homes_together;
    return h('div', { class: 'sheet' },
      h('p', {}, t('explore')),
      run.notes.map((note) => h('p', {}, said(note))),
      h('p', {}, t('silent')),
      together && h('p', {}, t('homesAll', { suitable: whole(together.suitable.mid), undecided: whole(together.undecided.mid) })),
      h('p', { class: 'soft' }, [run.certainty && t('draws', { n: whole(run.certainty.draws) }), t('accuracy', { m: number(run.accuracy_m, 3) })].filter(Boolean).join(' ')),
      h('h2', {}, t('source')),
      h('dl', { class: 'sources' }, run.sources.flatMap(({ role, file, date, attribution, licence }) => [
        h('dt', {}, role), h('dd', {}, attribution || file, h('small', {}, [attribution && file, date || t('noDate'), licence].filter(Boolean).join(' · '))),
      ])),
      h('p', { class: 'note' }, t('made', { version: run.toplaag }), ' · ', h('a', { href: 'licences.txt' }, t('licences'))));
  }

  /** Says something for a while, to be seen and heard. */
  tell(word) {
    this.live.textContent = this.words.t(word);
    this.toast.textContent = this.words.t(word);
    this.toast.hidden = false;
    clearTimeout(this.told);
    this.told = setTimeout(() => { this.toast.hidden = true; }, 6_000);
  }

  async share() {
    this.write();
    try {
      await navigator.clipboard.writeText(location.href);
      this.tell('shared');
    } catch {
      this.tell('shareFailed');
    }
  }

  print() {
    print();
  }

  /** Puts a picture of the map with its legend on the paper. */
  paper() {
    const { t } = this.words;
    this.drawnOn = this.map.picture() ?? this.drawnOn;
    for (const part of this.panel.box.querySelectorAll('details:not([open])')) {
      part.open = true;
      addEventListener('afterprint', () => { part.open = false; }, { once: true });
    }
    fill(this.printed,
      h('h1', {}, this.run.name),
      [...this.notice.querySelectorAll('.said')].map(({ textContent }) => h('p', { class: 'notice' }, textContent)),
      this.drawnOn ?? [],
      h('div', { class: 'legends' }, h('h2', {}, t('legend')), legends(this.map, this.words)),
      this.onPaper(),
      h('p', { class: 'note' }, [...new Set(this.run.sources.map(({ attribution }) => attribution).filter(Boolean))].join(' | ')),
      h('p', { class: 'note' }, `${t('made', { version: this.run.toplaag })}. ${t('explore')}`));
  }

  /** The first of the list, under the heads of their groups. */
  onPaper() {
    const rows = this.rows.slice(0, ON_PAPER);
    const heads = rows.map((at) => (this.filter.sort === '' ? this.groupOf(at) : ''));
    const lines = rows.flatMap((at, place) => [
      heads[place] && heads[place] !== heads[place - 1] && h('li', {}, h('strong', {}, heads[place])),
      h('li', {}, sentence(this.view, at, this.words)),
    ]);
    const more = this.rows.length - rows.length;
    return h('ul', { class: 'plain' }, lines, more > 0 && h('li', {}, this.words.t('more', { n: this.words.whole(more) })));
  }

  write() {
    const { view, run } = this;
    const layers = [...this.map.on];
    writeAddress({
      lang: this.lang === run.lang ? '' : this.lang,
      site: this.selected === null ? '' : view.sites.columns.id[this.selected],
      pand: this.pand?.id ?? '',
      tab: this.tab === 'list' ? '' : this.tab,
      year: this.tab === 'years' ? this.years.year : '',
      camera: this.map.camera() ?? this.asked.camera,
      filter: this.filter,
      weights: view.own ? view.weights : null,
      norms: view.sites === view.base ? [] : this.norms.changes,
      layers: layers.length === STANDARD.length && STANDARD.every((one) => layers.includes(one)) ? null : layers,
      three: this.map.three,
      swipe: this.swiped && { over: this.swiped.other === this.run ? 'keuze' : 'naast', share: this.swiped.share },
    });
  }
}

async function main() {
  const run = await read('data/run.json');
  const columns = await read(run.files.sites);
  if (run.files.tokens) document.head.append(h('link', { rel: 'stylesheet', href: run.files.tokens }));
  const page = new Page(run, columns);
  addEventListener('beforeprint', () => page.paper());
  await page.start();
  let { more } = columns;
  let all = columns;
  while (more) {
    const file = await read(more);
    all = append(all, file);
    ({ more } = file);
    if (!more) page.more(all);
  }
  return page;
}

/** Resolves once all is drawn; tests wait for it. */
window.page = main().catch((error) => {
  const { t } = wordsOf(document.documentElement.lang);
  fill(document.body, h('main', { class: 'nothing' }, h('h1', {}, 'toplaag'), h('p', { role: 'alert' }, t('loadFailed', { why: error.message }))));
  return { failed: error.message };
});
