// The files of a site, the kinds of its pages, and whether what its pages point at is there.
// Knows no browser.

import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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
    this.pages = [...this.sizes.keys()].filter((path) => path.endsWith('.html')).sort();
  }

  /** The address of a file, from its path within the site. */
  address(path) {
    return new URL(path.split('/').map(encodeURIComponent).join('/'), this.url).href;
  }

  /** The path within the site that a `file:` address names, or nothing if it lies outside. */
  path(address) {
    const url = new URL(address);
    if (url.protocol !== 'file:' || !url.pathname.startsWith(new URL(this.url).pathname)) return undefined;
    url.hash = url.search = '';
    return fileURLToPath(url).slice(this.folder.length + 1).split(sep).join('/');
  }

  /** The pages to look at on paper: of each kind the longest and the shortest. */
  samples() {
    const kinds = new Map();
    for (const page of this.pages) {
      const kind = kindOf(page);
      kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
    }
    const chosen = new Set();
    for (const pages of kinds.values()) {
      const sorted = pages.sort((a, b) => this.sizes.get(a) - this.sizes.get(b));
      chosen.add(sorted[0]).add(sorted.at(-1));
    }
    return { kinds: kinds.size, pages: chosen };
  }

  /** What is wrong with a link, given the ids of every page, or nothing. */
  faultOf(link, ids) {
    let url;
    try {
      url = new URL(link.address);
    } catch {
      return 'is no address';
    }
    if (OUTSIDE.has(url.protocol)) return undefined;
    if (url.protocol === 'data:' && link.embeds) return undefined;
    if (url.protocol !== 'file:') return `has the scheme ${url.protocol}`;
    const path = this.path(url);
    if (path === undefined) return 'leaves the site';
    if (!this.sizes.has(path)) {
      const folder = path === '' || [...this.sizes.keys()].some((file) => file.startsWith(path.replace(/\/?$/, '/')));
      return folder ? 'leads to a folder, which opens no page from disk' : 'leads to no file';
    }
    const fragment = decodeURIComponent(url.hash.slice(1));
    if (fragment === '' || fragment === 'top') return undefined;
    return ids.get(path)?.has(fragment) ? undefined : 'leads to no id';
  }
}

/** The kind of a page. Every second part of a path is a name that somebody chose: `partners/acme/reviews/2026-q3.html`. */
function kindOf(page) {
  return page.split('/').map((part, index) => (index % 2 === 1 && part !== 'index.html' ? '*' : part)).join('/');
}
