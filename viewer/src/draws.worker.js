// Draws weights beside the page, so that the page never waits.
import { rank } from './rank.js';
import { acceptability } from './smaa.js';

let table;

addEventListener('message', ({ data }) => {
  if (data.table) table = data.table;
  if (!data.weights) return;
  const from = performance.now();
  const ranked = rank(table, data.weights, data.rules);
  const shares = acceptability(table, ranked, data.weights, data.asked, data.rules.first);
  postMessage({ number: data.number, shares, took: performance.now() - from });
});
