// Hands out a folder on this machine alone, piece by piece where a range is asked, as any web server does.
// `answers` are addresses that a function answers; all that was asked is written down.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { piece } from '../../styles/look/server.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8', '.pdf': 'application/pdf',
};

export async function serve(folder, answers = {}) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    asked.push(path);
    const answer = Object.entries(answers).find(([start]) => path.startsWith(start))?.[1];
    if (answer) {
      const parts = [];
      for await (const part of request) parts.push(part);
      const { status = 200, body } = await answer(path, Buffer.concat(parts).toString());
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      return;
    }
    try {
      const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
      if (!file.startsWith(folder + sep)) throw new Error('outside the folder');
      const { size } = statSync(file);
      const range = piece(request.headers.range, size);
      const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'accept-ranges': 'bytes' };
      if (range === undefined) {
        response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
        return;
      }
      const [start, end] = range ?? [0, size - 1];
      if (range) headers['content-range'] = `bytes ${start}-${end}/${size}`;
      headers['content-length'] = end - start + 1;
      response.writeHead(range ? 206 : 200, headers);
      createReadStream(file, { start, end }).pipe(response);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, asked, close: () => new Promise((done) => server.close(done)) };
}
