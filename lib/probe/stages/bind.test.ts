import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateOptions, createAuthority } from '../../simulation/certificate-factory.ts';
import { type LdapServerOptions, startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import { readActiveDirectoryCode } from '../classify/bind.ts';
import { plainText } from '../plain-text.ts';
import { createTestAuthority, onlyAttempt, outcomeOf, probePort, TEST_HOST, type TestAuthority } from '../testing/probe-setup.ts';
import { createTrustAnchors } from '../x509/trust-anchors.ts';

let authority: TestAuthority;
let tls: { cert: string; key: string };
let server: SimulatedServer | undefined;

beforeAll(async () => {
  authority = await createTestAuthority();
  tls = await authority.tls();
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const right = { dn: 'cn=probe,dc=example', password: 'correct horse' };

async function bindOf(options: LdapServerOptions, account = right) {
  server = await startLdapServer({ tls, accounts: { [right.dn]: right.password }, ...options });
  return onlyAttempt(await probePort(server.port, { anchors: authority.anchors, bind: account, timeouts: { bindMs: 300 } })).bind;
}

const fromActiveDirectory = (data: string) => ({
  bindRefusal: { resultCode: 49, message: `80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data ${data}, v1db1` },
});

describe('an account', () => {
  it('that is accepted tells who it is', async () => {
    expect(await bindOf({})).toMatchObject({ status: 'ok', data: { authorizationId: `dn:${right.dn}`, whoAmIResultCode: null } });
  });

  it('is named in plain text, as everything else in the evidence', async () => {
    const odd = { dn: `cn=pro\u0007be\n${'x'.repeat(3_000)}`, password: 'correct horse' };
    const bind = await bindOf({ accounts: { [odd.dn]: odd.password } }, odd);
    expect(bind).toMatchObject({ status: 'ok', data: { boundAs: plainText(odd.dn) } });
    expect(plainText(odd.dn)).not.toBe(odd.dn);
  });

  it('is accepted all the same where Who am I? is not offered', async () => {
    expect(await bindOf({ whoAmI: false })).toMatchObject({ status: 'ok', data: { authorizationId: null, whoAmIResultCode: null } });
  });

  it('is accepted all the same where Who am I? is refused, and the refusal is kept', async () => {
    const onRequest: LdapServerOptions['onRequest'] = ({ kind }) => (kind === 'extended' ? { resultCode: 53 } : undefined);
    expect(await bindOf({ onRequest })).toMatchObject({ status: 'ok', data: { authorizationId: null, whoAmIResultCode: 53 } });
  });

  it.each([
    ['52e', 'rejected'],
    ['525', 'rejected'],
    ['530', 'restricted'],
    ['532', 'restricted'],
    ['533', 'restricted'],
    ['701', 'restricted'],
    ['773', 'restricted'],
    ['775', 'restricted'],
    ['80090346', 'needs-channel-binding'],
  ])('that Active Directory refuses with data %s is %s', async (data, code) => {
    const bind = await bindOf(fromActiveDirectory(data), { ...right, password: 'wrong' });
    expect(bind).toMatchObject({ status: 'failed', code, detail: { resultCode: 49, activeDirectoryCode: data } });
  });

  it('that other servers refuse without a word is rejected', async () => {
    const bind = await bindOf({ bindRefusal: { resultCode: 49, message: '' } }, { ...right, password: 'wrong' });
    expect(bind).toMatchObject({ status: 'failed', code: 'rejected', detail: { activeDirectoryCode: null } });
  });

  it('may need signing, or fail for another reason', async () => {
    const wrong = { ...right, password: 'wrong' };
    expect(await bindOf({ bindRefusal: { resultCode: 8, message: 'integrity checking' } }, wrong)).toMatchObject({ code: 'needs-signing' });
    await server?.stop();
    expect(await bindOf({ bindRefusal: { resultCode: 53, message: '' } }, wrong)).toMatchObject({
      code: 'result',
      detail: { resultCode: 53 },
    });
  });

  it('may never get an answer', async () => {
    const misbehaving = (instead: 'silent' | 'close'): LdapServerOptions => ({
      onRequest: ({ kind }) => (kind === 'bind' ? instead : undefined),
    });
    expect(await bindOf(misbehaving('silent'))).toMatchObject({ code: 'timeout' });
    await server?.stop();
    expect(await bindOf(misbehaving('close'))).toMatchObject({ code: 'closed' });
  });

  it('with an empty password is not tried, because every server would accept it as nobody', async () => {
    expect(await bindOf({}, { ...right, password: '' })).toMatchObject({
      status: 'skipped',
      because: expect.stringContaining('anonymous'),
    });
  });

  it('is never shown to a server that does not prove who it is', async () => {
    const binds: string[] = [];
    const onRequest: LdapServerOptions['onRequest'] = ({ kind }) => {
      if (kind === 'bind') binds.push(kind);
      return undefined;
    };
    server = await startLdapServer({ tls, onRequest });
    const untrusted = onlyAttempt(await probePort(server.port, { bind: right }));
    await server.stop();
    server = await startLdapServer({ tls: await authority.tls({ dnsNames: ['other.example.test'] }), onRequest });
    const misnamed = onlyAttempt(await probePort(server.port, { anchors: authority.anchors, bind: right }));
    expect([untrusted.bind, misnamed.bind].map(outcomeOf)).toEqual(['skipped', 'skipped']);
    expect([untrusted.directory, misnamed.directory].map(outcomeOf)).toEqual(['ok', 'ok']);
    expect(binds).toEqual([]);
  });

  it.each<[string, CertificateOptions]>([
    ['has expired', { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') }],
    ['is not valid yet', { notBefore: new Date('2200-01-01'), notAfter: new Date('2201-01-01') }],
    ['is for clients alone', { extendedKeyUsage: ['clientAuth'] }],
    ['is for any purpose without naming servers', { extendedKeyUsage: ['any'] }],
    ['has the name only in the common name beside other DNS names', { subject: `CN=${TEST_HOST}`, dnsNames: ['other.example.test'] }],
  ])('is not shown to a server whose certificate %s', async (_what, options) => {
    expect(await bindOf({ tls: await authority.tls(options) })).toMatchObject({
      status: 'skipped',
      because: expect.stringContaining('prove'),
    });
  });

  it('is not shown to a server when an authority above its certificate has expired', async () => {
    const old = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
    const [oldRoot, root] = [await createAuthority(old), await createAuthority()];
    for (const [anchor, issuing] of [
      [root, await root.intermediate(old)],
      [oldRoot, await oldRoot.intermediate()],
    ] as const) {
      const leaf = await issuing.issue({ dnsNames: [TEST_HOST] });
      server = await startLdapServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, accounts: { [right.dn]: right.password } });
      const anchors = createTrustAnchors([{ store: 'test', pem: anchor.certificate.pem }]);
      const seen = onlyAttempt(await probePort(server.port, { anchors, bind: right }));
      expect(seen.certificate).toMatchObject({ status: 'ok', data: { trust: { ending: 'anchored', violations: [] } } });
      expect(outcomeOf(seen.bind)).toBe('skipped');
      await server.stop();
    }
  });

  it.each<[string, CertificateOptions]>([
    ['has the name in the common name and no other', { subject: `CN=${TEST_HOST}`, dnsNames: [] }],
    ['says nothing of its purposes', { extendedKeyUsage: null }],
  ])('is shown to a server whose certificate %s', async (_what, options) => {
    expect(await bindOf({ tls: await authority.tls(options) })).toMatchObject({ status: 'ok' });
  });

  it('leaves no trace of its password in the evidence', async () => {
    server = await startLdapServer({ tls });
    const result = await probePort(server.port, { anchors: authority.anchors, bind: { dn: 'cn=probe', password: 'Tr0ub4dor&3' } });
    expect(outcomeOf(onlyAttempt(result).bind)).toBe('rejected');
    expect(JSON.stringify(result)).not.toContain('Tr0ub4dor');
  });
});

describe('the sub-code of Active Directory', () => {
  it('is read from its message and from nothing else', () => {
    expect(readActiveDirectoryCode('... AcceptSecurityContext error, data 52E, v1db1')).toBe('52e');
    expect(readActiveDirectoryCode('metadata 52e')).toBeNull();
    expect(readActiveDirectoryCode('')).toBeNull();
  });
});
