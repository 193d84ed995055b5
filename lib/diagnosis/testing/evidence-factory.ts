import type { Attempt, CertificateFacts, Evidence } from '../../probe/evidence.ts';

/** Any subset of an object, at any depth; arrays and unions such as stages are replaced as a whole when `status` changes. */
export type Overrides<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Overrides<T[K]> } : T;

/** The time at which the default evidence was gathered. */
export const probedAt = new Date('2026-11-20T12:00:00.000Z');

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `base` with the overrides laid over it; a stage given with another status replaces the default stage. */
export function merge<T>(base: T, overrides: Overrides<T> | undefined): T {
  if (overrides === undefined) return base;
  if (!isPlain(base) || !isPlain(overrides)) return overrides as T;
  if ('status' in overrides && 'status' in base && overrides.status !== base.status) return overrides as T;
  const entries = Object.keys({ ...base, ...overrides }).map((key) => [
    key,
    key in overrides ? merge(base[key], overrides[key] as never) : base[key],
  ]);
  return Object.fromEntries(entries) as T;
}

const hex = (seed: string): string => seed.repeat(64).slice(0, 64);
const issuerName = 'CN=Corp Issuing CA,DC=corp,DC=example';
const rootName = 'CN=Corp Root CA,DC=corp,DC=example';

/** A healthy leaf certificate of dc01.corp.example, valid from 2026-06-01 to 2027-06-01. */
export function makeCertificate(overrides?: Overrides<CertificateFacts>): CertificateFacts {
  return merge<CertificateFacts>(
    {
      sha256: hex('a1'),
      der: 'MIIB',
      malformed: null,
      subject: 'CN=dc01.corp.example',
      subjectCommonNames: ['dc01.corp.example'],
      issuer: issuerName,
      issuerCommonName: 'Corp Issuing CA',
      serialNumber: '4a01',
      notBefore: '2026-06-01T00:00:00.000Z',
      notAfter: '2027-06-01T00:00:00.000Z',
      dnsNames: ['dc01.corp.example'],
      ipAddresses: [],
      otherNames: [],
      hasSubjectAlternativeName: true,
      key: { algorithm: 'RSA', bits: 2048, curve: null },
      signature: { algorithm: 'sha256WithRSAEncryption', hash: 'SHA-256' },
      basicConstraints: null,
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
      subjectKeyIdentifier: '01',
      authorityKeyIdentifier: '02',
      issuerAddresses: ['http://pki.corp.example/issuing.crt'],
      ocspAddresses: [],
      crlAddresses: ['http://pki.corp.example/issuing.crl'],
      unknownCriticalExtensions: [],
      template: 'KerberosAuthentication',
      microsoft: null,
      mustStaple: false,
      unreadableExtensions: [],
      selfSigned: false,
      publicKeySha256: hex('b1'),
    },
    overrides,
  );
}

/** The issuing CA that the default server sends after its leaf. */
export function makeIssuer(overrides?: Overrides<CertificateFacts>): CertificateFacts {
  return merge<CertificateFacts>(
    makeCertificate({
      sha256: hex('a2'),
      subject: issuerName,
      subjectCommonNames: ['Corp Issuing CA'],
      issuer: rootName,
      issuerCommonName: 'Corp Root CA',
      serialNumber: '4a02',
      notBefore: '2022-01-01T00:00:00.000Z',
      notAfter: '2032-01-01T00:00:00.000Z',
      dnsNames: [],
      hasSubjectAlternativeName: false,
      basicConstraints: { ca: true, pathLength: 0 },
      keyUsage: ['keyCertSign', 'cRLSign'],
      extendedKeyUsage: null,
      subjectKeyIdentifier: '02',
      authorityKeyIdentifier: '03',
      template: 'SubCA',
      publicKeySha256: hex('b2'),
    }),
    overrides,
  );
}

/** The rootDSE of a domain controller of the generation 2016 to 2022, a global catalog, in the site Berlin. */
export const domainControllerRootDse: Record<string, string[]> = {
  dnsHostName: ['dc01.corp.example'],
  currentTime: ['20261120120000.0Z'],
  defaultNamingContext: ['DC=corp,DC=example'],
  rootDomainNamingContext: ['DC=corp,DC=example'],
  dsServiceName: ['CN=NTDS Settings,CN=DC01,CN=Servers,CN=Berlin,CN=Sites,CN=Configuration,DC=corp,DC=example'],
  ldapServiceName: ['corp.example:dc01$@CORP.EXAMPLE'],
  isSynchronized: ['TRUE'],
  isGlobalCatalogReady: ['TRUE'],
  domainControllerFunctionality: ['7'],
  supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1670', '1.2.840.113556.1.4.1791'],
};

/** The rootDSE of an OpenLDAP server. */
export const openLdapRootDse: Record<string, string[]> = {
  objectClass: ['top', 'OpenLDAProotDSE'],
  namingContexts: ['dc=corp,dc=example'],
  supportedLDAPVersion: ['3'],
};

/** A healthy attempt at a domain controller: LDAPS, TLS 1.3, leaf and issuer sent, anchored, rootDSE read, no account given. */
export function makeAttempt(overrides?: Overrides<Attempt>): Attempt {
  const leaf = makeCertificate();
  const issuer = makeIssuer();
  return merge<Attempt>(
    {
      address: '192.0.2.10',
      family: 4,
      connect: { status: 'ok', ms: 1, data: { localAddress: '192.0.2.200' } },
      startTls: { status: 'skipped', because: 'ldaps' },
      handshake: {
        status: 'ok',
        ms: 5,
        data: {
          protocol: 'TLSv1.3',
          cipher: { name: 'TLS_AES_256_GCM_SHA384', standardName: 'TLS_AES_256_GCM_SHA384' },
          ephemeralKey: { type: 'ECDH', name: 'X25519', bits: 253 },
          serverName: 'dc01.corp.example',
          openSsl: { authorized: true, error: null },
          bytesRead: 2900,
          bytesWritten: 500,
        },
      },
      certificate: {
        status: 'ok',
        ms: 1,
        data: {
          sent: [leaf, issuer],
          trust: {
            path: [
              {
                sha256: leaf.sha256,
                subject: leaf.subject,
                from: 'server',
                sentIndex: 0,
                signatureGood: true,
                isAnchor: false,
                notBefore: leaf.notBefore,
                notAfter: leaf.notAfter,
                maySignCertificates: null,
                pathLengthKept: null,
              },
              {
                sha256: issuer.sha256,
                subject: issuer.subject,
                from: 'server',
                sentIndex: 1,
                signatureGood: true,
                isAnchor: false,
                notBefore: issuer.notBefore,
                notAfter: issuer.notAfter,
                maySignCertificates: true,
                pathLengthKept: true,
              },
              {
                sha256: hex('a3'),
                subject: rootName,
                from: 'anchors',
                sentIndex: null,
                signatureGood: null,
                isAnchor: true,
                notBefore: '2020-01-01T00:00:00.000Z',
                notAfter: '2040-01-01T00:00:00.000Z',
                maySignCertificates: true,
                pathLengthKept: true,
              },
            ],
            ending: 'anchored',
            anchor: { sha256: hex('a3'), subject: rootName, store: 'system' },
            violations: [],
            strictViolations: [],
            sentInOrder: true,
            unusedSent: [],
            anchorCount: 140,
          },
          name: {
            host: 'dc01.corp.example',
            isIpAddress: false,
            inSubjectAlternativeName: true,
            inCommonName: true,
            matched: 'dc01.corp.example',
          },
        },
      },
      directory: {
        status: 'ok',
        ms: 2,
        data: { rootDse: domainControllerRootDse, askedAt: probedAt.toISOString(), roundTripMs: 2 },
      },
      bind: { status: 'skipped', because: 'no-account' },
      secondLook: { status: 'skipped', because: 'not-needed' },
    },
    overrides,
  );
}

/** Everything after the TCP connection failed, for a server that ended the handshake before it sent a certificate. */
export function failedHandshake(
  code: Extract<Attempt['handshake'], { status: 'failed' }>['code'],
  detail: Partial<Extract<Attempt['handshake'], { status: 'failed' }>['detail']> = {},
  secondLook: Attempt['secondLook'] = { status: 'skipped', because: 'not-needed' },
): Pick<Attempt, 'handshake' | 'certificate' | 'directory' | 'bind' | 'secondLook'> {
  const skipped = { status: 'skipped', because: 'handshake-failed' } as const;
  return {
    handshake: {
      status: 'failed',
      ms: 3,
      code,
      detail: {
        message: 'read ECONNRESET',
        systemCode: null,
        alert: null,
        bytesRead: 0,
        bytesWritten: 500,
        serverName: 'dc01.corp.example',
        protocol: null,
        cipher: null,
        ...detail,
      },
    },
    certificate: skipped,
    directory: skipped,
    bind: skipped,
    secondLook,
  };
}

/** Everything after a TCP connection that was not made. */
export function failedConnect(
  code: Extract<Attempt['connect'], { status: 'failed' }>['code'],
  detail: Partial<Extract<Attempt['connect'], { status: 'failed' }>['detail']> = {},
  ms = 3,
): Pick<Attempt, 'connect' | 'startTls' | 'handshake' | 'certificate' | 'directory' | 'bind' | 'secondLook'> {
  const skipped = { status: 'skipped', because: 'connect-failed' } as const;
  return {
    connect: { status: 'failed', ms, code, detail: { message: 'connect failed', systemCode: null, ...detail } },
    startTls: skipped,
    handshake: skipped,
    certificate: skipped,
    directory: skipped,
    bind: skipped,
    secondLook: skipped,
  };
}

/** Healthy evidence of ldaps://dc01.corp.example:636 with one address, 192.0.2.10; `attempts` replaces the list as a whole. */
export function makeEvidence(overrides?: Overrides<Evidence>): Evidence {
  return merge<Evidence>(
    {
      schemaVersion: 1,
      target: { host: 'dc01.corp.example', port: 636, transport: 'ldaps' },
      location: 'berlin',
      startedAt: probedAt.toISOString(),
      totalMs: 12,
      eventLoopLagMs: 0,
      timingsDoubtful: false,
      resolve: {
        status: 'ok',
        ms: 1,
        data: {
          source: 'dns',
          resolvers: ['192.0.2.53'],
          addresses: [{ address: '192.0.2.10', family: 4 }],
          leftOutCount: 0,
          unanswered: [],
        },
      },
      attempts: [makeAttempt()],
    },
    overrides,
  );
}

/** Healthy evidence, but for what the one attempt is given. */
export const evidenceOf = (...attempts: Attempt[]): Evidence =>
  makeEvidence({
    resolve: {
      status: 'ok',
      ms: 1,
      data: { source: 'dns', resolvers: ['192.0.2.53'], addresses: attempts.map(({ address, family }) => ({ address, family })) },
    },
    attempts,
  });
