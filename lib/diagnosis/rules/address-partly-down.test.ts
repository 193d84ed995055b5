import { describe, expect, it } from 'vitest';
import { evidenceOf, failedConnect, failedHandshake, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { addressPartlyDown } from './address-partly-down.ts';

const second = { address: '192.0.2.11' };
const partly = evidenceOf(makeAttempt(), makeAttempt({ ...second, ...failedConnect('timeout') }));

describe('address-partly-down', () => {
  it('finds the address that fails while another accepts', () => {
    expect(runRule(addressPartlyDown, partly, { attemptIndex: 1 })).toMatchObject({
      summary: '1 of 2 addresses of dc01.corp.example:636 cannot be connected to: 192.0.2.11.',
      facts: { failedAddresses: ['192.0.2.11'], failures: ['timeout'], workingAddresses: ['192.0.2.10'] },
    });
  });

  it('passes at the address that accepts', () => {
    expect(runRule(addressPartlyDown, partly)).toBeNull();
  });

  it('counts an address as working when only its TLS fails', () => {
    const evidence = evidenceOf(makeAttempt(failedConnect('refused')), makeAttempt({ ...second, ...failedHandshake('timeout') }));
    expect(runRule(addressPartlyDown, evidence)).toMatchObject({ facts: { workingAddresses: ['192.0.2.11'] } });
  });

  it('passes when every address fails: then the endpoint is down as a whole', () => {
    const evidence = evidenceOf(makeAttempt(failedConnect('refused')), makeAttempt({ ...second, ...failedConnect('timeout') }));
    expect(runRule(addressPartlyDown, evidence)).toBeNull();
  });

  it('does not apply to a name with one address', () => {
    expect(runRule(addressPartlyDown, makeEvidence())).toBe('not-applicable');
  });

  it('does not count IPv6 addresses when this location has no IPv6 at all', () => {
    const evidence = evidenceOf(makeAttempt(), makeAttempt({ address: '2001:db8::1', family: 6, ...failedConnect('network-unreachable') }));
    expect(runRule(addressPartlyDown, evidence, { attemptIndex: 1 })).toBe('not-applicable');
  });
});
