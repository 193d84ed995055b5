import { encodeDer } from '../../../simulation/certificate-factory-der.ts';
import { startLdapServer } from '../../../simulation/ldap-server.ts';
import { nestedElements } from './nested.ts';
import type { HostilePeer } from './peer.ts';

const DEEP = 5_000;
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const KEY_USAGE = '2.5.29.15';

const countedNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `host${index}.${'x'.repeat(50)}.example.test`);

/** Peers whose certificates are the abuse. */
export const peersWithCertificates: readonly HostilePeer[] = [
  {
    name: 'sends a certificate of more than 100 kB',
    stage: 'handshake',
    code: 'too-large',
    finding: 'handshake-failed',
    start: async ({ tls }) => startLdapServer({ tls: await tls({ dnsNames: countedNames(2_000) }) }),
  },
  {
    name: 'sends a certificate of 80 kB for a thousand other names',
    stage: 'directory',
    code: 'ok',
    finding: 'host-name-not-in-certificate',
    start: async ({ tls }) => startLdapServer({ tls: await tls({ dnsNames: countedNames(1_000) }) }),
  },
  {
    name: 'sends 200 certificates',
    stage: 'certificate',
    code: 'too-many',
    finding: 'handshake-failed',
    start: async ({ tls }) => {
      const { cert, key } = await tls();
      const issuing = cert.split(/(?<=-----END CERTIFICATE-----\n)/)[1] ?? '';
      return startLdapServer({ tls: { cert: cert + issuing.repeat(198), key } });
    },
  },
  {
    name: 'nests the names of its certificate thousands of levels deep',
    stage: 'directory',
    code: 'ok',
    finding: 'certificate-malformed',
    start: async ({ tls }) => {
      const extraExtensions = [{ type: SUBJECT_ALTERNATIVE_NAME, value: nestedElements(0x30, DEEP) }];
      return startLdapServer({ tls: await tls({ dnsNames: [], extraExtensions }) });
    },
  },
  {
    name: 'nests another name beside its own thousands of levels deep, behind a key usage that is none',
    stage: 'directory',
    code: 'ok',
    finding: 'certificate-malformed',
    start: async ({ tls }) => {
      const otherNames = [{ type: '1.2.3.4', value: nestedElements(0x30, DEEP) }];
      const extraExtensions = [{ type: KEY_USAGE, value: encodeDer(0x30, nestedElements(0x31, DEEP)) }];
      return startLdapServer({ tls: await tls({ keyUsage: null, otherNames, extraExtensions }) });
    },
  },
];
