import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { DirectoryOffer } from '#lib/fleet/trust/views.ts';
import { DirectoryOfferForm } from './directory-offers.tsx';
import { UnreadDirectories } from './unread-directories.tsx';

const at = '2026-03-01T12:00:00.000Z';
const textOf = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('what a directory publishes', () => {
  it('is offered with its containers, unticked, and what is no certificate is counted', () => {
    const offer: DirectoryOffer = {
      ...{ runId: 'run-1', domain: 'corp.example', at, unreadable: 1, incompleteBecause: null },
      certificates: [
        {
          ...{ sha256: 'ab'.repeat(32), name: 'Corp Root CA', subject: 'CN=Corp Root CA', issuer: 'CN=Corp Root CA' },
          ...{ notBefore: at, notAfter: at, kind: 'root', selfSigned: true, dates: 'valid', inStores: [], containers: ['root', 'nt-auth'] },
        },
      ],
    };
    const html = renderToStaticMarkup(
      <DirectoryOfferForm offer={offer} domains={[{ id: 1, name: 'corp.example' }]} action={async () => ({ status: 'idle' })} />,
    );
    expect(textOf(html)).toContain('1 certificate is published there. 1 value there cannot be read as a certificate and is not offered.');
    expect(textOf(html)).toContain('Published in Certification Authorities, NTAuthCertificates.');
    expect(html).toContain('type="checkbox"');
    expect(html).not.toContain('checked=""');
  });

  it('is said to be unread where the newest discovery could not read it, with the reason and the way there', () => {
    const html = renderToStaticMarkup(
      <UnreadDirectories unread={[{ runId: 'run-2', domain: 'corp.example', at, because: 'Nobody signed in.' }]} />,
    );
    expect(textOf(html)).toMatch(/The directory of corp\.example was not read .*2026.*: Nobody signed in\./);
    expect(html).toContain('href="/setup/discover/run-2"');
  });
});
