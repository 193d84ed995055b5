import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProbeArguments, parseTarget } from './arguments.ts';

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const files: Record<string, string> = {
  'ca.pem': pem,
  'more.pem': pem,
  'password.txt': 'secret\n',
  'empty.txt': '\n',
  'note.txt': 'hello',
};
const readFile = (name: string) => {
  const text = files[name];
  if (text === undefined) throw new Error('no such file');
  return text;
};
const parse = (...args: string[]) => parseProbeArguments(args, readFile);
const requestOf = (...args: string[]) => {
  const result = parse(...args);
  if (!('request' in result)) throw new Error(JSON.stringify(result));
  return result.request;
};
const faultsOf = (...args: string[]) => {
  const result = parse(...args);
  return 'faults' in result ? result.faults : [];
};

describe('parseTarget', () => {
  it('knows both schemes and their ports', () => {
    expect(parseTarget('ldaps://DC01.corp.example')).toEqual({ host: 'dc01.corp.example', port: 636, transport: 'ldaps' });
    expect(parseTarget('ldap://dc01.corp.example.')).toEqual({ host: 'dc01.corp.example', port: 389, transport: 'starttls' });
    expect(parseTarget('ldaps://dc01:3269/')).toEqual({ host: 'dc01', port: 3269, transport: 'ldaps' });
    expect(parseTarget('ldaps://[2001:db8::1]:1636')).toEqual({ host: '2001:db8::1', port: 1636, transport: 'ldaps' });
    expect(parseTarget('ldaps://127.0.0.1')).toMatchObject({ host: '127.0.0.1' });
  });

  it('refuses everything else with what is allowed', () => {
    for (const text of [
      'dc01',
      'https://dc01',
      'ldaps://',
      'ldaps://dc 01',
      'ldaps://dc01:0',
      'ldaps://dc01:65536',
      'ldaps://[dc01]',
      'ldaps://1.2.3',
      'ldaps://dc01/x',
      'ldaps://-a.b',
      'ldaps://a..b',
    ]) {
      expect(parseTarget(text), text).toMatch(/allowed/);
    }
  });

  it('never throws and returns only hosts that cannot end a command', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `ldaps://${text}`),
        ),
        (text) => {
          const target = parseTarget(text);
          return typeof target === 'string' || /^[a-z0-9._:-]+$/.test(target.host);
        },
      ),
    );
  });
});

describe('parseProbeArguments', () => {
  it('reads every option', () => {
    const request = requestOf(
      'ldaps://dc01',
      '--address',
      '127.0.0.1',
      '--ca',
      'ca.pem',
      '--ca',
      'more.pem',
      '--no-system-ca',
      '--profile',
      'ad-ds',
      '--timeout',
      '3s',
      '--now',
      '2027-01-31T00:00:00Z',
      '--bind-dn',
      'cn=probe',
      '--bind-password-file',
      'password.txt',
      '--json',
    );
    expect(request).toMatchObject({
      address: '127.0.0.1',
      systemAuthorities: false,
      profile: 'ad-ds',
      timeoutMs: 3_000,
      bind: { dn: 'cn=probe', password: 'secret' },
      json: true,
    });
    expect(request.authorities.map(({ store }) => store)).toEqual(['ca.pem', 'more.pem']);
    expect(request.judgedAt?.toISOString()).toBe('2027-01-31T00:00:00.000Z');
  });

  it('names every fault at once', () => {
    const faults = faultsOf('dc01', '--address', 'dc01', '--profile', 'windows', '--timeout', '5', '--now', 'tomorrow', '--ca', 'none.pem');
    expect(faults).toHaveLength(6);
    expect(faults.join('\n')).toContain('--profile "windows": allowed is one of ad-ds, ad-lds, entra-ds, ldap.');
  });

  it('refuses an unknown option, a missing and a second address', () => {
    expect(faultsOf('ldaps://dc01', '--colour')).toHaveLength(1);
    expect(faultsOf()).toHaveLength(1);
    expect(faultsOf('ldaps://dc01', 'ldaps://dc02')).toHaveLength(1);
  });

  it('refuses half an account, an empty password and a file without certificates', () => {
    expect(faultsOf('ldaps://dc01', '--bind-dn', 'cn=probe').join()).toContain('belong together');
    expect(faultsOf('ldaps://dc01', '--bind-dn', 'cn=probe', '--bind-password-file', 'empty.txt').join()).toContain('anonymous');
    expect(faultsOf('ldaps://dc01', '--ca', 'note.txt').join()).toContain('no PEM certificate');
  });

  it('refuses to trust nothing', () => {
    expect(faultsOf('ldaps://dc01', '--no-system-ca').join()).toContain('no certificate could be trusted');
  });
});
