import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { BindAccountView, HostView } from '#lib/checks/read/views.ts';
import { HostNotices } from './host-notices.tsx';
import { criticalDoor, makeHostView } from './testing/host-view.ts';

const wordsOf = (overrides: Partial<HostView>): string =>
  renderToStaticMarkup(<HostNotices view={makeHostView(overrides)} />)
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ');

const account: BindAccountView = {
  dn: 'cn=probe,dc=corp,dc=example',
  scope: 'host',
  proven: true,
  heldSince: null,
  heldBecause: null,
  updatedAt: '2026-11-20T11:00:00.000Z',
};

test('an account on hold is told with since and why, one in use is not', () => {
  const heldBecause = 'The server refused the name or the password.';
  const held = wordsOf({ bindAccount: { ...account, proven: false, heldSince: '2026-11-20T11:30:00.000Z', heldBecause } });
  expect(held).toContain('on hold since 20 Nov 2026, 11:30:00 UTC, so that it is not locked out.');
  expect(held).toContain(heldBecause);
  expect(wordsOf({ bindAccount: account })).toBe('');
});

test('a host that is not meant to offer LDAPS waits for no first check', () => {
  const unchecked = { door: { ...criticalDoor, state: 'not-checked' as const, nextDueAt: '2026-11-20T12:05:00.000Z' } };
  expect(wordsOf(unchecked)).toContain('Not checked yet.');
  const left = wordsOf({ ...unchecked, ldapsIntended: false });
  expect(left).toContain('it is not probed on TLS ports');
  expect(left).not.toContain('Not checked yet.');
});
