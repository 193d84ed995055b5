import { readFileSync } from 'node:fs';
import path from 'node:path';
import { now } from '../../lib/clock.ts';
import { settings } from '../../lib/config/env.ts';
import { diagnose } from '../../lib/diagnosis/diagnose.ts';
import type { Verdict } from '../../lib/diagnosis/rule.ts';
import { defaultSubject } from '../../lib/diagnosis/subject.ts';
import { probeEndpoint } from '../../lib/probe/probe-endpoint.ts';
import { type AnchorStore, createTrustAnchors, systemAnchors } from '../../lib/probe/x509/trust-anchors.ts';
import { parseProbeArguments, usage } from '../probe/arguments.ts';
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
    const judgedAt = request.judgedAt ?? now();
    const diagnosis = diagnose(evidence, { subject: { ...defaultSubject, profile: request.profile }, now: judgedAt });
    process.stdout.write(request.json ? jsonReport(evidence, diagnosis) : humanReport(evidence, diagnosis, judgedAt));
    return exitCodes[diagnosis.verdict];
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    return exitCodes.unknown;
  }
}
