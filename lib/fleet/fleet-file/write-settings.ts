import { writeAudit } from '../../access/audit.ts';
import type { VerbContext } from '../../access/verb-context.ts';
import type { Transaction } from '../../db/client.ts';
import { endSettledFindings } from '../discovery/judge-record.ts';
import { domainIds, windowsColumn } from '../internal.ts';
import { makeStore } from '../trust/add-trust-store.ts';
import { keepAnchors, renewVersion } from '../trust/anchor.ts';
import { recheckDoors } from '../trust/recheck.ts';
import type { DomainPlan, SettingsPlan, StorePlan } from './plan-settings.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Carries out a plan of settings, under the lock of trust. Doors that it matters to are checked again soon. */
export async function writeSettings(tx: Transaction, context: VerbContext, plan: SettingsPlan, managedBy: string): Promise<void> {
  const { expiryWindows, domains, stores } = plan;
  if (expiryWindows !== null) {
    const column = windowsColumn(expiryWindows.after);
    await tx.installation.upsert({
      where: { id: 1 },
      create: { id: 1, expiryWindows: column },
      update: { expiryWindows: column },
      select: { id: true },
    });
    await writeAudit(tx, context, {
      action: 'installation.set-expiry-windows',
      subject: 'the installation',
      before: expiryWindows.before,
      after: expiryWindows.after,
    });
  }
  const ids = await domainIds(tx, [...domains.map(({ name }) => name), ...stores.flatMap(({ domain }) => domain ?? [])]);
  for (const domain of domains) await writeDomain(tx, context, domain, ids.get(domain.name) ?? 0, managedBy);
  for (const store of stores) await writeStore(tx, context, store, ids, managedBy);
}

/** What no check judges of a domain. */
const unjudged: ReadonlySet<string> = new Set(['owner', 'notes', 'discovery']);

async function writeDomain(tx: Transaction, context: VerbContext, plan: DomainPlan, id: number, managedBy: string): Promise<void> {
  const { kind, name, settings, changes } = plan;
  if (kind === 'unchanged') return;
  if (kind === 'released') {
    await tx.domain.update({ where: { id }, data: { managedBy: null }, select: { id: true } });
    await writeAudit(tx, context, { action: 'domain.release', subject: name, before: { managedBy }, after: { managedBy: null } });
    return;
  }
  const discovery = changes.find(({ field }) => field === 'discovery');
  await tx.domain.update({
    where: { id },
    data: {
      owner: settings.owner,
      notes: settings.notes,
      resolvers: [...settings.resolvers],
      externalResolvers: [...settings.externalResolvers],
      expiryWindows: windowsColumn(settings.expiryWindows),
      verdictPolicy: settings.verdictPolicy,
      discovery: settings.discovery.mode,
      discoveryIntervalSeconds: settings.discovery.intervalSeconds,
      ...(discovery === undefined ? {} : { discoveryDueAt: settings.discovery.mode === 'off' ? null : context.now }),
      managedBy,
    },
    select: { id: true },
  });
  if (discovery !== undefined) await endSettledFindings(tx);
  if (changes.some(({ field }) => field === 'verdictPolicy'))
    await tx.host.updateMany({ where: { domainId: id }, data: { updatedAt: context.now } });
  if (changes.some(({ field }) => !unjudged.has(field))) await recheckDoors(tx, id);
  await writeAudit(tx, context, {
    action: kind === 'new' ? 'domain.add' : 'domain.edit',
    subject: name,
    before: kind === 'new' ? null : json(Object.fromEntries(changes.map(({ field, before }) => [field, before]))),
    after: json({ ...Object.fromEntries(changes.map(({ field, after }) => [field, after])), managedBy }),
  });
}

async function writeStore(
  tx: Transaction,
  context: VerbContext,
  plan: StorePlan,
  ids: ReadonlyMap<string, number>,
  managedBy: string,
): Promise<void> {
  const { kind, name, domain, domainBefore, added, removed } = plan;
  if (kind === 'unchanged') return;
  const domainId = domain === null ? null : (ids.get(domain) ?? null);
  const certificates = { added: added.map(({ sha256, subject }) => ({ sha256, subject })), removed: [...removed] };
  if (kind === 'removed') await tx.trustStore.delete({ where: { id: plan.id ?? '' } });
  else {
    const id = plan.id ?? (await makeStore(tx, context, { name, domainId, origin: 'file', managedBy }));
    if (domainBefore !== domain) {
      await tx.trustStore.update({ where: { id }, data: { domainId }, select: { id: true } });
      // A lens of a domain that the store is not for any more cannot name it.
      if (domainId !== null) await tx.trustLensStore.deleteMany({ where: { storeId: id, lens: { domainId: { not: domainId } } } });
    }
    await tx.trustStoreAnchor.deleteMany({ where: { storeId: id, sha256: { in: [...removed] } } });
    await keepAnchors(tx, context, id, added);
    await renewVersion(tx, id);
  }
  const isForAll = domain === null || (kind === 'changed' && domainBefore === null);
  await recheckDoors(tx, isForAll ? null : domainId);
  if (!isForAll && kind === 'changed' && domainBefore !== domain && domainBefore !== null)
    await recheckDoors(tx, (await tx.domain.findUnique({ where: { name: domainBefore }, select: { id: true } }))?.id ?? null);
  await writeAudit(tx, context, {
    action: kind === 'new' ? 'trust.add' : kind === 'removed' ? 'trust.remove' : 'trust.edit',
    subject: name,
    before: kind === 'new' ? null : { scope: domainBefore ?? 'all domains' },
    after: kind === 'removed' ? null : { scope: domain ?? 'all domains', managedBy, certificates },
  });
}
