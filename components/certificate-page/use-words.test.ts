import { expect, test } from 'vitest';
import { radiusSentence, useSentence } from './use-words.ts';

const step = { sha256: 'a', name: 'x', notBefore: null, notAfter: null, subject: '', selfSigned: false, sent: false };
const alone = [{ ...step, stores: [] }];
const trusted = [{ ...step, stores: [{ location: 'here', store: 'system' }] }];

test('says who uses a certificate', () => {
  const leaf = { kind: 'leaf' as const, chain: alone, servedTotal: 3 };
  expect(useSentence({ ...leaf, use: { endpoints: 3, hosts: 1 } })).toBe('Served now by 3 doors of 1 host.');
  expect(useSentence({ ...leaf, use: { endpoints: 0, hosts: 0 } })).toBe('No longer served by anyone.');
  const root = { kind: 'root' as const, chain: trusted, servedTotal: 0 };
  expect(useSentence({ ...root, use: { endpoints: 9, hosts: 8 } })).toBe(
    'In the chains of 9 doors of 8 hosts now. A trust store holds it.',
  );
  expect(useSentence({ ...root, use: { endpoints: 0, hosts: 0 } })).toBe(
    'No server sends it, and no chain leads to it. A trust store holds it.',
  );
});

test('counts certificates and hosts that hang on an issuer, and those that look safe and are not', () => {
  expect(radiusSentence({ certificates: 212, hosts: 190, outliving: 14 })).toBe(
    '212 certificates of 190 hosts hang on it; 14 of them are valid longer than the issuer is.',
  );
  expect(radiusSentence({ certificates: 2, hosts: 1, outliving: 1 })).toBe(
    '2 certificates of 1 host hang on it; 1 of them is valid longer than the issuer is.',
  );
  expect(radiusSentence({ certificates: 1, hosts: 5, outliving: 1 })).toBe(
    '1 certificate of 5 hosts hangs on it; that certificate is valid longer than the issuer is.',
  );
  expect(radiusSentence({ certificates: 3, hosts: 5, outliving: 0 })).toBe(
    '3 certificates of 5 hosts hang on it; none of them is valid longer than it is.',
  );
  expect(radiusSentence({ certificates: 0, hosts: 0, outliving: 0 })).toBe('Nothing that is served now hangs on it.');
});
