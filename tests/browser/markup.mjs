// HTML as its standard has it, on every page.

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const CONFIG = {
  root: true,
  extends: ['html-validate:standard', 'html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Either is right; ours is small.
    'doctype-style': ['error', { style: 'lowercase' }],
    // Whatever comes from elsewhere asks for a hash. Nothing does; from disk, browsers refuse to compare one.
    'require-sri': ['error', { target: 'crossorigin' }],
    // A title is what somebody called a meeting; search engines, for whose sake it is short, are kept out.
    'long-title': 'off',
    // A record of a page about many partners is `partner.record`. HTML allows the point.
    'valid-id': ['error', { relaxed: true }],
  },
};

export async function markup({ site, fail }) {
  const validate = new HtmlValidate(new StaticConfigLoader(CONFIG));
  const pages = [...site.pages, ...site.moved.keys()];
  for (const page of pages) {
    const { results } = await validate.validateString(site.read(page).toString(), page);
    for (const { messages } of results) {
      for (const { ruleId, message, line, column } of messages) fail(page, `line ${line}, column ${column}: ${ruleId}: ${message}`);
    }
  }
  return `${pages.length} pages`;
}
