import { expect, test } from 'vitest';
import { alertWords } from './alert-names.ts';

test('names registered alerts and leaves strange numbers as numbers', () => {
  expect(alertWords(40)).toBe('40 handshake_failure');
  expect(alertWords(116)).toBe('116 certificate_required');
  expect(alertWords(255)).toBe('255 (not a registered alert)');
});
