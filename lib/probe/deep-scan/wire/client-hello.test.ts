import { describe, expect, it } from 'vitest';
import { readClientHello } from '../../../simulation/deep-scan-server.ts';
import { suitesForVersion, suitesOfKind } from './cipher-suites.ts';
import { encodeClientHello } from './client-hello.ts';
import { wireVersions } from './numbers.ts';

const suites = suitesForVersion(true);
const hello = (over: Partial<Parameters<typeof encodeClientHello>[0]> = {}) =>
  encodeClientHello({ version: wireVersions['TLSv1.2'], suites, serverName: 'dc1.example.test', ...over });

/** Numbers of the extensions in a ClientHello. */
function extensionsOf(record: Buffer): number[] {
  let at = 44 + record.readUInt8(43);
  at += 2 + record.readUInt16BE(at);
  at += 1 + record.readUInt8(at) + 2;
  const found: number[] = [];
  for (; at < record.length; at += 4 + record.readUInt16BE(at + 2)) found.push(record.readUInt16BE(at));
  return found;
}

describe('a ClientHello', () => {
  it('is one record whose lengths add up, with the suites, the name and the version asked for', () => {
    const record = hello();
    expect(record.readUInt16BE(1)).toBe(0x0301);
    expect(record.readUInt16BE(3)).toBe(record.length - 5);
    expect(record.readUIntBE(6, 3)).toBe(record.length - 9);
    expect(readClientHello(record)).toEqual({
      version: 0x0303,
      suites: [...suites.map(({ number }) => number), 0x00ff],
      serverName: 'dc1.example.test',
    });
  });

  it('sends no name when none is given, and none that is too long', () => {
    expect(readClientHello(hello({ serverName: null })).serverName).toBeNull();
    expect(readClientHello(hello({ serverName: 'a'.repeat(256) })).serverName).toBeNull();
  });

  it('says nothing of signature algorithms before TLS 1.2, and nothing of curves where none is offered', () => {
    expect(extensionsOf(hello())).toEqual([0, 10, 11, 13, 23]);
    expect(extensionsOf(hello({ version: wireVersions['TLSv1.1'] }))).toEqual([0, 10, 11, 23]);
    expect(extensionsOf(hello({ suites: suitesOfKind('export'), serverName: null }))).toEqual([13, 23]);
  });

  it('is greeted differently each time', () => {
    expect(hello()).not.toEqual(hello());
    expect(hello().length).toBe(hello().length);
  });

  it('fits into one packet', () => {
    expect(hello({ serverName: 'a'.repeat(255) }).length).toBeLessThan(1_400);
  });
});
