import { describe, expect, it } from 'vitest';
import { type Attempt, accountOnHoldBecause } from '../probe/evidence.ts';
import { withHeldBind } from './held-bind.ts';
import { type HeldBind, noKnowledge } from './knowledge.ts';
import { evidenceOf, failedHandshake, makeAttempt } from './testing/evidence-factory.ts';

const failure: HeldBind['failure'] = {
  status: 'failed',
  ms: 3,
  code: 'rejected',
  detail: { message: 'refused', systemCode: null, resultCode: 49, diagnosticMessage: 'data 52e', activeDirectoryCode: '52e' },
};
const held = (address = '192.0.2.10') => ({ ...noKnowledge, heldBind: { since: '2026-03-01T12:00:00.000Z', address, failure } });
const waiting = (address: string): Attempt => ({
  ...makeAttempt({ address }),
  bind: { status: 'skipped', because: accountOnHoldBecause },
});
const binds = (attempts: Attempt[], knowledge = held()) =>
  withHeldBind(evidenceOf(...attempts), knowledge).attempts.map(({ bind }) => bind.status);

describe('evidence of a door whose account is on hold', () => {
  it('is judged as if the password had been refused again, at the address that refused it', () => {
    expect(binds([waiting('192.0.2.9'), waiting('192.0.2.10')])).toEqual(['skipped', 'failed']);
    const [attempt] = withHeldBind(evidenceOf(waiting('192.0.2.10')), held()).attempts;
    expect(attempt?.bind).toBe(failure);
  });

  it('is judged so at the first address when that one is gone', () => {
    expect(binds([waiting('192.0.2.9'), waiting('192.0.2.11')])).toEqual(['failed', 'skipped']);
  });

  it('stays as it is without a hold, where there was no secure connection, and where the bind was left out for another reason', () => {
    const evidence = evidenceOf(waiting('192.0.2.10'));
    expect(withHeldBind(evidence, noKnowledge)).toBe(evidence);
    expect(binds([{ ...waiting('192.0.2.10'), ...failedHandshake('timeout') }])).toEqual(['skipped']);
    const other: Attempt = { ...makeAttempt(), bind: { status: 'skipped', because: 'no account is set up for this server' } };
    expect(binds([{ ...other, address: '192.0.2.10' }])).toEqual(['skipped']);
  });

  it('stays as it is at the very look that was refused: its other addresses were spared', () => {
    expect(binds([{ ...makeAttempt({ address: '192.0.2.9' }), bind: failure }, waiting('192.0.2.10')])).toEqual(['failed', 'skipped']);
  });
});
