// Which pictures do the maps need that are not lines or fills?
//
// One sprite holds the patterns and symbols of both grounds; a name ends in
// `-light` or `-dark`. Every pixel follows from a formula and the palette.
import { colors, THEMES } from './palette.mjs';
import { encode } from './png.mjs';
import { cross, disc, dots, either, falling, rising, square, triangle } from './shapes.mjs';

/** A picture of `size` pixels: paints, from the bottom up, of a shape and a color; no shape is all of it. */
const PICTURES = {
  undecided: { size: 8, paints: [[null, 'verdict.undecided'], [rising(8, 2), 'verdict.undecided_line']] },
  unknown: { size: 8, paints: [[null, 'unknown.fill'], [falling(8, 1.2), 'unknown.line']] },
  'unknown-over': { size: 8, paints: [[falling(8, 1.2), 'unknown.line']] },
  exclude: {
    size: 10,
    paints: [[either(rising(10, 1.2), falling(10, 1.2)), 'restriction.exclude']],
  },
  plot: { size: 6, paints: [[dots(6, 0.9), 'verdict.suitable_line']] },
  flag: { size: 8, paints: [[dots(8, 1.1), 'restriction.flag']] },
  shortlist: { size: 28, paints: [[disc(13.5), 'ground.paper'], [disc(12.5), 'verdict.suitable_line']] },
  reserve: {
    size: 26,
    paints: [[disc(12.5), 'ground.paper'], [disc(11.5), 'verdict.suitable_line'], [disc(9), 'ground.paper']],
  },
  listed: {
    size: 22,
    paints: [
      [square(10.5, 3), 'ground.paper'], [square(9.5, 2), 'verdict.suitable'], [square(8.3, 1.4), 'ground.paper'],
    ],
  },
  apart: {
    size: 30,
    paints: [
      [triangle(14.6), 'ground.paper'], [triangle(13), 'verdict.undecided_line'], [triangle(9.4), 'verdict.undecided'],
    ],
  },
  unsuitable: {
    size: 14, paints: [[cross(6.5, 4.4), 'ground.paper'], [cross(5.5, 2), 'verdict.unsuitable_line']],
  },
};

const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** One pixel, as RGBA 0–255: paints laid over each other, edges softened over one pixel. */
function pixel(paints, color, x, y, ratio) {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (const [shape, name] of paints) {
    const cover = shape ? Math.min(1, Math.max(0, 0.5 - shape(x, y) * ratio)) : 1;
    const left = alpha * (1 - cover);
    alpha = left + cover;
    if (alpha === 0) continue;
    [red, green, blue] = channels(color(name)).map(
      (value, i) => (value * cover + [red, green, blue][i] * left) / alpha,
    );
  }
  return [red, green, blue, 255 * alpha].map(Math.round);
}

/**
 * The sprite at a pixel ratio of 1 or 2: `{ json, png }` as MapLibre asks for.
 */
export function sprite(ratio) {
  const all = THEMES.flatMap((theme) =>
    Object.entries(PICTURES).map(([name, picture]) => ({ ...picture, name: `${name}-${theme}`, color: colors(theme) })),
  );
  const [width, gap] = [256 * ratio, 2 * ratio];
  let [left, top, tallest] = [0, 0, 0];
  const json = {};
  for (const { name, size } of all) {
    const side = size * ratio;
    if (left + side > width) [left, top, tallest] = [0, top + tallest + gap, 0];
    json[name] = { width: side, height: side, x: left, y: top, pixelRatio: ratio };
    left += side + gap;
    tallest = Math.max(tallest, side);
  }
  const height = top + tallest;
  const rgba = Buffer.alloc(4 * width * height);
  for (const { name, size, paints, color } of all) {
    const { x, y, width: side } = json[name];
    for (let row = 0; row < side; row += 1) {
      for (let column = 0; column < side; column += 1) {
        const at = [column, row].map((n) => (n + 0.5) / ratio - size / 2);
        rgba.set(pixel(paints, color, at[0], at[1], ratio), 4 * ((y + row) * width + x + column));
      }
    }
  }
  return { json, png: encode(width, height, rgba) };
}
