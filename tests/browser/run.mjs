// Runs the checks over a built site: `node run.mjs SITE_DIR [CHECK]…`, all of them unless some are named.
// Prints what is wrong with which page and a line for each check. Exits with 1 if anything is wrong, with 2 if it
// cannot look. CHROMIUM names another browser than the system's.

import { existsSync, realpathSync } from 'node:fs';
import { launch } from './browser.mjs';
import { CHECKS } from './checks.mjs';
import { Site } from './site.mjs';

const MOST_LINES = 200;

const [folder, ...names] = process.argv.slice(2);
if (!folder || !existsSync(folder)) cannot(`name the folder of a built site; "${folder ?? ''}" is none`);
const unknown = names.filter((name) => !Object.hasOwn(CHECKS, name));
if (unknown.length > 0) cannot(`there is no check ${unknown.join(', ')}; there are: ${Object.keys(CHECKS).join(', ')}`);
const site = new Site(realpathSync(folder));
if (site.pages.length === 0) cannot(`there is no page in ${folder}`);
const browser = await launch().catch((error) => cannot(`Chromium does not start: ${error.message}`));

const began = Date.now();
let sum = 0;
for (const name of names.length > 0 ? names : Object.keys(CHECKS)) {
  const started = Date.now();
  const lines = new Set();
  const said = await CHECKS[name]({ site, browser, fail: (page, reason) => lines.add(`${page}: ${reason}`) });
  tell([...lines].sort());
  console.log(`${name}: ${said}: ${lines.size} failures in ${seconds(started)} s`);
  sum += lines.size;
}
await browser.close();
console.log(`${sum} failures in ${seconds(began)} s`);
process.exitCode = sum > 0 ? 1 : 0;

function tell(lines) {
  lines.slice(0, MOST_LINES).forEach((line) => console.log(line));
  if (lines.length > MOST_LINES) console.log(`… and ${lines.length - MOST_LINES} more`);
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

function cannot(message) {
  console.error(message);
  process.exit(2);
}
