// Does every layer and attribute the styles name exist in these tiles?
//
// Usage: node check/tiles.mjs toplaag.pmtiles
import { open } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
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

/** What a style asks of the tiles and the tiles do not have, in sentences. */
export function lacking(style, vectorLayers) {
  const layers = new Map(vectorLayers.map((layer) => [layer.id, layer]));
  const found = [];
  for (const { id, filter, layout, paint, minzoom = 0, 'source-layer': name } of style.layers) {
    if (!name) continue;
    const layer = layers.get(name);
    if (!layer) {
      found.push(`style layer \`${id}\`: the tiles have no layer \`${name}\``);
      continue;
    }
    if (minzoom < (layer.minzoom ?? 0)) {
      found.push(`style layer \`${id}\` starts at zoom ${minzoom}, the tiles of \`${name}\` at ${layer.minzoom}`);
    }
    const known = new Set(Object.keys(layer.fields));
    for (const attribute of new Set(attributes([filter, layout, paint]))) {
      const told = known.has(attribute) || (attribute.endsWith('_unknown') && known.has(attribute.slice(0, -8)));
      if (!told) found.push(`style layer \`${id}\`: tile layer \`${name}\` has no attribute \`${attribute}\``);
    }
  }
  return found;
}

async function main(path) {
  const tiles = new PMTiles(new File(path, await open(path)));
  const { vector_layers: vectorLayers } = await tiles.getMetadata();
  if (!Array.isArray(vectorLayers)) throw new Error(`\`${path}\` does not list its layers (vector_layers)`);
  const styles = ['toplaag.json', 'toplaag-dark.json'];
  for (const name of styles) {
    const style = JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
    for (const sentence of lacking(style, vectorLayers)) {
      console.error(`styles/${name}: ${sentence}`);
      process.exitCode = 1;
    }
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (process.argv.length !== 3) {
    console.error('usage: node check/tiles.mjs toplaag.pmtiles');
    process.exitCode = 2;
  } else {
    await main(process.argv[2]).catch((error) => {
      console.error(`${process.argv[2]}: ${error.message}`);
      process.exitCode = 1;
    });
  }
}
