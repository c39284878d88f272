// What a page weighs, compressed as a web server does.

import { gzipSync } from 'node:zlib';

const KILOBYTE = 1024;
/** The most, in kilobytes, of each kind of file. */
const BUDGETS = [
  [/\.html$/, 60],
  [/^assets\/.*\.css$/, 12],
  [/^assets\/search-index\.js$/, 250],
  [/\.js$/, 15],
];
const SHOWN = 3;

export async function weight({ site, fail }) {
  const files = new Map(BUDGETS.map(([form]) => [form, []]));
  for (const path of site.sizes.keys()) {
    const [form, most] = BUDGETS.find(([form]) => form.test(path)) ?? [];
    if (!form) continue;
    const size = gzipSync(site.read(path)).length / KILOBYTE;
    files.get(form).push({ path, size });
    if (size > most) fail(path, `weighs ${size.toFixed(1)} KB compressed, ${most} KB at most`);
  }
  return [...files.values()].flatMap((of) => of.sort((a, b) => b.size - a.size).slice(0, SHOWN))
    .map(({ path, size }) => `${path} ${size.toFixed(1)} KB`).join(', ');
}
