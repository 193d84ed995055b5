import { describe, expect, it } from 'vitest';
import type { Evidence } from '../probe/evidence.ts';
import { diagnose } from './diagnose.ts';
import type { AddressRule, Diagnosis, EndpointRule, Rule, Subject } from './rule.ts';
import { rules } from './rules/index.ts';
import { defaultSubject } from './subject.ts';
import {
  domainControllerRootDse,
  evidenceOf,
  failedConnect,
  failedHandshake,
  makeAttempt,
  makeEvidence,
  probedAt,
} from './testing/evidence-factory.ts';

const judge = (evidence: Evidence, { subject, ...rest }: { subject?: Partial<Subject>; rules?: readonly Rule[] } = {}): Diagnosis =>
  diagnose(evidence, { subject: { ...defaultSubject, ...subject }, now: probedAt, ...rest });
const idsOf = ({ findings }: Diagnosis) => findings.map(({ id }) => id);

const [template] = rules;
if (template === undefined) throw new Error('no rules');
const { article } = template;
const discovery = { summary: 'found', facts: {}, observations: [] };
const base = { article, stage: 'tls', severities: ['critical', 'warning', 'notice'], title: 'Found' } as const;
const addressRule = (id: string, no: number, more: Partial<AddressRule> = {}): Rule =>
  ({ ...base, id, no, scope: 'address', applies: () => true, check: () => discovery, ...more }) satisfies AddressRule;
const endpointRule = (id: string, no: number, more: Partial<EndpointRule> = {}): Rule =>
  ({ ...base, id, no, scope: 'endpoint', applies: () => true, check: () => discovery, ...more }) satisfies EndpointRule;

const twoAddresses = evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11' }));

describe('diagnose', () => {
  it('finds nothing wrong with a healthy domain controller', () => {
    expect(judge(makeEvidence())).toEqual({ verdict: 'healthy', unknownBecause: null, findings: [], profile: 'ad-ds', crashed: [] });
  });

  it('takes the profile set by hand before the one that the rootDSE speaks for', () => {
    expect(judge(makeEvidence(), { subject: { profile: 'entra-ds' } }).profile).toBe('entra-ds');
  });

  it('takes what this evidence speaks for before what was seen earlier, and that where nothing answers', () => {
    expect(judge(makeEvidence(), { subject: { detectedProfile: 'ldap' } }).profile).toBe('ad-ds');
    const silent = evidenceOf(makeAttempt(failedConnect('timeout')));
    expect(judge(silent, { subject: { detectedProfile: 'ad-lds' } }).profile).toBe('ad-lds');
    expect(judge(silent, { subject: { profile: 'entra-ds', detectedProfile: 'ad-ds' } }).profile).toBe('entra-ds');
    expect(judge(silent).profile).toBe('ldap');
  });

  it('guesses the profile from the rootDSE of the second look when none was read over TLS', () => {
    const plainPort = {
      port: 389,
      connect: 'ok',
      rootDse: domainControllerRootDse,
      startTlsResultCode: 52,
      startTlsMessage: null,
      startTlsHandshake: null,
    } as const;
    const attempt = makeAttempt(
      failedHandshake(
        'reset-before-certificate',
        {},
        {
          status: 'ok',
          ms: 1,
          data: {
            unprompted: 'silent',
            firstBytes: null,
            looksLike: null,
            plainLdapOnTlsPort: 'reset',
            plainPort,
            withoutServerName: null,
            oldStack: null,
            again: null,
          },
        },
      ),
    );
    expect(judge(evidenceOf(attempt)).profile).toBe('ad-ds');
    expect(judge(evidenceOf(makeAttempt(failedHandshake('reset-before-certificate')))).profile).toBe('ldap');
  });

  it('asks a rule only for the profiles it is for', () => {
    const evidence = evidenceOf(makeAttempt({ directory: { status: 'ok', data: { rootDse: { supportedCapabilities: [] } } } }));
    const only = [addressRule('for-entra', 900, { profiles: ['entra-ds'] }), addressRule('for-ldap', 901, { profiles: ['ldap'] })];
    expect(idsOf(judge(evidence, { rules: only }))).toEqual(['for-ldap']);
  });

  it('does not ask a rule to check what it does not apply to', () => {
    const rule = addressRule('not-for-this', 900, {
      applies: () => false,
      check: () => {
        throw new Error('asked');
      },
    });
    expect(judge(makeEvidence(), { rules: [rule] })).toMatchObject({ findings: [], crashed: [], verdict: 'healthy' });
  });

  it('joins what is found at several addresses, lists them, and takes the worst severity with its words', () => {
    const rule = addressRule('both', 900, {
      check: ({ attempt }) =>
        attempt.address === '192.0.2.11'
          ? { ...discovery, severity: 'critical', summary: 'worse', confidence: 'low' }
          : { ...discovery, severity: 'warning', summary: 'bad' },
    });
    expect(judge(twoAddresses, { rules: [rule] }).findings).toMatchObject([
      { id: 'both', severity: 'critical', summary: 'worse', confidence: 'low', addresses: ['192.0.2.10', '192.0.2.11'] },
    ]);
  });

  it('lists no address for a finding about the endpoint', () => {
    expect(judge(twoAddresses, { rules: [endpointRule('whole', 900)] }).findings).toMatchObject([{ id: 'whole', addresses: [] }]);
  });

  it('leaves out a consequence at the address of its cause, and keeps it elsewhere', () => {
    const cause = addressRule('cause', 900, {
      suppresses: ['effect'],
      check: ({ attempt }) => (attempt.address === '192.0.2.10' ? discovery : null),
    });
    const found = judge(twoAddresses, { rules: [cause, addressRule('effect', 901)] }).findings;
    expect(found).toMatchObject([
      { id: 'cause', addresses: ['192.0.2.10'] },
      { id: 'effect', addresses: ['192.0.2.11'] },
    ]);
  });

  it('lets a finding about the endpoint suppress at every address', () => {
    const list = [endpointRule('cause', 900, { suppresses: ['effect'] }), addressRule('effect', 901)];
    expect(idsOf(judge(twoAddresses, { rules: list }))).toEqual(['cause']);
  });

  it('leaves out a finding about the endpoint only when every address has its cause', () => {
    const effect = endpointRule('effect', 901);
    const everywhere = addressRule('cause', 900, { suppresses: ['effect'] });
    const once = addressRule('cause', 900, {
      suppresses: ['effect'],
      check: ({ attempt }) => (attempt.address === '192.0.2.10' ? discovery : null),
    });
    expect(idsOf(judge(twoAddresses, { rules: [everywhere, effect] }))).toEqual(['cause']);
    expect(idsOf(judge(twoAddresses, { rules: [once, effect] }))).toEqual(['cause', 'effect']);
  });

  it('contains a rule that breaks and keeps the findings of the others', () => {
    const broken = addressRule('broken', 900, {
      check: () => {
        throw new Error('no such thing');
      },
    });
    expect(judge(makeEvidence(), { rules: [broken, addressRule('sound', 901)] })).toMatchObject({
      verdict: 'critical',
      findings: [{ id: 'sound' }],
      crashed: [{ id: 'broken', message: 'no such thing' }],
    });
  });

  it('puts the earliest failed stage first, and a warning about an earlier stage behind it', () => {
    const list = [
      endpointRule('early-warning', 103, { stage: 'resolve', check: () => ({ ...discovery, severity: 'warning' }) }),
      addressRule('expired', 401, { stage: 'certificate' }),
      addressRule('weak', 419, { stage: 'certificate', check: () => ({ ...discovery, severity: 'warning' }) }),
      addressRule('name', 404, { stage: 'certificate' }),
      addressRule('directory', 501, { stage: 'ldap' }),
    ];
    expect(idsOf(judge(makeEvidence(), { rules: list }))).toEqual(['expired', 'name', 'weak', 'directory', 'early-warning']);
  });

  it('reports each address of a partly reachable name by one finding instead of a dead port', () => {
    const diagnosis = judge(evidenceOf(makeAttempt(), makeAttempt({ address: '192.0.2.11', ...failedConnect('refused') })));
    expect(diagnosis.verdict).toBe('warning');
    expect(diagnosis.findings).toMatchObject([{ id: 'address-partly-down', addresses: ['192.0.2.11'] }]);
  });

  it('judges old evidence for the time that is given', () => {
    expect(diagnose(makeEvidence(), { subject: defaultSubject, now: new Date('2028-01-01T00:00:00Z') }).findings).toMatchObject([
      { id: 'certificate-expired' },
    ]);
  });
});
