// Does the page work in a browser, for a mouse, a keyboard, a phone, paper and somebody who hears it?
// Pictures are kept in tests/output, to be looked at.
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open, picture, still } from './browser.mjs';
import { site } from './folder.mjs';
import { part } from './pieces.mjs';
import { serve } from './server.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { width: 390, height: 844, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

let browser;
let made;
let server;

before(async () => {
  made = site();
  server = await serve(made.folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  made?.remove();
});

/** Opens the page, lets a test use it, and finds that nothing went wrong and nobody else was asked. */
async function on(address, options, use) {
  const opened = await open(browser, address, options);
  try {
    await use(opened.page, opened);
    assert.deepEqual(opened.faults, []);
    if (!options.asks) assert.deepEqual(opened.refused, [], 'somebody else was asked');
  } finally {
    await opened.context.close();
  }
}

/** What axe finds wrong. It is put in by the browser's debugger, which no content policy holds back. */
async function violations(page) {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join(' | ')}`);
}

const rows = (page) => page.locator('#list [role=option]').allInnerTexts();
const chosen = (page) => page.locator('#panel-title').innerText();
const hash = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));
const written = async (page, name, wanted) => {
  await page.waitForFunction(([key, value]) => (new URLSearchParams(location.hash.slice(1)).get(key) ?? '') === value, [name, wanted]);
};
/** The files of details have been read. */
const told = (page) => page.locator('#panel details.part').first().waitFor();

test('the list is there with the map, and a site tells all of itself', async () => {
  await on(server.address, {}, async (page) => {
    await still(page);
    await picture(page, 'first');
    const sites = made.read('data/sites.json');
    assert.match(await page.locator('#counted').innerText(), new RegExp(`van ${sites.n} locaties`));
    await page.locator('#list [role=option]').first().click();
    await told(page);
    assert.equal(await chosen(page), sites.address[0] ?? sites.name[0]);
    const panel = await page.locator('#panel').innerText();
    for (const word of ['Nieuwe woningen', 'voorzichtig', 'Score naar criterium', 'Hoe zeker is de plaats', 'Parkeren', 'netaanvraag', 'Water en bodem', 'Belemmeringen', 'Normen en hun bron']) {
      assert.ok(panel.includes(word), word);
    }
    assert.match(panel, /in .+ van de 100 wegingen bij de eerste \d+ \(groep van \d+\)/);
    await still(page);
    await picture(page, 'site');
    await page.evaluate(() => document.querySelectorAll('#panel details').forEach((part) => { part.open = true; }));
    const height = await page.locator('#panel').evaluate((box) => box.scrollHeight);
    await page.setViewportSize({ width: 1440, height: Math.min(height + 100, 9000) });
    await picture(page, 'site-whole');
    const names = await page.locator('#panel [data-part=norms] dt').count();
    assert.ok(names > 5, 'every norm with its source');
  });
});

test('all that the map shows of a site stands in the list and with the site', async () => {
  await on(server.address, {}, async (page) => {
    await page.locator('summary', { hasText: 'Filter' }).click();
    await page.locator('#filter-show').selectOption('alles');
    await still(page);
    const shown = await page.evaluate(async () => {
      const { map } = await window.page;
      const layers = map.layers.filter(({ id }) => id.startsWith('sites_label') || id.startsWith('here')).map(({ id }) => id);
      return map.map.queryRenderedFeatures({ layers }).map(({ properties }) => ({ id: properties.site_id, rank: properties.rank, homes: properties.homes_mid }));
    });
    assert.ok(shown.length > 10);
    const sites = made.read('data/sites.json');
    for (const { id, rank, homes } of shown) {
      const at = sites.id.indexOf(id);
      assert.ok(at >= 0, id);
      if (rank) assert.equal(sites.rank[at], rank, id);
      if (homes !== undefined) assert.equal(sites.homes[at][1], homes, id);
    }
  });
});

test('a filter and a search narrow list and map alike', async () => {
  await on(server.address, {}, async (page) => {
    const all = Number((await page.locator('#counted').innerText()).split(' ')[0]);
    await page.locator('summary', { hasText: 'Filter' }).click();
    await page.locator('#filter-form').selectOption('optoppen');
    const some = Number((await page.locator('#counted').innerText()).split(' ')[0]);
    assert.ok(some > 0 && some < all);
    await page.waitForFunction(async () => (await window.page).map.here);
    const onMap = await page.evaluate(async () => {
      const data = (await (await window.page).map.map.getSource('here').getData()).features;
      return data.every(({ properties }) => properties.site_id.startsWith('optoppen:'));
    });
    assert.ok(onMap, 'the map shows the sites of the list');
    await page.locator('#filter-sort').selectOption('woningen');
    const homes = (await rows(page)).filter((text) => !text.includes('hoogstens')).map((text) => Number(/(\d+) woning/.exec(text)[1]));
    assert.deepEqual(homes, [...homes].sort((a, b) => b - a));
    await written(page, 'vorm', 'optoppen');
    await page.locator('button', { hasText: 'Filter wissen' }).click();
    await page.locator('#search').fill('perronstraat');
    assert.ok((await rows(page)).every((text) => /perronstraat/i.test(text)));
    await page.locator('#search').fill('PH-35');
    assert.ok((await rows(page)).length > 0, 'a complex is found');
    await page.locator('#search').fill('bestaat niet');
    assert.match(await page.locator('#counted').innerText(), /Geen locatie/);
    await picture(page, 'nothing');
  });
});

test('weights move the list, tell who enters and leaves, and draw how sure that is', async () => {
  await on(server.address, {}, async (page) => {
    await page.locator('#list [role=option]').first().click();
    await page.locator('#tab-weights').click();
    await page.locator('#weight-0-homes').fill('100');
    await page.locator('#weight-0-structure').fill('0');
    assert.match(await page.locator('.notice').innerText(), /andere gewichten/);
    assert.match(await page.locator('.moves').innerText(), /erbij|eraf|Dezelfde/);
    await page.waitForFunction(() => /Met uw gewichten: in .* wegingen/.test(document.querySelector('#panel').textContent));
    const took = await page.evaluate(async () => (await window.page).took);
    assert.ok(took > 0);
    await still(page);
    await picture(page, 'weights');
    const shared = page.url();
    assert.match(hash(page).get('gewichten'), /^100,0,/);
    const order = await page.evaluate(async () => (await window.page).rows.slice(0, 9));
    await on(shared, {}, async (other) => {
      assert.deepEqual(await other.evaluate(async () => (await window.page).rows.slice(0, 9)), order, 'a shared link shows the same order');
      assert.equal(await other.locator('#weight-0-homes').inputValue(), '100');
      assert.equal(await chosen(other), await chosen(page));
    });
    await page.locator('.notice button', { hasText: 'Terug naar de run' }).click();
    await written(page, 'gewichten', '');
    assert.equal(await page.locator('.notice').count(), 0);
  });
});

test('what was and what is lie over each other, and a slider moves between them', async () => {
  await on(server.address, {}, async (page) => {
    await page.locator('#tab-weights').click();
    await page.locator('#profile').selectOption({ index: 2 });
    await page.locator('button', { hasText: 'Schuif op de kaart' }).click();
    const slider = page.locator('input.swipe');
    await slider.waitFor();
    await page.waitForFunction(async () => (await window.page).swiped?.led);
    assert.match(await slider.getAttribute('aria-label'), /links De run, rechts Met uw keuzes/);
    const clip = () => page.locator('.swiped').evaluate((box) => box.style.clipPath);
    assert.match(await clip(), /50%/);
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await clip(), /49%/);
    await written(page, 'schuif', 'keuze,51');
    await on(page.url(), {}, async (other) => {
      await other.waitForFunction(async () => (await window.page).swiped?.led);
      assert.equal(await other.locator('input.swipe').inputValue(), '51');
    });
    // One map follows the other, whichever is moved.
    const follows = async (moves, lng) => {
      await page.evaluate(async ([name, to]) => {
        const { map, swiped } = await window.page;
        ({ below: map, above: swiped.map })[name].map.jumpTo({ center: [to, 52.221], zoom: 15 });
      }, [moves, lng]);
      await page.waitForFunction(async (to) => {
        const { map, swiped } = await window.page;
        return [map, swiped.map].every((one) => Math.abs(one.map.getCenter().lng - to) < 1e-6 && one.map.getZoom() === 15);
      }, lng);
    };
    await follows('above', 5.025);
    await follows('below', 5.03);
    await still(page);
    assert.deepEqual(await violations(page), []);
    await picture(page, 'swipe');
    await page.locator('.notice button', { hasText: 'Terug naar de run' }).click();
    assert.equal(await page.locator('input.swipe').count(), 0);
    await written(page, 'schuif', '');
  });
});

test('what each rule brings if it moves a step, in words and as bars', async () => {
  await on(server.address, {}, async (page) => {
    await page.locator('#tab-steps').click();
    await page.locator('.steps li').first().waitFor();
    const { steps } = made.read('data/knelpunten.json');
    assert.ok(steps.length >= 3);
    const said = await page.locator('.steps li').allInnerTexts();
    assert.equal(said.length, steps.length);
    for (const [at, { name, who, suitable, undecided }] of steps.entries()) {
      assert.ok(said[at].startsWith(name.nl), said[at]);
      assert.ok(said[at].includes(who.nl) && said[at].includes(`${Math.abs(suitable.mid)} woningen geschikt`) && said[at].includes(`${Math.abs(undecided.mid)} onbeslist`), said[at]);
    }
    assert.deepEqual(await violations(page), []);
    await picture(page, 'steps');
  });
});

test('a slider goes through the years: what is built, how full the net is, and what waits', async () => {
  const phasing = made.read('data/fasering.json');
  const upTo = (year) => phasing.projects.reduce((sum, { homes_by_year: homes }) => sum
    + (homes ?? []).filter((_, at) => phasing.years[at] <= year).reduce((a, b) => a + b, 0), 0);
  const last = phasing.years.at(-1);
  let shared;
  await on(server.address, {}, async (page) => {
    await page.locator('#tab-years').click();
    const slider = page.locator('#year');
    await slider.waitFor();
    const homes = async () => Number((await page.locator('.years .big').innerText()).match(/^[\d.]+/)[0].replaceAll('.', ''));
    assert.equal(await homes(), upTo(phasing.years[0]));
    await slider.focus();
    await page.keyboard.press('End');
    assert.equal(await slider.getAttribute('aria-valuetext'), String(last));
    assert.equal(await homes(), upTo(last));
    assert.ok(upTo(last) > 0 && upTo(last) < phasing.counts.phased.homes, 'some waits');
    const drawn = await page.evaluate(async () => (await window.page).phased.map(({ properties }) => properties.state));
    const built = phasing.projects.filter(({ state, lon }) => state === 'placed' && lon !== null).length;
    assert.equal(drawn.filter((state) => state === 'built').length, built);
    const rows = await page.locator('.years tbody tr').allInnerTexts();
    assert.equal(rows.length, phasing.areas.length);
    await still(page);
    assert.deepEqual(await violations(page), []);
    await picture(page, 'years');
    await page.locator('.years details[open] button.link').first().click();
    await told(page);
    await written(page, 'jaar', String(last));
    shared = page.url();
    await page.locator('#tab-list').click();
    assert.equal(await page.evaluate(async () => (await window.page).map.phased), null);
  });
  await on(shared, {}, async (page) => {
    await page.locator('#year').waitFor();
    assert.equal(await page.locator('#year').getAttribute('aria-valuetext'), String(last));
  });
});

test('another run stands beside this one, in words and under a slider', async () => {
  const beside = join(made.folder, 'naast');
  cpSync(join(made.folder, 'data'), join(beside, 'data'), { recursive: true });
  const [run, sites] = [made.read('data/run.json'), made.read('data/sites.json')];
  made.write('naast/data/run.json', { ...run, name: 'Vorige maand <b>' });
  let shared;
  const other = structuredClone(sites);
  const came = sites.standing.at.findIndex((at) => sites.standing.values[at] === 'shortlist');
  other.standing.at[came] = sites.standing.values.indexOf('listed');
  made.write('naast/data/sites.json', other);
  made.write('data/run.json', { ...run, files: { ...run.files, beside: 'naast/' } });
  try {
    await on(server.address, {}, async (page) => {
      await page.locator('#tab-beside').click();
      await page.locator('.beside table').waitFor();
      const said = await page.locator('.beside').innerText();
      assert.ok(said.includes('Vorige maand <b>') && said.includes('erbij') && said.includes(sites.address[came] ?? sites.name[came]), said);
      await page.locator('.beside button', { hasText: 'Schuif op de kaart' }).click();
      await page.waitForFunction(async () => {
        const { swiped } = await window.page;
        return swiped?.led && swiped.map.map.loaded() && swiped.map.map.queryRenderedFeatures().some(({ sourceLayer }) => sourceLayer === 'panden');
      });
      await still(page);
      assert.deepEqual(await violations(page), []);
      await picture(page, 'beside');
      await written(page, 'schuif', 'naast,50');
      shared = page.url();
    });
    await on(shared, {}, async (page) => {
      await page.waitForFunction(async () => (await window.page).swiped?.led);
      assert.match(await page.locator('input.swipe').getAttribute('aria-label'), /links/);
    });
  } finally {
    made.write('data/run.json', run);
  }
});

test('a link opens the same site, place, filter, sheet and layers', async () => {
  let shared;
  await on(server.address, {}, async (page) => {
    await page.locator('#search').fill('plein');
    await page.locator('#list [role=option]').nth(1).click();
    await page.locator('#tab-layers').click();
    await page.locator('#layer-water').check();
    await page.evaluate(async () => { (await window.page).map.map.jumpTo({ center: [5.028, 52.221], zoom: 15 }); });
    await page.waitForFunction(() => location.hash.includes('lagen=') && location.hash.includes('5.02800'));
    await still(page);
    await picture(page, 'layers');
    shared = [page.url(), await chosen(page), await page.locator('#counted').textContent()];
  });
  await on(shared[0], {}, async (page) => {
    assert.equal(await chosen(page), shared[1]);
    assert.equal(await page.locator('#counted').textContent(), shared[2]);
    assert.equal(await page.locator('#tab-layers').getAttribute('aria-selected'), 'true');
    assert.ok(await page.locator('#layer-water').isChecked());
    const { center, zoom } = await page.evaluate(async () => (await window.page).map.camera());
    assert.deepEqual([center[0].toFixed(3), center[1].toFixed(3), zoom.toFixed(1)], ['5.028', '52.221', '15.0']);
  });
});

test('a link that is nonsense opens the page as it is', async () => {
  await on(`${server.address}#kaart=a,b,c&gewichten=1,2_3&locatie=niets&lagen=&blad=x&normen=%3Cb%3E=1&pand=12`, {}, async (page) => {
    assert.ok((await rows(page)).length > 0);
    assert.equal(await page.locator('#panel').isVisible(), false);
  });
});

test('with the keyboard alone: walk, open, read, shut, switch, and never caught', async () => {
  await on(server.address, {}, async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'list');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const sites = made.read('data/sites.json');
    const heard = await page.locator('#live').textContent();
    assert.match(heard, /^3 van \d+; plaats \d+; .+; \d+ woning/);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'panel-title');
    assert.equal(await chosen(page), sites.address[0] ?? sites.name[0]);
    await told(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.notEqual(await chosen(page), sites.address[0], 'the next site by its button');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'list', 'back where one was');
    await page.keyboard.press('End');
    await page.keyboard.press('PageUp');
    assert.match(await page.locator('#live').textContent(), /^\d+ van \d+; /);
    // Every stop of the keyboard is left again, and all are seen.
    await page.locator('#search').focus();
    const seen = new Set();
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate(() => {
        const { activeElement: at } = document;
        return [at === document.body ? 'body' : at.id || at.className || at.textContent, getComputedStyle(at).outlineStyle];
      });
      if (name !== 'body') assert.notEqual(outline, 'none', `no focus to see on ${name}`);
      if (name === 'body') break;
      seen.add(name);
    }
    assert.ok(seen.size > 8, [...seen].join(', '));
    assert.ok([...seen].some((name) => String(name).includes('maplibregl-canvas')), 'the map can be reached, and left');
    await page.locator('#tab-list').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('#tab-weights').getAttribute('aria-selected'), 'true');
    await picture(page, 'keyboard');
  });
});

test('a click on the map opens the site, or says why not', async () => {
  await on(server.address, {}, async (page) => {
    await still(page);
    const points = await page.evaluate(async () => {
      const { map } = await window.page;
      const found = map.map.queryRenderedFeatures({ layers: ['panden/unsuitable'] }).find(({ properties }) => !properties.site_id);
      const [[place]] = found.geometry.type === 'Polygon' ? [found.geometry.coordinates[0]] : [found.geometry.coordinates[0][0]];
      const ring = found.geometry.type === 'Polygon' ? found.geometry.coordinates[0] : found.geometry.coordinates[0][0];
      const middle = [0, 1].map((axis) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length);
      const { x, y } = map.map.project(middle);
      const box = map.box.getBoundingClientRect();
      return { pand: [box.left + x, box.top + y], id: found.properties.identificatie, place };
    });
    await page.mouse.click(...points.pand);
    await page.locator('#panel').waitFor();
    const panel = await page.locator('#panel').innerText();
    assert.ok(panel.includes('Waarom dit pand wel of niet?'));
    assert.ok(panel.includes('ongeschikt'));
    await page.locator('#panel table').first().waitFor();
    await still(page);
    await picture(page, 'pand');
    await written(page, 'pand', points.id);
    assert.match(await page.locator('.rd').innerText(), /^RD \d{6} \d{6} \(± 1 m\)$/);
  });
});

test('sixteen digits find a pand, and one that is not there is said', async () => {
  await on(server.address, { asks: false }, async (page, { faults }) => {
    await page.locator('#search').fill('9001100000000003');
    await page.locator('#panel table').first().waitFor();
    assert.match(await page.locator('#panel').innerText(), /Regels/);
    await page.locator('#search').fill('9001100000999999');
    await page.waitForFunction(() => document.querySelector('#panel').textContent.includes('komt in deze run niet voor'));
    // The browser writes down that a file is not there.
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')));
  });
});

test('in English, every word of the page is English', async () => {
  await on(server.address, {}, async (page) => {
    await page.locator('#list [role=option]').first().click();
    await told(page);
    await page.locator('button', { hasText: 'English' }).click();
    await still(page);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    const panel = await page.locator('#panel').innerText();
    for (const word of ['New homes', 'Score by criterion', 'How sure is the place', 'Blockers']) assert.ok(panel.includes(word), word);
    assert.ok(await page.locator('.maplibregl-canvas').isVisible(), 'the map stays');
    const onMap = await page.evaluate(async () => JSON.stringify((await window.page).map.map.getStyle().layers.map(({ layout }) => layout?.['text-field'])));
    assert.ok(onMap.includes('homes not known') && !/woning|onbekend/.test(onMap), 'the map speaks English');
    await picture(page, 'english');
    await written(page, 'taal', 'en');
  });
});

test('axe finds nothing wrong, in any sheet, with a site and with a pand, wide and on a phone', async () => {
  for (const [name, options] of [['wide', {}], ['phone', PHONE]]) {
    await on(server.address, options, async (page) => {
      await still(page);
      const look = async (where) => assert.deepEqual(await violations(page), [], `${name}, ${where}`);
      await look('list');
      await page.locator('summary', { hasText: 'Filter' }).click();
      await look('filter');
      for (const tab of ['weights', 'steps', 'years', 'layers', 'about']) {
        await page.locator(`#tab-${tab}`).click();
        await look(tab);
        await picture(page, `${name}-${tab}`);
      }
      await page.locator('#tab-list').click();
      await page.locator('#list [role=option]').first().click();
      await told(page);
      await page.evaluate(() => document.querySelectorAll('#panel details').forEach((part) => { part.open = true; }));
      await look('site');
      await picture(page, `${name}-site`);
      await page.keyboard.press('Escape');
      await page.locator('#search').fill('9001100000000003');
      await page.locator('#panel table').first().waitFor();
      await look('pand');
    });
  }
});

test('on a phone nothing sticks out, and a site fills the screen', async () => {
  await on(server.address, PHONE, async (page) => {
    await still(page);
    await picture(page, 'phone');
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(await wide() <= 0);
    await page.locator('#list [role=option]').first().tap();
    await told(page);
    assert.ok(await wide() <= 0);
    const box = await page.locator('#panel').boundingBox();
    assert.ok(box.width >= 388 && box.height >= 800);
    await picture(page, 'phone-site');
    await page.locator('#panel button[aria-label=Sluiten]').tap();
    assert.equal(await page.locator('#panel').isVisible(), false);
  });
});

test('on paper stand the map with its scale, the legend, the list and the site', async () => {
  await on(server.address, {}, async (page) => {
    await page.locator('#list [role=option]').first().click();
    await told(page);
    await still(page);
    await page.pdf({ path: new URL('output/print.pdf', import.meta.url).pathname, format: 'A4', printBackground: true });
    await page.emulateMedia({ media: 'print' });
    const printed = page.locator('.printed');
    assert.ok(await printed.isVisible());
    assert.equal(await page.locator('.top').isVisible(), false);
    const text = await printed.innerText();
    for (const word of ['Legenda', 'Voorgedragen', 'plaats 1', 'geen besluit']) assert.ok(text.includes(word), word);
    const drawn = await printed.locator('canvas').first().evaluate((canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
    assert.ok(drawn > 20, 'the map is on the paper');
    assert.ok(await page.locator('#panel').isVisible());
  });
});

test('the background comes of others once it is switched on, and no sooner', async () => {
  await on(server.address, { asks: true }, async (page, { refused, faults }) => {
    await still(page);
    assert.deepEqual(refused, []);
    await page.locator('#tab-layers').click();
    assert.match(await page.locator('footer').innerText(), /vraagt niets op bij anderen en houdt/);
    await page.locator('#layer-brt').check();
    for (let wait = 0; wait < 50 && refused.length === 0; wait += 1) await page.waitForTimeout(100);
    assert.ok(refused.length > 0);
    assert.ok(refused.every((url) => url.startsWith('https://service.pdok.nl/')));
    assert.match(await page.locator('footer').innerText(), /service\.pdok\.nl/);
    await page.locator('#layer-brt').uncheck();
    faults.length = 0;
  });
});

test('names out of a file stay text, however they look', async () => {
  const hostile = ['<script>window.hacked = 1</script>', '<img src=x onerror="window.hacked = 1">', '\u202egnissim\u0000\u0007\u001b[31m', `"'><svg onload=alert(1)>`, 'A'.repeat(10_000)];
  const sites = made.read('data/sites.json');
  const run = made.read('data/run.json');
  const details = made.read('data/detail/0.json');
  const before = [sites, run, details].map((file) => JSON.stringify(file));
  hostile.forEach((text, at) => { sites.name[at] = sites.address[at] = sites.complex[at] = text; });
  sites.gemeente.values[0] = hostile[1];
  run.name = hostile[1];
  run.sources[0].attribution = hostile[0];
  for (const detail of Object.values(details.sites)) {
    detail.nl.sentence = hostile[1];
    detail.nl.parts[0].title = hostile[0];
    detail.factsheet = 'javascript:window.hacked=1';
    detail.passport = 'https://example.org/x.html';
  }
  made.write('data/sites.json', sites);
  made.write('data/run.json', run);
  made.write('data/detail/0.json', details);
  try {
    await on(server.address, {}, async (page) => {
      await still(page);
      for (const at of [0, 1, 2, 4]) {
        await page.evaluate(async (site) => { (await window.page).open(site); }, at);
        await told(page);
      }
      await picture(page, 'hostile');
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.equal(await page.locator('main img, main script, main svg[onload]').count(), 0);
      assert.ok((await page.locator('h1').innerText()).includes('<img src=x'));
      assert.equal(await page.locator('#panel a[href]').count(), 0, 'a link leads to a file beside the page, or nowhere');
      const text = await page.locator('body').innerText();
      assert.ok(!/[\u0000-\u0008\u202e\u001b]/.test(text));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      assert.deepEqual(await violations(page), []);
    });
    await on(server.address, PHONE, async (page) => {
      await page.evaluate(async () => { (await window.page).open(4); });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await picture(page, 'hostile-phone');
    });
  } finally {
    ['data/sites.json', 'data/run.json', 'data/detail/0.json'].forEach((name, at) => made.write(name, before[at]));
  }
});

test('a house style beside the page changes its looks', async () => {
  const run = made.read('data/run.json');
  const before = JSON.stringify(run);
  run.files.tokens = 'tokens.css';
  made.write('data/run.json', run);
  made.write('tokens.css', ':root { --utrecht-page-header-background-color: rgb(0, 90, 60); --utrecht-page-header-color: #fff; --utrecht-heading-color: rgb(0, 60, 40); }');
  try {
    await on(server.address, {}, async (page) => {
      await page.waitForFunction(() => getComputedStyle(document.querySelector('.top')).backgroundColor === 'rgb(0, 90, 60)');
      await still(page);
      await picture(page, 'tokens');
    });
  } finally {
    made.write('data/run.json', before);
  }
});

test('where the data cannot be read the page says which', async () => {
  const sites = made.read('data/sites.json');
  made.write('data/sites.json', '{');
  try {
    const { page, context } = await open(browser, server.address);
    assert.match(await page.locator('[role=alert]').innerText(), /niet te lezen/);
    await context.close();
  } finally {
    made.write('data/sites.json', sites);
  }
});

test('where there is no WebGL the list and the sites are there all the same', async () => {
  const bare = await browser.newContext();
  const other = await bare.newPage();
  await other.addInitScript(() => { HTMLCanvasElement.prototype.getContext = () => null; });
  await other.goto(server.address);
  await other.evaluate(() => window.page.then(() => null));
  assert.match(await other.locator('#map').innerText(), /De lijst zegt hetzelfde/);
  await other.locator('#list [role=option]').first().click();
  await told(other);
  await bare.close();
});

test('other norms are asked of the server; list, map and difference follow, and nothing is kept', async () => {
  const run = made.read('data/run.json');
  const sites = made.read('data/sites.json');
  const before = JSON.stringify(run);
  run.served = true;
  run.norms = [{ key: 'parkeren.norm_reductie', name: { nl: 'Verlaging van de parkeernorm', en: 'Reduction' }, unit: { nl: '1', en: '1' }, value: 0, from: 0, to: 1, step: 0.05 }];
  made.write('data/run.json', run);
  const second = sites.standing.values.indexOf('listed');
  const other = structuredClone(sites);
  other.standing.at[0] = second;
  const asked = [];
  const answers = {
    '/api/watals': (_, body) => {
      asked.push(JSON.parse(body));
      if (asked.length > 1) return { status: 422, body: { title: 'fout', detail: 'zo kan het niet <b>' } };
      return { body: {
        difference: {
          homes: [{ form: null, name: { nl: 'samen', en: 'together' }, suitable: [100, 120], undecided: [10, 10] }],
          entered: [], left: [{ id: sites.id[0], name: sites.name[0], why: { nl: 'de norm <i>', en: 'the norm' } }], changed: 3,
        },
        sites: other,
      } };
    },
    '/api/pand': (path) => (path.endsWith('9001100000000003')
      ? { body: { id: '9001100000000003', address: 'Straat 1', form: { nl: 'optoppen', en: 'optoppen' }, verdict: 'suitable', why: { nl: '', en: '' }, lifts: null, checks: [], flags: [], sites: [] } }
      : { status: 404, body: {} }),
  };
  const served = await serve(made.folder, answers);
  try {
    await on(served.address, {}, async (page, { faults }) => {
      await page.locator('#tab-norms').click();
      await page.locator('button', { hasText: 'Vraag opnieuw' }).click();
      assert.match(await page.locator('.answer').innerText(), /Kies eerst/);
      assert.equal(asked.length, 0);
      await page.locator('.norms input[type=range]').fill('0.2');
      await page.locator('button', { hasText: 'Vraag opnieuw' }).click();
      await page.locator('.answer table').waitFor();
      assert.deepEqual(asked, [{ zet: ['parkeren.norm_reductie=0.2'] }]);
      assert.match(await page.locator('.answer').innerText(), /3 locaties zijn anders[\s\S]*120[\s\S]*eraf[\s\S]*de norm <i>/);
      assert.match(await page.locator('.notice').innerText(), /andere normen/);
      await written(page, 'normen', 'parkeren.norm_reductie=0.2');
      await still(page);
      assert.deepEqual(await violations(page), []);
      await picture(page, 'norms');
      await page.locator('button', { hasText: 'Vraag opnieuw' }).click();
      await page.locator('.answer [role=alert]').waitFor();
      assert.match(await page.locator('.answer').innerText(), /zo kan het niet <b>/);
      await page.locator('.notice button', { hasText: 'Terug naar de run' }).click();
      assert.equal(await page.locator('.notice').count(), 0);
      await page.locator('#search').fill('9001100000000003');
      await page.waitForFunction(() => document.querySelector('#panel-title')?.textContent === 'Straat 1');
      faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('422')));
    });
  } finally {
    await served.close();
    made.write('data/run.json', before);
  }
});

test('without files of panden the page says what the map knows, and where the rest is', async () => {
  const run = made.read('data/run.json');
  const before = JSON.stringify(run);
  run.files.pand_digits = null;
  made.write('data/run.json', run);
  try {
    await on(server.address, {}, async (page) => {
      await page.locator('#search').fill('9001100000000003');
      assert.match(await page.locator('#panel').innerText(), /toplaag explain/);
    });
  } finally {
    made.write('data/run.json', before);
  }
});

test('a large run comes in pieces: the best first, and all of it in the end', async () => {
  const sites = made.read('data/sites.json');
  const before = JSON.stringify(sites);
  let whole;
  await on(server.address, {}, async (page) => { whole = [await page.locator('#counted').innerText(), await rows(page)]; });
  made.write('data/sites.json', { ...part(sites, 0, 20), more: 'data/sites-1.json' });
  made.write('data/sites-1.json', part(sites, 20, sites.n));
  try {
    await on(`${server.address}#locatie=${encodeURIComponent(sites.id[sites.n - 1])}`, {}, async (page) => {
      await page.waitForFunction((counted) => document.querySelector('#counted').textContent === counted, whole[0]);
      assert.deepEqual(await rows(page), whole[1]);
      assert.equal(await chosen(page), sites.address[sites.n - 1] ?? sites.name[sites.n - 1], 'a site of the second piece that a link asks for');
      await told(page);
    });
  } finally {
    made.write('data/sites.json', before);
  }
});

test('heights stand out where the tiles have them, off at first, and there is no switch where they do not', async () => {
  await on(server.address, {}, async (page) => {
    await page.locator('#tab-layers').click();
    const has = await page.evaluate(async () => (await window.page).map.hasHeights);
    assert.equal(await page.locator('#layer-three').count(), has ? 1 : 0);
    if (!has) return;
    assert.equal(await page.locator('#layer-three').isChecked(), false);
    await page.evaluate(async () => { (await window.page).map.map.jumpTo({ center: [5.0305, 52.2225], zoom: 16.4 }); });
    await page.locator('#layer-three').check();
    await written(page, 'hoogte', '1');
    await still(page);
    const drawn = await page.evaluate(async () => {
      const { map } = await window.page;
      return ['three/now', 'three/added'].map((id) => map.map.queryRenderedFeatures({ layers: [id] }).length);
    });
    assert.ok(drawn[0] > 0 && drawn[1] > 0, drawn.join(', '));
    assert.ok(await page.evaluate(async () => (await window.page).map.map.getPitch()) > 40);
    await picture(page, 'heights');
    assert.deepEqual(await violations(page), []);
    await page.locator('#layer-three').uncheck();
    await still(page);
    assert.equal(await page.evaluate(async () => (await window.page).map.map.getPitch()), 0);
  });
});
