// Writes every style from the palette. With --check writes nothing and says which files would change.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { map } from './make/map.mjs';
import { THEMES } from './make/palette.mjs';
import { unpacked } from './make/png.mjs';
import { qgis } from './make/qgis.mjs';
import { sprite } from './make/sprite.mjs';

const HERE = new URL('./', import.meta.url);

/** JSON with a line a layer: short enough to read, long enough to compare. */
function styleText({ layers, metadata, ...rest }) {
  const { 'toplaag:legend': legend, ...other } = metadata;
  const lines = (list) => list.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
  const head = Object.entries(rest).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join('');
  const about = Object.entries(other).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join('');
  const legendLines = legend.map((group) => `      ${JSON.stringify(group)}`).join(',\n');
  return `{\n${head}  "metadata": {\n${about}    "toplaag:legend": [\n${legendLines}\n    ]\n  },\n  "layers": [\n${lines(layers)}\n  ]\n}\n`;
}

/** Every file this makes, by its path under this folder. */
function files() {
  const [plain, sharp] = [sprite(1), sprite(2)];
  return {
    'toplaag.json': styleText(map('light')),
    'toplaag-dark.json': styleText(map('dark')),
    'sprite.json': `${JSON.stringify(plain.json, null, 1)}\n`,
    'sprite.png': plain.png,
    'sprite@2x.json': `${JSON.stringify(sharp.json, null, 1)}\n`,
    'sprite@2x.png': sharp.png,
    ...Object.fromEntries(THEMES.flatMap((theme) =>
      Object.entries(qgis(theme)).map(([name, text]) => [`qgis/${theme}/${name}.qml`, text]))),
  };
}

/** Whether a file holds this already; of a picture the pixels count, not their packing. */
function same(path, made) {
  try {
    const found = readFileSync(new URL(path, HERE));
    return typeof made === 'string' ? found.toString('utf8') === made : unpacked(found).equals(unpacked(made));
  } catch {
    return false;
  }
}

const changed = Object.entries(files()).filter(([path, made]) => !same(path, made));
if (process.argv.includes('--check')) {
  for (const [path] of changed) console.error(`styles/${path} is not what the palette gives\nhint: npm run build`);
  process.exitCode = changed.length > 0 ? 1 : 0;
} else {
  for (const [path, made] of changed) {
    mkdirSync(new URL('./', new URL(path, HERE)), { recursive: true });
    writeFileSync(new URL(path, HERE), made);
    console.log(`styles/${path}`);
  }
}
