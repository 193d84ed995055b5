import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { fleetFileBytesMax, readFleetFile } from './read-fleet-file.ts';
import { hostsOf } from './schema.ts';

const read = (text: string) => {
  const result = readFleetFile(text);
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'));
  return result.read;
};
const faults = (text: string): string[] => {
  const result = readFleetFile(text);
  return result.ok ? [] : result.faults.map(({ message }) => message);
};

describe('a fleet file', () => {
  it('names hosts in any spelling, with doors by port alone or in full, and takes the defaults', () => {
    const { file, lineOf } = read(`
version: 1
name: europe
defaults: { owner: Identity team, intervalSeconds: 120, tags: [tier-0] }
hosts:
  - name: DC01.Corp.Example.
    doors: [636, { port: 3269, intervalSeconds: 60 }]
  - name: münchen.example
    owner: ''
`);
    expect(hostsOf(file)).toEqual([
      {
        ...{ name: 'dc01.corp.example', owner: 'Identity team', tags: ['tier-0'] },
        doors: [
          { port: 636, intervalSeconds: 120 },
          { port: 3269, intervalSeconds: 60 },
        ],
      },
      { name: 'xn--mnchen-3ya.example', owner: '', tags: ['tier-0'], doors: [{ port: 636, intervalSeconds: 120 }] },
    ]);
    expect(lineOf(['hosts', 1, 'name'])).toBe(8);
    expect(lineOf(['hosts', 1, 'site'])).toBe(8);
  });

  it('may share what it repeats by anchors and merges', () => {
    const { file } = read(`
version: 1
hosts:
  - &dc { name: dc01.corp.example, site: Berlin }
  - { <<: *dc, name: dc02.corp.example }
`);
    expect(hostsOf(file).map(({ name, site }) => [name, site])).toEqual([
      ['dc01.corp.example', 'Berlin'],
      ['dc02.corp.example', 'Berlin'],
    ]);
  });

  it('tells every fault with its line', () => {
    expect(
      faults(`version: 1
domains:
  - name: corp.example
    discovery: { mode: maybe }
    resolvers: [dns.corp.example]
trust: [{ name: roots }]
hosts:
  - name: bad name
    tagz: [a]
    doors: [a, { port: 99999 }]
  - name: dc01.corp.example
    expiryWindows: { warningDays: 3, warningShare: 0.1, criticalDays: 7, criticalShare: 0.05 }
`),
    ).toEqual([
      expect.stringContaining('Line 5: "dns.corp.example" is not a DNS server'),
      'Line 4: The discovery is one of off, report, add.',
      'Line 6: Give either certificates or a file.',
      expect.stringContaining('Line 8: A space cannot be part of a host name'),
      'Line 10: A door is a port, such as 636, or a mapping with its port.',
      'Line 10: A port is a whole number from 1 to 65535.',
      'Line 9: “tagz” is not known in hosts.0.',
      'Line 12: Critical must lie within warning: 3 at most.',
    ]);
  });

  it.each([
    ['nothing', '', 'The file is empty'],
    ['a comment', '# nothing yet', 'The file is empty'],
    ['another version', 'version: 2', 'The version of a fleet file is 1.'],
    ['broken YAML', 'hosts: [', 'Line 1:'],
    ['a key twice', 'version: 1\nversion: 1', 'Line 2: Map keys must be unique.'],
    ['two documents', 'version: 1\n---\nversion: 1', 'several YAML documents'],
    ['a door twice', 'version: 1\nhosts:\n  - name: dc01\n    doors: [636, { port: 636 }]', 'Line 4: Port 636 is named twice.'],
    ['a tag of its own', 'version: !!js/function "x"', 'Unresolved tag'],
    ['an anchor that is not there', 'a: *b', 'Unresolved alias'],
    ['a list within a hundred thousand lists', '['.repeat(100_000), 'nested too deeply'],
    ['more bytes than allowed', 'a'.repeat(fleetFileBytesMax + 1), 'larger than 8 MB'],
    ['a text', 'hello', 'Line 1: Here must be'],
    ['a name that is taken', 'version: 1\nname: demo', 'belongs to the demonstration fleet'],
  ])('is refused in words when it is %s', (_, text, words) => {
    expect(faults(text).join('\n')).toContain(words);
  });

  it('is refused before it grows without bound', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`);
    const started = process.memoryUsage().heapUsed;
    expect(faults(`l0: &l0 [lol]\n${levels.join('\n')}\n`)).toEqual([
      'The file refers to its anchors more than 1000 times, directly or through others.',
    ]);
    expect(process.memoryUsage().heapUsed - started).toBeLessThan(200 * 1_048_576);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'&*[]{}:-!|>%@ \n"\'#ab1') })),
        (text) => void readFleetFile(text),
      ),
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => void readFleetFile(stringify({ version: 1, hosts: value }))));
  });
});
