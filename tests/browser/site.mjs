// The files of a site, the kinds of its pages, and whether what its pages point at is there.
// Knows no browser.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const OUTSIDE = new Set(['http:', 'https:', 'mailto:']);

export class Site {
  constructor(folder) {
    this.folder = folder;
    this.url = pathToFileURL(folder + sep).href;
    this.sizes = new Map();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) {
        const full = join(entry.parentPath ?? entry.path, entry.name);
        const path = full.slice(folder.length + 1).split(sep).join('/');
        this.sizes.set(path, statSync(full).size);
      }
    }
    /** Addresses that pages had before, with where each leads now. */
    this.moved = new Map();
    this.pages = [];
    for (const path of [...this.sizes.keys()].filter((path) => path.endsWith('.html')).sort()) {
      const [, to] = /<html[^>]* data-moved="([^"]*)"/.exec(this.read(path).toString()) ?? [];
      if (to === undefined) this.pages.push(path);
      else this.moved.set(path, to);
    }
  }

  /** The address of a file, from its path within the site. */
  address(path) {
    return new URL(path.split('/').map(encodeURIComponent).join('/'), this.url).href;
  }

  /** The same site at another address. */
  at(url) {
    return Object.assign(Object.create(Site.prototype), this, { url });
  }

  /** The path within the site that an address names, or nothing if it lies outside. */
  path(address) {
    const url = new URL(address);
    url.hash = url.search = '';
    return url.href.startsWith(this.url) ? decodeURIComponent(url.href.slice(this.url.length)) : undefined;
  }

  /** The bytes of a file. */
  read(path) {
    return readFileSync(join(this.folder, path));
  }

  /** The pages of each kind, the shortest first. */
  kinds() {
    const kinds = new Map();
    for (const page of this.pages) {
      const [, template] = /<html[^>]* class="page-([\w-]+)/.exec(this.read(page).toString()) ?? [];
      const kind = `${kindOf(page)} ${template}`;
      kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
    }
    for (const pages of kinds.values()) pages.sort((a, b) => this.sizes.get(a) - this.sizes.get(b));
    return kinds;
  }

  /** The longest page of each kind. */
  longest() {
    return [...this.kinds().values()].map((pages) => pages.at(-1));
  }

  /** The longest and the shortest page of each kind. */
  samples() {
    return [...new Set([...this.kinds().values()].flatMap((pages) => [pages.at(-1), pages[0]]))];
  }

  /** What is wrong with a link, or nothing. Where it leads to within a page is looked at if the ids of every page are given. */
  faultOf(link, ids) {
    let url;
    try {
      url = new URL(link.address);
    } catch {
      return 'is no address';
    }
    const path = this.path(url);
    if (path === undefined) {
      if (url.protocol === 'file:') return 'leaves the site';
      if (url.protocol === 'data:' && link.embeds) return undefined;
      if (!OUTSIDE.has(url.protocol)) return `has the scheme ${url.protocol}`;
      return url.origin === new URL(this.url).origin ? 'leaves the site' : undefined;
    }
    if (!this.sizes.has(path)) {
      const folder = path === '' || [...this.sizes.keys()].some((file) => file.startsWith(path.replace(/\/?$/, '/')));
      return folder ? 'leads to a folder, which opens no page from disk' : 'leads to no file';
    }
    const fragment = decodeURIComponent(url.hash.slice(1));
    if (ids === undefined || fragment === '' || fragment === 'top') return undefined;
    return ids.get(path)?.has(fragment) ? undefined : 'leads to no id';
  }
}

/** Pages that differ only by the record that they show. Any other page is a kind of its own. */
const ALIKE = [
  [/^partners\/[^/]+\/index\.html$/, 'partners/…/index.html'],
  [/^partners\/[^/]+\/(initiatives|meetings|reviews)\/[^/]+$/, 'partners/…/$1/…'],
  [/^(initiatives|reviews|playbook\/rules)\/(?!index\.html$)[^/]+$/, '$1/…'],
];

/** The kind of a page by its path: `partners/acme/reviews/2026-q3.html` is one of `partners/…/reviews/…`. */
function kindOf(page) {
  const [form, kind] = ALIKE.find(([form]) => form.test(page)) ?? [];
  return form ? page.replace(form, kind) : page;
}
