// The theme: as the system has it unless the reader says otherwise, kept from page to page, never on paper.

import { inTabs } from './browser.mjs';

export async function theme(job) {
  const [page, other] = ['index.html', 'findings.html'];
  await inTabs(job, [page], async (tab, _, fail) => {
    const expect = (holds, reason) => holds || fail(`theme: ${reason}`);
    const dark = () => tab.evaluate(() => {
      const [, ...parts] = /rgb\((\d+), (\d+), (\d+)\)/.exec(getComputedStyle(document.body).backgroundColor);
      return parts.map(Number).reduce((sum, part) => sum + part, 0) < 384;
    });
    const choose = async (key) => {
      await tab.focus('select[aria-label=Theme]');
      await tab.keyboard.press(key);
      await tab.keyboard.press('Tab');
    };
    await tab.goto(job.site.address(page), { waitUntil: 'load' });
    for (const colorScheme of ['dark', 'light']) {
      await tab.emulateMedia({ colorScheme });
      expect((await dark()) === (colorScheme === 'dark'), `is not the system's, ${colorScheme}`);
    }
    if ((await tab.locator('select[aria-label=Theme]').count()) !== 1) return fail('theme: there is no switch');
    await choose('End');
    expect(await dark(), 'dark cannot be chosen by keyboard');
    await tab.reload({ waitUntil: 'load' });
    expect(await dark(), 'loaded again, the choice is lost');
    await tab.goto(job.site.address(other), { waitUntil: 'load' });
    expect(await dark(), 'on another page, the choice is lost');
    expect((await tab.evaluate(() => document.querySelector('select[aria-label=Theme]').value)) === 'dark', 'the switch does not say what is chosen');
    await tab.emulateMedia({ media: 'print' });
    expect(!(await dark()), 'paper is dark');
    await tab.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    await choose('ArrowUp');
    expect(!(await dark()), 'light cannot be chosen in a dark system');
    await choose('Home');
    expect(await dark(), 'the choice cannot be given back to the system');
  });
  return 'the switch, by keyboard';
}
