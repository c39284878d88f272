// The search, by keyboard alone: `/` opens it, words find, arrows and Enter choose, Escape gives the focus back.

import { inTabs } from './browser.mjs';

const PAGES = ['index.html', 'findings.html'];

export async function search(job) {
  const pages = PAGES.filter((page) => job.site.pages.includes(page));
  await inTabs(job, pages, async (tab, page, fail) => {
    const home = job.site.address('');
    const expect = (holds, reason) => holds || fail(`search: ${reason}`);
    const state = () => tab.evaluate(dialog);
    const open = async () => {
      await tab.goto(job.site.address(page), { waitUntil: 'load' });
      await tab.focus('.brand');
      await tab.keyboard.press('/');
    };

    await open();
    let now = await state();
    expect(now.open && now.inField, '/ does not open it with the focus in its field');
    if (!now.open) return;
    await tab.keyboard.type('a/b');
    expect((await state()).value === 'a/b', '/ cannot be typed into the field');
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('Escape');
    now = await state();
    expect(!now.open, 'Escape does not close it');
    expect(await tab.evaluate(() => document.activeElement.matches('.brand')), 'Escape does not give the focus back');

    // A record from the index itself is found by its own name, and Enter goes where it stands.
    const [title] = await tab.evaluate(() => window.quarterdeckIndex?.at(-1) ?? []);
    if (title === undefined) return fail('search: the index is not loaded or empty');
    await tab.keyboard.press('/');
    await tab.keyboard.type(title);
    await tab.waitForFunction(() => document.querySelector('dialog [role=option]'), undefined, { timeout: 5000 });
    now = await state();
    expect(now.options.some((option) => option.startsWith(title)), `"${title}" is not found by its name`);
    expect(/^\d+ found/.test(now.status), `it does not say how many were found, but "${now.status}"`);
    await tab.keyboard.press('Control+a');
    await tab.keyboard.type(title.split(' ')[0].slice(0, 3));
    await tab.waitForFunction(() => document.querySelectorAll('dialog [role=option]').length > 1, undefined, { timeout: 5000 });
    const chosen = [];
    for (const press of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) {
      await tab.keyboard.press(press);
      chosen.push((await state()).chosen);
    }
    const last = (await state()).options.length - 1;
    expect(chosen.join() === [0, 1, 0, last].join(), `arrows choose ${chosen.join()}`);
    await tab.keyboard.press('ArrowDown');
    const href = await tab.evaluate(() => document.querySelector('dialog [aria-selected=true] a')?.href);
    await Promise.all([tab.waitForURL(href, { timeout: 5000 }).catch(() => {}), tab.keyboard.press('Enter')]);
    expect(tab.url() === href, `Enter goes to ${tab.url()}, not to ${href}`);
    const arrived = await tab.evaluate(() => location.hash === '' || document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null);
    expect(job.site.sizes.has(job.site.path(href)) && arrived, `what was chosen is not there: ${href}`);

    await open();
    await tab.keyboard.type('qqqqzzzz');
    await tab.waitForFunction(() => document.querySelector('dialog [role=status]').textContent !== '', undefined, { timeout: 5000 });
    now = await state();
    expect(now.options.length === 0 && now.status.includes('qqqqzzzz'), 'it does not say that nothing was found');
    for (let step = 0; step < 8; step += 1) {
      await tab.keyboard.press('Tab');
      expect(await tab.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null), 'the focus leaves the open dialog');
    }
    await tab.evaluate(() => document.querySelector('dialog input[type=checkbox]').click());
    await tab.reload({ waitUntil: 'load' });
    await tab.keyboard.press('/');
    expect(!(await state()).open, 'its key cannot be turned off');
    await tab.focus('a[data-search]');
    await tab.keyboard.press('Enter');
    expect((await state()).open, 'its link does not open it');
    await tab.evaluate(() => document.querySelector('dialog input[type=checkbox]').click());
    await tab.keyboard.press('Escape');
    expect(await tab.evaluate(() => document.activeElement.matches('a[data-search]')), 'closed, it does not give the focus back to its link');

    await tab.goto(`${home}search.html#q=${encodeURIComponent(title)}`, { waitUntil: 'load' });
    await tab.waitForFunction(() => document.querySelector('[role=option]'), undefined, { timeout: 5000 });
    expect((await tab.evaluate(() => document.querySelector('main').textContent)).includes(title), 'its page does not show what the address asks for');
  });
  return `${pages.length} pages and the page of search, by keyboard`;
}

/** What the dialog shows. */
function dialog() {
  const box = document.querySelector('dialog');
  const field = box?.querySelector('input[type=search]');
  const options = [...(box?.querySelectorAll('[role=option]') ?? [])];
  return {
    open: box?.open ?? false,
    inField: document.activeElement === field,
    value: field?.value,
    status: box?.querySelector('[role=status]')?.textContent ?? '',
    options: options.map((option) => option.textContent),
    chosen: options.findIndex((option) => option.getAttribute('aria-selected') === 'true' && field.getAttribute('aria-activedescendant') === option.id),
  };
}
