// Pages on paper, in both sizes that readers have: the PDF holds every word of the page within its margins, and says on
// each sheet what it is, whom it is for and how many sheets there are.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inTabs } from './browser.mjs';

const SIZES = ['A4', 'Letter'];
/** 16 mm at 72 points an inch, less what rounding takes. */
const MARGIN = 44;
const run = promisify(execFile);

export async function print(job) {
  const pages = job.site.longest();
  const scratch = await mkdtemp(join(tmpdir(), 'quarterdeck-print-'));
  let [sheets, files] = [0, 0];
  await inTabs(job, pages, async (tab, page, fail) => {
    await tab.goto(job.site.address(page), { waitUntil: 'load' });
    await tab.emulateMedia({ media: 'print' });
    const wanted = await tab.evaluate(words);
    for (const format of SIZES) {
      const path = join(scratch, `${pages.indexOf(page)}-${format}.pdf`);
      await writeFile(path, await tab.pdf({ format, tagged: false }));
      const found = await read(path);
      sheets += found.length;
      files += 1;
      faultsOf(found, wanted).forEach((fault) => fail(`on ${format}: ${fault}`));
    }
    await tab.emulateMedia({ media: 'screen' });
  });
  await rm(scratch, { recursive: true });
  return `${files} files of ${sheets} sheets from ${pages.length} pages`;
}

/** What paper must show, within the page: the words of it, but for those that are there to be heard only. */
export function words() {
  const found = new Set();
  const heard = (element) => element && (getComputedStyle(element).clipPath === 'inset(50%)' || heard(element.parentElement));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('script, noscript, svg title') || heard(element)) continue;
    for (const word of node.data.split(/\s+/)) if (/[\p{L}\p{N}]{3}/u.test(word)) found.add(word);
  }
  return [...found];
}

/** The sheets of a PDF: their width, and their words with the left and right edge of each. */
export async function read(path) {
  const { stdout } = await run('pdftotext', ['-bbox', path, '-'], { maxBuffer: 1 << 28 });
  const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
  return stdout.split('<page ').slice(1).map((sheet) => ({
    width: Number(/width="([\d.]+)"/.exec(sheet)[1]),
    words: [...sheet.matchAll(/<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)"[^>]*>([^<]*)</g)]
      .map(([, left, right, text]) => ({ left: Number(left), right: Number(right), text: plain(text) })),
  }));
}

function faultsOf(sheets, wanted) {
  if (sheets.length === 0) return ['there is no sheet'];
  const faults = inMargins(sheets);
  const lost = missing(sheets, wanted);
  if (lost.length > 0) faults.push(`${lost.length} words are missing: ${lost.slice(0, 5).join(', ')}`);
  sheets.forEach((sheet, index) => {
    const text = sheet.words.map((word) => word.text).join(' ');
    for (const running of ['Internal', `Page ${index + 1} of ${sheets.length}`, 'as of']) {
      if (!text.includes(running)) faults.push(`sheet ${index + 1} does not say "${running}"`);
    }
  });
  return faults;
}

/** The words that paper should show and does not. */
export function missing(sheets, wanted) {
  const known = new Set(sheets.flatMap((sheet) => sheet.words.map(({ text }) => same(text))));
  // A word that is too long for its column goes on in the next line.
  const there = (word) => known.has(word) || [...word].some((_, at) => at > 1 && known.has(word.slice(0, at)) && there(word.slice(at)));
  return wanted.filter((word) => !there(same(word)));
}

/** A fault for each sheet with words in its margins. */
export function inMargins(sheets) {
  return sheets.flatMap((sheet, index) => {
    const outside = sheet.words.filter(({ left, right }) => left < MARGIN || right > sheet.width - MARGIN);
    return outside.length > 0 ? [`sheet ${index + 1} has words in its margins: ${outside.slice(0, 5).map(({ text }) => text).join(' ')}`] : [];
  });
}

/** A word without what paper sets in another way: capitals, and letters that are joined. */
function same(word) {
  return word.normalize('NFKC').toLowerCase();
}
