import { describe, expect, it } from 'vitest';
import { guessMapping, type ImportMapping } from './mapping.ts';
import { readList } from './read-list.ts';

const read = (text: string, mapping: Partial<ImportMapping> = {}) => readList(text, { ...guessMapping(text), ...mapping });
const faultsOf = (text: string, mapping: Partial<ImportMapping> = {}) =>
  read(text, mapping).lines.flatMap((line) => (line.kind === 'bad' ? line.messages.map((message) => `${line.line}: ${message}`) : []));

describe('guessing how a list is read', () => {
  it.each([
    ['a plain list', 'dc01\ndc02.corp.example:3269\n', 'none', false, ['name']],
    ['a plain list with commas in its remarks', 'dc01 # old, slow\ndc02 # new, fast; red\n', 'none', false, ['name']],
    ['a list of one column with a head', 'Hostname\ndc01\ndc02\n', 'none', true, ['name']],
    ['commas', 'host,port\ndc01,636\n', 'comma', true, ['name', 'port']],
    [
      'semicolons, heads in other spellings',
      'Server Name;TCP-Port;Data_Center\ndc01;636;FRA\n',
      'semicolon',
      true,
      ['name', 'port', 'site'],
    ],
    ['tabs', 'fqdn\towner\ndc01\tAda, Bob; and others\n', 'tab', true, ['name', 'owner']],
    ['bars', 'dc01.corp.example|636\ndc02.corp.example|636\n', 'pipe', false, ['name', null]],
    ['no heads, the host not first', 'FRA;dc01.corp.example\nBER;dc02.corp.example\n', 'semicolon', false, [null, 'name']],
    ['heads that nobody knows', 'Foo,Bar\ndc01.corp.example,1\n', 'comma', false, ['name', null]],
    ['one head that is known, the host by what it holds', 'System,Owner\ndc01.corp.example,Ada\n', 'comma', true, ['name', 'owner']],
    ['the same head twice', 'host,owner,contact\ndc01,Ada,Bob\n', 'comma', true, ['name', 'owner', null]],
    [
      'the form that Active Directory exports',
      '"DNSHostName","IPv4Address","Site"\n"DC01.corp.example","192.0.2.1","FRA"\n',
      'comma',
      true,
      ['name', 'address', 'site'],
    ],
  ])('takes %s for what it is', (_, text, delimiter, header, columns) => {
    expect(guessMapping(text)).toMatchObject({ delimiter, header, columns });
  });
});

describe('reading a list', () => {
  it('takes a host with each of its doors on a line of its own', () => {
    const text = 'host,port,protocol,interval,site\ndc01,636,,60,FRA\nDC01.,10389,StartTLS,,\ndc02,,,,BER\n';
    expect(read(text).hosts).toEqual([
      {
        name: 'dc01',
        site: 'FRA',
        doors: [
          { port: 636, intervalSeconds: 60 },
          { port: 10_389, transport: 'starttls' },
        ],
      },
      { name: 'dc02', site: 'BER' },
    ]);
  });

  it.each([
    ['dc01.corp.example', 'dc01.corp.example', undefined],
    ['DC01.Corp.Example.', 'dc01.corp.example', undefined],
    ['dc01:3269', 'dc01', { port: 3269 }],
    ['ldap://dc01', 'dc01', { port: 389, transport: 'starttls' }],
    ['ldaps://dc01:10636/', 'dc01', { port: 10_636, transport: 'ldaps' }],
    ['2001:DB8::10', '2001:db8::10', undefined],
    ['[2001:db8::10]', '2001:db8::10', undefined],
    ['[2001:db8::10]:636', '2001:db8::10', { port: 636 }],
    ['bücher.example', 'xn--bcher-kva.example', undefined],
    ['192.0.2.10', '192.0.2.10', undefined],
  ])('knows the host that %s names', (cell, name, door) => {
    expect(read(cell).hosts).toEqual([{ name, ...(door ? { doors: [door] } : {}) }]);
  });

  it('tells a line that says nothing new, by case, dot, and Unicode', () => {
    const { lines, hosts } = read('dc01.corp.example\nDC01.corp.example.\nbücher.example\nxn--bcher-kva.example\n');
    expect(lines.map((line) => (line.kind === 'duplicate' ? `${line.line} as ${line.firstLine}` : line.kind))).toEqual([
      'wanted',
      '2 as 1',
      'wanted',
      '4 as 3',
    ]);
    expect(hosts).toHaveLength(2);
  });

  it('takes a name without a port, beside the same name with one, for the usual port', () => {
    expect(read('dc01\ndc01:3269\ndc01:636').hosts).toEqual([{ name: 'dc01', doors: [{ port: 636 }, { port: 3269 }] }]);
  });

  it('names the other line where two lines of a host contradict each other', () => {
    expect(faultsOf('host,port,owner,interval\ndc01,636,Ada,60\ndc01,3269,Bob,\ndc01,636,,90\n')).toEqual([
      '3: Owner: this line says Bob, and line 2 of the same host says Ada.',
      '4: Checked every: this line says 90 s, and line 2 says 60 s for the same port.',
    ]);
  });

  it('lets an empty cell clear only where that is asked for', () => {
    const text = 'host,owner,tags,slow,warning days,warning percent,critical days,critical percent,paused\ndc01,,,,,,,,\n';
    expect(read(text).hosts).toEqual([{ name: 'dc01' }]);
    expect(read(text, { emptyCells: 'clear' }).hosts).toEqual([{ name: 'dc01', owner: '', tags: [], expiryWindows: null }]);
  });

  it('reads every field', () => {
    const heads =
      'name;port;transport;intervalSeconds;slowAfterMs;probedFrom;site;tags;owner;profile;address;standsForDomain;expectedAddresses;reachedFromOutside;ldapsIntended;warningDays;warningPercent;criticalDays;criticalPercent;paused;pauseReason;notes';
    const cells =
      'corp.example;636;ldaps;60;500;here there;FRA;b a;Ada;AD-DS;192.0.2.1;yes;192.0.2.2 192.0.2.1;X;no;30;2.5 %;7;1;1;New rack;"One\nTwo"';
    expect(read(`${heads}\n${cells}`).hosts).toEqual([
      {
        name: 'corp.example',
        doors: [{ port: 636, transport: 'ldaps', intervalSeconds: 60, slowAfterMs: 500, probedFrom: ['here', 'there'] }],
        site: 'FRA',
        tags: ['a', 'b'],
        owner: 'Ada',
        profile: 'ad-ds',
        address: '192.0.2.1',
        standsForDomain: true,
        expectedAddresses: ['192.0.2.1', '192.0.2.2'],
        reachedFromOutside: true,
        ldapsIntended: false,
        expiryWindows: { warningDays: 30, warningShare: 0.025, criticalDays: 7, criticalShare: 0.01 },
        paused: true,
        pauseReason: 'New rack',
        notes: 'One\nTwo',
      },
    ]);
  });

  it.each([
    ['bad host,636', 'A space cannot be part of a host name'],
    [',636', 'The name of the host is missing.'],
    ['fe80::1%eth0,', 'with a zone'],
    ['dc01,65536', 'Port: A port is a whole number from 1 to 65535.'],
    ['dc01,0x27c', 'Port: "0x27c" is no whole number.'],
    ['dc01:636,3269', 'The name says port 636, and the column of ports says 3269.'],
    ['http://dc01,', 'The scheme http:// is not known'],
    ['=cmd|calc!A1,636', 'cannot be part of a host name'],
  ])('refuses %s with the reason', (line, words) => {
    expect(faultsOf(`host,port\n${line}\n`)).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ['protocol', 'smtp', 'Protocol: "smtp" is neither ldaps nor starttls.'],
    ['interval', '5', 'Interval: Checks can be 30 seconds'],
    ['paused', 'maybe', 'Paused: "maybe" is neither yes nor no.'],
    ['tags', '!', 'Tags: "!" is no tag'],
    ['profile', 'nt4', 'Kind of server: The kind of server is one of'],
    ['address', 'dc02', 'Address: The address is an IPv4 or IPv6 address'],
    ['warningDays', '30', 'Expiry windows: fill in all four, or none. Warning, per cent, Critical, days, Critical, per cent are missing.'],
    ['expectedAddresses', '192.0.2.300', 'Expected addresses: "192.0.2.300" is not'],
  ])('refuses a cell of %s such as %s', (head, cell, words) => {
    const text = `host,${head}\ndc01,${cell}\n`;
    expect(faultsOf(text.replace('warningDays', 'warningDays,warningPercent,criticalDays,criticalPercent'))).toEqual([
      expect.stringContaining(words),
    ]);
  });

  it('tells every fault of a line, and goes on with the next one', () => {
    expect(faultsOf('host,port,paused\ndc01,x,y?\ndc02,636,no\n')).toHaveLength(2);
    expect(read('host,port,paused\ndc01,x,y?\ndc02,636,no\n').hosts.map(({ name }) => name)).toEqual(['dc02']);
  });
});
