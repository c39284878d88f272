// What is looked at within a page. These functions run in the browser, so each stands alone.

/** What a page says and points at, and what it may not hold. */
export function read() {
  const faults = [];
  const ids = new Set();
  const refersTo = new Set();
  const links = [];
  const pointers = ['href', 'xlink:href', 'src', 'poster', 'data', 'action', 'formaction'];
  const references = ['for', 'headers', 'list', 'popovertarget', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns'];
  const leftovers = (text) => ['{{', '[object'].filter((leftover) => text.includes(leftover));

  for (const element of document.querySelectorAll('*')) {
    const tag = element.localName;
    if (tag === 'script') {
      const [kind, file] = [element.type || 'classic', element.src.split('/').slice(-2).join('/')];
      const wanted = element.hasAttribute('data-added') ? 'assets/search-index.js' : 'assets/site.js';
      if (file !== wanted || kind !== 'classic' || element.text) faults.push(`has a script of another kind: ${element.outerHTML.slice(0, 80)}`);
    }
    for (const { name, value } of element.attributes) {
      if (name === 'style') faults.push(`<${tag}> has a style attribute: ${value.slice(0, 60)}`);
      else if (name.startsWith('on')) faults.push(`<${tag}> has a handler: ${name}`);
      else if (name === 'id') {
        if (ids.has(value)) faults.push(`the id ${value} is there twice`);
        ids.add(value);
      } else if (pointers.includes(name)) {
        const embeds = !['a', 'area', 'form', 'button'].includes(tag);
        const address = URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI).href : value;
        links.push({ value, address, embeds });
      } else if (references.includes(name)) value.split(/\s+/).filter(Boolean).forEach((id) => refersTo.add(id));
      for (const [, id] of value.matchAll(/url\(["']?#([^"')]+)/g)) refersTo.add(id);
      for (const leftover of leftovers(value)) faults.push(`<${tag} ${name}> holds ${leftover}`);
    }
  }
  for (const id of refersTo) if (!ids.has(id)) faults.push(`an attribute names the id ${id}, which is not there`);
  for (const leftover of leftovers(document.documentElement.textContent)) faults.push(`the text holds ${leftover}`);

  const exactlyOne = (selector, name) => {
    const count = document.querySelectorAll(selector).length;
    if (count !== 1) faults.push(`has ${count} ${name}, not one`);
  };
  exactlyOne('h1', 'h1');
  exactlyOne('main, [role=main]', 'main landmarks');
  exactlyOne('script:not([data-added])', 'scripts');
  exactlyOne('meta[name=viewport]', 'viewport settings');
  exactlyOne('meta[http-equiv="Content-Security-Policy"]', 'content security policies');
  if (!document.title.trim()) faults.push('has no title');
  if (!document.documentElement.lang) faults.push('has no lang');
  if (document.compatMode !== 'CSS1Compat') faults.push('is drawn in quirks mode');
  return { faults, ids: [...ids], links };
}

/** Whether the page scrolls sideways in a window of some width, and what sticks out. */
export function sideways(width) {
  if (window.innerWidth !== width) return [`the window is ${window.innerWidth} px wide, not ${width}`];
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = (element) => element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
  const elements = [...document.body.querySelectorAll('*')].filter((element) => !scrolls(element));
  const out =
    elements.find((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5) ??
    elements.findLast((element) => element.scrollWidth > element.clientWidth + 0.5 && element.clientWidth > 0);
  const what = out ? `, from <${out.localName} class="${out.getAttribute('class') ?? ''}">` : '';
  return [`scrolls sideways at ${width} px: ${root.scrollWidth} px${what}`];
}

/** What paper would cut off or leave closed. */
export function paper() {
  const faults = [];
  const name = (element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}">`;
  const width = document.documentElement.clientWidth;
  const wide = [...document.body.querySelectorAll('*')].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && element.checkVisibility({ visibilityProperty: true });
  });
  if (wide.length > 0) {
    const [first] = wide;
    const right = Math.round(first.getBoundingClientRect().right);
    faults.push(`on paper ${wide.length} elements reach beyond ${width} px, the first ${name(first)} to ${right}`);
  } else if (document.documentElement.scrollWidth > width) {
    faults.push(`on paper a text reaches beyond ${width} px, to ${document.documentElement.scrollWidth}`);
  }
  for (const details of document.querySelectorAll('details:not([open])')) {
    if (!details.checkVisibility()) continue;
    const parts = [...details.children].filter((child) => child.localName !== 'summary' && getComputedStyle(child).display !== 'none');
    const hidden = parts.find((part) => !part.checkVisibility());
    if (hidden) faults.push(`on paper ${name(hidden)} stays closed under "${details.querySelector('summary')?.textContent.trim().slice(0, 40)}"`);
  }
  return faults;
}
