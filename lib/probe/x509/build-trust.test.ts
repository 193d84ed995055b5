import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  certificatePem,
  createAuthority,
  createSelfSigned,
  type IssuedCertificate,
} from '../../simulation/certificate-factory.ts';
import { encodeDer } from '../../simulation/certificate-factory-der.ts';
import { resign } from '../../simulation/certificate-factory-resign.ts';
import { trustResult } from '../evidence.ts';
import { rawExtension } from '../testing/certificate-factory-raw.ts';
import { buildTrust } from './build-trust.ts';
import { derChildren, readDer } from './der.ts';
import { readCertificate } from './read-certificate.ts';
import { intermediate as rawIntermediate, root as rawRoot } from './testing/path-cases/path-case.ts';
import { createTrustAnchors, type TrustAnchors } from './trust-anchors.ts';

const trusting = (...authorities: Authority[]): TrustAnchors =>
  createTrustAnchors([{ store: 'test', pem: authorities.map((authority) => authority.certificate.pem).join('') }]);
const trustOf = (sent: readonly Uint8Array[], anchors: TrustAnchors) => buildTrust(sent.map(readCertificate), anchors);
const rulesOf = (sent: readonly Uint8Array[], anchors: TrustAnchors) =>
  trustOf(sent, anchors).violations.map((violation) => violation.rule);

let root: Authority;
let issuing: Authority;
let deep: Authority;
let stranger: Authority;
let leaf: IssuedCertificate;

beforeAll(async () => {
  root = await createAuthority();
  issuing = await root.intermediate({ pathLength: 1 });
  deep = await issuing.intermediate({ subject: 'CN=Deep CA' });
  stranger = await createAuthority({ subject: 'CN=Stranger CA' });
  leaf = await deep.issue();
});

describe('a path to an anchor', () => {
  it('is told step by step', () => {
    const trust = trustOf(leaf.chain, trusting(root, stranger));
    expect(trustResult.parse(trust)).toMatchObject({
      ending: 'anchored',
      anchor: { sha256: root.certificate.sha256, store: 'test' },
      violations: [],
      sentInOrder: true,
      unusedSent: [],
      anchorCount: 2,
      path: [
        { from: 'server', sentIndex: 0, signatureGood: true, isAnchor: false, maySignCertificates: null, pathLengthKept: null },
        { from: 'server', sentIndex: 1, signatureGood: true, isAnchor: false, maySignCertificates: true, pathLengthKept: null },
        { from: 'server', sentIndex: 2, signatureGood: true, isAnchor: false, maySignCertificates: true, pathLengthKept: true },
        { from: 'anchors', sentIndex: null, signatureGood: null, isAnchor: true, maySignCertificates: true, pathLengthKept: null },
      ],
    });
  });

  it('does not depend on the order of what follows the leaf, on repetitions or on strangers', () => {
    const [first = new Uint8Array(), ...rest] = leaf.chain;
    const anchors = trusting(root);
    const sound = trustOf(leaf.chain, anchors).path.map((step) => step.sha256);
    const others = [...rest, ...rest, first, stranger.certificate.der, root.certificate.der];
    fc.assert(
      fc.property(fc.shuffledSubarray(others), (sent) => {
        const message = [first, ...sent];
        const trust = trustOf(message, anchors);
        const isComplete = rest.every((der) => sent.includes(der));
        expect(trust.ending).toBe(isComplete ? 'anchored' : 'issuer-missing');
        if (isComplete) expect(trust.path.map((step) => step.sha256)).toEqual(sound);
        const usedIndexes = trust.path.flatMap((step) => step.sentIndex ?? []);
        expect([...usedIndexes, ...trust.unusedSent].sort((one, other) => one - other)).toEqual(message.map((_, index) => index));
      }),
    );
  });

  it('tells wrong order and certificates of no use', () => {
    const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] = leaf.chain;
    expect(trustOf([first, third, second], trusting(root))).toMatchObject({ sentInOrder: false, unusedSent: [] });
    expect(trustOf([first, second, third, stranger.certificate.der], trusting(root))).toMatchObject({ sentInOrder: true, unusedSent: [3] });
  });

  it('ends at the anchor even when the server sent a copy of it', () => {
    const trust = trustOf([...leaf.chain, root.certificate.der], trusting(root));
    expect(trust.path.at(-1)).toMatchObject({ from: 'server', sentIndex: 3, isAnchor: true });
  });

  it('prefers the renewed root among the anchors to an old copy in the message', async () => {
    const renewed = await root.crossSign(root);
    const trust = trustOf([...leaf.chain, root.certificate.der], trusting(renewed));
    expect(trust).toMatchObject({ ending: 'anchored', anchor: { sha256: renewed.certificate.sha256 }, unusedSent: [3] });
  });

  it('prefers the cross-signed way that breaks no rule', async () => {
    const other = await createAuthority({ subject: 'CN=Other Root' });
    const narrow = await other.crossSign(issuing, { extendedKeyUsage: ['clientAuth'] });
    const below = await issuing.issue();
    const [first = new Uint8Array(), good = new Uint8Array()] = below.chain;
    expect(rulesOf([first, narrow.certificate.der], trusting(other))).toEqual(['issuer-extended-key-usage']);
    expect(rulesOf([first, narrow.certificate.der, good], trusting(other, root))).toEqual([]);
  });

  it('prefers the way that lasts longer', async () => {
    const other = await createAuthority({ subject: 'CN=Other Root' });
    const old = await other.crossSign(issuing, { notBefore: new Date('2019-01-01'), notAfter: new Date('2020-01-01') });
    const below = await issuing.issue();
    const [first = new Uint8Array(), good = new Uint8Array()] = below.chain;
    expect(trustOf([first, old.certificate.der, good], trusting(other, root)).anchor?.sha256).toBe(root.certificate.sha256);
    expect(trustOf([first, good, old.certificate.der], trusting(root, other)).anchor?.sha256).toBe(root.certificate.sha256);
  });

  it('takes a leaf among the anchors for trusted', async () => {
    const own = await createSelfSigned();
    const anchors = createTrustAnchors([{ store: 'pinned', pem: own.pem }]);
    expect(trustOf([own.der], anchors)).toMatchObject({ ending: 'anchored', anchor: { store: 'pinned' }, violations: [] });
  });
});

describe('a path to nowhere', () => {
  it('is a missing issuer when nothing is trusted', () => {
    const trust = trustOf(leaf.chain, trusting());
    expect(trust).toMatchObject({ ending: 'issuer-missing', anchor: null, anchorCount: 0 });
    expect(trust.path).toHaveLength(3);
  });

  it('is an untrusted root when the server sends its own', () => {
    expect(trustOf([...leaf.chain, root.certificate.der], trusting(stranger))).toMatchObject({ ending: 'untrusted-root', violations: [] });
  });

  it('does not take an authority of the same name and another key for the issuer', async () => {
    const namesake = await createAuthority();
    const below = await root.issue();
    expect(trustOf(below.chain, trusting(namesake))).toMatchObject({ ending: 'issuer-missing', violations: [] });
  });

  it('finds the right one among authorities of the same name without key identifiers', async () => {
    const bare = { subject: 'CN=Many', withoutKeyIdentifiers: true };
    const namesakes = await Promise.all([1, 2, 3, 4].map(() => createAuthority(bare)));
    const below = await namesakes[2]?.issue({ withoutKeyIdentifiers: true });
    expect(trustOf(below?.chain ?? [], trusting(...namesakes))).toMatchObject({
      ending: 'anchored',
      violations: [],
      anchor: { sha256: namesakes[2]?.certificate.sha256 },
    });
  });

  it('reports a broken signature of a certificate that names itself', async () => {
    const own = await createSelfSigned({ brokenSignature: true });
    expect(trustOf([own.der], trusting())).toMatchObject({ ending: 'untrusted-root', violations: [{ rule: 'bad-signature' }] });
  });

  it('has one empty step for a malformed leaf, and none for no certificate', () => {
    expect(trustOf([Uint8Array.of(1, 2, 3)], trusting(root))).toMatchObject({
      ending: 'issuer-missing',
      path: [{ subject: '' }],
      violations: [],
    });
    expect(trustOf([], trusting(root))).toMatchObject({ ending: 'issuer-missing', path: [], violations: [] });
  });
});

describe('broken rules', () => {
  it('are all reported, not only the first', async () => {
    const odd = await root.intermediate({
      subject: 'CN=Odd',
      isAuthority: null,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['clientAuth'],
      unknownCritical: '1.2.3.4',
    });
    const below = await odd.issue({ unknownCritical: '1.2.3.5', brokenSignature: true });
    expect(rulesOf(below.chain, trusting(root))).toEqual([
      'bad-signature',
      'unknown-critical-extension',
      'unknown-critical-extension',
      'issuer-not-ca',
      'issuer-may-not-sign',
      'issuer-extended-key-usage',
    ]);
  });

  it('do not count self-issued certificates against the path length', async () => {
    const narrow = await root.intermediate({ subject: 'CN=Narrow', pathLength: 0 });
    const rollover = await narrow.intermediate({ subject: 'CN=Narrow' });
    expect(rulesOf((await rollover.issue()).chain, trusting(root))).toEqual([]);
    const other = await narrow.intermediate({ subject: 'CN=Below' });
    const trust = trustOf((await other.issue()).chain, trusting(root));
    expect(trust.violations).toMatchObject([
      { rule: 'path-length', detail: 'It allows 0 intermediate certificates below itself, there are 1.' },
    ]);
    expect(trust.path.map((step) => step.pathLengthKept)).toEqual([null, null, false, null]);
  });

  it('exempt self-issued authorities from name constraints, and nobody else', async () => {
    const narrow = await root.intermediate({ subject: 'CN=Narrow', permitted: { dnsNames: ['example.test'] } });
    const leafOf = async (subject: string) =>
      (await narrow.intermediate({ subject, dnsNames: ['other.test'] })).issue({ dnsNames: ['dc1.example.test'] });
    expect(rulesOf((await leafOf('CN=Narrow')).chain, trusting(root))).toEqual([]);
    expect(rulesOf((await leafOf('CN=Below')).chain, trusting(root))).toEqual(['name-constraints']);
  });

  it('do not bind a trusted root of version 1, which cannot say that it is an authority', async () => {
    const old = await createAuthority({ subject: 'CN=Old Root', withoutKeyIdentifiers: true });
    const body = derChildren(derChildren(readDer(old.certificate.der))[0] ?? readDer(old.certificate.der));
    const withoutVersion = encodeDer(0x30, ...body.slice(1, 7).map((field) => field.bytes));
    const [, ...signatureParts] = derChildren(readDer(old.certificate.der));
    const unsigned = encodeDer(0x30, withoutVersion, ...signatureParts.map((part) => part.bytes));
    const versionOne = resign(unsigned, createPrivateKey(old.certificate.keyPem), 'SHA-256');
    const { chain } = await old.issue();
    const anchors = createTrustAnchors([{ store: 'test', pem: certificatePem(versionOne) }]);
    expect(trustOf(chain, anchors)).toMatchObject({ ending: 'anchored', violations: [] });
    const isStillNoIssuer = trustOf([...chain, versionOne], trusting());
    expect(isStillNoIssuer).toMatchObject({ ending: 'untrusted-root', violations: [{ rule: 'issuer-not-ca' }] });
  });
});

describe('a hostile message', () => {
  it('with authorities that certify each other again and again is answered in bounded time', async () => {
    const bare = { withoutKeyIdentifiers: true };
    const one = await createAuthority({ ...bare, subject: 'CN=One' });
    const other = await createAuthority({ ...bare, subject: 'CN=Other' });
    const maze = await Promise.all(
      Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? one.crossSign(other, bare) : other.crossSign(one, bare))),
    );
    const sent = [...(await one.issue(bare)).chain, ...maze.map((authority) => authority.certificate.der)];
    const startedMs = performance.now();
    const trust = trustOf(sent, trusting(root));
    expect(performance.now() - startedMs).toBeLessThan(1000);
    expect(trust).toMatchObject({ ending: 'issuer-missing', anchor: null });
    expect(trust.path.length).toBeLessThanOrEqual(10);
  });

  it('with thousands of names below hundreds of constraints is refused in bounded time', async () => {
    const excluded = { dnsNames: Array.from({ length: 400 }, (_, index) => `no${index}.test`) };
    const dnsNames = Array.from({ length: 1_500 }, (_, index) => `a${index}.test`);
    const wide = await root.intermediate({ subject: 'CN=Wide', excluded });
    const { chain } = await wide.issue({ dnsNames });
    const startedMs = performance.now();
    expect(rulesOf(chain, trusting(root))).toEqual(['name-constraints']);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });

  it('with any bytes for constraints and names is answered', () => {
    const anchor = rawRoot();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom(0x81, 0x82, 0x86, 0x87),
        (base, name, tag) => {
          const trees = { excluded: [encodeDer(tag, base)] };
          const issuing = rawIntermediate(anchor, { nameConstraints: rawExtension.nameConstraints(trees) });
          const last = rawIntermediate(issuing, { alternativeNames: rawExtension.alternativeNames([encodeDer(tag, name)]) });
          trustResult.parse(trustOf([last.der, issuing.der], createTrustAnchors([{ store: 'test', pem: certificatePem(anchor.der) }])));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('does not hide the right issuer among many of its name', async () => {
    const namesakes = await Promise.all(Array.from({ length: 40 }, () => createAuthority({ subject: 'CN=Many' })));
    const right = namesakes.at(-1) ?? root;
    expect(trustOf((await right.issue()).chain, trusting(...namesakes))).toMatchObject({ ending: 'anchored', violations: [] });
  });
});

describe('what was built', () => {
  it('is read back from evidence of before strict violations were told', () => {
    const { strictViolations, ...stored } = trustOf(leaf.chain, trusting(root));
    expect(strictViolations).toEqual([]);
    expect(trustResult.parse(stored)).toEqual({ ...stored, strictViolations });
  });

  it('is handed out again for the same message and the same anchors, and for nothing else', () => {
    const anchors = trusting(root);
    const first = trustOf(leaf.chain, anchors);
    expect(trustOf(leaf.chain, trusting(root))).toBe(first);
    expect(trustOf(leaf.chain, trusting(root, stranger))).toMatchObject({ ending: 'anchored', anchorCount: 2 });
    expect(trustOf(leaf.chain, trusting(stranger)).ending).toBe('issuer-missing');
    expect(trustOf(leaf.chain.slice(0, 1), anchors).ending).toBe('issuer-missing');
    const renamed = createTrustAnchors([{ store: 'another store', pem: root.certificate.pem }]);
    expect(trustOf(leaf.chain, renamed).anchor?.store).toBe('another store');
  });
});
