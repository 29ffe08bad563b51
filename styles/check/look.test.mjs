// Does the server of the page hand out the pieces of a file that are asked for?
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { piece, serve, tilesOf } from '../look/server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'toplaag-check-'));
const tiles = join(folder, 'toplaag.pmtiles');
let server;
let root;

before(async () => {
  writeFileSync(tiles, '0123456789');
  server = await serve(tiles);
  root = `http://127.0.0.1:${server.address().port}`;
});

after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('a range has both ends in it, and stops at the end of the file', () => {
  assert.deepEqual(piece('bytes=2-4', 10), [2, 4]);
  assert.deepEqual(piece('bytes=2-', 10), [2, 9]);
  assert.deepEqual(piece('bytes=8-20', 10), [8, 9]);
  assert.equal(piece('bytes=10-', 10), undefined);
  assert.equal(piece(undefined, 10), null);
});

test('a piece of the tiles arrives as a piece', async () => {
  const answer = await fetch(`${root}/toplaag.pmtiles`, { headers: { range: 'bytes=3-5' } });
  assert.equal(answer.status, 206);
  assert.equal(answer.headers.get('content-range'), 'bytes 3-5/10');
  assert.equal(await answer.text(), '345');
});

test('a run is named by its folder or by its tiles', () => {
  assert.equal(tilesOf(folder), tiles);
  assert.equal(tilesOf(tiles), tiles);
  assert.throws(() => tilesOf(join(folder, 'no-such-run')), /no tiles at `.*no-such-run`\nhint: /);
});

test('a piece that is not there is refused', async () => {
  const answer = await fetch(`${root}/toplaag.pmtiles`, { headers: { range: 'bytes=30-' } });
  assert.equal(answer.status, 416);
});

test('the page and the style arrive whole', async () => {
  const style = await (await fetch(`${root}/toplaag.json`)).text();
  assert.equal(style, readFileSync(new URL('../toplaag.json', import.meta.url), 'utf8'));
  assert.equal((await fetch(`${root}/look/index.html`)).headers.get('content-type'), 'text/html; charset=utf-8');
});

test('nothing outside the folder is handed out', async () => {
  for (const path of ['/..%2fCargo.toml', '/%2e%2e/Cargo.toml', '/..%2f..%2f..%2fetc/passwd', '//etc/passwd', '/no-such-file']) {
    assert.equal((await fetch(root + path)).status, 404, path);
  }
});
