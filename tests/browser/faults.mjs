// Faults, one at a time, each with the check that has to see it and what that has to say.

/** A short page with a table, a state and drawings enough for most checks. */
const PAGE = 'reviews/index.html';
/** A page with a table that can be filtered. */
const TABLES = 'ledger/freshness.html';
const DRAWN = 'index.html';
/** An earlier address of an alliance. */
const MOVED = 'partners/clearbasin-jv/index.html';

const change = (check, name, says, page, file, spoil) => ({ check, name, says, page, file, spoil });
/** A page with something more at its end. */
const more = (check, name, says, html, page = PAGE) => change(check, name, says, page, page, (text) => text.replace('</main>', `${html}</main>`));
const style = (check, name, says, css, page = PAGE) => change(check, name, says, page, 'assets/site.css', (text) => `${text}\n${css}\n`);
const script = (check, name, says, js, page = PAGE) => change(check, name, says, page, 'assets/site.js', (text) => `${text}\n${js}\n`);
/** A script of ours with one part of it gone wrong. */
const wrong = (check, name, says, from, to, page = DRAWN) => change(check, name, says, page, 'assets/site.js', (text) => text.replace(from, to));
const loaded = (js) => `addEventListener('DOMContentLoaded', () => { ${js} });`;
/** Text that does not compress, the same each time. */
const noise = (length) => Array.from({ length }, (_, at) => ((at * 2654435761) % 4294967296).toString(36)).join('');

export const FAULTS = [
  more('smoke', 'a dead link', /leads to no file/, '<a href="nowhere.html">x</a>'),
  more('smoke', 'a link to no part', /leads to no id/, '<a href="#nowhere">x</a>'),
  more('smoke', 'a link to a folder', /leads to a folder/, '<a href="../partners/">x</a>'),
  more('smoke', 'an id twice', /the id main is there twice/, '<p id="main">x</p>'),
  more('smoke', 'a script within the page', /has a script of another kind/, '<script>var x = 1;</script>'),
  more('smoke', 'a style attribute', /has a style attribute/, '<p style="color: red">x</p>'),
  more('smoke', 'a handler', /has a handler/, '<p onclick="x()">x</p>'),
  more('smoke', 'a request outside', /asks for https:/, '<img src="https://example.org/x.png" alt="x">'),
  more('smoke', 'a missing picture', /does not get/, '<img src="nowhere.png" alt="x">'),
  more('smoke', 'an unfilled template', /holds \{\{/, '<p>{{ page.title }}</p>'),
  script('smoke', 'an error of the script', /page error/, 'nowhere();'),
  script('smoke', 'an error on the console', /console: broken/, 'console.error("broken");'),
  style('smoke', 'a page that scrolls sideways', /scrolls sideways at 320/, 'h1 { min-inline-size: 700px; }'),
  style('smoke', 'a page too wide for paper', /on paper .* beyond/, '@media print { h1 { min-inline-size: 900px; } }'),
  style('smoke', 'what stays closed on paper', /stays closed/, '@media print { details[class]:not([open])::details-content { content-visibility: hidden; } }', DRAWN),

  change('moved', 'an earlier address that leads nowhere', /which is not there/, MOVED, MOVED, (text) => text.replace('data-moved="', 'data-moved="x/')),
  change('moved', 'an earlier address that stays', /does not lead to its new address, but to .*, without a script/, MOVED, MOVED, (text) => text.replace('http-equiv="refresh"', 'name="refresh"')),

  more('weight', 'a heavy page', /weighs/, `<p>${noise(14000)}</p>`),
  script('weight', 'a heavy script', /assets\/site\.js: weighs/, `// ${noise(4000)}`),

  more('markup', 'a block within a paragraph', /element-permitted-content|close-order|no-implicit-close/, '<p><div>x</div></p>'),
  more('markup', 'an unknown element', /element-name/, '<widget>x</widget>'),

  more('axe', 'a picture without words', /image-alt/, '<img src="../assets/icon.svg">'),
  more('axe', 'a skipped heading', /heading-order/, '<h6>x</h6>'),
  style('axe', 'small targets', /target-size/, '.bar nav a { font-size: 7px; line-height: 1; padding: 0; } .bar ul { display: block; }'),
  style('axe', 'pale text', /color-contrast/, 'h1 { color: #bbb; }'),
  style('axe', 'text that is pale in the dark only', /color-contrast .*\((?!.*light).*dark/, '@media (prefers-color-scheme: dark) { h1 { color: #345; } }'),
  style('axe', 'text that is pale on a phone only', /color-contrast .*\(320 light, 390 light\)/, '@media (max-width: 500px) { h1 { color: #aaa; } }'),

  style('drawings', 'pale words in a drawing', /the word .* has a contrast/, '.c-text { fill: #bbb; }', DRAWN),
  style('drawings', 'a pale mark', /a mark has a contrast/, '.pill[class] .shape { fill: #eee; }', DRAWN),
  style('drawings', 'a cut that is gone in forced colours', /a mark has a contrast .*forced/, '@media (forced-colors: active) { .pill[class] .cut { stroke: CanvasText; } }', DRAWN),
  style('drawings', 'a line that is gone in forced colours', /can no longer be seen .*forced/, '@media (forced-colors: active) { .c-spark-line[class] { stroke: Canvas; } }', DRAWN),

  style('spacing', 'text cut off below', /is cut off above or below/, 'h1 { block-size: 12px; overflow: hidden; }'),
  style('spacing', 'text cut off once it is spaced', /is cut off at a side at 1280 px, with wide spacing/, 'h1 { inline-size: min-content; white-space: nowrap; overflow: clip; } h1 { max-inline-size: 130px; }'),
  style('spacing', 'text left of the window', /starts left of the window/, 'h1 { margin-inline-start: -60px; }'),

  script('scriptless', 'text only with a script', /lacks 1 things without a script/, loaded("const p = document.createElement('p'); p.textContent = 'more'; document.querySelector('main').append(p);")),
  script('scriptless', 'text that the script takes away', /its script takes away/, loaded("document.querySelector('h1').remove();")),
  script('scriptless', 'text that the script hides', /its script takes away/, loaded("document.querySelector('h1').hidden = true;")),

  more('served', 'a link from the root', /leaves the site/, '<a href="/index.html">x</a>'),
  change('served', 'a style from the root', /has no style|does not get|console/, PAGE, PAGE, (text) => text.replace('href="../assets/site.css"', 'href="/assets/site.css"')),

  style('print', 'words cut off by the paper', /words are missing/, '@media print { main { max-block-size: 60px; overflow: hidden; } }'),
  change('print', 'paper that does not say for whom it is', /does not say "Internal"/, PAGE, 'assets/site.css', (text) => text.replace('content: "Internal"', 'content: ""')),
  style('print', 'words in the margin', /words in its margins/, '@page { margin: 5mm; }'),
  change('print', 'paper without numbers', /does not say "Page 1 of/, PAGE, 'assets/site.css', (text) => text.replace('content: "Page " counter(page)', 'content: counter(page)')),

  style('keyboard', 'focus that does not show', /shows no focus/, ':focus-visible { outline: none; }', DRAWN),
  style('keyboard', 'focus behind a head that stays', /is hidden behind something else/, '.bar { position: fixed; inset: 0; z-index: 1; background: var(--page); } .bar a { visibility: hidden; }', DRAWN),
  style('keyboard', 'a faint stop', /is faint/, '.anchor:focus { opacity: 0; }', DRAWN),
  change('keyboard', 'no way past the head', /the first stop is no way past the head/, DRAWN, DRAWN, (text) => text.replace('class="skip" href="#main"', 'class="skip" href="index.html"')),
  change('keyboard', 'a way that leads nowhere', /does not give the focus/, DRAWN, DRAWN, (text) => text.replace(' tabindex="-1">', '>')),
  more('keyboard', 'a stop out of its order', /the order of Tab is not/, '<a href="#main" tabindex="2">x</a>', DRAWN),
  script('keyboard', 'a trap', /Tab does not reach|comes back/, "document.addEventListener('keydown', (event) => { if (event.key === 'Tab' && document.activeElement.matches('.anchor')) event.preventDefault(); });", DRAWN),

  wrong('search', 'a key that does nothing', /does not open it/, "event.key !== '/'", "event.key !== 'F9'"),
  wrong('search', 'a field that swallows the key', /cannot be typed/, '|| writes ||', '||'),
  wrong('search', 'a search that finds nothing', /is not found by its name|cannot be looked at/, 'if (points > 0) found.push', 'if (points > 1e9) found.push'),
  wrong('search', 'arrows that do nothing', /arrows choose/, "event.key === 'ArrowDown'", "event.key === 'F8'"),
  wrong('search', 'an Enter that leads nowhere', /Enter goes to/, "event.key === 'Enter'", "event.key === 'F7'"),
  wrong('search', 'a key that cannot be turned off', /cannot be turned off/, "keep('slash', key.checked ? 'on' : 'off')", "keep('slash', 'on')"),
  change('search', 'an empty index', /not loaded or empty|cannot be looked at/, DRAWN, 'assets/search-index.js', () => 'window.quarterdeckIndex = [];'),

  wrong('tables', 'an order that is none', /is not in order|does not bring/, 'down ? order(y, x) : order(x, y)', 'down ? order(x, y) : order(y, x)'),
  wrong('tables', 'a head that does not say the order', /aria-sort is null/, "head.setAttribute('aria-sort'", "head.setAttribute('data-sort'", TABLES),
  wrong('tables', 'an order that the address does not keep', /the address does not say the order/, "said ? `#${said}`", "said ? '#'", TABLES),
  wrong('tables', 'rows that are lost', /sorting loses rows/, 'this.body.append(...rows);', 'this.body.replaceChildren(...rows.slice(1));', TABLES),
  wrong('tables', 'a filter that hides nothing', /shows rows without it/, 'row.hidden = !words', 'row.hidden = false && !words', TABLES),
  wrong('tables', 'an address that is not obeyed', /loaded again, the order is lost/, '    obey();\n    addEventListener', '    addEventListener', TABLES),

  wrong('theme', 'a switch that does nothing', /dark cannot be chosen/, "root.dataset.theme = theme; else", 'root.dataset.other = theme; else'),
  wrong('theme', 'a choice that is not kept', /loaded again, the choice is lost/, "keep('theme', select.value)", "keep('other', select.value)"),
  change('theme', 'dark paper', /paper is dark/, DRAWN, 'assets/site.css', (text) => text.replace('@media print { :root, :root[data-theme] { color-scheme: light; } }', '')),
];
