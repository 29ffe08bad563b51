// What is the page made of? Bundles `src/` into `dist/`, with what it takes from npm and from `styles/`.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HERE = dirname(fileURLToPath(import.meta.url));
const here = (path) => join(HERE, path);
const DIST = here('dist');

/** What is in the folder; a file that stays the same is not written again, or cargo would build the program anew. */
const files = new Map();
const put = (name, bytes) => files.set(name, Buffer.from(bytes));

const { outputFiles } = await build({
  entryPoints: {
    page: here('src/main.js'),
    draws: here('src/draws.worker.js'),
    'map-worker': here('node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'),
    page_styles: here('src/page.css'),
  },
  outdir: DIST,
  bundle: true,
  write: false,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
  entryNames: '[name]',
});
for (const { path, contents } of outputFiles) put(basename(path), contents);
for (const [from, to] of [
  ['src/index.html', 'index.html'],
  ['node_modules/maplibre-gl/dist/maplibre-gl.css', 'map.css'],
  ['../styles/sprite.json', 'sprite.json'],
  ['../styles/sprite.png', 'sprite.png'],
  ['../styles/sprite@2x.json', 'sprite@2x.json'],
  ['../styles/sprite@2x.png', 'sprite@2x.png'],
]) {
  put(to, readFileSync(here(from)));
}

/** Packages that build and test the page and are no part of it. */
const TOOLS = /^(axe-core|esbuild|@esbuild\/.*|playwright-core)$/;
const { packages } = JSON.parse(readFileSync(here('package-lock.json'), 'utf8'));
const names = Object.keys(packages).map((path) => path.split('node_modules/').at(-1)).filter((name) => name && !TOOLS.test(name));
const licences = names.sort().map((name) => {
  const folder = here(`node_modules/${name}`);
  const file = existsSync(folder) && readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const { version, license } = packages[`node_modules/${name}`];
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}`.trim();
});
put('licences.txt', `${licences.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`);

mkdirSync(DIST, { recursive: true });
for (const name of readdirSync(DIST)) {
  if (!name.startsWith('.') && !files.has(name)) rmSync(join(DIST, name), { recursive: true });
}
for (const [name, bytes] of files) {
  const path = join(DIST, name);
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
}
