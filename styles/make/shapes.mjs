// What does a symbol or a pattern look like, as a formula?
//
// A shape gives the distance from a point to its edge, in pixels of the plain
// sprite: negative inside. (0, 0) is the middle, y runs down.

/** A disc. */
export const disc = (radius) => (x, y) => Math.hypot(x, y) - radius;

/** A square with rounded corners; `half` is half its side. */
export const square = (half, corner) => (x, y) => {
  const [dx, dy] = [Math.abs(x) - half + corner, Math.abs(y) - half + corner];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
};

/** A triangle on its base, all sides alike, its middle in the middle. */
export const triangle = (radius) => (x, y) =>
  Math.max(y - radius / 2, (Math.sqrt(3) * Math.abs(x) - y - radius) / 2);

/** An × of two bars. */
export const cross = (half, width) => (x, y) => {
  const [u, v] = [Math.abs(x + y) / Math.SQRT2, Math.abs(x - y) / Math.SQRT2];
  return Math.max(Math.min(u, v) - width / 2, Math.max(u, v) - half);
};

/** Lines that rise to the right, `period` pixels apart along x; repeats without a seam. */
export const rising = (period, width) => (x, y) => stripe(x + y, period) / Math.SQRT2 - width / 2;

/** Lines that fall to the right. */
export const falling = (period, width) => (x, y) => stripe(x - y, period) / Math.SQRT2 - width / 2;

/** Dots on a grid of `period` pixels, every second row shifted. */
export const dots = (period, radius) => (x, y) =>
  Math.min(
    Math.hypot(stripe(x, period), stripe(y, period)),
    Math.hypot(stripe(x + period / 2, period), stripe(y + period / 2, period)),
  ) - radius;

/** Both shapes together. */
export const either = (a, b) => (x, y) => Math.min(a(x, y), b(x, y));

/** Distance from `at` to the nearest multiple of `period`. */
const stripe = (at, period) => Math.abs(at - period * Math.round(at / period));
