// Do the report and the legend look like the map?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { legend } from '../make/legend.mjs';
import { colors, THEMES } from '../make/palette.mjs';

const css = readFileSync(new URL('../../src/export/templates/report.css', import.meta.url), 'utf8');
const sprite = JSON.parse(readFileSync(new URL('../sprite.json', import.meta.url), 'utf8'));
const light = colors('light');

for (const [found, name] of [
  [/--ink: (#\w+)/, 'ground.ink'],
  [/--soft: (#\w+)/, 'ground.soft'],
  [/--yes: (#\w+)/, 'verdict.suitable_line'],
  [/--no: (#\w+)/, 'verdict.unsuitable_line'],
  [/--open: (#\w+)/, 'verdict.undecided_line'],
  [/rect\.yes \{ fill: (#\w+)/, 'verdict.suitable'],
  [/rect\.open \{ fill: (#\w+)/, 'verdict.undecided'],
]) {
  test(`the report takes ${name} from the palette`, () => {
    assert.equal(found.exec(css)?.[1], light(name));
  });
}

test('the legend names colors and pictures that exist', () => {
  const entries = legend().flatMap((group) => group.entries);
  assert.ok(entries.length > 20);
  for (const { fill, line, pattern, symbol } of entries) {
    for (const theme of THEMES) {
      for (const name of [fill, line].filter(Boolean)) colors(theme)(name);
      for (const name of [pattern, symbol].filter(Boolean)) assert.ok(`${name}-${theme}` in sprite, name);
    }
  }
});

test('the legend is in Dutch and English', () => {
  for (const { nl, en, entries } of legend()) for (const entry of [{ nl, en }, ...entries]) assert.ok(entry.nl && entry.en, nl);
});
