// Who hands the page its files? A server for this machine alone: the styles
// folder, and one PMTiles file as `/toplaag.pmtiles`, piece by piece.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.mjs': 'text/javascript', '.js': 'text/javascript', '.css': 'text/css',
  '.json': 'application/json', '.png': 'image/png', '.woff2': 'font/woff2', '.woff': 'font/woff',
};

/** The piece a `Range` header asks for, both ends included; the whole when it asks for none. */
export function piece(header, size) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return null;
  const end = Math.min(to ? Number(to) : size - 1, size - 1);
  return Number(from) <= end ? [Number(from), end] : undefined;
}

function answer(tiles, request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const file = path === '/toplaag.pmtiles' ? tiles : fileURLToPath(new URL(`.${path}`, new URL('..', import.meta.url)));
  if (file !== tiles && !file.startsWith(ROOT.endsWith(sep) ? ROOT : ROOT + sep)) throw new Error('outside the folder');
  const { size } = statSync(file);
  const asked = piece(request.headers.range, size);
  const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'accept-ranges': 'bytes' };
  if (asked === undefined) {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const [start, end] = asked ?? [0, size - 1];
  if (asked) headers['content-range'] = `bytes ${start}-${end}/${size}`;
  headers['content-length'] = end - start + 1;
  response.writeHead(asked ? 206 : 200, headers);
  createReadStream(file, { start, end }).pipe(response);
}

/** Starts the server on a free port; gives it back once it listens. */
export function serve(tiles) {
  const server = createServer((request, response) => {
    try {
      answer(tiles, request, response);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done, fail) => server.on('error', fail).listen(0, '127.0.0.1', () => done(server)));
}

/** The tiles of a run: its folder, or the file itself. */
export function tilesOf(place) {
  const tiles = existsSync(place) && statSync(place).isDirectory() ? join(place, 'toplaag.pmtiles') : place;
  if (!existsSync(tiles)) throw new Error(`no tiles at \`${tiles}\`\nhint: name the folder that \`toplaag scan\` or \`toplaag demo\` wrote`);
  return tiles;
}
