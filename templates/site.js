// Theme, search, sorting, filters, downloads: additions to pages that are whole without them.
// One classic script: from disk, browsers refuse modules and fetch. All that it adds carries data-added.
(() => {
  'use strict';
  const home = new URL('../', document.currentScript.src).href;
  const root = document.documentElement;
  // An old address: on to the new one, at the same place.
  if (root.dataset.moved) { location.replace(root.dataset.moved + location.hash); return; }

  // Settings of the reader; some browsers keep none for pages from disk.
  const kept = (name) => { try { return localStorage.getItem(`quarterdeck.${name}`); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(`quarterdeck.${name}`, value); } catch { /* not kept */ } };

  const dress = (theme) => { if (theme === 'light' || theme === 'dark') root.dataset.theme = theme; else delete root.dataset.theme; };
  dress(kept('theme'));

  /** An element with attributes and children. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const added = (tag, attributes, ...children) => make(tag, { 'data-added': '', ...attributes }, ...children);
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  // ---- Theme

  function themes() {
    const select = make('select', { 'aria-label': 'Theme' });
    for (const theme of ['auto', 'light', 'dark']) select.append(make('option', { value: theme }, `Theme: ${theme}`));
    select.value = root.dataset.theme ?? 'auto';
    select.addEventListener('change', () => { dress(select.value); keep('theme', select.value); });
    return added('div', { class: 'theme' }, select);
  }

  // ---- Search

  const MOST_IN_DIALOG = 12;
  const MOST_ON_PAGE = 200;
  let index;

  /** The index, loaded when it is first asked for. */
  function load() {
    index ??= new Promise((resolve, reject) => {
      const script = added('script', { src: `${home}assets/search-index.js` });
      script.addEventListener('load', () => {
        resolve(window.quarterdeckIndex.map(([title, kind, of, href, text]) => {
          return { title, kind, of, href, text, plainTitle: plain(title), plainOf: plain(of), plainText: plain(text) };
        }));
      });
      script.addEventListener('error', () => { index = undefined; reject(new Error('the search index cannot be loaded')); });
      document.head.append(script);
    });
    return index;
  }

  /** The entries in which every word occurs, the best first. */
  function matches(entries, query) {
    const words = plain(query).split(/\s+/).filter(Boolean);
    const found = [];
    for (const entry of entries) {
      let points = 0;
      for (const word of words) {
        const at = entry.plainTitle.indexOf(word);
        const here = at === 0 ? 8 : at > 0 ? (/[\p{L}\p{N}]/u.test(entry.plainTitle[at - 1]) ? 3 : 6)
          : entry.plainOf.includes(word) ? 3 : entry.plainText.includes(word) ? 1 : 0;
        if (here === 0) { points = 0; break; }
        points += here;
      }
      if (points > 0) found.push([points, entry]);
    }
    return found.sort((a, b) => b[0] - a[0]).map(([, entry]) => entry);
  }

  /** A field with its results: typing searches, arrows choose, Enter opens. */
  function searchBox(most, { onQuery = () => {} } = {}) {
    const input = make('input', {
      type: 'search', role: 'combobox', 'aria-label': 'Search all records', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
      'aria-controls': 'found', autocomplete: 'off', spellcheck: 'false', placeholder: 'Partner, promise, risk, person, metric …',
    });
    const list = make('ul', { id: 'found', role: 'listbox', 'aria-label': 'What was found' });
    const status = make('p', { role: 'status' });
    let chosen = -1;
    const choose = (at) => {
      const options = [...list.children];
      if (options.length === 0) return;
      chosen = (at + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
      options[chosen].scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', options[chosen].id);
    };
    const show = async () => {
      const query = input.value.trim();
      onQuery(query);
      chosen = -1;
      input.removeAttribute('aria-activedescendant');
      let found = [];
      try {
        if (query) found = matches(await load(), query);
      } catch (error) {
        status.textContent = `Search does not work: ${error.message}.`;
        return;
      }
      if (query !== input.value.trim()) return;
      list.replaceChildren(...found.slice(0, most).map((entry, i) => {
        const link = make('a', { href: home + entry.href, tabindex: '-1' }, make('strong', {}, entry.title),
          make('small', {}, [entry.of, entry.kind].filter(Boolean).join(' · ')));
        if (entry.text) link.append(make('span', {}, excerpt(entry, query)));
        return make('li', { id: `found-${i}`, role: 'option', 'aria-selected': 'false' }, link);
      }));
      input.setAttribute('aria-expanded', String(found.length > 0));
      const more = found.length > most ? `, the best ${most} shown` : '';
      status.textContent = !query ? '' : found.length === 0 ? `Nothing holds “${query}”.` : `${found.length} found${more}`;
      if (query && window.quarterdeckIndexLacks) status.textContent += `. ${window.quarterdeckIndexLacks}`;
    };
    input.addEventListener('input', show);
    input.addEventListener('focus', () => load().catch(() => {}), { once: true });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown') choose(chosen + 1);
      else if (event.key === 'ArrowUp') choose(chosen < 0 ? -1 : chosen - 1);
      else if (event.key === 'Enter') list.children[Math.max(chosen, 0)]?.querySelector('a').click();
      else return;
      event.preventDefault();
    });
    return { input, show, element: added('div', { class: 'search', role: 'search' }, input, status, list) };
  }

  /** The part of a text around the first word that is looked for. */
  function excerpt(entry, query) {
    const at = Math.max(0, entry.plainText.indexOf(plain(query).split(/\s+/)[0]) - 40);
    return (at > 0 ? '…' : '') + entry.text.slice(at, at + 140) + (entry.text.length > at + 140 ? '…' : '');
  }

  function search() {
    const place = document.getElementById('search-here');
    if (place) {
      const asked = () => decodeURIComponent(/^#q=(.*)$/.exec(location.hash)?.[1] ?? '');
      const box = searchBox(MOST_ON_PAGE, {
        onQuery: (query) => history.replaceState(null, '', query ? `#q=${encodeURIComponent(query)}` : '#'),
      });
      place.replaceChildren(box.element);
      box.input.value = asked();
      box.input.focus();
      if (box.input.value) box.show();
      slash(() => box.input.focus());
      return;
    }
    const box = searchBox(MOST_IN_DIALOG);
    const close = make('button', { type: 'button' }, 'Close');
    const key = make('input', { type: 'checkbox' });
    key.checked = kept('slash') !== 'off';
    key.addEventListener('change', () => keep('slash', key.checked ? 'on' : 'off'));
    const dialog = added('dialog', { 'aria-label': 'Search' }, box.element,
      make('p', { class: 'search-foot' }, make('label', {}, key, ' Open with /'), close));
    document.body.append(dialog);
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    // A link within the page only moves it.
    box.element.addEventListener('click', (event) => event.target.closest('a') && dialog.close());
    const open = () => { if (!dialog.open) dialog.showModal(); box.input.select(); };
    for (const link of document.querySelectorAll('a[data-search]')) {
      link.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open();
      });
    }
    slash(open);
  }

  /** The one key of ours, unless somebody writes or has turned it off. */
  function slash(work) {
    document.addEventListener('keydown', (event) => {
      const writes = event.target.closest?.('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || writes || kept('slash') === 'off') return;
      event.preventDefault();
      work();
    });
  }

  // ---- Tables

  const FEWEST_TO_SORT = 3;
  const FEWEST_TO_FILTER = 8;
  const MOST_CHOICES = 7;
  const MOST_FACETS = 3;
  const STATES = ['off-track', 'at-risk', 'on-track', 'not-rated'];
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const SIGNS = { '€': 'EUR', '£': 'GBP', $: 'USD', '¥': 'JPY', '₹': 'INR' };
  const SIZES = { k: 1e3, m: 1e6, bn: 1e9 };

  /** What a cell says on its first line, and what stands below it in small letters. */
  function said(cell) {
    if (!cell || cell.classList.contains('cell-missing')) return { text: '', note: cell?.querySelector('.note')?.textContent ?? '' };
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('.mark, .acts, .hear, .arrow').forEach((one) => one.remove());
    const note = [...copy.querySelectorAll('.note')].map((one) => { one.remove(); return one.textContent.trim(); }).join('; ');
    const drawn = copy.querySelector('svg[aria-label]')?.getAttribute('aria-label');
    const lines = [...copy.querySelectorAll('.line')].map((line) => line.textContent.trim());
    return { text: drawn ?? (lines.length > 0 ? lines.join('; ') : copy.textContent.trim()), note };
  }

  const day = (text) => {
    const [, date, month, year] = /(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})/.exec(text) ?? [];
    if (MONTHS.includes(month)) return `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${date.padStart(2, '0')}`;
    return /\d{4}-\d\d-\d\d/.exec(text)?.[0];
  };

  /** A number as it is said, with its unit; `rest` is what comes after it. */
  const number = (text) => {
    const [whole, sign, mark, code, digits, size, unit] =
      /^([−+]?)(?:([€£$¥₹])|([A-Z]{3}) )?([\d,]*\d(?:\.\d+)?)(?:(k|m|bn)\b)?(?: ?(%|pts|days?|×))?/.exec(text) ?? [];
    if (whole === undefined || (size && !mark && !code)) return undefined;
    const value = Number(digits.replaceAll(',', '')) * (SIZES[size] ?? 1) * (sign === '−' ? -1 : 1);
    return { value: Number(value.toPrecision(15)), unit: SIGNS[mark] ?? code ?? (unit === 'day' ? 'days' : unit) ?? '', rest: text.slice(whole.length) };
  };

  /** What a cell is sorted by: a number, a text, or nothing. */
  function key(cell) {
    const pill = cell.querySelector('.pill');
    if (pill) return STATES.findIndex((state) => pill.classList.contains(`pill-${state}`));
    const { text } = said(cell);
    if (text === '') return undefined;
    if (cell.classList.contains('k-date')) {
      const date = day(text);
      if (date) return date;
      const [, ahead, count, back] = /^(in )?(\d+) days( ago)?/.exec(text) ?? [];
      const distance = { today: 0, yesterday: -1, tomorrow: 1 }[text] ?? (ahead ? Number(count) : back ? -Number(count) : undefined);
      return distance ?? text;
    }
    if (cell.classList.contains('k-number')) return number(text.replace(/^[×÷] /, ''))?.value ?? text;
    return text;
  }

  const order = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return a.localeCompare(b, 'en', { numeric: true, sensitivity: 'base' });
  };

  class Sortable {
    constructor(table) {
      this.table = table;
      this.body = table.tBodies[0];
      this.rows = [...this.body.rows];
      this.heads = [...table.tHead.rows[0].cells];
      this.names = this.heads.map((head) => head.textContent.trim());
      this.state = { sort: '', q: '', facets: {} };
      this.tools = added('div', { class: 'tools' });
      const frame = table.closest('.scroll');
      if (this.rows.length >= FEWEST_TO_SORT) this.offerSorting();
      if (this.rows.length >= FEWEST_TO_FILTER) this.offerFilters();
      if (this.tools.childElementCount > 0) frame.before(this.tools);
      if (this.rows.length > 1 && !frame.nextElementSibling?.matches('.files')) this.offerFile(frame);
    }

    offerSorting() {
      const by = make('select', { 'aria-label': 'Sort by' }, make('option', { value: '' }, 'Sort by …'));
      this.heads.forEach((head, column) => {
        if (head.classList.contains('k-figure') || this.names[column] === '') return;
        const button = make('button', { type: 'button', class: 'sort' }, ...head.childNodes, added('span', { class: 'way', 'aria-hidden': 'true' }));
        head.append(button);
        button.addEventListener('click', () => {
          const now = this.state.sort;
          this.set({ sort: now === `${column}` ? `-${column}` : now === `-${column}` ? '' : `${column}` });
        });
        by.append(make('option', { value: `${column}` }, this.names[column]), make('option', { value: `-${column}` }, `${this.names[column]}, downwards`));
      });
      by.addEventListener('change', () => this.set({ sort: by.value }));
      this.by = by;
      this.tools.append(make('span', { class: 'narrow' }, by));
    }

    offerFilters() {
      this.field = make('input', { type: 'search', placeholder: 'Filter', 'aria-label': `Filter: ${this.table.caption?.textContent ?? ''}` });
      this.field.addEventListener('input', () => this.set({ q: this.field.value }));
      this.tools.append(this.field);
      this.selects = new Map();
      this.heads.forEach((head, column) => {
        if (this.selects.size >= MOST_FACETS || column === 0 || !head.classList.contains('k-text')) return;
        const values = [...new Set(this.rows.map((row) => this.facet(row, column)))].filter(Boolean).sort(order);
        if (values.length < 2 || values.length > MOST_CHOICES || values.length > this.rows.length / 2) return;
        if (values.some((value) => value.length > 40)) return;
        const select = make('select', { 'aria-label': this.names[column] }, make('option', { value: '' }, `${this.names[column]}: all`));
        values.forEach((value) => select.append(make('option', { value }, value)));
        select.addEventListener('change', () => this.set({ facets: { ...this.state.facets, [column]: select.value } }));
        this.selects.set(column, select);
        this.tools.append(select);
      });
      this.count = make('span', { role: 'status' });
      this.tools.append(this.count);
    }

    facet(row, column) {
      const cell = row.cells[column];
      const first = cell?.querySelector('.pill, .line > *') ?? cell;
      return first ? said(cell).text.split('; ')[0] : '';
    }

    /** Below the table, where there is no file of it beside the page. */
    offerFile(frame) {
      const button = make('button', { type: 'button' }, 'CSV', make('span', { class: 'hear' }, `: ${this.table.caption?.textContent ?? ''}`));
      button.addEventListener('click', () => {
        const page = location.pathname.split('/').pop().replace(/\.html$/, '');
        const link = make('a', { download: `${page}.${this.table.id.replace('table_', '')}.csv`, href: URL.createObjectURL(new Blob([this.csv()], { type: 'text/csv' })) });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      });
      frame.after(added('p', { class: 'files' }, button));
    }

    /** The rows that are shown, in their order, harmless to spreadsheets. */
    csv() {
      const harmless = (text) => (/^[\t\r\n]|^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text);
      const shown = [...this.body.rows].filter((row) => !row.hidden);
      const rows = shown.map((row) => [...row.cells].map((cell) => {
        const { text, note } = said(cell);
        const read = number(text);
        if (read && read.rest === '') return { text: String(read.value), unit: read.unit, note: harmless(note) };
        const whole = /^(\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d\d-\d\d)$/.test(text) && day(text);
        return { text: whole || harmless(text), unit: '', note: harmless(note) };
      }));
      const columns = this.names.map((name, at) => ({
        name, unit: rows.some((row) => row[at]?.unit), note: rows.some((row) => row[at]?.note),
      }));
      const ids = shown.map((row) => row.querySelector('.mark')?.textContent ?? '');
      const sources = shown.map((row) => row.querySelector('.acts a:not([href^="#"])')?.href ?? '');
      const only = (wanted, text) => (wanted ? [text] : []);
      const line = (row, i) => [
        ...only(ids.some(Boolean), ids[i]),
        ...columns.flatMap(({ unit, note }, at) => {
          const cell = row[at] ?? { text: '', unit: '', note: '' };
          return [cell.text, ...only(unit, cell.unit), ...only(note, cell.note)];
        }),
        ...only(sources.some(Boolean), sources[i]),
      ];
      const head = [
        ...only(ids.some(Boolean), 'id'),
        ...columns.flatMap(({ name, unit, note }) => [name, ...only(unit, `${name}, unit`), ...only(note, `${name}, note`)]).map(harmless),
        ...only(sources.some(Boolean), 'source'),
      ];
      const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      return [head, ...rows.map(line)].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
    }

    /** Changes what is asked for, shows it, and keeps it in the address. */
    set(change) {
      this.show(change);
      const said = tables.map((table) => table.address()).filter(Boolean).join(';');
      history.replaceState(null, '', said ? `#${said}` : location.pathname + location.search);
    }

    show(change) {
      Object.assign(this.state, change);
      const { sort, q, facets } = this.state;
      const column = Math.abs(parseInt(sort, 10));
      const down = sort.startsWith('-');
      const rows = [...this.rows];
      if (sort !== '') {
        const keys = new Map(rows.map((row) => [row, row.cells[column] ? key(row.cells[column]) : undefined]));
        rows.sort((a, b) => {
          const [x, y] = [keys.get(a), keys.get(b)];
          if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
          return down ? order(y, x) : order(x, y);
        });
      }
      this.body.append(...rows);
      this.heads.forEach((head, at) => {
        if (sort !== '' && at === column) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        else head.removeAttribute('aria-sort');
      });
      if (this.by) this.by.value = sort;
      const words = plain(q).split(/\s+/).filter(Boolean);
      const chosen = Object.entries(facets).filter(([, value]) => value !== '');
      let shown = 0;
      for (const row of rows) {
        const text = words.length > 0 ? plain(row.textContent) : '';
        row.hidden = !words.every((word) => text.includes(word)) || !chosen.every(([at, value]) => this.facet(row, Number(at)) === value);
        if (!row.hidden) shown += 1;
      }
      if (!this.field) return;
      if (this.field.value !== q) this.field.value = q;
      for (const [at, select] of this.selects) select.value = facets[at] ?? '';
      this.count.textContent = words.length + chosen.length > 0 ? `${shown} of ${rows.length} shown` : '';
    }

    /** What is asked for, as a part of the address. */
    address() {
      const { sort, q, facets } = this.state;
      const parts = Object.entries({ sort, q, ...facets }).filter(([, value]) => value !== '' && value !== undefined);
      return parts.length > 0 ? `${this.table.id}:${parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}` : '';
    }
  }

  const tables = [];

  /** Shows what the address asks for. */
  function obey() {
    const asked = new Map();
    for (const part of location.hash.slice(1).split(';')) {
      const [, id, rest] = /^(table_[^:]+):(.*)$/.exec(part) ?? [];
      if (id) asked.set(id, new URLSearchParams(rest));
    }
    if (asked.size === 0) {
      // A row that somebody links to is shown, whatever was filtered.
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const hiding = row?.hidden && tables.find((table) => table.rows.includes(row));
      if (hiding) { hiding.show({ q: '', facets: {} }); row.scrollIntoView(); }
      return;
    }
    for (const table of tables) {
      const wanted = asked.get(table.table.id);
      if (!wanted) continue;
      const facets = Object.fromEntries([...wanted].filter(([name]) => /^\d+$/.test(name)));
      const sort = wanted.get('sort') ?? '';
      const known = /^-?\d+$/.test(sort) && Math.abs(parseInt(sort, 10)) < table.heads.length;
      table.show({ sort: known ? sort : '', q: wanted.get('q') ?? '', facets });
      table.table.closest('details')?.setAttribute('open', '');
    }
    const first = document.getElementById([...asked.keys()][0])?.closest('.scroll');
    (first?.previousElementSibling ?? first)?.scrollIntoView();
  }

  // ---- The list of a long page: where the stylesheet shows it, it is told as open, too

  function list() {
    const wide = matchMedia('(min-width: 641px)');
    const tell = () => document.querySelectorAll('.toc details').forEach((one) => { one.open = wide.matches; });
    wide.addEventListener('change', tell);
    tell();
  }

  addEventListener('DOMContentLoaded', () => {
    list();
    document.querySelector('.bar-tools')?.append(themes());
    search();
    for (const table of document.querySelectorAll('main table[id]')) {
      if (table.tHead && table.tBodies[0]) tables.push(new Sortable(table));
    }
    obey();
    addEventListener('hashchange', obey);
  });
})();
