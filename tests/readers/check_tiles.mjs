// Reads every tile of PMTiles files and folders as a web map would, and counts features.
//
// The archive is read by `pmtiles`, tiles by `@mapbox/vector-tile`: what MapLibre uses.
// Prints features per layer and zoom as JSON. Exits 1 on any fault.

import fs from 'node:fs';
import path from 'node:path';
import { VectorTile, classifyRings } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { PMTiles, tileIdToZxy } from 'pmtiles';

const POLYGON = 3;

class LocalFile {
  constructor(file) {
    this.file = file;
    this.descriptor = fs.openSync(file);
  }
  getKey() {
    return this.file;
  }
  async getBytes(offset, length) {
    const bytes = Buffer.alloc(length);
    const n = fs.readSync(this.descriptor, bytes, 0, length, offset);
    return { data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + n) };
  }
}

async function* places(archive, header, offset, length) {
  const entries = await archive.cache.getDirectory(archive.source, offset, length, header);
  for (const entry of entries) {
    if (entry.runLength === 0) {
      yield* places(archive, header, header.leafDirectoryOffset + entry.offset, entry.length);
    }
    for (let i = 0; i < entry.runLength; i++) yield tileIdToZxy(entry.tileId + i);
  }
}

async function* archiveTiles(file, fault) {
  const archive = new PMTiles(new LocalFile(file));
  const header = await archive.getHeader();
  const metadata = await archive.getMetadata();
  if (!Array.isArray(metadata.vector_layers)) fault('no vector_layers');
  let n = 0;
  for await (const [z, x, y] of places(archive, header, header.rootDirectoryOffset, header.rootDirectoryLength)) {
    n += 1;
    const found = await archive.getZxy(z, x, y);
    if (found) yield [z, `${z}/${x}/${y}`, found.data];
    else fault(`${z}/${x}/${y} is not found`);
  }
  if (n !== header.numAddressedTiles) fault(`${n} tiles, header says ${header.numAddressedTiles}`);
}

async function* folderTiles(folder) {
  for (const name of fs.readdirSync(folder, { recursive: true }).sort()) {
    const match = /^(\d+)\/\d+\/\d+\.pbf$/.exec(name);
    if (match) yield [Number(match[1]), name, fs.readFileSync(path.join(folder, name))];
  }
}

function signedArea(ring) {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
  return sum / 2;
}

// The points of a geometry twice: as they are, and as rings are grouped for drawing.
function checkFeature(feature) {
  const geometry = feature.loadGeometry();
  if (geometry.length === 0 || geometry.some((part) => part.length === 0)) return 'empty geometry';
  if (![1, 2, 3].includes(feature.type)) return 'unknown kind of geometry';
  if (feature.type !== POLYGON) return null;
  const polygons = classifyRings(geometry);
  if (polygons.flat().length !== geometry.length) return 'a ring is lost in drawing';
  for (const [exterior, ...interiors] of polygons) {
    if (!(signedArea(exterior) > 0)) return 'exterior that is not clockwise on screen';
    if (interiors.some((ring) => !(signedArea(ring) < 0))) return 'interior that is not counter-clockwise';
  }
  return null;
}

const counts = {};
let faults = 0;
for (const file of process.argv.slice(2)) {
  const fault = (text) => {
    faults += 1;
    if (faults <= 20) console.error(`FAULT ${file}: ${text}`);
  };
  await readAll(file, fault).catch((error) => fault(error.message));
}
console.log(JSON.stringify(counts, Object.keys(counts).sort()));
process.exit(faults ? 1 : 0);

async function readAll(file, fault) {
  const tiles = fs.statSync(file).isDirectory() ? folderTiles(file) : archiveTiles(file, fault);
  for await (const [z, place, data] of tiles) {
    try {
      const tile = new VectorTile(new PbfReader(new Uint8Array(data)));
      for (const layer of Object.values(tile.layers)) {
        if (layer.version !== 2 || layer.extent !== 4096) fault(`${place} ${layer.name}: version or extent`);
        const key = `${layer.name} ${z}`;
        counts[key] = (counts[key] ?? 0) + layer.length;
        for (let i = 0; i < layer.length; i++) {
          const wrong = checkFeature(layer.feature(i));
          if (wrong) fault(`${place} ${layer.name} feature ${i}: ${wrong}`);
        }
      }
    } catch (error) {
      fault(`${place}: ${error.message}`);
    }
  }
}
