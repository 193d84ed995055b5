import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOfDirectoryFailure, evidenceOfRootDse } from '../testing/certificate-evidence.ts';
import { domainControllerRootDse, openLdapRootDse, probedAt } from '../testing/evidence-factory.ts';
import { runRule } from '../testing/rule-testing.ts';
import { globalCatalogNotReady } from './global-catalog-not-ready.ts';

const at = (port: number, rootDse: Record<string, string[]>) => {
  const evidence = evidenceOfRootDse(rootDse);
  return { ...evidence, target: { ...evidence.target, port, transport: port === 3268 ? ('starttls' as const) : ('ldaps' as const) } };
};
const notReady = { ...domainControllerRootDse, isGlobalCatalogReady: ['FALSE'] };

describe('global-catalog-not-ready', () => {
  it.each([3268, 3269])('finds FALSE on port %i', (port) => {
    expect(runRule(globalCatalogNotReady, at(port, notReady))).toMatchObject({
      summary: `dc01.corp.example answers on port ${port}, and says that it is not ready as a global catalog.`,
      facts: { isGlobalCatalogReady: false, port },
    });
  });

  it('passes when it is ready', () => {
    expect(runRule(globalCatalogNotReady, at(3269, domainControllerRootDse))).toBeNull();
  });

  it('does not apply on other ports: there, a domain controller need not be a global catalog', () => {
    expect(runRule(globalCatalogNotReady, at(636, notReady))).toBe('not-applicable');
  });

  it('does not apply without the attribute or without a rootDSE', () => {
    expect(runRule(globalCatalogNotReady, at(3269, openLdapRootDse))).toBe('not-applicable');
    const failed = evidenceOfDirectoryFailure('timeout');
    expect(runRule(globalCatalogNotReady, { ...failed, target: { ...failed.target, port: 3269 } })).toBe('not-applicable');
  });

  it('is a warning beside nothing else', () => {
    const { findings, verdict } = diagnose(at(3269, notReady), { subject: defaultSubject, now: probedAt });
    expect(findings.map(({ id }) => id)).toEqual(['global-catalog-not-ready']);
    expect(verdict).toBe('warning');
  });
});
