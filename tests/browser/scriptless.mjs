// What a page says without its script: all that it says with it. What the script adds carries `data-added`;
// what only those without one need stands in `noscript`.

import { inTabs } from './browser.mjs';

export async function scriptless(job) {
  const pages = job.site.samples();
  const found = new Map(pages.map((page) => [page, []]));
  const look = (tab, page) =>
    tab.goto(job.site.address(page), { waitUntil: 'load' }).then(async () => found.get(page).push(await tab.evaluate(contents)));
  await inTabs(job, pages, look);
  await inTabs(job, pages, look, { javaScriptEnabled: false });
  let count = 0;
  for (const [page, [withScript = [], without = []]] of found) {
    count += without.length;
    const missing = lacking(withScript, without);
    const more = lacking(without, withScript);
    if (without.length === 0) job.fail(page, 'says nothing without a script');
    if (missing.length > 0) job.fail(page, `lacks ${missing.length} things without a script, the first: ${missing[0]}`);
    if (more.length > 0) job.fail(page, `its script takes away ${more.length} things, the first: ${more[0]}`);
  }
  return `${count} things on ${pages.length} pages, with script and without`;
}

/** What is in the first list and not as often in the second. */
function lacking(all, some) {
  const left = new Map();
  for (const one of some) left.set(one, (left.get(one) ?? 0) + 1);
  return all.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

/** Each thing of a page that can be seen, as a line of text: texts, links, tables, drawings. */
function contents() {
  const added = (node) => node.nodeType === Node.ELEMENT_NODE && node.closest('[data-added], noscript');
  const text = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    return added(node) ? '' : [...node.childNodes].map(text).join('');
  };
  const words = (element) => text(element).replace(/\s+/g, ' ').trim();
  const things = [];
  for (const element of document.body.querySelectorAll('a[href], table, tr, svg, h1, h2, h3, h4, h5, h6, p, li, dt, dd, figcaption, summary, pre')) {
    if (added(element)) continue;
    const seen = element.checkVisibility({ visibilityProperty: true }) ? '' : ' (closed)';
    const where = element.getAttribute('href') ?? element.getAttribute('aria-label') ?? '';
    things.push(`<${element.localName}> ${where} ${words(element)}${seen}`.slice(0, 400));
  }
  return things;
}
