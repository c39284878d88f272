// Chromium, and tabs that go from page to page. Knows no check.

import { chromium } from 'playwright-core';

const TABS = 3;
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/** Starts the system's Chromium, or the one that CHROMIUM names. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS });
}

/**
 * Does something with each page, in a few tabs side by side that each go from page to page. Whatever a tab complains
 * of meanwhile, or asks for outside the site, is a failure of the page.
 */
export async function inTabs({ browser, site, fail }, pages, work, options = {}) {
  const left = [...pages];
  const walk = async () => {
    const context = await browser.newContext({ offline: true, serviceWorkers: 'block', ...options });
    const tab = await context.newPage();
    let page;
    listen(tab, site, (reason) => fail(page, reason));
    while (left.length > 0) {
      page = left.shift();
      const told = (reason) => fail(page, reason);
      await work(tab, page, told).catch((error) => told(`cannot be looked at: ${error.message.split('\n')[0]}`));
    }
    await context.close();
  };
  await Promise.all(Array.from({ length: Math.min(TABS, left.length) }, walk));
}

/** Tells what a tab complains of and what it asks for. */
function listen(tab, site, fail) {
  tab.on('console', (message) => message.type() === 'error' && fail(`console: ${message.text().split('\n')[0]}`));
  tab.on('pageerror', (error) => fail(`page error: ${error.message.split('\n')[0]}`));
  tab.on('crash', () => fail('crashes'));
  tab.on('request', (request) => site.path(request.url()) === undefined && fail(`asks for ${request.url()}`));
  tab.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // A page that is left before it is all there has done nothing wrong.
    if (why !== 'net::ERR_ABORTED') fail(`does not get ${request.url()}: ${why}`);
  });
}
