import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDistinguishedName, sameDistinguishedName } from './distinguished-name.ts';

describe('sameDistinguishedName', () => {
  it.each([
    ['CN=probe,DC=corp,DC=example', 'cn=Probe, dc=corp , dc=EXAMPLE'],
    ['CN=probe;DC=corp', 'cn=probe,dc=corp'],
    ['2.5.4.3=probe,DC=corp', 'CN=probe,DC=corp'],
    ['OID.2.5.4.3=probe', 'commonName=probe'],
    ['CN=Meyer\\, Ann,O=x', 'CN=Meyer\\2C Ann,O=x'],
    ['CN=J\\C3\\BCrgen', 'CN=J\u00fcrgen'],
    ['CN=a+UID=b,DC=x', 'UID=b+CN=a,DC=x'],
    ['CN=two  spaces', 'CN=two spaces'],
    ['', ''],
  ])('takes %s for %s', (one, other) => {
    expect(sameDistinguishedName(one, other)).toBe(true);
    expect(sameDistinguishedName(other, one)).toBe(true);
  });

  it.each([
    ['CN=probe,DC=corp', 'CN=probe2,DC=corp'],
    ['CN=probe,DC=corp', 'DC=corp,CN=probe'],
    ['CN=a\\,DC=b', 'CN=a,DC=b'],
    ['CN=a', 'UID=a'],
    ['CN=a', ''],
  ])('tells %s from %s', (one, other) => {
    expect(sameDistinguishedName(one, other)).toBe(false);
  });

  it.each(['probe@corp.example', 'CORP\\probe', 'S-1-5-21-1-2-3-1104', 'CN', '=x', 'CN=a,,DC=b'])('does not compare %s', (text) => {
    expect(sameDistinguishedName(text, 'CN=a')).toBeNull();
    expect(isDistinguishedName(text)).toBe(false);
  });

  it('takes every name for itself, escaped in any way', () => {
    const escaped = (value: string) =>
      [...new TextEncoder().encode(value)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() === text && !/[\\,;+]/.test(text)),
        (value) => {
          expect(sameDistinguishedName(`CN=${value},DC=x`, `CN=${escaped(value)},DC=x`)).toBe(true);
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (one, other) => void sameDistinguishedName(one, other)));
  });
});
