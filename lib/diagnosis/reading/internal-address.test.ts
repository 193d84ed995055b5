import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableAddress, internalKind } from './internal-address.ts';

describe('internalKind', () => {
  it.each([
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['::ffff:192.168.1.1', 'private'],
    ['::ffff:c0a8:101', 'private'],
    ['169.254.3.4', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['febf::1', 'link-local'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['100.127.255.255', 'carrier-grade NAT'],
    ['fc00::1', 'unique-local'],
    ['fd12:3456:789a::1', 'unique-local'],
    ['127.0.0.53', 'loopback'],
    ['::1', 'loopback'],
    ['[0:0:0:0:0:0:0:1]', 'loopback'],
  ])('calls %s %s', (address, kind) => {
    expect(internalKind(address)).toBe(kind);
  });

  it.each([
    '172.15.255.255',
    '172.32.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '203.0.113.9',
    '2001:db8::1',
    'fec0::1',
    'fe00::1',
    '1.2.3',
    '10.0.0.256',
    '1::2::3',
    '::12345',
    'dc01.corp.example',
    '',
  ])('says nothing of %s', (address) => {
    expect(internalKind(address)).toBeNull();
  });

  it('agrees with the block list of Node on every address', () => {
    const internal = new BlockList();
    for (const [network, prefix] of [
      ['10.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      ['169.254.0.0', 16],
      ['100.64.0.0', 10],
      ['127.0.0.0', 8],
    ] as const)
      internal.addSubnet(network, prefix, 'ipv4');
    for (const [network, prefix] of [
      ['fc00::', 7],
      ['fe80::', 10],
      ['::1', 128],
    ] as const)
      internal.addSubnet(network, prefix, 'ipv6');
    const near = fc
      .tuple(fc.constantFrom(10, 100, 127, 169, 172, 192), fc.nat(255), fc.nat(255), fc.nat(255))
      .map((bytes) => bytes.join('.'));
    fc.assert(
      fc.property(fc.oneof(near, fc.ipV4(), fc.ipV6()), (address) => {
        expect(internalKind(address) !== null).toBe(internal.check(address, address.includes(':') ? 'ipv6' : 'ipv4'));
      }),
    );
  });
});

describe('comparableAddress', () => {
  it('is the same for every spelling of an address, and differs between addresses', () => {
    const spellings = ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', '2001:0db8::0001', '[2001:db8::1]'].map(comparableAddress);
    expect(new Set(spellings).size).toBe(1);
    expect(comparableAddress('::ffff:192.0.2.1')).toBe(comparableAddress('192.0.2.1'));
    expect(comparableAddress('192.0.2.1')).not.toBe(comparableAddress('192.0.2.10'));
  });
});
