// Addresses that pages had before: each leads to a page that is there, with a script and without, and keeps the part of
// the page that was asked for.

import { inTabs } from './browser.mjs';

const TRIED = 3;

export async function moved(job) {
  const { site, fail } = job;
  const target = (path) => new URL(site.moved.get(path), site.address(path)).href;
  for (const path of site.moved.keys()) {
    const to = site.path(target(path));
    if (to === undefined || !site.sizes.has(to)) fail(path, `has moved to ${site.moved.get(path)}, which is not there`);
    else if (site.moved.has(to)) fail(path, `has moved to ${to}, which has moved as well`);
  }
  const tried = [...site.moved.keys()].slice(0, TRIED);
  for (const javaScriptEnabled of [true, false]) {
    const work = async (tab, path, fail) => {
      const hash = javaScriptEnabled ? '#main' : '';
      await tab.goto(site.address(path) + hash, { waitUntil: 'commit' });
      await tab.waitForURL((url) => url.href === target(path) + hash, { timeout: 5000 })
        .catch(() => fail(`does not lead to its new address, but to ${tab.url()}${javaScriptEnabled ? '' : ', without a script'}`));
    };
    await inTabs(job, tried, work, { javaScriptEnabled });
  }
  return `${site.moved.size} earlier addresses, ${tried.length} of them followed`;
}
