// Is every word of the page there in both languages, with the same blanks?
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_WORDS, wordsOf } from '../src/words.js';

const blanks = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test('every word has two languages with the same blanks', () => {
  for (const [key, both] of Object.entries(ALL_WORDS)) {
    assert.equal(both.length, 2, key);
    assert.ok(both.every((text) => text.trim().length > 0), key);
    assert.deepEqual(blanks(both[0]), blanks(both[1]), key);
  }
});

test('numbers are written as each language does', () => {
  assert.equal(wordsOf('nl').number(1234.5, 1), '1.234,5');
  assert.equal(wordsOf('en').number(1234.5, 1), '1,234.5');
  assert.equal(wordsOf('nl').number(null), '–');
});

test('a share is said as the run says it: nearly all is not all', () => {
  const { ofHundred } = wordsOf('nl');
  assert.deepEqual([0, 0.001, 0.874, 0.999, 1].map(ofHundred), [
    '0 van de 100', 'minder dan 1 van de 100', '87 van de 100', 'meer dan 99 van de 100', '100 van de 100',
  ]);
});
