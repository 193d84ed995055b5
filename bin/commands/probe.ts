import { readFileSync } from 'node:fs';
import path from 'node:path';
import { now } from '../../lib/clock.ts';
import { settings } from '../../lib/config/env.ts';
import { diagnose } from '../../lib/diagnosis/diagnose.ts';
import { noKnowledge } from '../../lib/diagnosis/knowledge.ts';
import type { Verdict } from '../../lib/diagnosis/rule.ts';
import { defaultSubject } from '../../lib/diagnosis/subject.ts';
import { deepScan } from '../../lib/probe/deep-scan/deep-scan.ts';
import type { DeepScan } from '../../lib/probe/deep-scan/record.ts';
import { probeEndpoint } from '../../lib/probe/probe-endpoint.ts';
import { createRevocationCache } from '../../lib/probe/revocation/cache.ts';
import { createRevocationCheck } from '../../lib/probe/revocation/create-revocation-check.ts';
import { type AnchorStore, createTrustAnchors, systemAnchors, type TrustAnchors } from '../../lib/probe/x509/trust-anchors.ts';
import { type ProbeRequest, parseProbeArguments, usage } from '../probe/arguments.ts';
import { humanReport } from '../probe/human-report.ts';
import { jsonReport } from '../probe/json-report.ts';
import { errorText } from '../start/error-text.ts';

const exitCodes: Record<Verdict, number> = { healthy: 0, warning: 1, critical: 2, unknown: 3 };

/** What the product itself trusts by its settings, so that this command and the board agree. */
function configuredStores(): AnchorStore[] {
  const { trustBundle, systemAnchors: withSystem } = settings().probe;
  const bundle = trustBundle === null ? [] : [{ store: path.basename(trustBundle), pem: readFileSync(trustBundle, 'utf8') }];
  return [...(withSystem ? [systemAnchors()] : []), ...bundle];
}

function scanDeeply({ target, address }: ProbeRequest, anchors: TrustAnchors): Promise<DeepScan> {
  const { revocation, probe: probing } = settings();
  const proxy = revocation.proxy === null ? null : new URL(revocation.proxy);
  return deepScan(target, {
    location: 'command line',
    anchors,
    resolvers: probing.resolvers,
    ...(address === null ? {} : { addresses: [address] }),
    checkRevocation: createRevocationCheck({ allowed: revocation.allowed, proxy, cache: createRevocationCache(), now }),
  });
}

/** Probes one server and explains what was found. Needs no database. Returns the exit code of monitoring plugins. */
export async function probe(args: string[]): Promise<number> {
  process.once('uncaughtException', (error) => {
    process.stderr.write(`${errorText(error)}\n`);
    process.exit(exitCodes.unknown);
  });
  const parsed = parseProbeArguments(args);
  if ('help' in parsed) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if ('faults' in parsed) {
    process.stderr.write(`${parsed.faults.join('\n')}\n\n${usage}\n`);
    return exitCodes.unknown;
  }
  const { request } = parsed;
  try {
    const anchors = createTrustAnchors([...(request.systemAuthorities ? configuredStores() : []), ...request.authorities]);
    // The system's store may hold oddities; a file that was named must be good.
    const faults = anchors.faults.filter(({ store }) => request.authorities.some((given) => given.store === store));
    if (faults.length > 0) {
      process.stderr.write(
        faults.map(({ store, block, message }) => `--ca ${JSON.stringify(store)}, PEM block ${block}: ${message}\n`).join(''),
      );
      return exitCodes.unknown;
    }
    const evidence = await probeEndpoint(request.target, {
      location: 'command line',
      anchors,
      resolvers: settings().probe.resolvers,
      timeouts: { totalMs: request.timeoutMs },
      ...(request.address === null ? {} : { addresses: [request.address] }),
      ...(request.bind === null ? {} : { bind: request.bind }),
    });
    const scan = request.deep ? await scanDeeply(request, anchors) : null;
    const judgedAt = request.judgedAt ?? now();
    const subject = { ...defaultSubject, profile: request.profile };
    const diagnosis = diagnose(evidence, { subject, knowledge: { ...noKnowledge, deepScan: scan }, now: judgedAt });
    process.stdout.write(
      request.json
        ? jsonReport(evidence, diagnosis, scan)
        : humanReport(evidence, diagnosis, judgedAt, { deepScan: scan, forTerminal: process.stdout.isTTY === true }),
    );
    return exitCodes[diagnosis.verdict];
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    return exitCodes.unknown;
  }
}
