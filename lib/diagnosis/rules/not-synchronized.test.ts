import { describe, expect, it } from 'vitest';
import { evidenceOfDirectoryFailure, evidenceOfRootDse } from '../testing/certificate-evidence.ts';
import { domainControllerRootDse, makeEvidence, openLdapRootDse } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { notSynchronized } from './not-synchronized.ts';

describe('not-synchronized', () => {
  it('reports FALSE, however attribute and value are written', () => {
    expect(runRule(notSynchronized, evidenceOfRootDse({ ...domainControllerRootDse, isSynchronized: ['FALSE'] }))).toMatchObject({
      summary: expect.stringContaining('dc01.corp.example says'),
      observations: [{ label: 'isSynchronized', seen: 'FALSE', healthy: 'TRUE' }],
    });
    expect(runRule(notSynchronized, evidenceOfRootDse({ issynchronized: ['false'] }))).not.toBeNull();
  });

  it('finds nothing when the server says TRUE', () => {
    expect(runRule(notSynchronized, makeEvidence())).toBeNull();
  });

  it('does not apply to servers without the attribute, or without a rootDSE', () => {
    expect(runRule(notSynchronized, evidenceOfRootDse(openLdapRootDse))).toBe('not-applicable');
    expect(runRule(notSynchronized, evidenceOfDirectoryFailure('timeout'))).toBe('not-applicable');
  });
});
