import { describe, expect, it } from 'vitest';
import { makeSource } from '#lib/diagnosis/testing/deep-scan-factory.ts';
import { sourceWords } from './deep-scan-words.ts';

describe('what a source said', () => {
  it.each([
    [{}, 'CRL says good'],
    [{ status: 'revoked', reason: 'keyCompromise' }, 'CRL says revoked, reason keyCompromise'],
    [
      { status: 'unknown', message: 'The list tells revocations for some reasons only.' },
      'CRL says unknown (The list tells revocations for some reasons only)',
    ],
    [
      { outcome: 'unsupported', status: null, message: 'The address names no server.' },
      'CRL is of no use here (The address names no server)',
    ],
    [
      { kind: 'ocsp', outcome: 'http-status', message: 'The server answered 404 Not Found' },
      'OCSP answered with an HTTP error (The server answered 404 Not Found)',
    ],
    [{ outcome: 'untrusted', status: null }, 'CRL not asked: no trust anchor stands behind the certificate that names it'],
    [{ outcome: 'not-allowed', status: null }, 'CRL not asked: fetching is switched off'],
  ] as const)('is told with what it adds itself: %j', (source, words) => {
    expect(sourceWords(makeSource(source))).toBe(words);
  });
});
