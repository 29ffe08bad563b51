// Does every layer and attribute the styles name exist in these tiles?
//
// Usage: node check/tiles.mjs toplaag.pmtiles [--without LAYER,...]
//
// Tiles have no layer for a map that was not given; `--without` names those that
// a run went without, and with them the points of their names.
import { open } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PMTiles } from 'pmtiles';

/** A file on this machine, as the PMTiles reader wants it. */
class File {
  constructor(path, handle) {
    this.path = path;
    this.handle = handle;
  }

  getKey() {
    return this.path;
  }

  async getBytes(offset, length) {
    const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(length), 0, length, offset);
    return { data: buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + bytesRead) };
  }
}

/** Attributes an expression reads: `["get", name]` and `["has", name]`, however deep. */
export function attributes(value) {
  if (!Array.isArray(value)) return value && typeof value === 'object' ? Object.values(value).flatMap(attributes) : [];
  if ((value[0] === 'get' || value[0] === 'has') && typeof value[1] === 'string') return [value[1]];
  return value[0] === 'literal' ? [] : value.flatMap(attributes);
}

/** What a style asks of the tiles and the tiles do not have, in sentences; `without` are layers that need not be there. */
export function lacking(style, vectorLayers, without = []) {
  const layers = new Map(vectorLayers.map((layer) => [layer.id, layer]));
  const found = [];
  for (const { id, filter, layout, paint, maxzoom = Infinity, 'source-layer': name } of style.layers) {
    if (!name || without.includes(name.replace(/_label$/, ''))) continue;
    const layer = layers.get(name);
    if (!layer) {
      found.push(`style layer \`${id}\`: the tiles have no layer \`${name}\``);
      continue;
    }
    if (maxzoom <= (layer.minzoom ?? 0)) {
      found.push(`style layer \`${id}\` ends at zoom ${maxzoom}, before the tiles of \`${name}\` start at ${layer.minzoom}`);
    }
    const known = new Set(Object.keys(layer.fields));
    for (const attribute of new Set(attributes([filter, layout, paint]))) {
      const told = known.has(attribute) || (attribute.endsWith('_unknown') && known.has(attribute.slice(0, -8)));
      if (!told) found.push(`style layer \`${id}\`: tile layer \`${name}\` has no attribute \`${attribute}\``);
    }
  }
  return found;
}

async function main(path, without) {
  const handle = await open(path);
  const { vector_layers: vectorLayers } = await new PMTiles(new File(path, handle)).getMetadata().finally(() => handle.close());
  if (!Array.isArray(vectorLayers)) throw new Error('the tiles do not list their layers (vector_layers)');
  for (const name of ['toplaag.json', 'toplaag-dark.json']) {
    const style = JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
    for (const sentence of lacking(style, vectorLayers, without)) {
      console.error(`styles/${name}: ${sentence}`);
      process.exitCode = 1;
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ options: { without: { type: 'string', default: '' } }, allowPositionals: true });
  if (positionals.length !== 1) {
    console.error('usage: node check/tiles.mjs toplaag.pmtiles [--without LAYER,...]');
    process.exitCode = 2;
  } else {
    await main(positionals[0], values.without.split(',')).catch((error) => {
      console.error(`${positionals[0]}: ${error.message}`);
      process.exitCode = 1;
    });
  }
}
