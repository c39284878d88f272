// A walk by Tab over the overview and an alliance: the way past the head comes first, every link and control is reached
// in its order, is seen to be, and lets go again.

import { inTabs } from './browser.mjs';

export async function keyboard(job) {
  const pages = job.site.longest().filter((page) => /^(partners\/[^/]+\/)?index\.html$/.test(page));
  const said = [];
  await inTabs(job, pages, async (tab, page, fail) => {
    await tab.setViewportSize({ width: 1280, height: 800 });
    await tab.goto(job.site.address(page), { waitUntil: 'load' });
    await skips(tab, fail);
    await tab.reload({ waitUntil: 'load' });
    said.push(`${await walk(tab, fail)} stops on ${page}`);
  });
  return said.sort().join(', ');
}

/** The first Tab shows the way past the head; Enter takes it. */
async function skips(tab, fail) {
  await tab.keyboard.press('Tab');
  const first = await tab.evaluate(() => {
    const element = document.activeElement;
    const { top, left, width } = element.getBoundingClientRect();
    return { skip: element.matches('a[href^="#"]') && element.hash, seen: top >= 0 && left >= 0 && width > 24 };
  });
  if (!first.skip) fail('the first stop is no way past the head');
  else if (!first.seen) fail('the way past the head is not seen when it has the focus');
  await tab.keyboard.press('Enter');
  const arrived = await tab.evaluate((hash) => document.activeElement === document.querySelector(hash), first.skip || '#main');
  if (!arrived) fail('the way past the head does not give the focus to the content');
}

/** From the top to the bottom and one step back. */
async function walk(tab, fail) {
  const wanted = await tab.evaluate(prepare);
  const reached = [];
  for (let step = 0; step <= wanted.length + 1; step += 1) {
    await tab.keyboard.press('Tab');
    const { at, name, faults } = await tab.evaluate(stop);
    if (name === undefined) break;
    faults.forEach((fault) => fail(`by Tab, ${name} ${fault}`));
    if (at === -1) fail(`by Tab, ${name} is reached, which is no control`);
    if (reached.includes(at)) {
      fail(`the focus comes back to ${name} before the end`);
      return reached.length;
    }
    reached.push(at);
  }
  const missed = wanted.filter((_, at) => !reached.includes(at));
  if (missed.length > 0) fail(`Tab does not reach ${missed.length} of ${wanted.length} controls, the first: ${missed[0]}`);
  else if (reached.some((at, index) => index > 0 && at < reached[index - 1])) fail('the order of Tab is not that of the page');
  await tab.keyboard.press('Shift+Tab');
  const back = await tab.evaluate(stop);
  if (back.at !== reached.at(-1)) fail('Shift+Tab does not lead back to the last control');
  return reached.length;
}

/** Notes every control of the page that Tab has to reach, in its order. */
function prepare() {
  const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';
  window.stops = [...document.querySelectorAll(controls)].filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  return window.stops.map((element) => element.outerHTML.slice(0, 90));
}

/** Where the focus is, and what is wrong with how it shows. */
function stop() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return { at: -1, faults: [] };
  const faults = [];
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) faults.push('shows no focus');
  const faint = (one) => one && (Number(getComputedStyle(one).opacity) < 0.9 || faint(one.parentElement));
  if (faint(element)) faults.push('is faint');
  const inWindow = ({ top, bottom, left, right }) => bottom > 0 && right > 0 && top < window.innerHeight && left < window.innerWidth;
  const boxes = [...element.getClientRects()].filter(inWindow);
  // Marks of one day lie upon each other within a drawing; the ring of the focus then stands around them.
  const clear = boxes.some((box) => {
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
    const [width, height] = [Math.min(box.right, window.innerWidth) - left, Math.min(box.bottom, window.innerHeight) - top];
    return [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([across, down]) => {
      const there = document.elementFromPoint(left + width * across, top + height * down);
      return there && (element.contains(there) || there.contains(element) || element.ownerSVGElement?.contains(there));
    });
  });
  if (boxes.length === 0) faults.push('is out of the window');
  else if (!clear) faults.push('is hidden behind something else');
  return { at: window.stops.indexOf(element), name: element.outerHTML.slice(0, 90), faults };
}
