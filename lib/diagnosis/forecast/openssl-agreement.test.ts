import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTrust } from '../../probe/x509/build-trust.ts';
import { readCertificate } from '../../probe/x509/read-certificate.ts';
import { createTrustAnchors } from '../../probe/x509/trust-anchors.ts';
import { createAuthority, type IssuedCertificate } from '../../simulation/certificate-factory.ts';
import { rules } from '../rules/index.ts';
import { defaultSubject } from '../subject.ts';
import { evidenceOf, makeAttempt } from '../testing/evidence-factory.ts';
import { dateRules } from './date-rules.ts';
import { forecast } from './forecast.ts';

const run = promisify(execFile);
const SECOND_MS = 1_000;
const start = Date.parse('2026-11-20T12:00:00Z');

type Dates = { notBefore: Date; notAfter: Date };
type Generated = { name: string; leaf: IssuedCertificate; chain: readonly Uint8Array[]; dates: readonly Dates[]; file: string };

const validity: fc.Arbitrary<Dates> = fc
  .record({ fromSeconds: fc.integer({ min: -90_000_000, max: 20_000_000 }), seconds: fc.integer({ min: 40_000_000, max: 150_000_000 }) })
  .map(({ fromSeconds, seconds }) => {
    const notBefore = start + fromSeconds * SECOND_MS;
    return { notBefore: new Date(notBefore), notAfter: new Date(notBefore + seconds * SECOND_MS) };
  });
/** All three alike, so that each of them begins last and ends first in some chains. */
const threeValidities = fc.tuple(validity, validity, validity);
const chainCount = 10;

let folder: string;
const roots: IssuedCertificate[] = [];
const intermediates: IssuedCertificate[] = [];
let chains: Generated[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'port636-forecast-'));
  const samples = fc.sample(threeValidities, { numRuns: chainCount, seed: 636 });
  chains = await Promise.all(
    samples.map(async ([leafDates, issuerDates, rootDates], index) => {
      const name = `dc${index}.corp.example`;
      const root = await createAuthority({ subject: `CN=Root ${index}`, ...rootDates });
      const issuing = await root.intermediate({ subject: `CN=Issuing ${index}`, ...issuerDates });
      const leaf = await issuing.issue({ dnsNames: [name], ...leafDates });
      roots.push(root.certificate);
      intermediates.push(issuing.certificate);
      const file = join(folder, `leaf-${index}.pem`);
      await writeFile(file, leaf.pem);
      return { name, leaf, chain: leaf.chain, dates: [leafDates, issuerDates, rootDates], file };
    }),
  );
  await writeFile(join(folder, 'roots.pem'), roots.map(({ pem }) => pem).join(''));
  await writeFile(join(folder, 'intermediates.pem'), intermediates.map(({ pem }) => pem).join(''));
}, 30_000);
afterAll(() => rm(folder, { recursive: true }));

/** Which chains OpenSSL verifies at that second: one process for all of them. */
async function openSsl(seconds: number): Promise<readonly boolean[]> {
  const files = ['-CAfile', join(folder, 'roots.pem'), '-untrusted', join(folder, 'intermediates.pem'), '-no-CApath', '-no-CAstore'];
  const { stdout } = await run('openssl', ['verify', '-attime', String(seconds), ...files, ...chains.map(({ file }) => file)]).catch(
    // It ends with a failure as soon as one chain does not verify, and says all the same which do.
    (cause: { stdout: string; stderr: string }) => {
      if (!/certificate has expired|certificate is not yet valid/.test(cause.stderr)) throw cause;
      return cause;
    },
  );
  const verified = new Set(stdout.split('\n').flatMap((line) => (line.endsWith(': OK') ? [line.slice(0, -': OK'.length)] : [])));
  return chains.map(({ file }) => verified.has(file));
}

/** Windows that never open: what is left is whether every certificate is within its dates. */
const subject = { ...defaultSubject, expiryWindows: { warningDays: 0, warningShare: 0, criticalDays: 0, criticalShare: 0 } };
const outside: readonly string[] = ['certificate-expired', 'certificate-not-yet-valid', 'chain-certificate-expired'];

/** By the forecast, made long before the first date: is the chain within its dates at that time? */
function forecastOf({ chain }: Generated): (at: number) => boolean {
  const sent = chain.map(readCertificate);
  const trust = buildTrust(sent, createTrustAnchors(roots.map(({ pem }) => ({ store: 'test', pem }))));
  expect(trust).toMatchObject({ ending: 'anchored', violations: [] });
  const base = makeAttempt();
  if (base.certificate.status !== 'ok') throw new Error('The default attempt has a certificate.');
  const evidence = evidenceOf({
    ...base,
    certificate: { ...base.certificate, data: { ...base.certificate.data, sent, trust } },
  });
  const steps = forecast(evidence, { subject, now: new Date('2001-01-01'), rules: rules.filter(({ id }) => dateRules.has(id)) });
  return (at) => {
    const step = steps.findLast(({ fromAt }) => fromAt.getTime() <= at);
    return step !== undefined && !outside.includes(step.finding?.id ?? '');
  };
}

describe('the forecast beside openssl verify -attime', () => {
  it('says of generated chains at any second what OpenSSL says, but counts the second of the end itself as valid', async () => {
    const forecasts = chains.map(forecastOf);
    const ends = new Set(chains.flatMap(({ dates }) => dates.map(({ notAfter }) => notAfter.getTime() / SECOND_MS)));
    const edges = chains
      .flatMap(({ dates }) => dates.flatMap((one) => [one.notBefore, one.notAfter]))
      .map((at) => at.getTime() / SECOND_MS);
    const random = fc.sample(fc.integer({ min: start / SECOND_MS - 95_000_000, max: start / SECOND_MS + 160_000_000 }), {
      numRuns: 60,
      seed: 6,
    });
    const times = [...new Set([...edges.flatMap((edge) => [edge - 1, edge, edge + 1]), ...random])];
    const seen = { valid: 0, invalid: 0 };
    const compare = async (seconds: number): Promise<void> => {
      const verdicts = await openSsl(seconds);
      for (const [index, chain] of chains.entries()) {
        const isEnd = chain.dates.some(({ notAfter }) => notAfter.getTime() === seconds * SECOND_MS);
        // RFC 5280 section 4.1.2.5 counts notAfter as valid, X509_cmp_time(3) does not: there the second before it is compared.
        const ours = forecasts[index]?.(isEnd && !verdicts[index] ? (seconds + 1) * SECOND_MS : seconds * SECOND_MS);
        expect({ chain: chain.name, seconds, valid: ours }).toEqual({ chain: chain.name, seconds, valid: verdicts[index] });
        seen[verdicts[index] ? 'valid' : 'invalid'] += 1;
      }
    };
    const queue = [...times];
    await Promise.all(
      [1, 2].map(async () => {
        for (let seconds = queue.pop(); seconds !== undefined; seconds = queue.pop()) await compare(seconds);
      }),
    );
    expect(ends.size).toBeGreaterThan(chainCount);
    expect(seen.valid).toBeGreaterThan(100);
    expect(seen.invalid).toBeGreaterThan(100);
  }, 60_000);
});
