// Can every class be told from every other, by every eye, on either ground?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, distance, EYES } from '../make/color.mjs';
import { colors, THEMES } from '../make/palette.mjs';

/** Classes that stand side by side on a map, all pairs of which must differ. */
const SIDE_BY_SIDE = [
  ['verdict.suitable', 'verdict.undecided', 'verdict.unsuitable', 'ground.paper'],
  ['verdict.suitable_line', 'verdict.undecided_line', 'verdict.unsuitable_line'],
  ['homes.none', 'homes.few', 'homes.some', 'homes.many', 'homes.most'],
  ['grid.code_0', 'grid.code_1', 'grid.code_2', 'grid.code_3'],
  ['water.a', 'water.b', 'water.c1', 'water.c2', 'water.d'],
];

/** Least ΔE*ab between two classes; 10 is plain to see in two patches that do not touch. */
const APART = 10;

/** Lines, symbols and text, with the least contrast against the ground they stand on. */
const CONTRAST = [
  ['ground.ink', 7], ['ground.soft', 4.5],
  ['verdict.suitable_line', 4.5], ['verdict.undecided_line', 4.5], ['verdict.unsuitable_line', 3],
  ['unknown.line', 3], ['parking.line', 4.5],
  ['restriction.exclude', 4.5], ['restriction.flag', 4.5], ['restriction.height', 4.5],
];

const pairs = (names) => names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b]));

for (const theme of THEMES) {
  const color = colors(theme);

  test(`classes can be told apart by every eye on ${theme}`, () => {
    for (const [a, b] of SIDE_BY_SIDE.flatMap(pairs)) {
      for (const eye of Object.keys(EYES)) {
        const found = distance(color(a), color(b), eye);
        assert.ok(found >= APART, `${a} and ${b}: ${found.toFixed(1)} with ${eye}, at least ${APART}`);
      }
    }
  });

  test(`lines, symbols and text stand out from the ground on ${theme}`, () => {
    for (const [name, least] of CONTRAST) {
      const found = contrast(color(name), color('ground.paper'));
      assert.ok(found >= least, `${name}: ${found.toFixed(2)}, at least ${least}`);
    }
  });

  test(`an outline and a hatching stand out from their own fill on ${theme}`, () => {
    for (const name of ['verdict.suitable', 'verdict.undecided', 'verdict.unsuitable']) {
      const least = name === 'verdict.suitable' ? 2 : 3;
      const found = contrast(color(name), color(`${name}_line`));
      assert.ok(found >= least, `${name}: ${found.toFixed(2)}, at least ${least}`);
    }
    assert.ok(contrast(color('unknown.fill'), color('unknown.line')) >= 3);
  });

  test(`more homes is always further from the ground on ${theme}`, () => {
    const ramp = ['none', 'few', 'some', 'many', 'most'].map((name) => color(`homes.${name}`));
    const steps = ramp.map((hex) => contrast(hex, color('ground.paper')));
    assert.deepEqual(steps, [...steps].sort((a, b) => a - b));
  });
}

test('contrast and distance agree with worked values', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#ffffff', '#000000'), 21);
  assert.ok(Math.abs(contrast('#777777', '#ffffff') - 4.48) < 0.01, 'the WCAG example of a gray that just fails');
  assert.ok(Math.abs(distance('#000000', '#ffffff', 'usual') - 100) < 0.01, 'L* runs from 0 to 100');
  assert.ok(distance('#ff0000', '#00ff00', 'usual') > 160);
  assert.ok(distance('#a05a00', '#5f7a00', 'deuteranopia') < distance('#a05a00', '#5f7a00', 'usual') / 2);
});
