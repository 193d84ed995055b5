import { describe, expect, it } from 'vitest';
import { notIntendedBecause } from '../../probe/evidence.ts';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { makeEvidence, probedAt } from '../testing/evidence-factory.ts';
import { connectFails } from '../testing/evidence-of-failures.ts';
import { runRule } from '../testing/rule-testing.ts';
import { ldapsNotIntended } from './ldaps-not-intended.ts';

const subject = { ...defaultSubject, ldapsIntended: false };
const notProbed = (host = 'dc01.corp.example') =>
  makeEvidence({ target: { host }, resolve: { status: 'skipped', because: notIntendedBecause }, attempts: [] });

describe('ldaps-not-intended', () => {
  it('tells that the host is not probed', () => {
    expect(runRule(ldapsNotIntended, notProbed(), { subject })).toMatchObject({
      summary: 'dc01.corp.example is marked as a host where LDAPS is not intended: it is not probed on TLS ports.',
    });
  });

  it('does not apply to hosts that are meant to offer LDAPS', () => {
    expect(runRule(ldapsNotIntended, makeEvidence())).toBe('not-applicable');
  });

  it.each(['dc01.corp.example', '192.0.2.7'])('is the only finding of %s, which counts as healthy', (host) => {
    const { findings, verdict, unknownBecause } = diagnose(notProbed(host), { subject, now: probedAt });
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([['ldaps-not-intended', 'notice']]);
    expect({ verdict, unknownBecause }).toEqual({ verdict: 'healthy', unknownBecause: null });
  });

  it('lets what was seen before the mark was set rest', () => {
    const { findings, verdict } = diagnose(connectFails('refused'), { subject, now: probedAt });
    expect(findings.map(({ id }) => id)).toEqual(['ldaps-not-intended']);
    expect(verdict).toBe('healthy');
  });

  it('proves nothing once the mark is gone: unknown until the next probe', () => {
    const { findings, verdict, unknownBecause } = diagnose(notProbed('192.0.2.7'), { subject: defaultSubject, now: probedAt });
    expect(findings).toEqual([]);
    expect(verdict).toBe('unknown');
    expect(unknownBecause).toBe('It was not probed while LDAPS was not intended on this host; the next probe tells.');
  });
});
