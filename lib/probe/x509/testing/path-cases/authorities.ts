import { encodeCount, encodeDer } from '../../../../simulation/certificate-factory-der.ts';
import { rawExtension, rawKey } from '../../../testing/certificate-factory-raw.ts';
import { casesOf, long, type PathCase, serverAuth, short } from './path-case.ts';

const { basicConstraints, keyUsage, extendedKeyUsage } = rawExtension;
const constraints = 'RFC 5280 section 4.2.1.9';
const usage = 'RFC 5280 section 4.2.1.3';
const purpose = 'RFC 5280 section 4.2.1.12';
const publicPurpose = 'CA/Browser Forum Baseline Requirements section 7.1.2';

const clientAuth = '1.3.6.1.5.5.7.3.2';
const codeSigning = '1.3.6.1.5.5.7.3.3';
const anyPurpose = '2.5.29.37.0';
const smartCardLogon = '1.3.6.1.4.1.311.20.2.2';
const purposes = (...types: string[]) => ({ extendedKeyUsage: extendedKeyUsage(types) });

/** Who may issue, and for what. */
export const authorityCases: readonly PathCase[] = [
  ...casesOf('authority', [
    {
      what: 'an intermediate that is no authority',
      expected: 'refused',
      source: constraints,
      make: () => long({ basicConstraints: basicConstraints(false) }),
    },
    {
      what: 'an intermediate without basic constraints',
      expected: 'refused',
      source: constraints,
      make: () => long({ basicConstraints: null }),
    },
    { what: 'a root without basic constraints', expected: 'refused', source: constraints, make: () => short({ basicConstraints: null }) },
    {
      what: 'a root that is no authority',
      expected: 'refused',
      source: constraints,
      make: () => short({ basicConstraints: basicConstraints(false) }),
    },
    {
      what: 'a root whose basic constraints are not critical',
      expected: 'refused',
      refusedBy: 'strict',
      source: constraints,
      make: () => short({ basicConstraints: basicConstraints(true, null, false) }),
    },
    {
      what: 'an intermediate whose basic constraints are not critical',
      expected: 'refused',
      refusedBy: 'strict',
      source: constraints,
      make: () => long({ basicConstraints: basicConstraints(true, null, false) }),
    },
    {
      what: 'a root that may not sign certificates',
      expected: 'refused',
      source: usage,
      make: () => short({ keyUsage: keyUsage(['digitalSignature']) }),
    },
    {
      what: 'an intermediate that may not sign certificates',
      expected: 'refused',
      source: usage,
      make: () => long({ keyUsage: keyUsage(['cRLSign']) }),
    },
    { what: 'a root without key usage', expected: 'refused', refusedBy: 'strict', source: usage, make: () => short({ keyUsage: null }) },
    {
      what: 'an intermediate without key usage',
      expected: 'refused',
      refusedBy: 'strict',
      source: usage,
      make: () => long({ keyUsage: null }),
    },
    {
      what: 'a key usage that is not critical',
      expected: 'accepted',
      source: `${usage}: should be critical`,
      make: () => long({ keyUsage: keyUsage(['keyCertSign'], false) }),
    },
    {
      what: 'basic constraints that cannot be read',
      expected: 'refused',
      source: 'RFC 5280 section 4.2',
      make: () => long({ basicConstraints: { type: '2.5.29.19', critical: true, value: encodeCount(1) } }),
    },
    {
      what: 'a negative path length',
      expected: 'refused',
      source: constraints,
      make: () => {
        const value = encodeDer(0x30, encodeDer(0x01, Uint8Array.of(255)), encodeDer(0x02, Uint8Array.of(255)));
        return long({ basicConstraints: { type: '2.5.29.19', critical: true, value } });
      },
    },
    {
      what: 'a leaf that may sign certificates and is no authority',
      expected: 'refused',
      refusedBy: 'strict',
      source: constraints,
      make: () => short({}, { basicConstraints: basicConstraints(false), keyUsage: keyUsage(['digitalSignature', 'keyCertSign']) }),
    },
    {
      what: 'a leaf that is an authority and may not sign certificates',
      expected: 'refused',
      refusedBy: 'strict',
      source: constraints,
      make: () => short({}, { basicConstraints: basicConstraints(true) }),
    },
    {
      what: 'an authority as a server',
      expected: 'accepted',
      source: `${constraints}: the last certificate can be an authority`,
      make: () => ({
        ...short({}, { basicConstraints: basicConstraints(true), keyUsage: keyUsage(['keyCertSign']), extendedKeyUsage: null }),
        anyPurpose: true,
      }),
    },
    {
      what: 'a leaf that says it is no authority',
      expected: 'accepted',
      source: constraints,
      make: () => short({}, { basicConstraints: basicConstraints(false) }),
    },
    { what: 'a leaf without key usage', expected: 'accepted', source: usage, make: () => short({}, { keyUsage: null }) },
    {
      what: 'a leaf whose key usage allows nothing',
      expected: 'refused',
      refusedBy: 'strict',
      source: usage,
      make: () => short({}, { keyUsage: keyUsage([]), key: rawKey('RSA-2048') }),
    },
  ]),
  ...casesOf('purpose', [
    { what: 'for servers', expected: 'accepted', source: purpose, make: () => short({}, purposes(serverAuth)) },
    { what: 'for servers and clients', expected: 'accepted', source: purpose, make: () => short({}, purposes(serverAuth, clientAuth)) },
    {
      what: 'for servers, clients and smart cards, as a domain controller has it',
      expected: 'accepted',
      source: purpose,
      make: () => short({}, purposes(clientAuth, serverAuth, smartCardLogon)),
    },
    { what: 'for clients alone', expected: 'refused', source: purpose, make: () => short({}, purposes(clientAuth)) },
    { what: 'for signing code alone', expected: 'refused', source: purpose, make: () => short({}, purposes(codeSigning)) },
    { what: 'no purpose named', expected: 'accepted', source: purpose, make: () => short({}, { extendedKeyUsage: null }) },
    {
      what: 'any purpose and no other',
      expected: 'refused',
      source: `${purpose}: applications may demand their own`,
      make: () => short({}, purposes(anyPurpose)),
    },
    {
      what: 'a critical list with servers',
      expected: 'accepted',
      source: purpose,
      make: () => short({}, { extendedKeyUsage: extendedKeyUsage([serverAuth], true) }),
    },
    {
      what: 'a list that cannot be read',
      expected: 'refused',
      source: 'RFC 5280 section 4.2',
      make: () => short({}, { extendedKeyUsage: { type: '2.5.29.37', critical: false, value: encodeCount(1) } }),
    },
    {
      what: 'an issuer for servers',
      expected: 'accepted',
      source: 'OpenSSL, NSS and Windows nest purposes',
      make: () => long(purposes(serverAuth)),
    },
    {
      what: 'an issuer for any purpose',
      expected: 'accepted',
      source: 'OpenSSL, NSS and Windows nest purposes',
      make: () => long(purposes(anyPurpose)),
    },
    {
      what: 'an issuer for clients',
      expected: 'refused',
      source: 'OpenSSL, NSS and Windows nest purposes',
      make: () => long(purposes(clientAuth)),
    },
    {
      what: 'a root for clients',
      expected: 'refused',
      source: 'OpenSSL, NSS and Windows nest purposes',
      make: () => long({}, {}, purposes(clientAuth)),
    },
    {
      what: 'a root that names servers',
      expected: 'refused',
      refusedBy: 'public',
      source: publicPurpose,
      make: () => short(purposes(serverAuth)),
    },
    {
      what: 'no purpose named, by a public authority',
      expected: 'refused',
      refusedBy: 'public',
      source: publicPurpose,
      make: () => short({}, { extendedKeyUsage: null }),
    },
    {
      what: 'any purpose beside servers',
      expected: 'refused',
      refusedBy: 'public',
      source: publicPurpose,
      make: () => short({}, purposes(serverAuth, anyPurpose)),
    },
    {
      what: 'signing code beside servers',
      expected: 'refused',
      refusedBy: 'public',
      source: publicPurpose,
      make: () => short({}, purposes(serverAuth, codeSigning)),
    },
    {
      what: 'a critical list',
      expected: 'refused',
      refusedBy: 'public',
      source: publicPurpose,
      make: () => short({}, { extendedKeyUsage: extendedKeyUsage([serverAuth], true) }),
    },
  ]),
];
