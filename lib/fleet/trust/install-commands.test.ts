import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorFileName, installCommands, plainName } from './install-commands.ts';

const sha256 = 'ab'.repeat(32);
const sha1 = 'cd'.repeat(20);
const partsOf = (name: string, isRoot = true) => installCommands({ name, sha256, sha1, isRoot });
const partOf = (id: string, name = 'Corp Root CA', isRoot = true) => partsOf(name, isRoot).find((part) => part.id === id);

describe('the commands that make clients trust a certificate', () => {
  it('name the files, the stores and a look at the outcome for every kind of client', () => {
    expect(partsOf('Corp Root CA').map(({ id }) => id)).toEqual(['compare', 'windows', 'debian', 'rhel', 'java', 'openldap']);
    expect(partsOf('Corp Root CA').every(({ verify }) => verify !== '')).toBe(true);
    expect(partOf('windows')?.install).toContain('certutil -addstore -f Root "Corp-Root-CA-abababab.cer"');
    expect(partOf('windows')?.install).toContain(
      'Import-Certificate -FilePath ".\\Corp-Root-CA-abababab.cer" -CertStoreLocation Cert:\\LocalMachine\\Root',
    );
    expect(partOf('windows')?.verify).toBe(`certutil -verifystore Root ${'CD'.repeat(20)}`);
    expect(partOf('windows', 'Corp Issuing CA', false)?.install).toContain('-addstore -f CA ');
    expect(partOf('debian')?.install).toContain(
      '"/usr/local/share/ca-certificates/Corp-Root-CA-abababab.crt"\nsudo update-ca-certificates',
    );
    expect(partOf('rhel')?.install).toContain('sudo update-ca-trust extract');
    expect(partOf('java')?.install).toContain('-storetype PKCS12 -keystore truststore.p12');
    expect(partOf('openldap')?.install).toBe('TLS_CACERT /etc/ldap/Corp-Root-CA-abababab.pem');
    expect(partOf('compare')?.note).toContain('AB:AB:AB');
  });

  it('keep names with spaces, quotes and commands in them from meaning anything to a shell', () => {
    for (const name of ['"; rm -rf / #', "O'Brien $(id) `id`", '%PATH% & del *', '-o ProxyCommand', '../../etc/passwd', '証明書', ''])
      for (const part of partsOf(name)) {
        const file = part.needs.replace(/\.(pem|cer)$/, '');
        expect(file).toMatch(/^[A-Za-z0-9][A-Za-z0-9.-]*-abababab$/);
        for (const text of [part.install, part.verify]) expect(text.replaceAll(file, '')).not.toContain(name === '' ? '\0' : name);
      }
    expect(plainName('証明書')).toBe('certificate');
    expect(plainName('Müller Root')).toBe('Muller-Root');
  });

  it('give a plain file name for any name', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(plainName(name))));
    expect(anchorFileName({ name: 'A'.repeat(300), sha256 }).length).toBeLessThan(80);
  });

  it('are read by a shell as they are meant', () => {
    for (const { id, install, verify } of partsOf('Corp "Root" CA'))
      if (['debian', 'rhel', 'java'].includes(id))
        for (const text of [install, verify]) expect(() => execFileSync('sh', ['-n', '-c', text], { stdio: 'pipe' })).not.toThrow();
  });
});
