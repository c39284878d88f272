// Text as readers set it: with the spacing of WCAG 1.4.12 nothing is cut off, covered or pushed out of the window.

import { inTabs } from './browser.mjs';
import { sideways } from './look.mjs';

const WIDTHS = [320, 640, 1280];

export async function spacing(job) {
  const pages = job.site.longest();
  let texts = 0;
  await inTabs(job, pages, async (tab, page, fail) => {
    await tab.goto(job.site.address(page), { waitUntil: 'load' });
    for (const wide of [false, true]) {
      if (wide) await tab.evaluate(widen);
      for (const width of WIDTHS) {
        await tab.setViewportSize({ width, height: 800 });
        const found = await tab.evaluate(cutOff);
        const faults = [...(await tab.evaluate(sideways, width)), ...found.faults.map((fault) => `${fault} at ${width} px`)];
        faults.forEach((fault) => fail(wide ? `${fault}, with wide spacing` : fault));
        texts += found.texts;
      }
    }
  });
  return `${texts} texts on ${pages.length} pages at ${WIDTHS.length} widths, also with wide spacing`;
}

/** Spaces text as WCAG 1.4.12 says. A constructed style sheet is the one that the page's policy lets in. */
function widen() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Texts that cannot be read in full, within the page. What is there to be heard only does not count. */
function cutOff() {
  const faults = new Set();
  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const heard = (element) => getComputedStyle(element).clipPath === 'inset(50%)' || (element.parentElement && heard(element.parentElement));
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true }) || element.closest('script, style, .skip')) continue;
    if (element.closest('svg title') || heard(element)) continue;
    texts += 1;
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    const say = (how) => faults.add(`"${node.data.trim().slice(0, 40)}" in <${element.localName} class="${element.getAttribute('class') ?? ''}"> ${how}`);
    if (boxes.some(({ left }) => left + window.scrollX + scrolled(element) < -0.5)) say('starts left of the window');
    for (let around = element; around && around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (around.namespaceURI.endsWith('svg') && around.localName !== 'svg') continue;
      const limit = around.getBoundingClientRect();
      const hides = (overflow) => ['hidden', 'clip'].includes(overflow);
      if (hides(style.overflowX) && boxes.some(({ left, right }) => left < limit.left - 1 || right > limit.right + 1)) say('is cut off at a side');
      if (hides(style.overflowY) && boxes.some(({ top, bottom }) => top < limit.top - 2 || bottom > limit.bottom + 2)) say('is cut off above or below');
    }
  }
  return { faults: [...faults], texts };

  /** How far the boxes around an element are scrolled. */
  function scrolled(element) {
    return element ? element.scrollLeft + scrolled(element.parentElement) : 0;
  }
}
