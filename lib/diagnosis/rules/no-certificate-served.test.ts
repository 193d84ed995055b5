import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../probe/evidence.ts';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOf, failedHandshake, makeAttempt, makeEvidence, openLdapRootDse, probedAt } from '../testing/evidence-factory.ts';
import {
  connectFails,
  greetingFails,
  greetingWorks,
  handshakeFails,
  plainDomainController,
  secondLook,
  startTlsFails,
} from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { noCertificateServed } from './no-certificate-served.ts';

const plainPortAcceptingStartTls = { ...plainDomainController, startTlsResultCode: 0, startTlsMessage: null };
const idsOf = (evidence: Parameters<typeof diagnose>[0]) =>
  diagnose(evidence, { subject: defaultSubject, now: probedAt }).findings.map(({ id }) => id);

describe('no-certificate-served', () => {
  it('finds a domain controller that resets on the TLS greeting, with high confidence when plain LDAP answers as AD', () => {
    const evidence = handshakeFails('reset-before-certificate', {}, secondLook({ plainPort: plainDomainController }));
    expect(runRule(noCertificateServed, evidence)).toMatchObject({
      confidence: 'high',
      summary:
        'dc01.corp.example:636 accepts the connection and resets it when TLS begins: very likely it has no certificate it can use, while plain LDAP on the same address works.',
      facts: {
        ending: 'reset',
        answersPlainLdapAsActiveDirectory: true,
        startTlsResultCode: 52,
        windowsGeneration: 'Windows Server 2016, 2019 or 2022',
        relatedWindowsEvents: ['1220', '36886'],
      },
    });
  });

  it('is as sure of it when StartTLS on the plain port is answered with 52', () => {
    const plainPort = { ...plainDomainController, rootDse: null };
    expect(runRule(noCertificateServed, handshakeFails('closed-before-certificate', {}, secondLook({ plainPort })))).toMatchObject({
      confidence: 'high',
      facts: { ending: 'closed', answersPlainLdapAsActiveDirectory: false },
    });
  });

  it('is as sure of it when the endpoint itself is StartTLS and answers 52', () => {
    expect(runRule(noCertificateServed, startTlsFails('refused', 52, 'Error initializing SSL/TLS'))).toMatchObject({
      confidence: 'high',
      facts: { ending: 'starttls-unavailable', startTlsResultCode: 52 },
    });
  });

  it('is as sure of it when StartTLS on the plain port of a domain controller is refused otherwise, or was not answered', () => {
    for (const startTlsResultCode of [2, null]) {
      const plainPort = { ...plainDomainController, startTlsResultCode };
      expect(runRule(noCertificateServed, handshakeFails('reset-before-certificate', {}, secondLook({ plainPort })))).toMatchObject({
        confidence: 'high',
      });
    }
  });

  it.each<[string, Attempt['secondLook']]>([
    ['skipped', { status: 'skipped', because: 'too little of the time for the whole probe was left' }],
    ['failed', { status: 'failed', ms: 9, code: 'unclassified', detail: { message: 'no sockets', systemCode: 'EMFILE' } }],
  ])('has low confidence when the second look was %s, and says that it is missing', (_case, look) => {
    expect(runRule(noCertificateServed, handshakeFails('reset-before-certificate', {}, look))).toMatchObject({
      confidence: 'low',
      summary:
        'dc01.corp.example:636 accepts the connection and resets it when TLS begins: possibly it has no certificate it can use. No second look was had, so other causes are not ruled out.',
      observations: [{}, {}, { label: 'Second look', healthy: 'not needed' }],
    });
  });

  it.each([
    [
      'the plain port is closed',
      secondLook({ plainPort: { ...plainDomainController, connect: 'refused', rootDse: null, startTlsResultCode: null } }),
    ],
    [
      'the plain port answers as OpenLDAP',
      secondLook({ plainPort: { ...plainDomainController, rootDse: openLdapRootDse, startTlsResultCode: 2 } }),
    ],
    [
      'the plain port of another kind of server, which may keep a certificate for each port, accepts StartTLS',
      secondLook({ plainPort: { ...plainDomainController, rootDse: openLdapRootDse, startTlsResultCode: 0 } }),
    ],
    [
      'StartTLS on the plain port is accepted and TLS ends there too',
      secondLook({ plainPort: { ...plainPortAcceptingStartTls, startTlsHandshake: greetingFails() } }),
    ],
    ['the plain port was not looked at', secondLook()],
  ])('has medium confidence when %s', (_case, look) => {
    expect(runRule(noCertificateServed, handshakeFails('closed-before-certificate', {}, look))).toMatchObject({ confidence: 'medium' });
  });

  it('has medium confidence when the endpoint is StartTLS, which was accepted before the connection ended', () => {
    const stages = failedHandshake('reset-before-certificate', {}, secondLook({ plainPort: plainPortAcceptingStartTls }));
    const evidence = evidenceOf(makeAttempt({ ...stages, startTls: { status: 'ok', ms: 1, data: { resultCode: 0 } } }));
    expect(runRule(noCertificateServed, evidence)).toMatchObject({ confidence: 'medium', facts: { startTlsResultCode: 0 } });
  });

  it('keeps what further greetings got, none of which saw a certificate', () => {
    const looks = { withoutServerName: greetingFails(), oldStack: greetingFails({ outcome: 'closed-before-certificate' }) };
    expect(runRule(noCertificateServed, handshakeFails('reset-before-certificate', {}, secondLook(looks)))).toMatchObject({
      facts: { withoutServerName: 'reset-before-certificate', oldStack: 'closed-before-certificate' },
      observations: [
        {},
        {},
        { seen: 'reset before certificate' },
        { label: 'Greeting of an old client', seen: 'closed before certificate' },
      ],
    });
  });

  it('shows what was seen beside what a healthy server shows', () => {
    const evidence = handshakeFails('reset-before-certificate', {}, secondLook({ plainPort: plainDomainController }));
    expect(runRule(noCertificateServed, evidence)).toMatchObject({
      observations: [
        { label: 'TCP connection to port 636', seen: 'accepted' },
        { label: 'TLS', seen: 'reset before the first byte, no alert, no certificate' },
        { label: 'Plain LDAP on port 389', seen: 'answers as Active Directory' },
        { label: 'StartTLS on port 389', seen: expect.stringContaining('result 52: 00000000: LdapErr') },
      ],
    });
  });

  it('passes on a healthy server and does not apply where TLS was not reached', () => {
    expect(runRule(noCertificateServed, makeEvidence())).toBeNull();
    expect(runRule(noCertificateServed, connectFails('refused'))).toBe('not-applicable');
    expect(runRule(noCertificateServed, evidenceOf(makeAttempt({ handshake: { status: 'skipped', because: 'cancelled' } })))).toBe(
      'not-applicable',
    );
  });
});

describe('what looks like it', () => {
  it.each([
    ['a refused port', connectFails('refused'), 'port-closed'],
    ['a firewall that drops', connectFails('timeout'), 'port-filtered'],
    ['a version mismatch', handshakeFails('alert-protocol-version', { alert: 70, bytesRead: 7 }), 'no-shared-protocol'],
    ['a cipher mismatch', handshakeFails('alert-no-shared-cipher', { alert: 40, bytesRead: 7 }), 'no-shared-cipher'],
    ['a rejected server name', handshakeFails('alert-unrecognized-name', { alert: 112, bytesRead: 7 }), 'server-name-rejected'],
    [
      'a plain LDAP listener that hangs up',
      handshakeFails('closed-before-certificate', {}, secondLook({ looksLike: 'ldap', plainLdapOnTlsPort: 'answered' })),
      'not-tls',
    ],
    [
      'a server of another kind that speaks first',
      handshakeFails('closed-before-certificate', {}, secondLook({ unprompted: 'spoke', looksLike: 'smtp', firstBytes: '323230' })),
      'not-tls',
    ],
    [
      'a middlebox that closes unprompted',
      handshakeFails('closed-before-certificate', {}, secondLook({ unprompted: 'closed' })),
      'handshake-failed',
    ],
    [
      'a middlebox that resets unprompted',
      handshakeFails('reset-before-certificate', {}, secondLook({ unprompted: 'reset' })),
      'handshake-failed',
    ],
    [
      'a domain controller that has a certificate, going by StartTLS on its plain port, behind something that resets TLS',
      handshakeFails('reset-before-certificate', {}, secondLook({ plainPort: plainPortAcceptingStartTls })),
      'handshake-failed',
    ],
    [
      'a server that is going down and accepts no connection any more',
      handshakeFails('reset-before-certificate', {}, secondLook({ unprompted: 'not-reachable', plainLdapOnTlsPort: 'not-tried' })),
      'handshake-failed',
    ],
    ['a middlebox that resets at once, seen while connecting', connectFails('reset'), 'handshake-failed'],
    [
      'a TLS server that drops the greeting and complains about plain LDAP',
      handshakeFails('closed-before-certificate', {}, secondLook({ looksLike: 'tls', plainLdapOnTlsPort: 'other-bytes' })),
      'handshake-failed',
    ],
    [
      'a server that does not know the name and ends the connection without a word',
      handshakeFails('closed-before-certificate', {}, secondLook({ withoutServerName: greetingWorks(), oldStack: greetingFails() })),
      'server-name-rejected',
    ],
    [
      "a stack that does not bear today's greeting",
      handshakeFails('reset-before-certificate', {}, secondLook({ withoutServerName: greetingFails(), oldStack: greetingWorks() })),
      'handshake-failed',
    ],
    [
      'a failure that was over a moment later',
      handshakeFails('reset-before-certificate', {}, secondLook({ oldStack: greetingWorks(), again: greetingWorks() })),
      'handshake-failed',
    ],
    ['a warning alert before the end', handshakeFails('closed-before-certificate', { bytesRead: 7 }), 'handshake-failed'],
    ['silence', handshakeFails('timeout'), 'handshake-timeout'],
    ['a StartTLS refusal other than 52', startTlsFails('refused', 2), 'starttls-refused'],
  ])('is told apart: %s', (_case, evidence, id) => {
    expect(idsOf(evidence)).toEqual([id]);
  });

  it('leads the diagnosis alone where it is found', () => {
    const evidence = handshakeFails('reset-before-certificate', {}, secondLook({ plainPort: plainDomainController }));
    expect(diagnose(evidence, { subject: defaultSubject, now: probedAt })).toMatchObject({
      verdict: 'critical',
      profile: 'ad-ds',
      findings: [{ id: 'no-certificate-served', addresses: ['192.0.2.10'] }],
    });
    expect(idsOf(evidence)).toHaveLength(1);
  });
});

describe('its article', () => {
  const { events, resolve, inference, verify } = noCertificateServed.article;

  it('gives the event details of both generations, with the symbolic name and the message', () => {
    expect(events.filter(({ id }) => id === 1220).map(({ source, symbolicName }) => [source, symbolicName])).toEqual([
      ['Microsoft-Windows-ActiveDirectory_DomainService', 'DIRLOG_LDAP_SSL_NO_CERT'],
      ['Active Directory', 'DIRLOG_LDAP_SSL_NO_CERT'],
    ]);
  });

  it('resolves it for domain controllers of both generations', () => {
    const generations = resolve.filter(({ profiles }) => profiles.includes('ad-ds')).map(({ generation }) => generation);
    expect(generations).toEqual(expect.arrayContaining(['Windows Server 2008 to 2025', 'Windows Server 2003 and 2003 R2']));
  });

  it('imports into the store of the directory service, loads without a restart, warns of a CA on a domain controller, and finds the clients', () => {
    const text = JSON.stringify(resolve);
    for (const part of [
      'NTDS\\\\Personal',
      'renewServerCertificate',
      'Do not install the CA on a domain controller',
      'LDAPS is not intended here',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('says that it is inferred and how to confirm it', () => {
    expect(inference).toContain('Inferred');
    expect(verify.find(({ tool }) => tool === 'event log')?.command?.text).toContain('Id=1220,1221');
  });
});
