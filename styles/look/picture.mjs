// Makes a picture of the map: what a browser shows, without a screen.
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Chromium } from './chromium.mjs';
import { serve } from './server.mjs';

const USAGE = `usage: scripts/picture OUT.png [--tiles FILE.pmtiles] [--style light|dark] [--zoom N] [--center LON,LAT]
  [--size 1200x800] [--ratio 1] [--show GROUP,...] [--hide GROUP,...] [--lang nl|en] [--no-legend]
  [--vision deuteranopia|protanopia|tritanopia|achromatopsia]`;

const options = {
  tiles: { type: 'string', default: 'toplaag-demo/uitkomst/toplaag.pmtiles' },
  style: { type: 'string', default: 'light' },
  zoom: { type: 'string' },
  center: { type: 'string' },
  size: { type: 'string', default: '1200x800' },
  ratio: { type: 'string', default: '1' },
  show: { type: 'string' },
  hide: { type: 'string' },
  lang: { type: 'string', default: 'nl' },
  'no-legend': { type: 'boolean', default: false },
  vision: { type: 'string' },
};

/** The address of the page that shows what was asked for. */
function address(port, asked) {
  const query = new URLSearchParams({ style: asked.style === 'dark' ? '/toplaag-dark.json' : '/toplaag.json', lang: asked.lang });
  for (const name of ['zoom', 'center', 'show', 'hide']) if (asked[name]) query.set(name, asked[name]);
  if (asked['no-legend']) query.set('legend', 'no');
  return `http://127.0.0.1:${port}/look/index.html?${query}`;
}

async function main() {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const size = /^(\d+)x(\d+)$/.exec(values.size);
  if (positionals.length !== 1 || !size) throw new Error(USAGE);
  const tiles = resolve(values.tiles);
  if (!existsSync(tiles)) throw new Error(`no tiles at \`${tiles}\`\nhint: make them with \`toplaag demo\`, or give --tiles`);
  const server = await serve(tiles);
  const chromium = new Chromium();
  try {
    const [width, height, ratio] = [size[1], size[2], values.ratio].map(Number);
    const page = address(server.address().port, values);
    const { errors, png } = await chromium.photograph(page, { width, height, ratio, vision: values.vision });
    if (errors.length > 0) throw new Error(`the map has errors:\n${errors.join('\n')}`);
    writeFileSync(positionals[0], png);
  } finally {
    await chromium.close();
    server.close();
  }
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
