import { describe, expect, it } from 'vitest';
import { errorText } from './error-text.ts';

describe('errorText', () => {
  it('is the message, without the stack', () => {
    expect(errorText(new Error('The port is taken.'))).toBe('The port is taken.');
  });

  it('names every address that was tried where the error itself says nothing', () => {
    const tried = [new Error('connect ECONNREFUSED ::1:5432'), new Error('connect ECONNREFUSED 127.0.0.1:5432')];
    expect(errorText(new AggregateError(tried))).toBe('connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432');
  });

  it('is never empty', () => {
    expect(errorText(Object.assign(new Error(''), { code: 'EPIPE' }))).toBe('EPIPE');
    expect(errorText(new TypeError(''))).toBe('TypeError');
    expect(errorText('odd')).toBe('odd');
  });

  it('hides the password of an address', () => {
    expect(errorText(new Error('cannot reach postgresql://me:hunter2@db:5432/x'))).toBe('cannot reach postgresql://me:***@db:5432/x');
  });
});
