import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { clients } from '#lib/diagnosis/clients/client.ts';
import type { ClientLens, ClientVerdict } from '#lib/diagnosis/clients/client-verdicts.ts';
import { clientVerdicts } from '#lib/diagnosis/clients/client-verdicts.ts';
import { clientRules } from '#lib/diagnosis/clients/rules/index.ts';
import { defaultSubject } from '#lib/diagnosis/subject.ts';
import { evidenceOfLeaf } from '#lib/diagnosis/testing/certificate-evidence.ts';
import { makeEvidence, probedAt } from '#lib/diagnosis/testing/evidence-factory.ts';
import { ClientLenses } from './client-lenses.tsx';

const wordsOf = (lenses: readonly ClientLens[]): string =>
  renderToStaticMarkup(<ClientLenses lenses={lenses} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

test('every client is shown with its outcome as a word, and what it means that nothing was found', () => {
  const words = wordsOf(clientVerdicts(makeEvidence(), { subject: defaultSubject, now: probedAt }));
  for (const { name, examples } of clients) expect(words).toContain(`${name} Accepts ${examples}`);
  expect(words.match(/Nothing was seen that it is known to mind\./g)).toHaveLength(clients.length);
});

test('a reason says what was seen, what the client does, why, and what that rests on', () => {
  const evidence = evidenceOfLeaf({ key: { bits: 1024 }, keyUsage: ['keyEncipherment'] });
  const lenses = clientVerdicts(evidence, { subject: defaultSubject, now: probedAt });
  const words = wordsOf(lenses);
  expect(words).toContain('An RSA key below 2048 bits: refuses');
  expect(words).toContain('Measured with OpenJDK 17.0.15 on Debian 12.');
  expect(words).toContain('Measured.');
  expect(words).toContain('Inferred.');
  expect(renderToStaticMarkup(<ClientLenses lenses={lenses} />)).toMatch(/href="https:\/\/learn\.microsoft\.com\/[^"]*rsa-keys/);
});

test('that trust is judged from here is said once, however many chains there are', () => {
  const [lens] = clientVerdicts(makeEvidence(), { subject: defaultSubject, now: probedAt });
  if (lens === undefined) throw new Error('the default evidence has one chain');
  const words = wordsOf([lens, { ...lens, addresses: ['192.0.2.77'] }]);
  expect(words.match(/trust anchors of this location/g)).toHaveLength(1);
  expect(words).toContain('192.0.2.77');
});

test('every rule of the table can be shown for every client', () => {
  const verdicts = clients.map(
    (client): ClientVerdict => ({
      client,
      outcome: 'depends',
      reasons: clientRules.map(({ id, title, stances }) => ({ ruleId: id, title, ...stances[client.id] })),
    }),
  );
  const words = wordsOf([{ leafSha256: null, addresses: ['192.0.2.10'], verdicts }]);
  for (const { title } of clientRules) expect(words.split(`${title}: `).length - 1).toBeGreaterThanOrEqual(clients.length);
  expect(words).not.toMatch(/undefined|\[object Object\]/);
});

test('a server that was not reached tells nothing of its clients', () => {
  const verdicts = clients.map((client): ClientVerdict => ({ client, outcome: 'unknown', reasons: [] }));
  expect(wordsOf([{ leafSha256: null, addresses: ['192.0.2.10'], verdicts }])).toContain('Windows Not known');
  expect(wordsOf([])).toContain('No address of this server was looked at.');
});
