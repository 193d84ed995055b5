import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKnownHost } from './known-host.ts';

const base = 'https://port636.corp.example';

describe('isKnownHost', () => {
  it('knows localhost, addresses, and the name that people use', () => {
    for (const host of [
      'localhost',
      'localhost:3636',
      'LOCALHOST:1',
      'a.localhost',
      '127.0.0.1:3636',
      '10.1.2.3',
      '[::1]:3636',
      'port636.corp.example',
      'PORT636.corp.example:443',
      'port636.corp.example.',
    ]) {
      expect(isKnownHost(host, base), host).toBe(true);
    }
  });

  it('refuses any other name, whatever it resolves to', () => {
    for (const host of [
      'evil.example:3636',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      'port636.corp.example.evil',
      'corp.example',
      '',
      ' ',
      'evil.example/@localhost',
      'evil@localhost',
    ]) {
      expect(isKnownHost(host, base), host).toBe(false);
    }
    expect(isKnownHost(null, base)).toBe(false);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (host) => typeof isKnownHost(host, base) === 'boolean'));
  });
});
