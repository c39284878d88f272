// axe-core, with contrast and target size, over samples of each kind of page: narrow to wide, light and dark. Nothing
// may be cut off sideways at any of these widths either. 640 px, what 1280 px show at 200 %, is looked at with the
// spacing of text.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inTabs } from './browser.mjs';
import { sideways } from './look.mjs';

const WIDTHS = [320, 390, 768, 1280];
const FEWER_WIDTHS = [320, 1280];
const THEMES = ['light', 'dark'];
const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function axe(job) {
  const pages = job.site.samples();
  const longest = new Set(job.site.longest());
  let runs = 0;
  await inTabs(job, pages, async (tab, page, fail) => {
    await tab.goto(job.site.address(page), { waitUntil: 'load' });
    await tab.evaluate(SOURCE);
    const seen = new Map();
    for (const width of longest.has(page) ? WIDTHS : FEWER_WIDTHS) {
      await tab.setViewportSize({ width, height: 800 });
      (await tab.evaluate(sideways, width)).forEach(fail);
      for (const colorScheme of THEMES) {
        await tab.emulateMedia({ colorScheme });
        runs += 1;
        for (const { rule, places } of await tab.evaluate(judge, colorScheme === THEMES[0])) {
          const before = seen.get(rule) ?? { where: [], places: new Set() };
          seen.set(rule, { where: [...before.where, `${width} ${colorScheme}`], places: new Set([...before.places, ...places]) });
        }
      }
    }
    for (const [rule, { where, places }] of seen) {
      fail(`axe: ${rule} at ${places.size} places (${where.join(', ')}), the first: ${[...places][0]}`);
    }
  });
  return `${pages.length} pages, judged ${runs} times`;
}

/**
 * Asks axe-core, in the page: everything, or only what colours can change, as a theme changes nothing else. What it
 * leaves undecided about contrast is a fault as well, but for signs that nobody reads, for what has to be scrolled to, and for drawings, which have a check of their own.
 */
async function judge(everything) {
  const { violations, incomplete } = await window.axe.run(document, {
    preload: false,
    ...(everything
      ? {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          rules: { 'color-contrast': { enabled: true }, 'target-size': { enabled: true } },
        }
      : { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }),
    resultTypes: ['violations', 'incomplete'],
  });
  const place = ({ target, any, all, none }) => `${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`;
  const readable = ({ target }) => {
    const element = document.querySelector(target.at(-1));
    const [box, frame] = [element, element?.closest('.scroll')].map((one) => one?.getBoundingClientRect());
    return !element?.closest('svg, [aria-hidden=true]') && !(frame && (box.right > frame.right || box.left < frame.left));
  };
  const undecided = incomplete.filter(({ id }) => id === 'color-contrast').map(({ nodes }) => ({
    rule: 'color-contrast, undecided',
    places: nodes.filter(readable).map(place),
  }));
  return [...violations.map(({ id, nodes }) => ({ rule: id, places: nodes.map(place) })), ...undecided].filter(({ places }) => places.length > 0);
}
