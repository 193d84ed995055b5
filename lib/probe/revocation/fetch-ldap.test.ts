import type { Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../../simulation/certificate-factory.ts';
import { encodeBer, encodeResult, type LdapRequest, operation } from '../../simulation/ldap-messages.ts';
import { type LdapServerOptions, startLdapServer } from '../../simulation/ldap-server.ts';
import type { SimulatedServer } from '../../simulation/listener.ts';
import { serialOf } from '../../simulation/revocation-crl.ts';
import { neverAborted, type RevocationLab, startRevocationLab } from '../testing/revocation-lab.ts';
import { createRevocationCache } from './cache.ts';
import type { DirectoryServer } from './fetch-ldap.ts';
import { firstValue } from './fetch-ldap.ts';
import { readLdapAddress } from './ldap-address.ts';

const place = 'CN=Root,CN=CA1,CN=CDP,CN=Public%20Key%20Services,CN=Services,CN=Configuration,DC=corp,DC=test';
const question = '?certificateRevocationList?base?objectClass=cRLDistributionPoint';
const anyServer = `ldap:///${place}${question}`;

let lab: RevocationLab;
beforeEach(async () => {
  lab = await startRevocationLab();
});
afterEach(() => lab.stop());

/** A search entry with one attribute, and the end of the search. */
const foundValue = (messageId: number, attribute: string, value: Uint8Array): Buffer => {
  const list = encodeBer(0x30, [encodeBer(0x30, [encodeBer(0x04, Buffer.from(attribute)), encodeBer(0x31, encodeBer(0x04, value))])]);
  const entry = encodeBer(operation.searchEntry, [encodeBer(0x04, Buffer.from('CN=Root')), list]);
  return Buffer.concat([
    encodeBer(0x30, [encodeBer(0x02, Buffer.from([messageId])), entry]),
    encodeResult(messageId, operation.searchDone, 0),
  ]);
};

/** A directory that answers searches with the value, and what it was asked. */
async function directory(value: Uint8Array, options: LdapServerOptions = {}): Promise<{ server: SimulatedServer; asked: LdapRequest[] }> {
  const asked: LdapRequest[] = [];
  const server = await startLdapServer({
    onRequest: (request) => {
      asked.push(request);
      return request.kind === 'search' ? { bytes: foundValue(request.messageId, 'certificateRevocationList;binary', value) } : undefined;
    },
    ...options,
  });
  lab.endWith(server);
  return { server, asked };
}

const serverAt = ({ address, port }: SimulatedServer, more: Partial<DirectoryServer> = {}): DirectoryServer => ({
  ...{ host: 'dc1.corp.test', address, port, transport: 'plain', credentials: null },
  ...more,
});

describe('CRLs over LDAP', () => {
  it('asks the directory server being scanned when the address names none', async () => {
    const { server, asked } = await directory(lab.crl());
    expect(await lab.askCrl(anyServer, { directoryServer: serverAt(server) })).toMatchObject({
      status: 'good',
      source: { kind: 'crl', address: anyServer, outcome: 'answered' },
    });
    expect(asked).toMatchObject([{ kind: 'search', baseDn: decodeURIComponent(place) }]);
  });

  it('asks the server that the address names, unless that address is refused', async () => {
    const { server } = await directory(lab.crl());
    const named = `ldap://${server.address}:${server.port}/${place}${question}`;
    expect(await lab.askCrl(named)).toMatchObject({ status: 'good' });
    expect((await lab.askCrl(named, { alsoLoopback: false })).source).toMatchObject({ outcome: 'address-refused' });
    expect((await lab.askCrl(`ldap://169.254.169.254/${place}${question}`)).source).toMatchObject({ outcome: 'address-refused' });
    expect((await lab.askCrl(anyServer)).source).toMatchObject({ outcome: 'unsupported' });
  });

  it('signs in over TLS alone, and only after the server has proved its name', async () => {
    const authority = await createAuthority({ subject: 'CN=Directory CA' });
    const certificate = await authority.issue({ dnsNames: ['dc1.corp.test'] });
    const account = { dn: 'CN=probe', password: 'secret' };
    const { server, asked } = await directory(lab.crl(), {
      tls: { cert: certificate.pem, key: certificate.keyPem },
      accounts: { [account.dn]: account.password },
    });
    const ask = (more: Partial<DirectoryServer>) =>
      lab.askCrl(anyServer, { directoryServer: serverAt(server, { transport: 'ldaps', ...more }) });
    const credentials = { ...account, authoritiesPem: [authority.certificate.pem] };
    expect(await ask({ credentials })).toMatchObject({ status: 'good' });
    expect(asked.map(({ kind }) => kind)).toEqual(['bind', 'search']);
    asked.length = 0;
    expect((await ask({ credentials, host: 'dc2.corp.test' })).source).toMatchObject({ outcome: 'unreachable' });
    expect((await ask({ credentials: { ...account, authoritiesPem: [] } })).source).toMatchObject({ outcome: 'unreachable' });
    expect(asked).toEqual([]);
    expect(await ask({ credentials: null })).toMatchObject({ status: 'good' });
    expect(asked.map(({ kind }) => kind)).toEqual(['search']);
  });

  it('reads nothing but lists from a directory', async () => {
    const { server, asked } = await directory(lab.crl());
    const { source } = await lab.askCrl(`ldap:///${place}?description`, { directoryServer: serverAt(server) });
    expect(source).toMatchObject({ outcome: 'unsupported', status: null });
    expect(asked).toEqual([]);
  });

  it('sends no password in the clear', async () => {
    const { server, asked } = await directory(lab.crl());
    const credentials = { dn: 'CN=probe', password: 'secret', authoritiesPem: [] };
    expect(await lab.askCrl(anyServer, { directoryServer: serverAt(server, { credentials }) })).toMatchObject({ status: 'good' });
    expect(asked.map(({ kind }) => kind)).toEqual(['search']);
  });

  it('repeats the words of a directory that wants a bind first', async () => {
    const message = '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed';
    const { server } = await directory(lab.crl(), { onRequest: () => ({ resultCode: 1, options: { message } }) });
    const { source } = await lab.askCrl(anyServer, { directoryServer: serverAt(server) });
    expect(source).toMatchObject({ outcome: 'responder-error', message: expect.stringContaining('successful bind must be completed') });
  });

  it('tells an object without a list, and one with an empty list', async () => {
    const { server } = await directory(lab.crl(), { rootDse: null, onRequest: () => undefined });
    const nothing = await lab.askCrl(anyServer, { directoryServer: serverAt(server) });
    expect(nothing.source).toMatchObject({ outcome: 'responder-error', message: expect.stringContaining('certificateRevocationList') });
    const { server: empty } = await directory(Uint8Array.of(0));
    expect((await lab.askCrl(anyServer, { directoryServer: serverAt(empty) })).source).toMatchObject({ outcome: 'malformed' });
  });

  it.each([
    ['announces a gigabyte', 'too-large', (socket: Socket) => void socket.write(Uint8Array.of(0x30, 0x84, 0x40, 0, 0, 0))],
    ['speaks no LDAP', 'malformed', (socket: Socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['sends no end of messages', 'malformed', (socket: Socket) => sendWithoutEnd(socket)],
    ['says nothing', 'timeout', () => undefined],
    ['hangs up', 'unreachable', (socket: Socket) => void socket.end()],
  ])('bears a server that %s', async (_, outcome, take) => {
    const { server } = await directory(lab.crl(), { onRequest: () => ({ take }) });
    const options = { directoryServer: serverAt(server), timeoutMs: 800, maxCrlBytes: 100_000 };
    expect((await lab.askCrl(anyServer, options)).source).toMatchObject({ outcome, status: null });
  });

  it('takes a list in pieces, and none over the limit', async () => {
    const revoked = Array.from({ length: 5_000 }, (_, index) => ({ serial: Uint8Array.of(1, index >> 8, index & 0xff) }));
    const bytes = lab.crl({ revoked });
    const { server } = await directory(bytes);
    expect(await lab.askCrl(anyServer, { directoryServer: serverAt(server) })).toMatchObject({ status: 'good' });
    const limited = await lab.askCrl(anyServer, { directoryServer: serverAt(server), maxCrlBytes: bytes.length - 1 });
    expect(limited.source).toMatchObject({ outcome: 'too-large' });
  });

  it('keeps the list of every directory server apart', async () => {
    const cache = createRevocationCache();
    const { server: broken } = await directory(Uint8Array.of(0));
    const { server: sound, asked } = await directory(lab.crl());
    const leaf = await lab.issue({ crlAddresses: [anyServer] });
    const ask = async (server: SimulatedServer) =>
      (await lab.check({ cache, directoryServer: serverAt(server) })(lab.pathOf(leaf), null, neverAborted)).answers[0]?.status;
    expect(await ask(broken)).toBe('unknown');
    expect(await ask(sound)).toBe('good');
    expect(await ask(broken)).toBe('unknown');
    expect(await ask(sound)).toBe('good');
    expect(asked).toHaveLength(1);
    const { server: newer } = await directory(lab.crl({ revoked: [{ serial: serialOf(leaf.der) }] }));
    expect(await ask(newer)).toBe('revoked');
  });
});

function sendWithoutEnd(socket: Socket): void {
  const entry = foundValue(9, 'cn', Buffer.alloc(1_000)).subarray(0, -14);
  const more = (): void => {
    if (!socket.destroyed) socket.write(entry, () => setImmediate(more));
  };
  more();
}

describe('an LDAP address', () => {
  it('is read as RFC 4516 says', () => {
    expect(readLdapAddress(anyServer)).toEqual({
      ...{ secure: false, host: null, port: 389, baseDn: decodeURIComponent(place), attribute: 'certificateRevocationList' },
      filter: { attribute: 'objectClass', value: 'cRLDistributionPoint' },
    });
    expect(readLdapAddress('LDAPS://dc1.corp.test/cn=ca?certificateRevocationList;binary')).toEqual({
      ...{ secure: true, host: 'dc1.corp.test', port: 636, baseDn: 'cn=ca', attribute: 'certificateRevocationList;binary' },
      filter: { attribute: 'objectClass', value: null },
    });
    expect(readLdapAddress('ldap://[::1]:1389/cn=ca')).toMatchObject({ host: '[::1]', port: 1389 });
  });

  it.each(['certificateRevocationList', 'authorityRevocationList;binary', 'DELTAREVOCATIONLIST'])('may ask for %s', (attribute) => {
    expect(readLdapAddress(`ldap:///cn=ca?${attribute}`)).toMatchObject({ attribute });
  });

  it.each([
    'ldap:///',
    'ldap:///cn=ca?certificateRevocationList,authorityRevocationList',
    'ldap:///cn=ca?certificateRevocationList?sub',
    'ldap:///cn=ca?certificateRevocationList?base?(%26(a=b)(c=d))',
    'ldap:///cn=ca?certificateRevocationList?base?x=y?!1.2.3',
    'ldap:///cn=ca?unicodePwd',
    'ldap:///cn=ca?cACertificate;binary',
    'ldap:///cn=ca?certificateRevocationList;lang-en',
    'ldap:///cn=ca?xcertificateRevocationList',
    'ldap:///cn=%E0%A4%A',
    'ldap://h:99999/cn=ca',
    'http://h/cn=ca',
    `ldap:///${'x'.repeat(5_000)}`,
  ])('is refused when it asks for anything but one list of one object: %s', (address) => {
    expect(readLdapAddress(address)).toBeNull();
  });

  it('may be any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const read = readLdapAddress(`ldap://${text}`);
        if (read !== null) expect(read.baseDn).not.toBe('');
      }),
    );
  });
});

describe('the value in a search entry', () => {
  it('is looked for in any bytes without harm', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const value = firstValue(bytes, 'certificateRevocationList');
        expect(value === null || value.length < bytes.length).toBe(true);
      }),
    );
  });
});
