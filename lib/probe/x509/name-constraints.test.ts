import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeDer, encodeObjectIdentifier, encodeText } from '../../simulation/certificate-factory-der.ts';
import { readDer } from './der.ts';
import { readDistinguishedName } from './distinguished-name.ts';
import type { AnyName } from './general-names.ts';
import { ipAddressBytes } from './ip-address.ts';
import { forbiddenNames, type NameConstraints, readNameConstraints } from './name-constraints.ts';

const nameBytes = (...parts: [type: string, value: string][]): Uint8Array =>
  encodeDer(0x30, ...parts.map(([type, value]) => encodeDer(0x31, encodeDer(0x30, encodeObjectIdentifier(type), encodeText(0x0c, value)))));
const directoryName = (...parts: [type: string, value: string][]): AnyName => {
  const name = readDistinguishedName(readDer(nameBytes(...parts)), 'subject');
  return { form: 'directory', text: name.text, name };
};

function constraints(tag: 0xa0 | 0xa1, ...bases: Uint8Array[]): NameConstraints {
  return readNameConstraints(readDer(encodeDer(0x30, encodeDer(tag, ...bases.map((base) => encodeDer(0x30, base))))));
}
const forbidsDns = (limits: NameConstraints, name: string): boolean =>
  forbiddenNames(limits, [{ form: 'dns', text: name }], true).length > 0;

describe('name constraints on DNS names', () => {
  it.each([
    ['example.test', 'dc1.example.test', true],
    ['example.test', 'example.test', true],
    ['example.test', 'badexample.test', false],
    ['.example.test', 'example.test', false],
    ['.example.test', 'dc1.example.test', true],
    ['', 'anything.test', true],
    ['dc1.example.test', '*.example.test', false],
  ])('permitting %s, %s is allowed: %s', (base, name, allowed) => {
    expect(forbidsDns(constraints(0xa0, encodeText(0x82, base)), name)).toBe(!allowed);
  });

  it.each([
    ['example.test', 'dc1.example.test', false],
    ['example.test', 'dc1.example.org', true],
    ['dc1.example.test', '*.example.test', false],
    ['a.dc1.example.test', '*.example.test', true],
  ])('excluding %s, %s is allowed: %s', (base, name, allowed) => {
    expect(forbidsDns(constraints(0xa1, encodeText(0x82, base)), name)).toBe(!allowed);
  });

  it('forbids by exclusion exactly what the same permission allows', () => {
    const label = fc.constantFrom('a', 'b', 'test');
    const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(name, name, (base, host) => {
        expect(forbidsDns(constraints(0xa1, encodeText(0x82, base)), host)).toBe(
          !forbidsDns(constraints(0xa0, encodeText(0x82, base)), host),
        );
      }),
    );
  });
});

describe('name constraints on other names', () => {
  const range = encodeDer(0x87, Uint8Array.of(10, 20, 0, 0, 255, 255, 0, 0));
  const forbidsAddress = (limits: NameConstraints, address: string): boolean =>
    forbiddenNames(limits, [{ form: 'ip', text: address, bytes: ipAddressBytes(address) ?? new Uint8Array() }], true).length > 0;

  it('hold addresses against the mask', () => {
    expect(forbidsAddress(constraints(0xa0, range), '10.20.30.40')).toBe(false);
    expect(forbidsAddress(constraints(0xa0, range), '10.21.30.40')).toBe(true);
    expect(forbidsAddress(constraints(0xa0, range), '2001:db8::1')).toBe(true);
    expect(forbidsAddress(constraints(0xa1, range), '10.20.30.40')).toBe(true);
  });

  it('leave other kinds of names alone', () => {
    expect(forbidsDns(constraints(0xa0, range), 'dc1.example.test')).toBe(false);
  });

  it('hold the subject against directory names, whatever the case', () => {
    const domain: [string, string][] = [
      ['0.9.2342.19200300.100.1.25', 'test'],
      ['0.9.2342.19200300.100.1.25', 'Example'],
    ];
    const limits = constraints(0xa0, encodeDer(0xa4, nameBytes(...domain)));
    const forbids = (...parts: [string, string][]): boolean => forbiddenNames(limits, [directoryName(...parts)], true).length > 0;
    expect(forbids(['0.9.2342.19200300.100.1.25', 'TEST'], ['0.9.2342.19200300.100.1.25', 'example'], ['2.5.4.3', 'dc1'])).toBe(false);
    expect(forbids(['0.9.2342.19200300.100.1.25', 'test'], ['2.5.4.3', 'dc1'])).toBe(true);
  });

  it.each([
    ['a mailbox', 'root@example.test', 'root@Example.test', true],
    ['another box', 'root@example.test', 'Root@example.test', false],
    ['a host', 'example.test', 'anyone@example.test', true],
    ['a host below', 'example.test', 'anyone@mail.example.test', false],
    ['hosts below a dot', '.example.test', 'anyone@mail.example.test', true],
    ['two at signs', 'example.test', 'any@one@example.test', false],
  ])('hold mail addresses against %s', (_, base, text, allowed) => {
    expect(forbiddenNames(constraints(0xa0, encodeText(0x81, base)), [{ form: 'email', text }], true)).toHaveLength(allowed ? 0 : 1);
  });

  it.each([
    ['example.test', 'ldap://example.test/dc=example', true],
    ['example.test', 'https://dc1.example.test:8443/', false],
    ['.example.test', 'https://user@dc1.Example.test/path', true],
    ['example.test', 'urn:example', false],
  ])('hold addresses of resources against %s: %s is allowed: %s', (base, text, allowed) => {
    expect(forbiddenNames(constraints(0xa0, encodeText(0x86, base)), [{ form: 'uri', text }], true)).toHaveLength(allowed ? 0 : 1);
  });

  it('hold principal names of Windows against their realm', () => {
    const realm = constraints(
      0xa0,
      encodeDer(0xa0, encodeObjectIdentifier('1.3.6.1.4.1.311.20.2.3'), encodeDer(0xa0, encodeText(0x0c, '@example.test'))),
    );
    const forbids = (text: string): boolean =>
      forbiddenNames(realm, [{ form: 'other', type: '1.3.6.1.4.1.311.20.2.3', text: `upn:${text}` }], true).length > 0;
    expect([forbids('dc1$@EXAMPLE.test'), forbids('dc1$@other.test')]).toEqual([false, true]);
  });

  it('that nobody processes count only where the extension is critical', () => {
    const unknown = constraints(0xa1, encodeDer(0xa0, encodeObjectIdentifier('1.2.3'), encodeDer(0xa0, encodeDer(0x05))));
    const name: AnyName = { form: 'other', type: '1.2.3', text: '1.2.3:0500' };
    expect(forbiddenNames(unknown, [name], true)).toHaveLength(1);
    expect(forbiddenNames(unknown, [name], false)).toEqual([]);
    expect(
      forbiddenNames(
        unknown,
        [
          { ...name, type: '1.2.4' },
          { form: 'dns', text: 'dc1.example.test' },
        ],
        true,
      ),
    ).toEqual([]);
  });
});
