// Homes and points as bars. Each bar has its numbers in words beside it.
import { h } from './dom.js';

/** Homes from cautious to high, with what is expected as a mark. */
export function homesBar([low, mid, high]) {
  if (low === null || high === null || mid === null) return null;
  const [from, to] = [Math.min(0, low), Math.max(high, 1)];
  const x = (homes) => ((homes - from) / (to - from)) * 100;
  return h('svg', { class: 'homes-bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    h('rect', { class: 'track', x: 0, y: 3, width: 100, height: 4 }),
    h('rect', { class: 'range', x: x(low), y: 3, width: Math.max(0.5, x(high) - x(low)), height: 4 }),
    h('rect', { class: 'mid', x: Math.max(0, x(mid) - 0.6), y: 0, width: 1.2, height: 10 }));
}

/** What each criterion brings: its points, its weight, and its share of the bar. */
export function parts(values, weights) {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const known = weights.reduce((sum, weight, at) => sum + (values[at] === null ? 0 : weight), 0);
  return weights.map((weight, at) => ({
    weight: all > 0 ? weight / all : 0,
    value: values[at],
    points: values[at] === null || known <= 0 ? null : (100 * weight * values[at]) / known,
  }));
}

/** The points stacked, out of 100. */
export function scoreBar(all) {
  let x = 0;
  const rects = all.map(({ points }, at) => {
    if (!points) return null;
    const rect = h('rect', { class: `c${at}`, x, y: 0, width: points, height: 10 });
    x += points;
    return rect;
  });
  return h('svg', { class: 'score-bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    h('rect', { class: 'track', x: 0, y: 0, width: 100, height: 10 }), rects);
}
