import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostListBytesMax, hostListLinesMax, parseEndpoint, parseHostList } from './host-list.ts';

describe('a line of the list', () => {
  it.each([
    ['dc01.corp.example', 'dc01.corp.example', 636, 'ldaps'],
    ['DC01.corp.example.', 'dc01.corp.example', 636, 'ldaps'],
    ['dc01.corp.example:3269', 'dc01.corp.example', 3269, 'ldaps'],
    ['dc01.corp.example:389', 'dc01.corp.example', 389, 'starttls'],
    ['dc01.corp.example:3268', 'dc01.corp.example', 3268, 'starttls'],
    ['ldaps://dc01.corp.example', 'dc01.corp.example', 636, 'ldaps'],
    ['LDAPS://dc01.corp.example:10636/', 'dc01.corp.example', 10_636, 'ldaps'],
    ['ldaps://dc01.corp.example:389', 'dc01.corp.example', 389, 'ldaps'],
    ['ldap://dc01.corp.example', 'dc01.corp.example', 389, 'starttls'],
    ['ldap://dc01.corp.example:1389', 'dc01.corp.example', 1389, 'starttls'],
    ['192.0.2.10:636', '192.0.2.10', 636, 'ldaps'],
    ['[2001:DB8::10]', '2001:db8::10', 636, 'ldaps'],
    ['ldaps://[2001:db8::10]:65535', '2001:db8::10', 65_535, 'ldaps'],
  ])('%s is %s, port %i, %s', (text, name, port, transport) => {
    expect(parseEndpoint(text)).toEqual({ ok: true, endpoint: { name, port, transport } });
  });

  it.each([
    ['https://dc01.corp.example', /https:\/\/ is not known.*ldaps:\/\/ and ldap:\/\//],
    ['ldaps://', /name is missing/],
    ['ldaps://dc01/ou=x', /character \//],
    ['ldaps://admin:secret@dc01', /brackets|character|port/i],
    ['dc01:8636', /ldaps:\/\/ or ldap:\/\/.*636, 3269, 389 and 3268/],
    ['dc01:0', /1 to 65535/],
    ['dc01:65536', /1 to 65535/],
    ['dc01:', /1 to 65535/],
    ['dc01:ldaps', /1 to 65535/],
    ['2001:db8::10', /brackets/],
    ['[2001:db8::10', /brackets looks like/],
    ['[dc01]:636', /IPv6 addresses only/],
    ['[2001:db8::10]636', /looks like/],
    ['dc01, dc02', /character ,/],
    ['10.0.0.0/24', /character \//],
  ])('%s is refused and told what is allowed', (text, message) => {
    const result = parseEndpoint(text);
    expect(result.ok ? '' : result.message).toMatch(message);
  });

  it('written out from its parts is read back as the same parts', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((address) => `[${address}]`),
    );
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65_535 }), fc.constantFrom('ldaps', 'ldap'), (written, port, scheme) => {
        const result = parseEndpoint(`${scheme}://${written}:${port}`);
        expect(result).toMatchObject({ ok: true, endpoint: { port, transport: scheme === 'ldaps' ? 'ldaps' : 'starttls' } });
      }),
    );
  });

  it('never makes the reader throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => typeof parseEndpoint(text).ok === 'boolean'),
      { numRuns: 500 },
    );
  });
});

describe('a list of hosts', () => {
  it('leaves out blank lines and comments, and counts them all the same', () => {
    const { endpoints, faults } = parseHostList('# Frankfurt\r\n\r\ndc01.corp.example   # the old one\n   \n\tdc02.corp.example:3269\n');
    expect(faults).toEqual([]);
    expect(endpoints.map(({ line, name, port }) => [line, name, port])).toEqual([
      [3, 'dc01.corp.example', 636],
      [5, 'dc02.corp.example', 3269],
    ]);
  });

  it('reports every faulty line with its number, what was given and what is allowed', () => {
    const { faults } = parseHostList('dc01\ndc 02\ndc03:99999\n');
    expect(faults).toEqual([
      { field: 'lines.2', value: 'dc 02', message: expect.stringMatching(/^Line 2: A space cannot .* allowed are letters/) },
      { field: 'lines.3', value: 'dc03:99999', message: 'Line 3: The port 99999 is not a number from 1 to 65535.' },
    ]);
  });

  it('names both lines when a door is given twice, however it is spelt', () => {
    const { faults } = parseHostList('dc01.corp.example\ndc02\nldaps://DC01.corp.example.:636');
    expect(faults.map(({ message }) => message)).toEqual([
      'Line 3: dc01.corp.example, port 636, is named on line 1 already; leave one of them out.',
    ]);
  });

  it('takes several ports of one host', () => {
    expect(parseHostList('dc01\ndc01:3269\ndc01:389').endpoints.map(({ port }) => port)).toEqual([636, 3269, 389]);
  });

  it.each([
    ['', 'nothing'],
    ['# nobody\n\n', 'comments alone'],
  ])('is refused when it names no host (%j: %s)', (text) => {
    expect(parseHostList(text).faults).toEqual([{ field: 'lines', message: expect.stringContaining('No host is named') }]);
  });

  it('takes as many lines as are allowed, and not one more', () => {
    const lines = Array.from({ length: hostListLinesMax }, (_, index) => `dc${index}.corp.example`);
    expect(parseHostList(lines.join('\n')).endpoints).toHaveLength(hostListLinesMax);
    expect(parseHostList([...lines, 'one-more'].join('\n'))).toEqual({
      endpoints: [],
      faults: [{ field: 'lines', message: 'The list has 5001 lines; at most 5000 are allowed. Split it.' }],
    });
  });

  it('is refused unread when it is longer than 1 MiB', () => {
    expect(parseHostList('é'.repeat(hostListBytesMax / 2 + 1)).faults).toEqual([
      { field: 'lines', message: 'The list is 1048578 bytes long; at most 1048576 are allowed. Split it.' },
    ]);
  });

  it('gives every line to the endpoints, to the faults, or to neither when it is blank', () => {
    const line = fc.constantFrom('', '# x', 'dc01', 'dc02:3269', 'bad host', 'dc03:8636', '[::1]');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const { endpoints, faults } = parseHostList(lines.join('\n'));
        const told = [...endpoints.map((endpoint) => endpoint.line), ...faults.flatMap(({ field }) => Number(field.split('.')[1]) || [])];
        const meant = lines.flatMap((text, index) => (text === '' || text.startsWith('#') ? [] : [index + 1]));
        expect(told.sort((a, b) => a - b)).toEqual(meant);
      }),
    );
  });
});
