import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeholders } from '../article/fill.ts';
import { catalog as every } from '../catalog.ts';
import { fleetRules } from '../fleet-rules/index.ts';
import { type CatalogRule, profiles, type RuleStage, type Severity } from '../rule.ts';
import { rules } from './index.ts';

/** The catalog: number and severities of every public id. Ids never change and are never used again. */
const catalog: Readonly<Record<string, readonly [number, ...Severity[]]>> = {
  'name-not-found': [101, 'critical'],
  'name-lookup-failed': [102, 'critical'],
  'target-is-ip-address': [103, 'warning'],
  'resolves-to-internal-address': [104, 'warning'],
  'resolves-to-unexpected-address': [105, 'warning'],
  'port-closed': [201, 'critical'],
  'port-filtered': [202, 'critical'],
  'host-unreachable': [203, 'critical'],
  'address-partly-down': [204, 'warning'],
  'no-certificate-served': [301, 'critical'],
  'not-tls': [302, 'critical'],
  'handshake-timeout': [303, 'critical'],
  'no-shared-protocol': [304, 'critical'],
  'no-shared-cipher': [305, 'critical'],
  'legacy-protocol-only': [306, 'critical'],
  'legacy-protocol-offered': [307, 'warning'],
  'weak-key-exchange': [308, 'warning'],
  'weak-cipher': [309, 'warning'],
  'client-certificate-required': [310, 'critical'],
  'server-name-rejected': [311, 'critical'],
  'starttls-refused': [312, 'critical'],
  'handshake-failed': [313, 'critical'],
  'certificate-expired': [401, 'critical'],
  'certificate-not-yet-valid': [402, 'critical'],
  'certificate-expiring': [403, 'warning', 'critical'],
  'host-name-not-in-certificate': [404, 'critical'],
  'host-name-only-in-common-name': [405, 'warning'],
  'host-name-not-first': [406, 'notice'],
  'wildcard-missing': [407, 'warning'],
  'server-auth-eku-missing': [408, 'critical'],
  'key-usage-unsuitable': [409, 'warning'],
  'certificate-is-ca': [410, 'warning'],
  'self-signed-certificate': [411, 'critical'],
  'issuer-not-trusted': [412, 'critical'],
  'intermediate-missing': [413, 'critical'],
  'chain-out-of-order': [414, 'notice'],
  'chain-certificate-expired': [415, 'critical'],
  'chain-certificate-expiring': [416, 'warning'],
  'chain-invalid': [417, 'critical'],
  'weak-signature': [418, 'critical', 'warning'],
  'weak-key': [419, 'critical', 'warning'],
  'lifetime-too-short': [420, 'warning'],
  'certificate-revoked': [421, 'critical'],
  'revocation-unknown': [422, 'notice'],
  'issuing-ca-on-domain-controller': [423, 'notice'],
  'certificate-malformed': [424, 'critical'],
  'signature-hash-unusual': [425, 'notice'],
  'certificate-changed': [426, 'notice'],
  'doors-serve-different-certificates': [427, 'warning'],
  'shared-private-key': [428, 'warning'],
  'renewed-but-not-served': [429, 'warning'],
  'rootdse-unreadable': [501, 'critical'],
  'directory-unavailable': [502, 'critical'],
  'not-synchronized': [503, 'warning'],
  'global-catalog-not-ready': [504, 'warning'],
  'clock-skew': [505, 'warning', 'critical'],
  'different-server-answered': [506, 'warning'],
  'slow-response': [507, 'warning'],
  'bind-credentials-rejected': [508, 'critical'],
  'bind-account-restricted': [509, 'critical'],
  'bind-needs-channel-binding': [510, 'critical'],
  'bind-needs-signing': [511, 'critical'],
  'bind-failed': [512, 'critical'],
  'whoami-mismatch': [513, 'warning'],
  'domain-controller-not-registered': [601, 'warning'],
  'registered-host-not-in-dns': [602, 'warning'],
  'last-healthy-door': [603, 'critical'],
  'issuer-blast-radius': [604, 'warning'],
  'prober-offline': [605, 'notice'],
  'ldaps-not-intended': [606, 'notice'],
};

const hundreds: Readonly<Record<number, RuleStage>> = { 1: 'resolve', 2: 'connect', 3: 'tls', 4: 'certificate', 5: 'ldap', 6: 'fleet' };
const byId: [string, CatalogRule][] = every.map((rule) => [rule.id, rule]);

/** Braces that commands need themselves: certreq's INF files write `{text}` before the value of an extension. */
const literals: readonly (string | undefined)[] = ['text'];
const allowedInBraces = [...literals, ...placeholders];

/** Every text of an article, commands included. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

describe('the list of rules', () => {
  it('names every rule file of the folder, and each rule is in the file of its id', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
      .map((name) => name.replace(/\.ts$/, ''));
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  it('names every rule file of the folder of fleet rules', () => {
    const files = readdirSync(join(import.meta.dirname, '../fleet-rules')).filter(
      (name) => !name.endsWith('.test.ts') && name !== 'index.ts',
    );
    expect(fleetRules.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it('has a test beside every rule', () => {
    const files = [import.meta.dirname, join(import.meta.dirname, '../fleet-rules')].flatMap((folder) => readdirSync(folder));
    expect(every.map(({ id }) => `${id}.test.ts`).filter((name) => !files.includes(name))).toEqual([]);
  });

  it('holds exactly the catalog', () => {
    expect(every.map(({ id }) => id).sort()).toEqual(Object.keys(catalog).sort());
  });

  it('is in the order of the numbers, which are unique', () => {
    const numbers = every.map(({ no }) => no);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  });

  it('suppresses only rules that exist, and never in a circle', () => {
    const suppressed = new Map(rules.map(({ id, suppresses }) => [id, suppresses ?? []]));
    const reaches = (from: string, to: string, seen: readonly string[] = []): boolean =>
      (suppressed.get(from) ?? []).some((next) => next === to || (!seen.includes(next) && reaches(next, to, [...seen, next])));
    expect([...suppressed.values()].flat().filter((id) => !suppressed.has(id))).toEqual([]);
    expect([...suppressed.keys()].filter((id) => reaches(id, id))).toEqual([]);
  });
});

describe.each(byId)('%s', (id, rule) => {
  it('has the number, stage and severities of the catalog', () => {
    const [no, ...severities] = catalog[id] ?? [];
    expect(rule.no).toBe(no);
    expect(rule.stage).toBe(hundreds[Math.floor(rule.no / 100)]);
    expect([...rule.severities].sort()).toEqual(severities.sort());
  });

  it('has an article with every section', () => {
    const { whatHappened, whyItMatters, couldAlsoBe, resolve, verify, sources } = rule.article;
    for (const section of [whatHappened, whyItMatters, couldAlsoBe, resolve, verify, sources]) expect(section.length).toBeGreaterThan(0);
    for (const resolution of resolve) expect(resolution.steps.length).toBeGreaterThan(0);
    expect(textsOf(rule.article).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('says how to resolve it for every profile it applies to, and for no other', () => {
    const applicable = rule.profiles ?? profiles;
    const covered = new Set(rule.article.resolve.flatMap((resolution) => resolution.profiles));
    expect([...covered].sort()).toEqual([...applicable].sort());
  });

  it.each(['ldaps', 'starttls'] as const)('says how to verify it with at least two tools over %s', (transport) => {
    const usable = rule.article.verify.filter((verification) => (verification.transport ?? transport) === transport);
    expect(new Set(usable.map(({ tool }) => tool)).size).toBeGreaterThanOrEqual(2);
  });

  it('gives a command for every tool but ldp.exe', () => {
    const wordsOnly = rule.article.verify.filter(({ command }) => command === null).map(({ tool }) => tool);
    expect(wordsOnly.filter((tool) => tool !== 'ldp.exe')).toEqual([]);
  });

  it('cites sources by https address, each once', () => {
    const addresses = rule.article.sources.map(({ address }) => address);
    const cited = rule.article.sources.map(({ address, section }) => `${address} ${section}`);
    expect(addresses.filter((address) => !URL.canParse(address) || new URL(address).protocol !== 'https:')).toEqual([]);
    expect(cited).toEqual([...new Set(cited)]);
  });

  it('uses placeholders that are known', () => {
    const used = textsOf(rule.article).flatMap((text) => [...text.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name));
    expect(used.filter((name) => !allowedInBraces.includes(name))).toEqual([]);
  });

  it('points to look-alikes that are in the catalog, and not to itself', () => {
    const others = rule.article.couldAlsoBe.flatMap(({ findingId }) => (findingId === undefined ? [] : [findingId]));
    expect(others.filter((other) => other === id || !(other in catalog))).toEqual([]);
  });
});
