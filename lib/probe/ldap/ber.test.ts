import fc from 'fast-check';
import { BerReader, SearchEntry } from 'ldapts';
import { describe, expect, it } from 'vitest';
import { encodeBer, encodeEntry, encodeResult, operation } from '../../simulation/ldap-messages.ts';
import { readBerElement, readBerHeader, readBerInteger, readBerText } from './ber.ts';
import { isWellFormedEntry, readLdapMessage } from './message.ts';

const tag = fc.integer({ min: 0, max: 255 }).filter((value) => (value & 0x1f) !== 0x1f);

describe('a BER header', () => {
  it('reads what was written, with short and long lengths', () => {
    fc.assert(
      fc.property(tag, fc.uint8Array({ maxLength: 70_000 }), fc.boolean(), (identifier, content, longForm) => {
        const bytes = encodeBer(identifier, content, longForm);
        expect(readBerHeader(bytes)).toEqual({
          kind: 'header',
          tag: identifier,
          headerBytes: bytes.length - content.length,
          contentBytes: content.length,
        });
        expect(readBerElement(bytes, 0)).toEqual({ tag: identifier, contentStart: bytes.length - content.length, end: bytes.length });
      }),
      { numRuns: 50 },
    );
  });

  it('is incomplete until its last byte is there, and an element until its content is', () => {
    const bytes = encodeBer(0x30, Buffer.alloc(300), true);
    for (let length = 0; length < 6; length += 1) expect(readBerHeader(bytes.subarray(0, length))).toEqual({ kind: 'incomplete' });
    expect(readBerElement(bytes.subarray(0, bytes.length - 1), 0)).toBeNull();
  });

  it.each([
    ['an indefinite length', '3080'],
    ['a length of five bytes', '30850000000001'],
    ['a tag of more than one byte', '1f8100'],
  ])('refuses %s', (_what, hex) => {
    expect(readBerHeader(Buffer.from(hex, 'hex')).kind).toBe('invalid');
  });

  it('never reads beyond the end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(70), (bytes, offset) => {
        const element = readBerElement(bytes, offset);
        return element === null || (element.contentStart >= offset && element.end <= bytes.length);
      }),
    );
  });
});

describe('BER values', () => {
  it.each([
    ['020100', 0],
    ['02017f', 127],
    ['02020080', 128],
    ['0201ff', -1],
    ['02047fffffff', 2_147_483_647],
    ['0200', null],
    ['02050000000000', null],
  ])('integer %s is %s', (hex, value) => {
    const bytes = Buffer.from(hex, 'hex');
    const element = readBerElement(bytes, 0);
    expect(element && readBerInteger(bytes, element)).toBe(value);
  });

  it('text survives, whatever the language', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const bytes = encodeBer(0x04, Buffer.from(text, 'utf8'));
        const element = readBerElement(bytes, 0);
        expect(element && readBerText(bytes, element)).toBe(text);
      }),
    );
  });
});

describe('an LDAP message', () => {
  it('tells its result, in the lengths of Active Directory too', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(5_000), fc.string({ maxLength: 200 }), fc.boolean(), (messageId, code, message, longForm) => {
        const bytes = encodeResult(messageId, operation.bindResponse, code, { message, longForm });
        expect(readLdapMessage(bytes)).toMatchObject({
          messageId,
          operation: operation.bindResponse,
          result: { code, diagnosticMessage: message.replaceAll('\u0000', ''), referral: null },
        });
      }),
    );
  });

  it('reads the answers to StartTLS that are seen in the field', () => {
    const openLdap = Buffer.from('300c02010178070a010004000400', 'hex');
    expect(readLdapMessage(openLdap)).toMatchObject({
      messageId: 1,
      operation: 0x78,
      result: { code: 0, diagnosticMessage: '', referral: null },
    });
    const unavailable = encodeResult(1, operation.extendedResponse, 52, { longForm: true, message: 'no TLS' });
    expect(unavailable.toString('hex')).toMatch(/^3084[0-9a-f]{8}02840000000101/);
    expect(readLdapMessage(unavailable)?.result?.code).toBe(52);
  });

  it('without a result has none', () => {
    expect(readLdapMessage(encodeEntry(2, '', { a: ['b'] }))).toMatchObject({
      messageId: 2,
      operation: operation.searchEntry,
      result: null,
    });
  });

  it('tells where a referral leads', () => {
    expect(readLdapMessage(encodeResult(1, operation.searchDone, 10, { referral: 'ldap://x/' }))?.result?.referral).toBe('ldap://x/');
  });

  it('is never made of arbitrary bytes by accident of a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const framed = encodeBer(0x30, bytes);
        const message = readLdapMessage(framed);
        return message === null || message.messageId >= 0;
      }),
    );
  });

  it('may be damaged anywhere without harm', () => {
    const whole = encodeResult(7, operation.extendedResponse, 52, { message: 'shutting down', oid: '1.3.6.1.4.1.1466.20036' });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (position, value) => {
        const damaged = Buffer.from(whole);
        damaged[position] = value;
        const message = readLdapMessage(damaged);
        return message === null || typeof message.messageId === 'number';
      }),
    );
  });
});

describe('a search entry', () => {
  const contentOf = (message: Buffer) => {
    const read = readLdapMessage(message);
    return message.subarray(read?.contentStart, read?.contentEnd);
  };

  it('is well formed in either kind of lengths, with and without values', () => {
    for (const longForm of [false, true]) {
      expect(isWellFormedEntry(contentOf(encodeEntry(2, 'dc=a', { a: ['b', 'x'.repeat(200)], none: [] }, longForm)))).toBe(true);
    }
    expect(isWellFormedEntry(contentOf(encodeEntry(2, '', {})))).toBe(true);
  });

  it('is refused when a byte is missing or left over anywhere, and never hangs the reader of the library', () => {
    const whole = contentOf(encodeEntry(2, '', { a: ['b', 'cd'], e: ['f'] }));
    expect(isWellFormedEntry(Buffer.concat([whole, Buffer.from([4, 0])]))).toBe(false);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (place, byte) => {
        expect(isWellFormedEntry(whole.subarray(0, place))).toBe(false);
        const changed = Buffer.from(whole);
        changed[place] = byte;
        if (isWellFormedEntry(changed)) new SearchEntry({ messageId: 2 }).parse(new BerReader(changed), []);
      }),
    );
  });
});
