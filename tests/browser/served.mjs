// A site behind a web server, in a folder of its own below the root: every page finds its style and its links.

import { createServer } from 'node:http';
import { inTabs } from './browser.mjs';
import { read } from './look.mjs';

const PREFIX = '/somewhere/below/';
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', json: 'application/json', csv: 'text/csv' };

export async function served(job) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(PREFIX.length);
    const there = request.url.startsWith(PREFIX) && job.site.sizes.has(path);
    response.writeHead(there ? 200 : 404, { 'content-type': TYPES[path.split('.').at(-1)] ?? 'text/plain' });
    response.end(there ? job.site.read(path) : '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site = job.site.at(`http://127.0.0.1:${server.address().port}${PREFIX}`);
  const pages = site.samples();
  let count = 0;
  await inTabs(
    { ...job, site },
    pages,
    async (tab, page, fail) => {
      const answer = await tab.goto(site.address(page), { waitUntil: 'load' });
      if (answer.status() !== 200) fail(`is answered with ${answer.status()}`);
      const { links } = await tab.evaluate(read);
      count += links.length;
      // Ids are looked at from disk, where every page is read.
      for (const link of links) {
        const fault = site.faultOf(link);
        if (fault) fail(`served from ${PREFIX}, the link ${link.value} ${fault}`);
      }
      const styled = await tab.evaluate(() => document.styleSheets.length > 0 && [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0));
      if (!styled) fail(`served from ${PREFIX}, has no style`);
    },
    { offline: false },
  );
  await new Promise((resolve) => server.close(resolve));
  return `${pages.length} pages with ${count} links, served from ${PREFIX}`;
}
