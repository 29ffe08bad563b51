// How does a block of a fact sheet come on the page? The same blocks make the sheet on paper.
import { h } from './dom.js';

/** A table in a box that scrolls by itself where it is too wide; the box can have the keyboard then. */
export function table(about, head, rows, total = false) {
  const cell = (text, at, name) => h(name, {
    class: head[at]?.number ? 'number' : null, scope: name === 'th' ? (at === 0 ? 'row' : 'col') : null,
  }, text);
  const made = h('table', {},
    h('caption', { class: 'hidden' }, about),
    h('thead', {}, h('tr', {}, head.map(({ text, number }) => h('th', { scope: 'col', class: number ? 'number' : null }, text)))),
    h('tbody', {}, rows.map((row, place) => h('tr', { class: total && place === rows.length - 1 ? 'total' : null },
      row.map((text, at) => cell(text, at, at === 0 ? 'th' : 'td'))))));
  return h('div', { class: 'wide', role: 'region', tabindex: '0', 'aria-label': about }, made);
}

/** A table of words, row by row: side by side they would be columns of a few letters. */
const cards = ({ about, head, rows }) => h('ul', { class: 'plain cards', 'aria-label': about }, rows.map(([first, ...rest]) =>
  h('li', {}, h('strong', {}, first), rest.map((text, at) => text && h('div', {}, h('span', { class: 'soft' }, `${head[at + 1].text}: `), text)))));

const WORDY = 3;

/** One block. */
export function block(one) {
  switch (one.block) {
    case 'heading': return h('h4', {}, one.text);
    case 'text': return h('p', {}, one.text);
    case 'note': return h('p', { class: 'note' }, one.text);
    case 'list': return h('ul', {}, one.items.map((item) => h('li', {}, item)));
    case 'facts': return h('dl', {}, one.facts.flatMap(([label, value]) => [h('dt', {}, label), h('dd', {}, value)]));
    case 'table': return one.head.filter(({ number }) => !number).length > WORDY ? cards(one) : table(one.about, one.head, one.rows, one.total);
    case 'columns': return one.columns.flat().map(block);
    default: return null;
  }
}
