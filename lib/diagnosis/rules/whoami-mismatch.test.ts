import { describe, expect, it } from 'vitest';
import { evidenceOfBindFailure } from '../testing/certificate-evidence.ts';
import { evidenceOf, makeAttempt, makeEvidence } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { whoamiMismatch } from './whoami-mismatch.ts';

const run = (boundAs: string | null, authorizationId: string | null) =>
  runRule(
    whoamiMismatch,
    evidenceOf(makeAttempt({ bind: { status: 'ok', ms: 4, data: { boundAs, authorizationId, whoAmIResultCode: null } } })),
  );

describe('whoami-mismatch', () => {
  it('finds another distinguished name', () => {
    expect(run('cn=probe,dc=corp,dc=example', 'dn:cn=guest,dc=corp,dc=example')).toMatchObject({
      summary: 'The bind as cn=probe,dc=corp,dc=example succeeded, yet the server calls the session dn:cn=guest,dc=corp,dc=example.',
      facts: { anonymous: false },
    });
  });

  it.each([
    ['CORP\\probe', 'u:CORP\\other'],
    ['CORP\\probe', 'u:LAB\\probe'],
    ['corp.example\\probe', 'u:CORP\\other'],
    ['S-1-5-21-1-2-3-1104', 'u:S-1-5-21-1-2-3-1105'],
  ])('finds %s taken for %s', (boundAs, authorizationId) => {
    expect(run(boundAs, authorizationId)).toMatchObject({ facts: { boundAs, authorizationId } });
  });

  it.each([
    ['probe@corp.example', ''],
    ['cn=probe,dc=corp', 'dn:'],
    ['CORP\\probe', 'u:'],
  ])('finds a session as %s that is anonymous (%j)', (boundAs, authorizationId) => {
    expect(run(boundAs, authorizationId)).toMatchObject({
      summary: `The bind as ${boundAs} succeeded, yet the server calls the session anonymous.`,
      facts: { anonymous: true },
    });
  });

  it.each([
    ['CN=Probe, DC=corp, DC=example', 'dn:cn=probe,dc=corp,dc=example'],
    ['CORP\\probe', 'u:corp\\PROBE'],
    ['corp.example\\probe', 'u:CORP\\probe'],
    ['S-1-5-21-1-2-3-1104', 'u:s-1-5-21-1-2-3-1104'],
  ])('takes %s for %s', (boundAs, authorizationId) => {
    expect(run(boundAs, authorizationId)).toBeNull();
  });

  it.each([
    ['CN=probe,DC=corp,DC=example', 'u:CORP\\probe'],
    ['probe@corp.example', 'u:CORP\\svc-probe'],
    ['CORP\\probe', 'u:S-1-5-21-1-2-3-1104'],
    ['probe@corp.example', 'dn:uid=probe,dc=corp'],
  ])('claims nothing of %s and %s, whose forms differ', (boundAs, authorizationId) => {
    expect(run(boundAs, authorizationId)).toBe('not-applicable');
  });

  it('claims nothing of names so long that the evidence may have cut them', () => {
    const long = `cn=${'a'.repeat(496)}`;
    expect(run(`${long}1,dc=x`.slice(0, 500), `dn:${long}1,dc=x`.slice(0, 500))).toBe('not-applicable');
  });

  it('does not apply without a bind, after one that failed, and where a name is not known', () => {
    expect(runRule(whoamiMismatch, makeEvidence())).toBe('not-applicable');
    expect(runRule(whoamiMismatch, evidenceOfBindFailure('rejected'))).toBe('not-applicable');
    expect(run(null, 'u:CORP\\probe')).toBe('not-applicable');
    expect(run('CORP\\probe', null)).toBe('not-applicable');
  });
});
