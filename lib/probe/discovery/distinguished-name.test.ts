import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dnsNameOf, domainOfObject, namePartsOf, parentName, sameName, siteOfObject } from './distinguished-name.ts';

const settings = 'CN=NTDS Settings,CN=DC1,CN=Servers,CN=Berlin,CN=Sites,CN=Configuration,DC=corp,DC=example';

describe('a distinguished name', () => {
  it('tells the site of a server and of what lies below it', () => {
    expect(siteOfObject(settings)).toBe('Berlin');
    expect(siteOfObject(parentName(settings))).toBe('Berlin');
    expect(siteOfObject('CN=DC1,OU=Domain Controllers,DC=corp,DC=example')).toBeNull();
    expect(siteOfObject('')).toBeNull();
  });

  it('tells the domain of an object, and that of a naming context alone', () => {
    expect(dnsNameOf('DC=Corp,DC=Example')).toBe('corp.example');
    expect(dnsNameOf(settings)).toBeNull();
    expect(domainOfObject('CN=DC1,OU=Domain Controllers,DC=corp,DC=example')).toBe('corp.example');
    expect(domainOfObject('O=Corp')).toBeNull();
  });

  it('is read with its escapes', () => {
    expect(namePartsOf('CN=Smith\\, John,OU=M\\C3\\BCnchen\\2B')).toEqual([
      { type: 'cn', value: 'Smith, John' },
      { type: 'ou', value: 'München+' },
    ]);
    expect(parentName('CN=a\\,b,DC=c')).toBe('DC=c');
    expect(sameName('cn = A\\,b , dc=C')).toBe(sameName('CN=a\\2cB,DC=c'));
    expect(sameName('CN=a\\,b,DC=c')).not.toBe(sameName('CN=a,b,DC=c'));
  });

  it('never throws, whatever a server sends', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\\', ',', '=', ';', ' ', 'c', '2', 'é', '\ud800') })),
        (text) => {
          namePartsOf(text);
          siteOfObject(text);
          domainOfObject(text);
          sameName(text);
          expect(parentName(text).length).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
