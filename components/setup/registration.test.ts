import { describe, expect, it } from 'vitest';
import { lineFaults, lineOf, registrationWords } from './registration.ts';

const form = { name: 'dc01.corp.example', door: '636', port: '', transport: 'ldaps' };

describe('lineOf', () => {
  it('adds the chosen door to the name', () => {
    expect(lineOf({ ...form, name: ' dc01.corp.example ', door: '3268' })).toBe('dc01.corp.example:3268');
  });

  it('writes the transport where the port could be anything', () => {
    expect(lineOf({ ...form, door: 'other', port: '10636' })).toBe('ldaps://dc01.corp.example:10636');
    expect(lineOf({ ...form, door: 'other', port: '10389', transport: 'starttls' })).toBe('ldap://dc01.corp.example:10389');
  });

  it('puts an IPv6 address into brackets, once', () => {
    expect(lineOf({ ...form, name: '2001:db8::10' })).toBe('[2001:db8::10]:636');
    expect(lineOf({ ...form, name: '[2001:db8::10]' })).toBe('[2001:db8::10]:636');
  });

  it('leaves a name with its own scheme or port alone', () => {
    for (const name of ['ldaps://dc01.corp.example', 'dc01.corp.example:3269', '[2001:db8::10]:3269'])
      expect(lineOf({ ...form, name })).toBe(name);
  });

  it('stays empty without a name, so that the list is refused as empty', () => {
    expect(lineOf({ ...form, name: '  ' })).toBe('');
  });
});

describe('registrationWords', () => {
  it('counts hosts, doors and those known before', () => {
    const known = { name: 'dc01', port: 636 };
    expect(registrationWords({ hosts: ['a', 'b'], endpointCount: 3, alreadyRegistered: [known] })).toBe(
      '2 hosts registered (3 doors, 1 was registered before). Their first checks are running.',
    );
    expect(registrationWords({ hosts: ['a'], endpointCount: 1, alreadyRegistered: [] })).toBe(
      '1 host registered (1 door). The first check is running.',
    );
    expect(registrationWords({ hosts: [], endpointCount: 1, alreadyRegistered: [known] })).toBe(
      '1 door added to known hosts (1 was registered before). The first check is running.',
    );
  });

  it('says when nothing was new', () => {
    const known = { name: 'dc01', port: 636 };
    expect(registrationWords({ hosts: [], endpointCount: 0, alreadyRegistered: [known] })).toContain('this door was registered already');
    expect(registrationWords({ hosts: [], endpointCount: 0, alreadyRegistered: [known, known] })).toContain('all 2 doors were');
  });
});

it('finds the line of a fault and says its number once', () => {
  const faults = [
    { field: 'lines.3', value: 'dc 01', message: 'Line 3: A space cannot be part of a host name.' },
    { field: 'site', message: 'A site can be 64 characters long at most.' },
  ];
  expect(lineFaults({ status: 'invalid', faults, values: {} })).toEqual([
    { ...faults[0], line: 3, message: 'A space cannot be part of a host name.' },
    { ...faults[1], line: null },
  ]);
  expect(lineFaults({ status: 'idle' })).toEqual([]);
});
