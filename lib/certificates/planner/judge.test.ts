import { describe, expect, it } from 'vitest';
import { hostCount } from './judge.ts';
import { leafEnding, plannerHost } from './testing/planner-certificate.ts';

describe('counting the hosts of certificates', () => {
  const [one, other, third] = [plannerHost('dc01'), plannerHost('dc02'), plannerHost('dc03')];

  it('counts a host once, however many of the certificates it serves', () => {
    expect(hostCount([])).toBe(0);
    expect(hostCount([leafEnding(1, { hosts: [one, third] })])).toBe(2);
    expect(hostCount([leafEnding(1, { hosts: [one, other] }), leafEnding(2, { hosts: [other] }), leafEnding(3, { hosts: [third] })])).toBe(
      3,
    );
  });
});
