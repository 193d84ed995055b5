import { now } from '#lib/clock.ts';
import type { Authority, CertificateOptions } from '../certificate-factory.ts';
import { daysFrom, RANGE_HOST, type RangeEndpoint, type RangeMaterials, servingChain } from './range-endpoint.ts';

const today = now();
const issueFrom = (authority: Authority, options: CertificateOptions = {}) => authority.issue({ dnsNames: [RANGE_HOST], ...options });

/** A leaf below an issuing authority that is odd in some way. */
const below = (odd: CertificateOptions, leaf?: CertificateOptions) =>
  servingChain(async ({ root }: RangeMaterials) => issueFrom(await root.intermediate({ subject: 'CN=Odd Issuing CA', ...odd }), leaf));

/** Faults of what stands above the server's own certificate, and of what is sent of it. */
export const chainEndpoints: readonly RangeEndpoint[] = [
  {
    id: 'chain/with-root',
    what: 'nothing: the root is sent too',
    finds: [],
    start: servingChain(async ({ issuing, root }) => {
      const { chain, keyPem } = await issueFrom(issuing);
      return { chain: [...chain, root.certificate.der], keyPem };
    }),
  },
  {
    id: 'chain/missing-intermediate',
    what: 'the issuing authority is not sent',
    finds: ['intermediate-missing'],
    start: servingChain(async ({ issuing }) => {
      const { der, keyPem } = await issueFrom(issuing);
      return { chain: [der], keyPem };
    }),
  },
  {
    id: 'chain/unknown-root',
    what: 'ends at a root that nobody trusts',
    finds: ['issuer-not-trusted'],
    start: servingChain(async ({ stranger }) => {
      const { chain, keyPem } = await issueFrom(stranger);
      return { chain: [...chain, stranger.certificate.der], keyPem };
    }),
  },
  {
    id: 'chain/unknown-root-not-sent',
    what: 'issuing authority sent, its unknown root not',
    finds: ['issuer-not-trusted'],
    start: servingChain(async ({ stranger }) => issueFrom(await stranger.intermediate({ subject: 'CN=Stranger Issuing CA' }))),
  },
  {
    id: 'chain/wrong-order',
    what: 'issuers in the wrong order',
    finds: ['chain-out-of-order'],
    start: servingChain(async ({ issuing }) => {
      const { chain, keyPem } = await issueFrom(await issuing.intermediate({ subject: 'CN=Deep CA' }));
      const [leaf = new Uint8Array(), ...issuers] = chain;
      return { chain: [leaf, ...issuers.toReversed()], keyPem };
    }),
  },
  {
    id: 'chain/strangers',
    what: 'an unrelated certificate between leaf and issuer',
    finds: ['chain-out-of-order'],
    start: servingChain(async ({ issuing, stranger }) => {
      const { chain, keyPem } = await issueFrom(issuing);
      const [leaf = new Uint8Array(), ...issuers] = chain;
      return { chain: [leaf, stranger.certificate.der, ...issuers], keyPem };
    }),
  },
  {
    id: 'chain/expired-issuer',
    what: 'an issuing authority that has expired',
    finds: ['chain-certificate-expired'],
    start: below({ notBefore: daysFrom(today, -900), notAfter: daysFrom(today, -3) }),
  },
  {
    id: 'chain/issuer-ends-first',
    what: 'an issuing authority that expires in ten days, before the leaf',
    finds: ['chain-certificate-expiring'],
    start: below({ notBefore: daysFrom(today, -900), notAfter: daysFrom(today, 10) }),
  },
  { id: 'chain/issuer-no-ca', what: 'an issuer that is no authority', finds: ['chain-invalid'], start: below({ isAuthority: false }) },
  {
    id: 'chain/issuer-may-not-sign',
    what: 'an issuer that may not sign certificates',
    finds: ['chain-invalid'],
    start: below({ keyUsage: ['digitalSignature'] }),
  },
  {
    id: 'chain/issuer-for-clients',
    what: 'an issuer for client certificates only',
    finds: ['chain-invalid'],
    start: below({ extendedKeyUsage: ['clientAuth'] }),
  },
  {
    id: 'chain/path-too-long',
    what: 'a path longer than its authority allows',
    finds: ['chain-invalid'],
    start: servingChain(async ({ root }) => {
      const short = await root.intermediate({ subject: 'CN=Short CA', pathLength: 0 });
      return issueFrom(await short.intermediate({ subject: 'CN=Too Deep CA' }));
    }),
  },
  {
    id: 'chain/name-not-permitted',
    what: 'a name outside what its authority may certify',
    finds: ['chain-invalid'],
    start: below({ permitted: { dnsNames: ['example.org'] } }),
  },
  {
    id: 'chain/name-excluded',
    what: 'a name that its authority may not certify',
    finds: ['chain-invalid'],
    start: below({ excluded: { dnsNames: ['example.test'] } }),
  },
  {
    id: 'chain/name-permitted',
    what: 'nothing: a name inside the constraints',
    finds: [],
    start: below({ permitted: { dnsNames: ['example.test'] } }),
  },
  {
    id: 'chain/issuer-sha1',
    what: 'an issuing authority signed with SHA-1',
    finds: ['weak-signature'],
    start: below({ signatureHash: 'SHA-1' }),
  },
  {
    id: 'chain/broken-issuer-signature',
    what: 'an issuing authority whose signature does not verify',
    finds: ['chain-invalid'],
    start: below({ brokenSignature: true }),
  },
];
