// Packets as they are sent: `node packets.mjs PACKETS_DIR`. Each PDF is tagged, dated by its review and not by the clock,
// has bookmarks, an executive's page that is one page, every word of its HTML within its margins, and says on each sheet
// but the cover what it is, whom it is for and how many sheets there are. The HTML beside it passes the checks of pages.

import { execFile } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { axe } from './axe.mjs';
import { inTabs, launch } from './browser.mjs';
import { markup } from './markup.mjs';
import { inMargins, missing, read, words } from './print.mjs';
import { Site } from './site.mjs';

const MOST_SHEETS = 16;
const run = promisify(execFile);

const folder = process.argv[2];
if (!folder) {
  console.error('name the folder of packets');
  process.exit(2);
}
const site = new Site(realpathSync(folder));
const browser = await launch();
let failures = 0;
const fail = (page, reason) => {
  failures += 1;
  console.log(`${page}: ${reason}`);
};
const job = { site, browser, fail };
if (site.pages.length === 0) fail(folder, 'holds no packet');

let sheets = 0;
await inTabs(job, site.pages, async (tab, page, told) => {
  await tab.goto(site.address(page), { waitUntil: 'load' });
  await tab.emulateMedia({ media: 'print' });
  const wanted = await tab.evaluate(words);
  const all = await tab.evaluate(() => (document.title + document.body.textContent).replace(/\s+/g, '').toLowerCase());
  const titles = await tab.evaluate(() => [...document.querySelectorAll('main > section > h2')].map((title) => title.firstChild.data.trim()));
  await tab.emulateMedia({ media: 'screen' });
  const path = join(site.folder, page.replace(/\.html$/, '.pdf'));
  const found = await read(path);
  sheets += found.length;
  for (const fault of await faultsOf(path, found, { wanted, titles, all })) told(fault);
});

async function faultsOf(path, found, { wanted, titles, all }) {
  const faults = [];
  const short = path.includes('-agenda');
  const partner = /-partner(-agenda)?\.pdf$/.test(path);
  const label = partner ? 'Partner-facing' : 'Internal: do not share';
  const manifest = JSON.parse(readFileSync(join(dirname(path), 'packet-manifest.json'), 'utf8'));
  if (manifest.pages !== found.length) faults.push(`has ${found.length} sheets, and its manifest says ${manifest.pages}`);
  if (found.length > (short ? 2 : MOST_SHEETS)) faults.push(`has ${found.length} sheets`);
  const lost = missing(found, wanted);
  if (lost.length > 0) faults.push(`${lost.length} words are missing: ${lost.slice(0, 5).join(', ')}`);
  faults.push(...inMargins(found));
  // Nothing is on paper that is not in the document, but for what stands at the edge of each sheet.
  const edge = `page${manifest.quarter}dataasof·${label}0123456789`.replace(/\s+/g, '').toLowerCase();
  const more = found.flatMap((sheet) => sheet.words.map(({ text }) => text.normalize('NFKC').toLowerCase()))
    .filter((word) => word.length > 3 && !all.normalize('NFKC').includes(word) && !edge.includes(word));
  if (more.length > 0) faults.push(`${more.length} words are on paper only: ${more.slice(0, 5).join(', ')}`);
  found.forEach((sheet, index) => {
    if (sheet.words.length < 20) faults.push(`sheet ${index + 1} is as good as empty`);
  });
  const texts = found.map((sheet) => sheet.words.map((word) => word.text).join(' '));
  texts.forEach((text, index) => {
    if (index === 0 && !short) return;
    for (const running of [label, `Page ${index + 1} of ${found.length}`, 'Data as of', manifest.quarter]) {
      if (!text.includes(running)) faults.push(`sheet ${index + 1} does not say "${running}"`);
    }
  });
  if (!short) {
    if (!texts[0].includes(label)) faults.push('the cover does not say whom it is for');
    const all = ['In one page', 'In this packet'].every((title) => texts[1]?.includes(title));
    if (!all || texts[2]?.includes('In this packet')) faults.push('the page for an executive is not the second sheet, alone');
    if (!texts[2]?.includes(titles[0])) faults.push(`"${titles[0]}" does not begin the third sheet`);
  }
  // What is read aloud comes in the order in which it stands.
  const { stdout: parts } = await run('pdftotext', ['-f', short ? '1' : '3', path, '-'], { maxBuffer: 1 << 28 });
  let at = 0;
  for (const title of titles) {
    const next = parts.indexOf(title, at);
    if (next < 0) faults.push(`"${title}" is not where it should be read`);
    else at = next;
  }
  const { stdout: info } = await run('pdfinfo', [path]);
  for (const name of ['Author', 'Subject', 'Keywords']) {
    if (new RegExp(`^${name}:`, 'm').test(info)) faults.push(`says its ${name}`);
  }
  for (const [name, value] of [['Tagged', 'yes'], ['JavaScript', 'no'], ['Encrypted', 'no']]) {
    if (!new RegExp(`^${name}: +${value}$`, 'm').test(info)) faults.push(`is not "${name}: ${value}"`);
  }
  const day = manifest.as_of.replaceAll('-', '');
  const raw = readFileSync(path).toString('latin1');
  for (const key of ['CreationDate', 'ModDate']) {
    if (!raw.includes(`/${key} (D:${day}000000+00'00')`)) faults.push(`its ${key} is not the day of the review`);
  }
  if (!raw.includes('/Outlines')) faults.push('has no bookmarks');
  if (/Mozilla|Headless|\/tmp\/|file:\/\//.test(raw)) faults.push('tells of the machine that printed it');
  await run('qpdf', ['--check', path]).catch((error) => faults.push(`qpdf: ${error.stdout || error.message}`));
  return faults;
}

console.log(`packets: ${site.pages.length} of ${sheets} sheets`);
console.log(`markup: ${await markup(job)}`);
console.log(`axe: ${await axe(job)}`);
await browser.close();
console.log(`${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;
