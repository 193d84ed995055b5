import { expect, it } from 'vitest';
import { makeAnswer, makeDeepScan, makeOffer, makeVersion } from '#lib/diagnosis/testing/deep-scan-factory.ts';
import { scanAnswers } from './export-columns.ts';

it('has every answer of a deep scan in the words of the page', () => {
  const scan = makeDeepScan({
    versions: [makeVersion('TLSv1'), makeOffer('TLSv1.3')],
    weakCiphers: [{ name: 'TLS_RSA_WITH_RC4_128_SHA', kind: 'RC4', protocol: 'TLSv1.2' }],
    revocation: [makeAnswer()],
  });
  const answers = scanAnswers(scan);
  expect(answers).toHaveLength(4 + scan.names.length + scan.startTls.length);
  expect(answers.slice(0, 3)).toMatchObject([
    { part: 'protocol-version', subject: 'TLS 1.0', answer: 'not offered', detail: '' },
    {
      part: 'protocol-version',
      subject: 'TLS 1.3',
      answer: 'offered',
      detail: expect.stringMatching(/^TLS_AES_256_GCM_SHA384; ECDH X25519, 253 bits; /),
    },
    { part: 'weak-cipher', subject: 'TLS_RSA_WITH_RC4_128_SHA', answer: 'taken', detail: 'RC4; TLS 1.2' },
  ]);
  expect(answers.at(-1)).toMatchObject({
    part: 'revocation',
    answer: 'good',
    detail: 'CRL says good http://pki.corp.example/issuing.crl',
  });
});
