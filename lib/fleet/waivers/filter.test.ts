import { describe, expect, it } from 'vitest';
import { parseWaiverDraft, parseWaiverState } from './filter.ts';

describe('the address of the waivers', () => {
  it('shows those in force unless it asks for the ended ones', () => {
    expect(['ended', 'in-force', 'tired', null, undefined].map(parseWaiverState)).toEqual([
      'ended',
      'in-force',
      'in-force',
      'in-force',
      'in-force',
    ]);
  });

  it('fills the form with a finding and what it is to be accepted for', () => {
    expect(parseWaiverDraft({ finding: 'certificate-expired', domain: 'corp.example' })).toEqual({
      ...{ findingId: 'certificate-expired', scope: 'domain', scopeName: 'corp.example' },
    });
    expect(parseWaiverDraft({ tag: 'lab' })).toEqual({ findingId: '', scope: 'tag', scopeName: 'lab' });
    expect(parseWaiverDraft({ finding: 'port-closed' })).toEqual({ findingId: 'port-closed', scope: 'host', scopeName: '' });
    expect(parseWaiverDraft({ host: ['a', 'b'], state: 'ended' })).toBeNull();
  });
});
