import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { evidenceOfRootDse } from '#lib/diagnosis/testing/certificate-evidence.ts';
import { domainControllerRootDse, openLdapRootDse, probedAt } from '#lib/diagnosis/testing/evidence-factory.ts';
import type { Evidence } from '#lib/probe/evidence.ts';
import { ServerPanel } from './server-panel.tsx';

const wordsOf = (evidence: Evidence | null): string =>
  renderToStaticMarkup(<ServerPanel evidence={evidence} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

/** One name, and behind each address a server that answers as given. */
function behindOneName(...answers: [string, Evidence][]): Evidence {
  const [first] = answers;
  if (first === undefined) throw new Error('at least one server is needed');
  return { ...first[1], attempts: answers.flatMap(([address, { attempts }]) => attempts.map((attempt) => ({ ...attempt, address }))) };
}

const later = new Date(probedAt.getTime() + 5_000);

test('servers that say the same are told once, whenever they were asked', () => {
  const one = evidenceOfRootDse(domainControllerRootDse);
  const other = evidenceOfRootDse(domainControllerRootDse, { askedAt: later });
  const words = wordsOf(behindOneName(['192.0.2.10', one], ['192.0.2.11', other]));
  expect(words.match(/Calls itself dc01\.corp\.example/g)).toHaveLength(1);
  expect(words).not.toContain('192.0.2.10');
});

test('servers that differ are told one by one, with their addresses', () => {
  const one = evidenceOfRootDse(domainControllerRootDse);
  const words = wordsOf(behindOneName(['192.0.2.10', one], ['192.0.2.11', one], ['192.0.2.12', evidenceOfRootDse(openLdapRootDse)]));
  expect(words).toContain('192.0.2.10, 192.0.2.11 Kind Active Directory domain controller');
  expect(words).toContain('192.0.2.12 Kind OpenLDAP');
});

test('without evidence nothing is said of the server', () => {
  expect(wordsOf(null)).toContain('No server was asked yet.');
});
