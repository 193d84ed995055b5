import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { namesToAsk, parseSearchList, readSearchList } from './search-list.ts';

const lists = { domains: ['corp.example', 'example'], dots: 1 };

describe('a resolv.conf', () => {
  it('gives its search list and ndots', () => {
    expect(
      parseSearchList('# made by hand\nnameserver 192.0.2.53\nsearch corp.example. example\noptions timeout:1 ndots:3 rotate\n'),
    ).toEqual({
      domains: ['corp.example', 'example'],
      dots: 3,
    });
  });

  it('counts the last of search and domain', () => {
    expect(parseSearchList('search a.example b.example\ndomain c.example d.example').domains).toEqual(['c.example']);
    expect(parseSearchList('domain c.example\r\nsearch a.example\tb.example\r\n').domains).toEqual(['a.example', 'b.example']);
  });

  it('leaves out comments and what is no number, and caps ndots at 15', () => {
    expect(parseSearchList('#search a.example\n;search b.example\noptions ndots:many ndots:')).toEqual({ domains: null, dots: 1 });
    expect(parseSearchList('options ndots:99').dots).toBe(15);
  });

  it('may say anything: the list stays bounded', () => {
    const line = fc.tuple(fc.constantFrom('search ', 'domain ', 'options ndots:', ''), fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { domains, dots } = parseSearchList(lines.join('\n'));
        return (domains?.length ?? 0) <= limits.searchDomains && dots >= 0 && dots <= 15;
      }),
    );
    expect(parseSearchList(`search ${'a.example '.repeat(100)}`).domains).toHaveLength(limits.searchDomains);
  });

  it('that does not exist names nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'port636-resolver-'));
    expect(readSearchList(join(folder, 'missing'))).toEqual({ domains: null, dots: 1 });
    writeFileSync(join(folder, 'resolv.conf'), 'search corp.example\n');
    expect(readSearchList(join(folder, 'resolv.conf')).domains).toEqual(['corp.example']);
    await rm(folder, { recursive: true });
  });
});

describe('the names to ask for', () => {
  it.each<[string, number, string[]]>([
    ['dc1', 1, ['dc1.corp.example', 'dc1.example', 'dc1']],
    ['dc1', 0, ['dc1', 'dc1.corp.example', 'dc1.example']],
    ['dc1.berlin', 1, ['dc1.berlin', 'dc1.berlin.corp.example', 'dc1.berlin.example']],
    ['dc1.berlin', 2, ['dc1.berlin.corp.example', 'dc1.berlin.example', 'dc1.berlin']],
    ['dc1.', 1, ['dc1.']],
  ])('of %s with ndots %d', (name, dots, names) => {
    expect(namesToAsk(name, { ...lists, dots })).toEqual(names);
  });

  it('are in the domain of this machine when no list is given', () => {
    expect(namesToAsk('dc1', { domains: null, dots: 1 }, 'prober.corp.example')).toEqual(['dc1.corp.example', 'dc1']);
    expect(namesToAsk('dc1', { domains: null, dots: 1 }, 'prober')).toEqual(['dc1']);
  });

  it('hold the root where the list does, and no name that is too long', () => {
    expect(namesToAsk('dc1', parseSearchList('search . corp.example'))).toEqual(['dc1', 'dc1.corp.example']);
    expect(namesToAsk('dc1', { domains: ['a'.repeat(250)], dots: 1 })).toEqual(['dc1']);
  });
});
