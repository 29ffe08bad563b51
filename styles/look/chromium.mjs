// How is a page opened and photographed without a screen? Chromium, spoken to over two pipes.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = [
  '--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--no-first-run', '--hide-scrollbars', '--disable-lcd-text',
  '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--force-color-profile=srgb',
];

/** A running Chromium. `send` asks it one thing and gives the answer. */
export class Chromium {
  constructor(program = process.env.CHROMIUM ?? 'chromium') {
    this.home = mkdtempSync(join(tmpdir(), 'toplaag-look-'));
    this.process = spawn(program, [...FLAGS, `--user-data-dir=${this.home}`], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.waiting = new Map();
    this.number = 0;
    this.process.on('error', (error) => this.fail(new Error(`cannot start \`${program}\`: ${error.message}\nhint: apt-get install chromium`)));
    this.process.on('exit', () => this.fail(new Error(`${program} stopped`)));
    this.process.stdio[3].on('error', (error) => this.fail(new Error(`\`${program}\` stopped: ${error.message}`)));
    let rest = '';
    this.process.stdio[4].setEncoding('utf8').on('data', (text) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop();
      for (const message of messages) this.hear(JSON.parse(message));
    });
  }

  fail(error) {
    this.failed ??= error;
    for (const { fail } of this.waiting.values()) fail(error);
    this.waiting.clear();
  }

  hear({ id, result, error }) {
    const asked = this.waiting.get(id);
    if (!asked) return;
    this.waiting.delete(id);
    if (error) asked.fail(new Error(error.message));
    else asked.done(result);
  }

  send(method, params = {}, sessionId = undefined) {
    this.number += 1;
    const id = this.number;
    return new Promise((done, fail) => {
      if (this.failed) {
        fail(this.failed);
        return;
      }
      this.waiting.set(id, { done, fail });
      this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Opens a page, waits until `window.drawn` holds, and gives its errors and its picture. */
  async photograph(address, { width, height, ratio, vision }) {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const ask = (method, params) => this.send(method, params, sessionId);
    await ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: ratio, mobile: false });
    if (vision) await ask('Emulation.setEmulatedVisionDeficiency', { type: vision });
    await ask('Page.enable');
    await ask('Page.navigate', { url: address });
    const loaded = 'new Promise((done) => { const look = () => window.drawn ? done(window.drawn) : setTimeout(look, 50); look(); })';
    const { result } = await ask('Runtime.evaluate', { expression: loaded, awaitPromise: true, returnByValue: true });
    const { data } = await ask('Page.captureScreenshot', { format: 'png' });
    return { errors: result.value, png: Buffer.from(data, 'base64') };
  }

  /** Stops it and removes what it kept. */
  async close() {
    if (this.process.exitCode === null && this.process.pid !== undefined) {
      const gone = new Promise((done) => this.process.once('exit', done));
      await this.send('Browser.close').catch(() => {});
      await gone;
    }
    rmSync(this.home, { recursive: true, force: true });
  }
}
