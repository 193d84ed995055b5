import { connect, createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { now } from '#lib/clock.ts';
import { certificatePem } from '../../simulation/certificate-factory.ts';
import { chainVariants, type ServedChain } from '../testing/certificate-factory-variants.ts';
import { buildTrust } from './build-trust.ts';
import { matchName } from './match-name.ts';
import { readCertificate } from './read-certificate.ts';
import { createTrustAnchors, type TrustAnchors } from './trust-anchors.ts';

const serverAuthentication = '1.3.6.1.5.5.7.3.1';

/** Everything wrong by our own reading, with the dates judged now. */
function ourFaults(sent: readonly Uint8Array[], anchors: TrustAnchors, name: string): string[] {
  const facts = sent.map(readCertificate);
  const first = facts[0];
  if (first === undefined) throw new Error('There is no leaf.');
  const trust = buildTrust(facts, anchors);
  const match = matchName(first, name);
  const isNamed = match.inSubjectAlternativeName || (!first.hasSubjectAlternativeName && match.inCommonName);
  const time = now().toISOString();
  const purposes = first.extendedKeyUsage;
  return [
    ...(trust.ending === 'anchored' ? [] : [trust.ending]),
    ...trust.violations.map((violation) => violation.rule),
    ...(trust.path.some((step) => (step.notBefore ?? '') > time || (step.notAfter ?? '') < time) ? ['dates'] : []),
    ...(purposes === null || purposes.includes(serverAuthentication) || purposes.includes('2.5.29.37.0') ? [] : ['purpose']),
    ...(isNamed ? [] : ['name']),
  ];
}

/** What a TLS client on OpenSSL says about the same certificates, weak algorithms allowed. */
async function openSslVerdict({ sent, keyPem }: ServedChain, anchors: TrustAnchors, name: string): Promise<string | null> {
  const weak = { ciphers: 'DEFAULT:@SECLEVEL=0' };
  const server = createServer({ ...weak, cert: sent.map(certificatePem).join(''), key: keyPem });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    const isLiteral = name === '127.0.0.1';
    const options = { ...weak, host: '127.0.0.1', port: address.port, ca: [...anchors.pems], rejectUnauthorized: false };
    const socket = connect(isLiteral ? options : { ...options, servername: name });
    await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
    // Node declares an Error here and sets a code.
    const verdict: unknown = socket.authorized ? null : socket.authorizationError;
    socket.destroy();
    return verdict === null ? null : String(verdict);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe('our verdict beside that of OpenSSL', async () => {
  it.each(await chainVariants())('$what', async ({ make, openSsl, ours }) => {
    const chain = await make();
    const anchors = createTrustAnchors([{ store: 'test', pem: chain.trusted }]);
    const verdicts = { openSsl: await openSslVerdict(chain, anchors, chain.name), ours: ourFaults(chain.sent, anchors, chain.name) };
    expect(verdicts).toEqual({ openSsl, ours });
  });
});
