import { expect, it } from 'vitest';
import { inventorySentence, inventoryTitle, matchSentence } from './sentence.ts';

it('says how many certificates and hosts there are, and how many have expired', () => {
  expect(inventorySentence({ certificates: 312, hosts: 240, expired: 3, known: 400 })).toBe(
    '312 certificates at 240 hosts; 3 have expired.',
  );
  expect(inventorySentence({ certificates: 1, hosts: 1, expired: 1, known: 1 })).toBe('1 certificate at 1 host; 1 has expired.');
  expect(inventorySentence({ certificates: 8_000, hosts: 1, expired: 0, known: 9_000 })).toBe(
    '8,000 certificates at 1 host; none has expired.',
  );
  expect(inventorySentence({ certificates: 0, hosts: 0, expired: 0, known: 140 })).toBe(
    'No certificate is in use now; 140 certificates are known.',
  );
  expect(inventorySentence({ certificates: 0, hosts: 0, expired: 0, known: 0 })).toBe('No certificate was seen yet.');
});

it('says how many match', () => {
  expect([0, 1, 1_200].map(matchSentence)).toEqual(['No certificate matches.', '1 certificate matches.', '1,200 certificates match.']);
});

it('puts what has expired into the title', () => {
  expect(inventoryTitle({ certificates: 5, hosts: 5, expired: 2, known: 5 })).toBe('2 expired · Certificates');
  expect(inventoryTitle({ certificates: 5, hosts: 5, expired: 0, known: 5 })).toBe('Certificates');
});
