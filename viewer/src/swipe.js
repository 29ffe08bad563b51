// Two maps in one place: the left of one, the right of the other, and a slider between them.
import { h } from './dom.js';
import { MapView } from './map.js';

/** What a map looks at, as text: to a millimeter. */
const where = (map) => {
  const { lng, lat } = map.getCenter();
  return [lng.toFixed(8), lat.toFixed(8), map.getZoom().toFixed(6), map.getBearing().toFixed(4), map.getPitch().toFixed(4)].join();
};

export class Swipe {
  /** `over` is the map that lies below; `at` is told of what is clicked, `shifted` that the slider was moved. */
  constructor(over, events, share = 50) {
    Object.assign(this, { over, events });
    this.box = h('div', { class: 'map swiped' });
    this.line = h('div', { class: 'swipe-line', 'aria-hidden': 'true' });
    this.slider = h('input', { type: 'range', class: 'swipe', min: 0, max: 100, value: share, step: 1, oninput: () => this.move(), onchange: () => this.events.shifted() });
    this.shut = h('button', { type: 'button', class: 'icon swipe-shut', onclick: () => this.events.close() }, '×');
    this.names = [h('span', { class: 'swipe-name left' }), h('span', { class: 'swipe-name right' })];
  }

  /** Opens the map on the left, of this run. */
  async open(run, words, [left, right]) {
    this.names[0].textContent = left;
    this.names[1].textContent = right;
    this.slider.setAttribute('aria-label', words.t('swipeAbout', { left, right }));
    this.shut.setAttribute('aria-label', words.t('swipeShut'));
    this.shut.title = words.t('swipeShut');
    this.over.box.after(this.box, this.line, ...this.names, this.slider, this.shut);
    this.move();
    this.map = new MapView(this.box, { ...this.events, moved: () => {}, title: `${words.t('map')}: ${left}` });
    this.map.credit = this.over.credit;
    this.follow();
    await this.map.open(run, words, this.over.camera());
    this.map.map.on('move', () => this.along(this.map.map, this.over.map));
    this.over.map.on('move', this.led = () => this.along(this.over.map, this.map.map));
  }

  /** Shows the same layers as the other map. */
  follow() {
    if (!this.map) return;
    Object.assign(this.map, { on: this.over.on, shares: this.over.shares, brt: this.over.brt, three: this.over.three });
    this.map.restyle();
  }

  /** Has one map follow the other; the other is told of it, and stands there already. */
  along(from, to) {
    if (where(from) === where(to)) return;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom(), bearing: from.getBearing(), pitch: from.getPitch() });
  }

  /** How much of the width the map on the left has, per cent. */
  get share() {
    return Number(this.slider.value);
  }

  move() {
    const { share } = this;
    this.box.style.clipPath = `inset(0 ${100 - share}% 0 0)`;
    this.line.style.left = `${share}%`;
    this.slider.setAttribute('aria-valuetext', `${share} %`);
  }

  close() {
    if (this.led) this.over.map.off('move', this.led);
    this.map?.map?.remove();
    for (const part of [this.box, this.line, this.slider, this.shut, ...this.names]) part.remove();
  }
}
