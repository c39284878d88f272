// Sorting and filtering of tables by keyboard: rows stand in their order and none is lost, the head says which, the
// address keeps it, and what was left out comes back.

import { inTabs } from './browser.mjs';

/** Of each page; all of them go through the same code. */
const MOST_TABLES = 1;

export async function tables(job) {
  const pages = job.site.longest();
  let [sorted, filtered] = [0, 0];
  await inTabs(job, pages, async (tab, page, fail) => {
    const home = job.site.address(page);
    await tab.setViewportSize({ width: 1280, height: 800 });
    await tab.goto(home, { waitUntil: 'load' });
    const found = await tab.evaluate(offers);
    for (const id of found.sortable.slice(0, MOST_TABLES)) {
      await sorting(tab, home, id, (reason) => fail(`table ${id}: ${reason}`));
      sorted += 1;
    }
    for (const id of found.filterable.slice(0, MOST_TABLES)) {
      await filtering(tab, home, id, (reason) => fail(`table ${id}: ${reason}`));
      filtered += 1;
    }
  });
  if (sorted === 0 || filtered === 0) job.fail('index.html', 'no table of the site can be sorted and filtered');
  return `${sorted} tables sorted, ${filtered} filtered`;
}

/** The tables of a page that can be sorted, and those that can be filtered. */
function offers() {
  const open = [...document.querySelectorAll('main table[id]')].filter((table) => table.checkVisibility());
  const ids = (list) => list.map((table) => table.id);
  return {
    sortable: ids(open.filter((table) => table.querySelector('button.sort'))),
    filterable: ids(open.filter((table) => table.closest('.scroll')?.previousElementSibling?.matches('.tools:has(input[type=search])'))),
  };
}

async function sorting(tab, home, id, fail) {
  await tab.goto(home, { waitUntil: 'load' });
  const before = await tab.evaluate(look, id);
  for (const column of before.columns) {
    const press = async () => {
      await tab.focus(`#${escaped(id)} thead th:nth-child(${column + 1}) button.sort`);
      await tab.keyboard.press('Enter');
      return tab.evaluate(look, id);
    };
    const up = await press();
    if (up.sort[column] !== 'ascending') fail(`Enter on head ${column + 1} does not sort, aria-sort is ${up.sort[column]}`);
    if (up.sort.filter(Boolean).length !== 1) fail('more than one head says that it is sorted by');
    if (!up.focused) fail('sorting loses the focus');
    if (up.rows.toSorted().join('\n') !== before.rows.toSorted().join('\n')) fail('sorting loses rows');
    if (up.unordered[column]) fail(`column ${column + 1} is not in order upwards: ${up.unordered[column]}`);
    const down = await press();
    if (down.sort[column] !== 'descending') fail(`Enter again does not turn the order of column ${column + 1}`);
    if (!new URL(tab.url()).hash.includes(`${id}:sort=-${column}`)) fail(`the address does not say the order: ${new URL(tab.url()).hash}`);
    if (column === before.columns[0]) {
      await tab.reload({ waitUntil: 'load' });
      const again = await tab.evaluate(look, id);
      if (again.rows.join('\n') !== down.rows.join('\n') || again.sort[column] !== 'descending') fail('loaded again, the order is lost');
    }
    const back = await press();
    if (back.rows.join('\n') !== before.rows.join('\n') || back.sort.some(Boolean)) fail('a third Enter does not bring the first order back');
  }
}

async function filtering(tab, home, id, fail) {
  await tab.goto(home, { waitUntil: 'load' });
  const before = await tab.evaluate(look, id);
  const word = before.rows.at(-1).match(/\p{L}{4,}/u)?.[0] ?? '';
  const field = `.tools:has(+ .scroll > #${escaped(id)}) input`;
  await tab.focus(field);
  await tab.keyboard.type(word);
  const narrow = await tab.evaluate(look, id);
  if (narrow.shown.length === 0 || narrow.shown.some((row) => !row.toLowerCase().includes(word.toLowerCase()))) fail(`the filter "${word}" shows rows without it, or none`);
  const kept = before.rows.filter((row) => row.toLowerCase().includes(word.toLowerCase()));
  if (narrow.shown.length < kept.length) fail(`the filter "${word}" hides rows that hold it`);
  if (!narrow.said.startsWith(`${narrow.shown.length} of ${before.rows.length}`)) fail(`the filter does not say how many rows are left, but "${narrow.said}"`);
  if (!new URL(tab.url()).hash.includes(`${id}:q=`)) fail('the address does not say the filter');
  await tab.reload({ waitUntil: 'load' });
  if ((await tab.evaluate(look, id)).shown.join('\n') !== narrow.shown.join('\n')) fail('loaded again, the filter is lost');
  const hidden = await tab.evaluate((id) => [...document.getElementById(id).tBodies[0].rows].find((row) => row.hidden && row.id)?.id, id);
  if (hidden) {
    await tab.evaluate((id) => { location.hash = `#${id}`; }, hidden);
    await tab.waitForTimeout(50);
    if (!(await tab.evaluate((id) => document.getElementById(id).checkVisibility(), hidden))) fail(`the link to #${hidden} shows nothing while a filter hides it`);
  }
  await tab.focus(field);
  await tab.keyboard.press('Control+a');
  await tab.keyboard.press('Delete');
  if ((await tab.evaluate(look, id)).shown.length !== before.rows.length) fail('without a filter, rows stay away');
}

/** An id within a selector. */
function escaped(id) {
  return id.replace(/[^\w-]/g, '\\$&');
}

/** What a table shows. Columns are those that can be sorted and whose order can be told from outside. */
function look(id) {
  const table = document.getElementById(id);
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];
  const text = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('.note, .mark, .acts').forEach((one) => one.remove());
    return copy.textContent.trim();
  };
  const values = (column) => rows.filter((row) => row.cells[column] && !row.cells[column].matches('.cell-missing')).map((row) => text(row.cells[column]));
  const kinds = {
    'k-number': (value) => (/^[−+]?[\d,]+(\.\d+)?$/.test(value) ? Number(value.replaceAll(',', '').replace('−', '-')) : undefined),
    'k-date': (value) => (/^\d{1,2} [A-Z][a-z]{2} \d{4}$/.test(value) ? Date.parse(`${value} UTC`) : undefined),
  };
  const unordered = heads.map((head, column) => {
    const read = kinds[[...head.classList].find((name) => kinds[name])];
    if (!read) return undefined;
    const numbers = values(column).map(read);
    if (numbers.some((value) => value === undefined)) return undefined;
    const at = numbers.findIndex((value, index) => index > 0 && value < numbers[index - 1]);
    return at === -1 ? undefined : values(column).slice(at - 1, at + 1).join(' before ');
  });
  return {
    rows: rows.map((row) => row.textContent),
    shown: rows.filter((row) => row.checkVisibility()).map((row) => row.textContent),
    columns: heads.flatMap((head, column) => (head.querySelector('button.sort') ? [column] : [])),
    sort: heads.map((head) => head.getAttribute('aria-sort')),
    unordered,
    focused: document.activeElement.matches('button.sort'),
    said: table.closest('.scroll').previousElementSibling?.querySelector('[role=status]')?.textContent ?? '',
  };
}
