// Whether each check can fail: `node self-test.mjs SITE_DIR`. Spoils one thing at a time in a copy of a sound site, lets
// the check look at that page, and wants it to say so. Exits with 1 if a fault goes unseen, with 2 if it cannot look.

import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from './browser.mjs';
import { CHECKS } from './checks.mjs';
import { FAULTS } from './faults.mjs';
import { Site } from './site.mjs';

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error(`name the folder of a built site; "${folder ?? ''}" is none`);
  process.exit(2);
}
const AT_ONCE = 3;
const started = Date.now();
const sound = new Site(realpathSync(folder));
const browser = await launch();
const left = [...FAULTS];
let unseen = 0;
await Promise.all(Array.from({ length: AT_ONCE }, work));
await browser.close();
const untried = Object.keys(CHECKS).filter((name) => !FAULTS.some(({ check }) => check === name));
untried.forEach((name) => console.log(`no fault tries the check ${name}`));
console.log(`self-test: ${FAULTS.length} faults, ${unseen} unseen, in ${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = unseen + untried.length > 0 ? 1 : 0;

/** Tries fault after fault in a copy of its own. */
async function work() {
  const copy = mkdtempSync(join(realpathSync(tmpdir()), 'quarterdeck-faults-'));
  cpSync(folder, copy, { recursive: true });
  while (left.length > 0) {
    const fault = left.shift();
    const said = await seen(copy, fault);
    if (said.some((line) => fault.says.test(line))) continue;
    unseen += 1;
    console.log(`${fault.check} does not see "${fault.name}", only: ${said.slice(0, 3).join(' | ') || 'nothing'}`);
  }
  rmSync(copy, { recursive: true });
}

/** What a check says of the one page, once one file of the site is spoilt. */
async function seen(copy, { check, name, page, file, spoil }) {
  const before = sound.read(file).toString();
  const after = spoil(before);
  if (after === before) return [`the fault "${name}" changes nothing in ${file}`];
  writeFileSync(join(copy, file), after);
  const site = new Site(copy);
  site.pages = [page];
  const lines = [];
  await CHECKS[check]({ site, browser, fail: (of, reason) => lines.push(`${of}: ${reason}`) }).catch((error) => lines.push(`the check breaks: ${error.message}`));
  writeFileSync(join(copy, file), before);
  return lines;
}
