// Makes the folder that the page is tested on: the demo town, published. `TOPLAAG_SITE` names one that is there.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target');

/** Room for homes on the grid of the town: too little in the first years. */
const ROOM = [
  'voedingsgebied_id;station;jaar;reservering_mw',
  'EM10-1;Elzermade;2028;0,3', 'EM10-1;Elzermade;2030;0,5', 'EM10-1;Elzermade;2033;0,9',
  'EM10-2;Elzermade;2028;0,15', 'EM10-2;Elzermade;2031;0,4',
  ';Elzermade;2028;0,4', ';Elzermade;2031;0,8', ';Elzermade;2034;1,2', '',
].join('\n');

/** Little work, as the program under test is not optimized. */
const EFFORT = '\n[params.fasering]\neffort_states = 40\neffort_nodes = 50\neffort_rounds = 40\neffort_repairs = 3\nstep_mw = [0.5, 2.0]\n';

/** A folder of its own with the demo town published, and the page as it was built last. */
export function site() {
  const folder = mkdtempSync(join(tmpdir(), 'toplaag-viewer-'));
  const out = join(folder, 'site');
  const given = process.env.TOPLAAG_SITE;
  if (given) {
    cpSync(given, out, { recursive: true });
  } else {
    const program = join(target, 'debug/toplaag');
    if (!existsSync(program)) throw new Error(`no program in \`${target}/debug\`\nhint: cargo build --bin toplaag`);
    const run = (...args) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const [town, room, phasing] = ['demo/uitkomst', 'ruimte.csv', 'fasering'].map((name) => join(folder, name));
    run('demo', '--quiet', '--into', join(folder, 'demo'));
    appendFileSync(join(folder, 'demo/invoer/toplaag.toml'), EFFORT);
    run('scan', join(folder, 'demo/invoer/toplaag.toml'), '--out', town, '--force', '--quiet');
    writeFileSync(room, ROOM);
    run('faseer', town, '--ruimte', room, '--alle', '--out', phasing, '--quiet');
    run('publiceer', town, out, '--panden', '--fasering', phasing, '--quiet');
  }
  cpSync(DIST, out, { recursive: true });
  return {
    folder: out,
    read: (name) => JSON.parse(readFileSync(join(out, name), 'utf8')),
    write: (name, json) => writeFileSync(join(out, name), typeof json === 'string' ? json : JSON.stringify(json)),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
