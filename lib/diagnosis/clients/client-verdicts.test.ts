import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Attempt, Evidence, TrustResult } from '../../probe/evidence.ts';
import { type Knowledge, noKnowledge } from '../knowledge.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfChain, evidenceOfLeaf, evidenceWithoutCertificate, makeRoot } from '../testing/certificate-evidence.ts';
import { makeAnswer, makeDeepScan, makeSource } from '../testing/deep-scan-factory.ts';
import {
  evidenceOf,
  failedConnect,
  failedHandshake,
  makeAttempt,
  makeCertificate,
  makeEvidence,
  makeIssuer,
  type Overrides,
  probedAt,
} from '../testing/evidence-factory.ts';
import { type ClientId, clientIds, clients } from './client.ts';
import { type ClientLens, clientVerdicts } from './client-verdicts.ts';
import { clientRules } from './rules/index.ts';

type Case = { evidence: Evidence; knowledge?: Partial<Knowledge>; now?: Date };
const judge = ({ evidence, knowledge, now = probedAt }: Case): ClientLens[] =>
  clientVerdicts(evidence, { subject: defaultSubject, now, knowledge: { ...noKnowledge, ...knowledge } });
const firstOf = (lenses: readonly ClientLens[]): ClientLens => {
  const [lens] = lenses;
  if (lens === undefined) throw new Error('there is no lens');
  return lens;
};
const ruleIdsOf = (lens: ClientLens): string[] => [...new Set(lens.verdicts.flatMap(({ reasons }) => reasons.map(({ ruleId }) => ruleId)))];
const outcomesOf = (lens: ClientLens): string => lens.verdicts.map(({ outcome }) => outcome).join(' ');

const leaf = makeCertificate();
const issuer = makeIssuer();
const root = makeRoot();
const selfSigned = makeCertificate({ selfSigned: true, issuer: leaf.subject });
const handshake = (data: Overrides<Extract<Attempt['handshake'], { status: 'ok' }>['data']>): Evidence =>
  evidenceOf(makeAttempt({ handshake: { status: 'ok', data } } as Overrides<Attempt>));
const staticRsa = {
  protocol: 'TLSv1.2',
  cipher: { name: 'AES128-GCM-SHA256', standardName: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
  ephemeralKey: null,
};
const group = (bits: number) => handshake({ protocol: 'TLSv1.2', ephemeralKey: { type: 'DH', name: null, bits } });
const violated = (rule: TrustResult['violations'][number]['rule']): Evidence =>
  evidenceOfChain({
    sent: [leaf, issuer],
    path: [leaf, issuer, root],
    violations: [{ sha256: leaf.sha256, subject: leaf.subject, rule, detail: 'broken' }],
  });
const cutOff = (issuerAddresses: string[]): Evidence => {
  const alone = makeCertificate({ issuerAddresses });
  return evidenceOfChain({ sent: [alone], path: [alone], ending: 'issuer-missing' });
};
const trusting = (trust: Partial<TrustResult>): Evidence => {
  const base = makeAttempt();
  if (base.certificate.status !== 'ok') throw new Error('the factory serves a certificate');
  const { data } = base.certificate;
  return evidenceOf({ ...base, certificate: { ...base.certificate, data: { ...data, trust: { ...data.trust, ...trust } } } });
};
const named = (name: Parameters<typeof evidenceOfLeaf>[1], dnsNames: string[] = ['other.corp.example']) =>
  evidenceOfLeaf({ dnsNames }, name);
const nowhere = { inSubjectAlternativeName: false, inCommonName: false, matched: null };
const inCommonName = { inSubjectAlternativeName: false, inCommonName: true };
const byAddress = { host: '192.0.2.10', isIpAddress: true };
const past = '2026-01-01T00:00:00.000Z';
const greeted = (code: Parameters<typeof failedHandshake>[0]): Evidence => evidenceOf({ ...makeAttempt(), ...failedHandshake(code) });

/** What applies each rule, and what windows, openssl, gnutls and java then do. */
const cases: Readonly<Record<string, Case & { outcomes: string }>> = {
  'no-session': { evidence: greeted('reset-before-certificate'), outcomes: 'refuses refuses refuses refuses' },
  'old-version': { evidence: handshake({ protocol: 'TLSv1.1' }), outcomes: 'depends refuses depends refuses' },
  'client-certificate': { evidence: greeted('client-certificate-required'), outcomes: 'depends refuses refuses refuses' },
  'server-name-rejected': { evidence: greeted('alert-unrecognized-name'), outcomes: 'depends refuses refuses refuses' },
  'static-rsa': { evidence: handshake(staticRsa), outcomes: 'accepts depends accepts depends' },
  'diffie-hellman-below-1024': { evidence: group(768), outcomes: 'refuses refuses refuses refuses' },
  'diffie-hellman-below-2048': { evidence: group(1024), outcomes: 'accepts refuses accepts accepts' },
  'weak-cipher': {
    evidence: handshake({ protocol: 'TLSv1.2', cipher: { name: 'RC4-SHA', standardName: 'TLS_RSA_WITH_RC4_128_SHA' } }),
    outcomes: 'depends refuses refuses refuses',
  },
  'certificate-malformed': { evidence: evidenceOfLeaf({ malformed: 'no sequence' }), outcomes: 'refuses refuses refuses refuses' },
  'no-readable-certificate': {
    evidence: evidenceOf(
      makeAttempt({
        certificate: { status: 'failed', ms: 1, code: 'too-many', detail: { message: 'more than 100', systemCode: null } },
      }),
    ),
    outcomes: 'depends depends depends depends',
  },
  'issuer-malformed': {
    evidence: evidenceOfChain({ sent: [leaf, makeIssuer({ sha256: 'e'.repeat(64), malformed: 'no sequence' })], path: [leaf, root] }),
    outcomes: 'depends depends depends depends',
  },
  'root-not-trusted': {
    evidence: evidenceOfChain({ sent: [selfSigned], path: [selfSigned], ending: 'untrusted-root' }),
    outcomes: 'refuses refuses refuses refuses',
  },
  'issuer-missing-with-address': { evidence: cutOff(['http://pki.corp.example/ca.crt']), outcomes: 'depends refuses refuses refuses' },
  'issuer-missing': { evidence: cutOff([]), outcomes: 'depends refuses refuses refuses' },
  'self-signed-anchor': {
    evidence: evidenceOfChain({ sent: [selfSigned], path: [selfSigned] }),
    outcomes: 'accepts accepts accepts accepts',
  },
  'anchor-below-root': { evidence: evidenceOfChain({ sent: [leaf, issuer] }), outcomes: 'depends depends accepts accepts' },
  'chain-bad-signature': { evidence: violated('bad-signature'), outcomes: 'refuses refuses refuses refuses' },
  'chain-issuer-not-ca': { evidence: violated('issuer-not-ca'), outcomes: 'refuses refuses refuses refuses' },
  'chain-issuer-may-not-sign': { evidence: violated('issuer-may-not-sign'), outcomes: 'refuses refuses refuses refuses' },
  'chain-path-length': { evidence: violated('path-length'), outcomes: 'refuses refuses refuses refuses' },
  'chain-name-constraints': { evidence: violated('name-constraints'), outcomes: 'refuses refuses refuses refuses' },
  'chain-unknown-critical-extension': { evidence: violated('unknown-critical-extension'), outcomes: 'refuses refuses refuses refuses' },
  'chain-issuer-extended-key-usage': { evidence: violated('issuer-extended-key-usage'), outcomes: 'refuses refuses depends accepts' },
  'chain-key-identifier': { evidence: violated('key-identifier'), outcomes: 'depends refuses depends depends' },
  'out-of-order': { evidence: trusting({ sentInOrder: false }), outcomes: 'accepts accepts accepts accepts' },
  'strict-profile': {
    evidence: trusting({
      strictViolations: [{ sha256: leaf.sha256, subject: leaf.subject, rule: 'authority-key-identifier', detail: 'it has none' }],
    }),
    outcomes: 'accepts depends accepts accepts',
  },
  'certificate-out-of-dates': { evidence: evidenceOfLeaf({ notAfter: past }), outcomes: 'refuses refuses refuses refuses' },
  'anchored-certificate-out-of-dates': {
    evidence: evidenceOfChain({ sent: [{ ...selfSigned, notAfter: past }] }),
    outcomes: 'refuses refuses refuses accepts',
  },
  'issuer-out-of-dates': {
    evidence: evidenceOfChain({ sent: [leaf, makeIssuer({ notAfter: past })], path: [leaf, makeIssuer({ notAfter: past }), root] }),
    outcomes: 'refuses refuses refuses refuses',
  },
  'anchor-out-of-dates': {
    evidence: evidenceOfChain({ sent: [leaf, issuer], path: [leaf, issuer, makeRoot({ notAfter: past })] }),
    outcomes: 'refuses refuses refuses accepts',
  },
  'name-missing': { evidence: named(nowhere), outcomes: 'refuses refuses refuses refuses' },
  'name-in-common-name-alone': { evidence: named(inCommonName, []), outcomes: 'accepts accepts accepts accepts' },
  'name-in-common-name-beside-others': { evidence: named(inCommonName), outcomes: 'refuses refuses depends refuses' },
  'address-missing': { evidence: named({ ...byAddress, ...nowhere }), outcomes: 'refuses refuses refuses refuses' },
  'address-in-common-name': { evidence: named({ ...byAddress, ...inCommonName }), outcomes: 'depends refuses depends refuses' },
  'address-present': { evidence: named(byAddress), outcomes: 'depends accepts accepts accepts' },
  'not-for-servers': { evidence: evidenceOfLeaf({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] }), outcomes: 'refuses refuses depends refuses' },
  'any-purpose-only': { evidence: evidenceOfLeaf({ extendedKeyUsage: ['2.5.29.37.0'] }), outcomes: 'accepts refuses accepts accepts' },
  'key-not-for-tls': { evidence: evidenceOfLeaf({ keyUsage: ['keyCertSign'] }), outcomes: 'refuses refuses refuses refuses' },
  'key-may-not-sign': { evidence: evidenceOfLeaf({ keyUsage: ['keyEncipherment'] }), outcomes: 'depends accepts refuses refuses' },
  'key-may-not-encipher': {
    evidence: withHandshake(evidenceOfLeaf({ keyUsage: ['digitalSignature'] }), staticRsa),
    outcomes: 'depends depends refuses refuses',
  },
  'signature-md5': { evidence: evidenceOfLeaf({ signature: { hash: 'MD5' } }), outcomes: 'depends refuses refuses refuses' },
  'signature-sha1': { evidence: evidenceOfLeaf({ signature: { hash: 'SHA-1' } }), outcomes: 'depends refuses refuses depends' },
  'rsa-below-1024': { evidence: evidenceOfLeaf({ key: { bits: 512 } }), outcomes: 'refuses refuses refuses refuses' },
  'rsa-below-2048': { evidence: evidenceOfLeaf({ key: { bits: 1024 } }), outcomes: 'accepts refuses accepts accepts' },
  'curve-below-224': {
    evidence: evidenceOfLeaf({ key: { algorithm: 'EC', bits: 192, curve: 'P-192' } }),
    outcomes: 'depends refuses depends refuses',
  },
  revoked: {
    evidence: makeEvidence(),
    knowledge: {
      deepScan: makeDeepScan({
        revocation: [
          makeAnswer({ status: 'revoked', sources: [makeSource({ status: 'revoked', revokedAt: past, reason: 'keyCompromise' })] }),
        ],
      }),
    },
    outcomes: 'depends accepts accepts accepts',
  },
  'must-staple': {
    evidence: evidenceOfLeaf({ mustStaple: true }),
    knowledge: { deepScan: makeDeepScan({ stapled: false }) },
    outcomes: 'accepts accepts refuses accepts',
  },
  'must-staple-not-known': { evidence: evidenceOfLeaf({ mustStaple: true }), outcomes: 'accepts accepts depends accepts' },
};

function withHandshake(evidence: Evidence, data: typeof staticRsa): Evidence {
  const [attempt] = evidence.attempts;
  if (attempt?.handshake.status !== 'ok') throw new Error('the factory finishes the handshake');
  return evidenceOf({ ...attempt, handshake: { ...attempt.handshake, data: { ...attempt.handshake.data, ...data } } });
}

describe('the table of clients and rules', () => {
  it('has every rule once, says something of every client, and proves each rule here', () => {
    const ids = clientRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(cases).sort()).toEqual([...ids].sort());
    expect(clients.map(({ id }) => id)).toEqual(clientIds);
  });

  it.each(clientRules.flatMap(({ id, stances }) => clientIds.map((client) => [id, client, stances[client]] as const)))(
    '%s, %s: one sentence with a basis that can be checked',
    (_id, client, { because, basis }) => {
      expect(because).toMatch(/^[A-Z].*\.$/);
      if (typeof basis === 'object') expect(basis.address).toMatch(/^https:\/\//);
      if (basis === 'measured') expect(clients.find(({ id }) => id === client)?.measuredWith).not.toBeNull();
    },
  );
});

describe('who accepts a server', () => {
  it('is everybody where nothing is wrong, without a reason needed', () => {
    const lens = firstOf(judge({ evidence: makeEvidence() }));
    expect(lens.verdicts.map(({ outcome, reasons }) => [outcome, reasons.length])).toEqual(clientIds.map(() => ['accepts', 0]));
  });

  it.each(Object.entries(cases))('%s', (id, { outcomes, ...given }) => {
    const lens = firstOf(judge(given));
    expect(ruleIdsOf(lens)).toContain(id);
    expect(outcomesOf(lens)).toBe(outcomes);
  });

  it('does not go by what a deep scan saw of staples more than a week ago', () => {
    const deepScan = makeDeepScan({ stapled: false, startedAt: '2026-09-20T06:00:00.000Z' });
    const lens = firstOf(judge({ evidence: evidenceOfLeaf({ mustStaple: true }), knowledge: { deepScan } }));
    expect(ruleIdsOf(lens)).toEqual(['must-staple-not-known']);
  });

  it('puts the reasons that decide first', () => {
    const lens = firstOf(judge({ evidence: evidenceOfLeaf({ notAfter: past, key: { bits: 1024 } }) }));
    expect(lens.verdicts.find(({ client }) => client.id === 'gnutls')?.reasons.map(({ outcome }) => outcome)).toEqual([
      'refuses',
      'accepts',
    ]);
  });

  it('is not known where the server cannot be reached', () => {
    const lens = firstOf(judge({ evidence: evidenceOf({ ...makeAttempt(), ...failedConnect('timeout') }) }));
    expect(outcomesOf(lens)).toBe('unknown unknown unknown unknown');
    expect(lens.leafSha256).toBeNull();
  });

  it('needs a certificate for what it says of certificates', () => {
    expect(ruleIdsOf(firstOf(judge({ evidence: evidenceWithoutCertificate() })))).toEqual([]);
  });

  it('is said once for addresses that serve the same chain, and apart for others', () => {
    const [one] = makeEvidence().attempts;
    const [two] = evidenceOfLeaf({ sha256: 'f'.repeat(64) }).attempts;
    if (one === undefined || two === undefined) throw new Error('the factories make an attempt');
    const evidence = { ...makeEvidence(), attempts: [one, { ...two, address: '192.0.2.77' }, { ...one, address: '192.0.2.78' }] };
    expect(judge({ evidence }).map(({ addresses }) => addresses)).toEqual([[one.address, '192.0.2.78'], ['192.0.2.77']]);
  });

  it('never turns from refusing to accepting because of one fault more', () => {
    const faults: readonly Overrides<typeof leaf>[] = [
      { notAfter: past },
      { extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] },
      { keyUsage: ['keyEncipherment'] },
      { signature: { algorithm: 'RSA', hash: 'SHA-1' } },
      { key: { algorithm: 'RSA', bits: 1024, curve: null } },
      { mustStaple: true },
    ];
    const badChains = ['bad-signature', 'path-length', 'issuer-extended-key-usage'] as const;
    const evidenceWith = (chosen: typeof faults, chain: readonly (typeof badChains)[number][], misnamed: boolean): Evidence => {
      const changed = makeCertificate(Object.assign({}, ...chosen));
      const violations = chain.map((rule) => ({ sha256: changed.sha256, subject: changed.subject, rule, detail: 'broken' }));
      return evidenceOfChain({ sent: [changed, issuer], path: [changed, issuer, root], violations, name: misnamed ? nowhere : {} });
    };
    const refusing = (evidence: Evidence): ClientId[] =>
      firstOf(judge({ evidence })).verdicts.flatMap(({ client, outcome }) => (outcome === 'refuses' ? [client.id] : []));
    fc.assert(
      fc.property(
        fc.subarray([...faults]),
        fc.subarray([...badChains]),
        fc.boolean(),
        fc.constantFrom(...faults),
        (chosen, chain, misnamed, added) => {
          const before = refusing(evidenceWith(chosen, chain, misnamed));
          const after = refusing(evidenceWith([...chosen, added], chain, misnamed));
          expect(after).toEqual(expect.arrayContaining(before));
        },
      ),
    );
  });
});
