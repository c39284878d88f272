// Opens every page of a built site from disk and says what is wrong with it: `node smoke.mjs SITE_DIR`.
// Exits with 1 if anything is, with 2 if it cannot look. CHROMIUM names another browser than the system's.

import { existsSync, realpathSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { paper, read, sideways } from './look.mjs';
import { Site } from './site.mjs';

const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };
/** A4 less margins of 16 mm, at 96 px an inch. */
const PAPER = { width: 672, height: 980 };
const TABS = 3;
const MOST_LINES = 200;
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) cannot(`name the folder of a built site; "${folder ?? ''}" is none`);
const site = new Site(realpathSync(folder));
if (site.pages.length === 0) cannot(`there is no page in ${folder}`);

const started = Date.now();
const samples = site.samples();
const failures = [];
const ids = new Map();
const links = new Map();
await inTabs(site.pages, look);
for (const page of site.pages) {
  const told = new Set();
  for (const link of links.get(page) ?? []) {
    const fault = told.has(link.value) ? undefined : site.faultOf(link, ids);
    told.add(link.value);
    if (fault) failures.push({ page, reason: `the link ${link.value} ${fault}` });
  }
}
report();

/** Looks at one page in a tab: narrow, wide, and on paper if it is a sample. */
async function look(tab, page) {
  const fail = (reasons) => reasons.forEach((reason) => failures.push({ page, reason }));
  await tab.setViewportSize(PHONE);
  await tab.goto(site.address(page), { waitUntil: 'load' });
  const found = await tab.evaluate(read);
  ids.set(page, new Set(found.ids));
  links.set(page, found.links);
  fail(found.faults);
  fail(await tab.evaluate(sideways, PHONE.width));
  await tab.setViewportSize(DESK);
  fail(await tab.evaluate(sideways, DESK.width));
  if (samples.pages.has(page)) {
    await tab.emulateMedia({ media: 'print' });
    await tab.setViewportSize(PAPER);
    fail(await tab.evaluate(paper));
    await tab.emulateMedia({ media: 'screen' });
  }
}

/** Does something with each page, in a few tabs side by side that each go from page to page. */
async function inTabs(pages, work) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS })
    .catch((error) => cannot(`Chromium does not start: ${error.message}`));
  let next = 0;
  const walk = async () => {
    const context = await browser.newContext({ offline: true, serviceWorkers: 'block' });
    const tab = await context.newPage();
    let page;
    listen(tab, (reason) => failures.push({ page, reason }));
    while (next < pages.length) {
      page = pages[next++];
      await work(tab, page).catch((error) => failures.push({ page, reason: `cannot be looked at: ${error.message.split('\n')[0]}` }));
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: TABS }, walk));
  await browser.close();
}

/** Tells what a tab complains of and what it asks for. */
function listen(tab, fail) {
  tab.on('console', (message) => message.type() === 'error' && fail(`console: ${message.text().split('\n')[0]}`));
  tab.on('pageerror', (error) => fail(`page error: ${error.message.split('\n')[0]}`));
  tab.on('crash', () => fail('crashes'));
  tab.on('request', (request) => site.path(request.url()) === undefined && fail(`asks for ${request.url()}`));
  tab.on('requestfailed', (request) => fail(`does not get ${request.url()}: ${request.failure()?.errorText}`));
}

function report() {
  const lines = [...new Set(failures.map(({ page, reason }) => `${page}: ${reason}`))].sort();
  lines.slice(0, MOST_LINES).forEach((line) => console.log(line));
  if (lines.length > MOST_LINES) console.log(`… and ${lines.length - MOST_LINES} more`);
  const count = [...links.values()].reduce((sum, of) => sum + of.length, 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `${site.pages.length} pages, ${count} links, ${samples.pages.size} pages of ${samples.kinds} kinds on paper: ` +
      `${lines.length} failures in ${seconds} s`,
  );
  process.exitCode = lines.length > 0 ? 1 : 0;
}

function cannot(message) {
  console.error(message);
  process.exit(2);
}
