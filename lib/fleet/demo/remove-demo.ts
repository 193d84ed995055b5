import { z } from 'zod';
import { writeAudit } from '../../access/audit.ts';
import { parseInput } from '../../access/parse-input.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { announceFleet, lockRegistration } from '../internal.ts';
import { demoDomains, demoLocation, demoManager, demoRows } from './marks.ts';

/** Nothing is chosen: there is one demonstration fleet. */
export const RemoveDemoInput = z.object({});

/**
 * Removes the demonstration fleet with all that came with it, in one transaction, and nothing else: what people registered meanwhile
 * stays, and so does the record of changes. The process that simulates it ends within seconds. Removed already, nothing changes.
 */
export async function removeDemo(context: VerbContext, input: z.input<typeof RemoveDemoInput> = {}): Promise<{ hostCount: number }> {
  parseInput(RemoveDemoInput, input);
  return context.db.$transaction(
    async (tx) => {
      await lockRegistration(tx);
      const installation = await tx.installation.findFirst({ select: { demoSince: true, demoRows: true } });
      const hosts = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM hosts WHERE managed_by = ${demoManager} ORDER BY id FOR UPDATE`;
      if (hosts.length === 0 && !installation?.demoSince) return { hostCount: 0 };
      const shown = await shownCertificates(tx);
      const plans = await tx.$queryRaw<{ id: string }[]>`
        SELECT DISTINCT planned.plan_id AS id FROM renewal_doors AS planned
          JOIN endpoints AS endpoint ON endpoint.id = planned.endpoint_id JOIN hosts AS host ON host.id = endpoint.host_id
        WHERE host.managed_by = ${demoManager}`;
      await removeRows(tx, installation?.demoRows);
      await tx.$executeRaw`DELETE FROM hosts WHERE managed_by = ${demoManager}`;
      await tx.$executeRaw`
        DELETE FROM renewal_plans AS plan WHERE id = ANY(${plans.map(({ id }) => id)}::uuid[])
          AND NOT EXISTS (SELECT FROM renewal_doors WHERE plan_id = plan.id)`;
      await removeTrust(tx);
      await removeDomains(tx);
      await removeCertificates(tx, shown);
      await tx.$executeRaw`UPDATE installation SET demo_since = NULL, demo_rows = NULL`;
      await writeAudit(tx, context, {
        action: 'demo.remove',
        subject: 'demo fleet',
        before: { since: installation?.demoSince?.toISOString() ?? null, hosts: hosts.length },
        after: null,
      });
      await announceFleet(tx);
      return { hostCount: hosts.length };
    },
    { timeout: 120_000, maxWait: 10_000 },
  );
}

/** SHA-256 of all that its doors ever showed, and of what it trusts. */
async function shownCertificates(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ sha256: string }[]>`
    WITH doors AS MATERIALIZED (
      SELECT endpoint.id FROM endpoints AS endpoint JOIN hosts AS host ON host.id = endpoint.host_id WHERE host.managed_by = ${demoManager})
    SELECT sha256 FROM served_certificates WHERE endpoint_id IN (SELECT id FROM doors)
    UNION SELECT sha256 FROM path_certificates WHERE endpoint_id IN (SELECT id FROM doors)
    UNION SELECT anchor.sha256 FROM trust_store_anchors AS anchor JOIN trust_stores AS store ON store.id = anchor.store_id
      WHERE store.managed_by = ${demoManager}
    UNION SELECT plan.successor_sha256 FROM renewal_plans AS plan WHERE plan.successor_sha256 IS NOT NULL AND plan.created_by = ${demoManager}`;
  return rows.map(({ sha256 }) => sha256);
}

/** What is remembered by id, and what is known by a name that only the demo has. */
async function removeRows(tx: Transaction, kept: unknown): Promise<void> {
  const rows = demoRows.safeParse(kept).data ?? { freezes: [], views: [], plans: [] };
  await tx.changeFreeze.deleteMany({ where: { id: { in: rows.freezes } } });
  await tx.savedView.deleteMany({ where: { id: { in: rows.views } } });
  await tx.renewalPlan.deleteMany({ where: { id: { in: rows.plans } } });
  await tx.waiver.deleteMany({ where: { createdBy: demoManager } });
  await tx.discoveryRun.deleteMany({ where: { domainName: { in: [...demoDomains] } } });
  await tx.$executeRaw`
    UPDATE endpoints SET probed_from = array_remove(probed_from, ${demoLocation}) WHERE ${demoLocation} = ANY(probed_from)`;
  await tx.location.deleteMany({ where: { name: demoLocation } });
  await tx.fleetFinding.deleteMany({ where: { OR: [{ domain: { in: [...demoDomains] } }, { subject: demoLocation }] } });
}

async function removeTrust(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM trusted_certificates WHERE kind = 'store' AND store IN (SELECT name FROM trust_stores WHERE managed_by = ${demoManager})`;
  await tx.trustStore.deleteMany({ where: { managedBy: demoManager } });
}

/** A domain that people registered hosts in meanwhile stays, without what the demo set on it. */
async function removeDomains(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM domains AS domain WHERE managed_by = ${demoManager} AND NOT EXISTS (SELECT FROM hosts WHERE domain_id = domain.id)`;
  await tx.$executeRaw`
    UPDATE domains SET managed_by = NULL, resolvers = '{}', external_resolvers = '{}', owner = '', notes = '', discovery = 'off',
      discovery_due_at = NULL, expiry_windows = NULL
    WHERE managed_by = ${demoManager}`;
}

/** Certificates stay in an installation for ever; those of servers that never were go, unless somebody else shows or plans them. */
async function removeCertificates(tx: Transaction, shown: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM fleet_findings WHERE subject = ANY(${[...shown]}::text[])`;
  await tx.$executeRaw`
    DELETE FROM certificates AS kept WHERE kept.sha256 = ANY(${[...shown]}::text[])
      AND NOT EXISTS (SELECT FROM served_certificates WHERE sha256 = kept.sha256)
      AND NOT EXISTS (SELECT FROM path_certificates WHERE sha256 = kept.sha256)
      AND NOT EXISTS (SELECT FROM trusted_certificates WHERE sha256 = kept.sha256)
      AND NOT EXISTS (SELECT FROM renewal_plans WHERE sha256 = kept.sha256 OR successor_sha256 = kept.sha256)`;
}
