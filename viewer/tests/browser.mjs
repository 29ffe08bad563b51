// A browser for tests: Debian's Chromium, without a screen, that reaches this machine alone and writes down what it was refused.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const OUTPUT = fileURLToPath(new URL('output/', import.meta.url));
const FLAGS = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--force-color-profile=srgb',
];

export async function launch() {
  mkdirSync(OUTPUT, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

/** Opens the page and waits until it is drawn. `faults` are errors of the page, `refused` what it asked of others. */
export async function open(browser, address, { width = 1440, height = 900, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'nl-NL', ...more });
  const page = await context.newPage();
  const [faults, refused] = [[], []];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
  await context.route((url) => url.hostname !== '127.0.0.1' && url.protocol.startsWith('http'), (route) => {
    refused.push(route.request().url());
    return route.abort();
  });
  await page.goto(address);
  await page.evaluate(() => window.page.then(() => null));
  return { context, page, faults, refused };
}

/** Waits until the map stands still and is drawn. */
export const still = (page) => page.evaluate(async () => {
  const { map } = await window.page;
  if (map.map && !(map.map.loaded() && !map.map.isMoving())) await new Promise((done) => { map.map.once('idle', done); });
});

/** Keeps a picture to look at. */
export async function picture(page, name, options = {}) {
  await page.screenshot({ path: `${OUTPUT}${name}.png`, ...options });
}
