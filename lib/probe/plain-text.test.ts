import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from './limits.ts';
import { describeError, plainText } from './plain-text.ts';

describe('text of a stranger', () => {
  it('can always be stored: bounded, no NUL, well formed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 1_200 }),
        fc.constantFrom('', '😀'.repeat(300), '\u0000', '\ud800'),
        (text, more) => {
          const plain = plainText(more + text);
          return plain.length <= limits.textCharacters && plain.isWellFormed() && !plain.includes('\u0000');
        },
      ),
    );
  });

  it('stays as it is when nothing is wrong with it', () => {
    expect(plainText('AcceptSecurityContext error, data 52e, v1db1')).toBe('AcceptSecurityContext error, data 52e, v1db1');
  });

  it('is found in anything that is thrown', () => {
    expect(describeError(Object.assign(new Error('boom'), { code: 'EBOOM' }))).toEqual({ message: 'boom', systemCode: 'EBOOM' });
    expect(describeError('plain words')).toEqual({ message: 'plain words', systemCode: null });
    expect(describeError(new TypeError(''))).toEqual({ message: 'TypeError', systemCode: null });
  });
});
