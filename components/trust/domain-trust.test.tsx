import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { DomainTrust } from './domain-trust.tsx';

it('says which lens decides for a domain, what counts with it, and where that is changed', () => {
  const stores = [{ id: '01a20026-35aa-750b-be14-3bea2b4ccb3b', name: 'Corporate roots' }];
  const html = renderToStaticMarkup(
    <DomainTrust
      domain="corp.example"
      lenses={[
        { key: 'all', name: 'all configured', system: true, bundle: false, stores, inForce: false },
        { key: 'one', name: 'corporate root only', system: false, bundle: false, stores, inForce: true },
      ]}
    />,
  );
  const text = html.replaceAll(/<[^>]*>/g, '');
  expect(text).toContain('Its doors are judged by corporate root only. What counts with it:Corporate roots');
  expect(text).toContain('Shown beside it on the page of each host: all configured.');
  expect(html).toContain('/settings/trust/01a20026-35aa-750b-be14-3bea2b4ccb3b');
  expect(html).toContain('/settings/trust?domain=corp.example');
});
