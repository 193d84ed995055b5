import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { exampleTarget, type FillTarget, fillArticle, placeholders } from '#lib/diagnosis/article/fill.ts';
import { catalog as rules } from '#lib/diagnosis/catalog.ts';
import { profiles } from '#lib/diagnosis/rule.ts';
import { Explanation } from './explanation.tsx';

const targets: readonly FillTarget[] = [
  exampleTarget,
  { host: 'ldap.lab.example', port: 389, transport: 'starttls' },
  { host: '2001:db8::7', port: 636, transport: 'ldaps', address: '2001:db8::7' },
];
const left = new RegExp(`\\{(?:${placeholders.join('|')})\\}|undefined|\\[object Object\\]`);

test.each(rules.map((rule) => [rule.id, rule] as const))('%s is shown whole, for every kind of server', (_id, { article }) => {
  for (const target of targets) {
    for (const profile of [...profiles, null]) {
      const filled = fillArticle(article, target);
      const markup = renderToStaticMarkup(
        <Explanation article={filled} profile={profile} addressOf={(findingId) => `/causes/${findingId}`} next={null} />,
      );
      expect(markup).not.toMatch(left);
      for (const { title } of filled.resolve) expect(markup).toContain(title.replaceAll('"', '&quot;').replaceAll("'", '&#x27;'));
      for (const { address } of filled.sources)
        expect(markup).toContain(`href="${address.replaceAll('&', '&amp;').replaceAll("'", '&#x27;')}"`);
      expect(markup.match(/<pre|<code/g)?.length ?? 0).toBeGreaterThan(1);
    }
  }
});
