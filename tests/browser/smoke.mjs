// Every page, from disk: narrow, wide, and on paper if it is a sample; each link leads somewhere.

import { inTabs } from './browser.mjs';
import { paper, read, sideways } from './look.mjs';

const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };
/** A4 less margins of 16 mm, at 96 px an inch. */
const PAPER = { width: 672, height: 980 };

export async function smoke(job) {
  const { site, fail } = job;
  const onPaper = new Set(site.samples());
  const ids = new Map();
  const links = new Map();
  await inTabs(job, site.pages, async (tab, page, fail) => {
    await tab.setViewportSize(PHONE);
    await tab.goto(site.address(page), { waitUntil: 'load' });
    const found = await tab.evaluate(read);
    ids.set(page, new Set(found.ids));
    links.set(page, found.links);
    found.faults.forEach(fail);
    (await tab.evaluate(sideways, PHONE.width)).forEach(fail);
    await tab.setViewportSize(DESK);
    (await tab.evaluate(sideways, DESK.width)).forEach(fail);
    if (onPaper.has(page)) {
      await tab.emulateMedia({ media: 'print' });
      await tab.setViewportSize(PAPER);
      (await tab.evaluate(paper)).forEach(fail);
      await tab.emulateMedia({ media: 'screen' });
    }
  });
  let count = 0;
  for (const [page, of] of links) {
    count += of.length;
    for (const link of new Map(of.map((link) => [link.value, link])).values()) {
      const fault = site.faultOf(link, ids);
      if (fault) fail(page, `the link ${link.value} ${fault}`);
    }
  }
  return `${site.pages.length} pages, ${count} links, ${onPaper.size} pages of ${site.kinds().size} kinds on paper`;
}
