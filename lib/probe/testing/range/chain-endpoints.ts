import { now } from '#lib/clock.ts';
import type { Authority, CertificateOptions } from '../../../simulation/certificate-factory.ts';
import { certifiedBy, daysFrom, type RangeEndpoint, type RangeMaterials } from './range-endpoint.ts';

const today = now();
const issueFrom = (authority: Authority, host: string, options: CertificateOptions = {}) =>
  authority.issue({ dnsNames: [host], ...options });

/** A leaf below an issuing authority that is odd in some way. */
const below = (odd: CertificateOptions, leaf?: CertificateOptions) =>
  certifiedBy(async ({ root, host }: RangeMaterials) =>
    issueFrom(await root.intermediate({ subject: 'CN=Odd Issuing CA', ...odd }), host, leaf),
  );

/** Faults of what stands above the server's own certificate, and of what is sent of it. */
export const chainEndpoints: readonly RangeEndpoint[] = [
  {
    id: 'chain/with-root',
    what: 'nothing: the root is sent too',
    finds: [],
    ...certifiedBy(async ({ issuing, root, host }) => {
      const { chain, keyPem } = await issueFrom(issuing, host);
      return { chain: [...chain, root.certificate.der], keyPem };
    }),
  },
  {
    id: 'chain/missing-intermediate',
    what: 'the issuing authority is not sent',
    finds: ['intermediate-missing'],
    ...certifiedBy(async ({ issuing, host }) => {
      const { der, keyPem } = await issueFrom(issuing, host);
      return { chain: [der], keyPem };
    }),
  },
  {
    id: 'chain/unknown-root',
    what: 'ends at a root that nobody trusts',
    finds: ['issuer-not-trusted'],
    ...certifiedBy(async ({ stranger, host }) => {
      const { chain, keyPem } = await issueFrom(stranger, host);
      return { chain: [...chain, stranger.certificate.der], keyPem };
    }),
  },
  {
    id: 'chain/unknown-root-not-sent',
    what: 'issuing authority sent, its unknown root not',
    finds: ['issuer-not-trusted'],
    ...certifiedBy(async ({ stranger, host }) => issueFrom(await stranger.intermediate({ subject: 'CN=Stranger Issuing CA' }), host)),
  },
  {
    id: 'chain/wrong-order',
    what: 'issuers in the wrong order',
    finds: ['chain-out-of-order'],
    ...certifiedBy(async ({ issuing, host }) => {
      const { chain, keyPem } = await issueFrom(await issuing.intermediate({ subject: 'CN=Deep CA' }), host);
      const [leaf = new Uint8Array(), ...issuers] = chain;
      return { chain: [leaf, ...issuers.toReversed()], keyPem };
    }),
  },
  {
    id: 'chain/strangers',
    what: 'an unrelated certificate between leaf and issuer',
    finds: ['chain-out-of-order'],
    ...certifiedBy(async ({ issuing, stranger, host }) => {
      const { chain, keyPem } = await issueFrom(issuing, host);
      const [leaf = new Uint8Array(), ...issuers] = chain;
      return { chain: [leaf, stranger.certificate.der, ...issuers], keyPem };
    }),
  },
  {
    id: 'chain/leaf-twice',
    what: 'its own certificate twice',
    finds: ['chain-out-of-order'],
    ...certifiedBy(async ({ issuing, host }) => {
      const { chain, keyPem } = await issueFrom(issuing, host);
      const [leaf = new Uint8Array(), ...issuers] = chain;
      return { chain: [leaf, leaf, ...issuers], keyPem };
    }),
  },
  {
    id: 'chain/expired-issuer',
    what: 'an issuing authority that has expired',
    finds: ['chain-certificate-expired'],
    ...below({ notBefore: daysFrom(today, -900), notAfter: daysFrom(today, -3) }),
  },
  {
    id: 'chain/issuer-ends-first',
    what: 'an issuing authority that expires in ten days, before the leaf',
    finds: ['chain-certificate-expiring'],
    ...below({ notBefore: daysFrom(today, -900), notAfter: daysFrom(today, 10) }),
  },
  { id: 'chain/issuer-no-ca', what: 'an issuer that is no authority', finds: ['chain-invalid'], ...below({ isAuthority: false }) },
  {
    id: 'chain/issuer-may-not-sign',
    what: 'an issuer that may not sign certificates',
    finds: ['chain-invalid'],
    ...below({ keyUsage: ['digitalSignature'] }),
  },
  {
    id: 'chain/issuer-for-clients',
    what: 'an issuer for client certificates only',
    finds: ['chain-invalid'],
    ...below({ extendedKeyUsage: ['clientAuth'] }),
  },
  {
    id: 'chain/path-too-long',
    what: 'a path longer than its authority allows',
    finds: ['chain-invalid'],
    ...certifiedBy(async ({ root, host }) => {
      const short = await root.intermediate({ subject: 'CN=Short CA', pathLength: 0 });
      return issueFrom(await short.intermediate({ subject: 'CN=Too Deep CA' }), host);
    }),
  },
  {
    id: 'chain/name-not-permitted',
    what: 'a name outside what its authority may certify',
    finds: ['chain-invalid'],
    ...below({ permitted: { dnsNames: ['example.org'] } }),
  },
  {
    id: 'chain/name-excluded',
    what: 'a name that its authority may not certify',
    finds: ['chain-invalid'],
    ...below({ excluded: { dnsNames: ['example.test'] } }),
  },
  {
    id: 'chain/name-permitted',
    what: 'nothing: a name inside the constraints',
    finds: [],
    ...below({ permitted: { dnsNames: ['example.test'] } }),
  },
  {
    id: 'chain/issuer-sha1',
    what: 'an issuing authority signed with SHA-1',
    finds: ['weak-signature'],
    ...below({ signatureHash: 'SHA-1' }),
  },
  {
    id: 'chain/broken-issuer-signature',
    what: 'an issuing authority whose signature does not verify',
    finds: ['chain-invalid'],
    ...below({ brokenSignature: true }),
  },
];
