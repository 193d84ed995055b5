import { type Authority, createAuthority, createSelfSigned } from '../../simulation/certificate-factory.ts';

/** The name that every variant is asked for unless it says otherwise. */
const variantHost = 'dc1.example.test';
const past = { notBefore: new Date('2019-01-01'), notAfter: new Date('2020-01-01') };
const future = { notBefore: new Date('2090-01-01'), notAfter: new Date('2091-01-01') };

/** What a server sends and how a client looks at it. */
export interface ServedChain {
  sent: readonly Uint8Array[];
  keyPem: string;
  /** Name the client asks for. */
  name: string;
  /** PEM of what is trusted. */
  trusted: string;
}

/** A chain with one peculiarity, and what is wrong with it in the eyes of two judges. */
export interface ChainVariant {
  what: string;
  make: () => Promise<ServedChain>;
  /** What OpenSSL, as Node uses it, says; null for "authorized". */
  openSsl: string | null;
  /** What we say; empty for "nothing wrong". */
  ours: string[];
}

type LeafOptions = Parameters<Authority['issue']>[0];

/** All variants; the authorities behind them are made once. */
export async function chainVariants(): Promise<ChainVariant[]> {
  const root = await createAuthority();
  const issuing = await root.intermediate();
  const stranger = await createAuthority({ subject: 'CN=Stranger CA' });
  const trusted = root.certificate.pem;
  const name = variantHost;

  const leaf = (options: LeafOptions = {}) => ({ dnsNames: [variantHost], ...options });
  const served = async (authority: Authority, options?: LeafOptions): Promise<ServedChain> => {
    const { chain, keyPem } = await authority.issue(leaf(options));
    return { sent: chain, keyPem, trusted, name };
  };
  const below = async (options: Parameters<Authority['intermediate']>[0], issued?: LeafOptions): Promise<ServedChain> =>
    served(await root.intermediate({ subject: 'CN=Odd Issuing CA', ...options }), issued);

  return [
    { what: 'a sound chain', make: () => served(issuing), openSsl: null, ours: [] },
    {
      what: 'a chain with its root',
      openSsl: null,
      ours: [],
      make: async () => {
        const one = await served(issuing);
        return { ...one, sent: [...one.sent, root.certificate.der] };
      },
    },
    {
      what: 'a missing intermediate',
      openSsl: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      ours: ['issuer-missing'],
      make: async () => {
        const one = await served(issuing);
        return { ...one, sent: one.sent.slice(0, 1) };
      },
    },
    {
      what: 'an unknown authority, root sent',
      openSsl: 'SELF_SIGNED_CERT_IN_CHAIN',
      ours: ['untrusted-root'],
      make: async () => {
        const one = await served(stranger);
        return { ...one, sent: [...one.sent, stranger.certificate.der] };
      },
    },
    {
      what: 'an unknown authority, root not sent',
      openSsl: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      ours: ['issuer-missing'],
      make: () => served(stranger),
    },
    {
      what: 'a self-signed certificate',
      openSsl: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      ours: ['untrusted-root'],
      make: async () => {
        const own = await createSelfSigned(leaf());
        return { sent: own.chain, keyPem: own.keyPem, trusted, name };
      },
    },
    {
      what: 'a self-signed certificate that is an anchor itself',
      openSsl: null,
      ours: [],
      make: async () => {
        const own = await createSelfSigned(leaf());
        return { sent: own.chain, keyPem: own.keyPem, trusted: own.pem, name };
      },
    },
    { what: 'an expired leaf', make: () => served(issuing, past), openSsl: 'CERT_HAS_EXPIRED', ours: ['dates'] },
    { what: 'a leaf of the future', make: () => served(issuing, future), openSsl: 'CERT_NOT_YET_VALID', ours: ['dates'] },
    { what: 'an expired intermediate', make: () => below(past), openSsl: 'CERT_HAS_EXPIRED', ours: ['dates'] },
    {
      what: 'a leaf for clients only',
      make: () => served(issuing, { extendedKeyUsage: ['clientAuth'] }),
      openSsl: 'INVALID_PURPOSE',
      ours: ['purpose'],
    },
    { what: 'a leaf without extended key usage', make: () => served(issuing, { extendedKeyUsage: null }), openSsl: null, ours: [] },
    {
      what: 'an intermediate that is no authority',
      make: () => below({ isAuthority: false }),
      openSsl: 'INVALID_PURPOSE',
      ours: ['issuer-not-ca'],
    },
    {
      what: 'an intermediate that may not sign',
      make: () => below({ keyUsage: ['digitalSignature'] }),
      openSsl: 'UNSPECIFIED',
      ours: ['issuer-may-not-sign'],
    },
    {
      what: 'an intermediate for clients only',
      make: () => below({ extendedKeyUsage: ['clientAuth'] }),
      openSsl: 'INVALID_PURPOSE',
      ours: ['issuer-extended-key-usage'],
    },
    { what: 'an intermediate for servers', make: () => below({ extendedKeyUsage: ['serverAuth', 'clientAuth'] }), openSsl: null, ours: [] },
    {
      what: 'a path longer than allowed',
      openSsl: 'PATH_LENGTH_EXCEEDED',
      ours: ['path-length'],
      make: async () => {
        const short = await root.intermediate({ subject: 'CN=Short CA', pathLength: 0 });
        return served(await short.intermediate({ subject: 'CN=Too Deep CA' }));
      },
    },
    {
      what: 'a path as long as allowed',
      openSsl: null,
      ours: [],
      make: async () => {
        const enough = await root.intermediate({ subject: 'CN=One Below CA', pathLength: 1 });
        return served(await enough.intermediate({ subject: 'CN=Below CA', pathLength: 0 }));
      },
    },
    { what: 'a permitted name', make: () => below({ permitted: { dnsNames: ['example.test'] } }), openSsl: null, ours: [] },
    {
      what: 'a name outside the permitted subtree',
      make: () => below({ permitted: { dnsNames: ['example.org'] } }),
      openSsl: 'UNSPECIFIED',
      ours: ['name-constraints'],
    },
    {
      what: 'a name in an excluded subtree',
      make: () => below({ excluded: { dnsNames: ['example.test'] } }),
      openSsl: 'UNSPECIFIED',
      ours: ['name-constraints'],
    },
    {
      what: 'an address outside the permitted range',
      openSsl: 'UNSPECIFIED',
      ours: ['name-constraints'],
      make: () => below({ permitted: { ipRanges: ['10.0.0.0/255.0.0.0'] } }, { ipAddresses: ['192.0.2.1'] }),
    },
    {
      what: 'an address inside the permitted range',
      openSsl: null,
      ours: [],
      make: () => below({ permitted: { ipRanges: ['10.0.0.0/255.0.0.0'] } }, { ipAddresses: ['10.1.2.3'] }),
    },
    {
      what: 'an unknown critical extension',
      make: () => served(issuing, { unknownCritical: '1.2.3.4.5' }),
      openSsl: 'UNSPECIFIED',
      ours: ['unknown-critical-extension'],
    },
    {
      what: 'a broken signature',
      make: () => served(issuing, { brokenSignature: true }),
      openSsl: 'CERT_SIGNATURE_FAILURE',
      ours: ['bad-signature'],
    },
    {
      what: 'a broken signature on the intermediate',
      make: () => below({ brokenSignature: true }),
      openSsl: 'CERT_SIGNATURE_FAILURE',
      ours: ['bad-signature'],
    },
    { what: 'a SHA-1 signature', make: () => served(issuing, { signatureHash: 'SHA-1' }), openSsl: null, ours: [] },
    { what: 'an MD5 signature', make: () => below({ key: 'RSA-2048' }, { signatureHash: 'MD5' }), openSsl: null, ours: [] },
    { what: 'an RSA-1024 key', make: () => served(issuing, { key: 'RSA-1024' }), openSsl: null, ours: [] },
    {
      what: 'another name',
      make: () => served(issuing, { dnsNames: ['dc2.example.test'] }),
      openSsl: 'ERR_TLS_CERT_ALTNAME_INVALID',
      ours: ['name'],
    },
    { what: 'a wildcard', make: () => served(issuing, { dnsNames: ['*.example.test'] }), openSsl: null, ours: [] },
    {
      what: 'a wildcard one label too high',
      make: () => served(issuing, { dnsNames: ['*.test'] }),
      openSsl: 'ERR_TLS_CERT_ALTNAME_INVALID',
      ours: ['name'],
    },
    {
      what: 'an IP literal in the names',
      openSsl: null,
      ours: [],
      make: async () => ({ ...(await served(issuing, { ipAddresses: ['127.0.0.1'] })), name: '127.0.0.1' }),
    },
    {
      what: 'an IP literal that is not in the names',
      openSsl: 'ERR_TLS_CERT_ALTNAME_INVALID',
      ours: ['name'],
      make: async () => ({ ...(await served(issuing)), name: '127.0.0.1' }),
    },
    {
      what: 'a common name without alternative names',
      make: () => served(issuing, { dnsNames: [], subject: `CN=${variantHost}` }),
      openSsl: null,
      ours: [],
    },
    {
      what: 'certificates in the wrong order, doubled, with a stranger',
      openSsl: null,
      ours: [],
      make: async () => {
        const deep = await served(await issuing.intermediate({ subject: 'CN=Deep CA' }));
        const [first = new Uint8Array(), ...rest] = deep.sent;
        return { ...deep, sent: [first, ...rest.toReversed(), stranger.certificate.der, ...rest, first] };
      },
    },
    {
      what: 'a cross-signed intermediate, the useless one last',
      openSsl: null,
      ours: [],
      make: async () => {
        const foreign = await stranger.crossSign(issuing);
        const one = await served(issuing);
        return { ...one, sent: [...one.sent, foreign.certificate.der] };
      },
    },
    // Where the two differ:
    {
      what: 'a cross-signed intermediate, the useless one first (OpenSSL does not turn back)',
      openSsl: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      ours: [],
      make: async () => {
        const foreign = await stranger.crossSign(issuing);
        const one = await served(issuing);
        const [first = new Uint8Array(), ...rest] = one.sent;
        return { ...one, sent: [first, foreign.certificate.der, ...rest] };
      },
    },
    {
      what: 'a leaf for any purpose (OpenSSL wants serverAuth by name)',
      make: () => served(issuing, { extendedKeyUsage: ['any'] }),
      openSsl: 'INVALID_PURPOSE',
      ours: [],
    },
    {
      what: 'an anchored intermediate without its root (OpenSSL wants a root)',
      openSsl: 'UNABLE_TO_GET_ISSUER_CERT',
      ours: [],
      make: async () => ({ ...(await served(issuing)), trusted: issuing.certificate.pem }),
    },
  ];
}
