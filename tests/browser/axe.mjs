// axe-core, with contrast and target size, over samples of each kind of page: narrow to wide, light and dark. Nothing
// may be cut off sideways at any of these widths either; 640 px is what a window of 1280 px shows at 200 %.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inTabs } from './browser.mjs';
import { sideways } from './look.mjs';

const WIDTHS = [320, 390, 640, 768, 1280];
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
    for (const width of longest.has(page) ? WIDTHS : [WIDTHS[0], WIDTHS.at(-1)]) {
      await tab.setViewportSize({ width, height: 800 });
      (await tab.evaluate(sideways, width)).forEach(fail);
      for (const colorScheme of THEMES) {
        await tab.emulateMedia({ colorScheme });
        runs += 1;
        for (const fault of await tab.evaluate(judge)) seen.set(fault, [...(seen.get(fault) ?? []), `${width} ${colorScheme}`]);
      }
    }
    for (const [fault, where] of seen) fail(`axe: ${fault} (${where.join(', ')})`);
  });
  return `${pages.length} pages, judged ${runs} times`;
}

/** Asks axe-core, in the page. */
async function judge() {
  const { violations } = await window.axe.run(document, {
    preload: false,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'color-contrast': { enabled: true }, 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => `${id}: ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`),
  );
}
