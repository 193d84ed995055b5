import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusedAddress, isRefusedHost } from './refused-address.ts';

describe('addresses that nothing is fetched from', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    'fe80::1',
    'fe80::1%eth0',
    '[fe80::1]',
    'febf:ffff::1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '::169.254.169.254',
    '::ffff:0:169.254.169.254',
    '2002:a9fe:a9fe::1',
    '2001:0:a9fe:a9fe::1',
    '64:ff9b:1::a9fe:a9fe',
    '0.0.0.0',
    '::',
    '224.0.0.251',
    'ff02::1',
    '255.255.255.255',
    'fd00:ec2::254',
    '168.63.129.16',
    'no address',
  ])('refuses %s', (address) => {
    expect(isRefusedAddress(address, true)).toBe(true);
  });

  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('refuses loopback %s unless that is asked for', (address) => {
    expect(isRefusedAddress(address, false)).toBe(true);
    expect(isRefusedAddress(address, true)).toBe(false);
  });

  it.each(['10.1.2.3', '172.16.0.9', '192.168.1.1', 'fd12:3456::1', '93.184.216.34', '2a00::1', '2001:4860::1'])('allows %s', (address) => {
    expect(isRefusedAddress(address, false, () => [])).toBe(false);
  });

  it.each(['10.1.2.3', '::ffff:10.1.2.3', '64:ff9b::a01:203', 'fd12:3456:0:0::1', '[fd12:3456::1]'])(
    'refuses %s when this machine has that address, unless the own host is asked for',
    (address) => {
      const own = () => ['127.0.0.1', '10.1.2.3', 'fd12:3456::1'];
      expect(isRefusedAddress(address, false, own)).toBe(true);
      expect(isRefusedAddress(address, true, own)).toBe(false);
      expect(isRefusedAddress(address, false, () => ['10.1.2.4', 'fd12:3456::2'])).toBe(false);
    },
  );

  it('knows the addresses of this machine', () => {
    const own = Object.values(networkInterfaces()).flatMap((found = []) => found.map(({ address }) => address));
    expect(own).not.toEqual([]);
    for (const address of own) expect(isRefusedAddress(address, false)).toBe(true);
  });

  it('refuses every spelling of a link-local IPv4 address inside IPv6', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), (third, fourth) => {
        expect(isRefusedAddress(`::ffff:169.254.${third}.${fourth}`, true)).toBe(true);
      }),
    );
  });

  it('refuses names that mean the own host or the metadata of a cloud', () => {
    expect(isRefusedHost('localhost', false)).toBe(true);
    expect(isRefusedHost('crl.localhost.', false)).toBe(true);
    expect(isRefusedHost('metadata.google.internal', true)).toBe(true);
    expect(isRefusedHost('pki.corp.example', false)).toBe(false);
    expect(isRefusedHost('[fe80::1]', false)).toBe(true);
  });
});
