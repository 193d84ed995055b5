import type { VerbContext } from '../../access/verb-context.ts';
import { addFreeze } from '../../certificates/freezes/add-freeze.ts';
import { planRenewal } from '../../certificates/renewals/plan-renewal.ts';
import { saveView } from '../../certificates/saved-views/save-view.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import { type DemoRows, demoManager } from '../../fleet/demo/marks.ts';
import { setDomainDiscovery } from '../../fleet/discovery/set-domain-discovery.ts';
import { acceptFinding } from '../../fleet/waivers/accept-finding.ts';

const DAY_SECONDS = 86_400;

/** What people planned, accepted and kept. Returns what only its id tells to be the demo's. */
export async function planThings(context: VerbContext): Promise<DemoRows> {
  const day = (inDays: number): string => new Date(context.now.getTime() + inDays * DAY_SECONDS * 1_000).toISOString().slice(0, 10);
  const year = context.now.getUTCFullYear();
  const rows: DemoRows = { freezes: [], views: [], plans: [] };
  // A name that people use already, and a door that was not seen in time, are no reason to go without the rest.
  const kept = async (into: string[], make: () => Promise<{ id: string }>): Promise<void> => {
    try {
      into.push((await make()).id);
    } catch (error) {
      if (!(error instanceof ConflictError) && !(error instanceof InvalidInputError)) throw error;
    }
  };
  await kept(rows.freezes, () =>
    addFreeze(context, { name: 'Year-end freeze (demo)', fromDay: `${year}-12-15`, toDay: `${year + 1}-01-06`, timeZone: 'Europe/Berlin' }),
  );
  await kept(rows.views, () => saveView(context, { page: '/certificates', name: 'Ends in 8 to 30 days (demo)', query: 'ending=8-30' }));
  await kept(rows.plans, () =>
    planRenewal(context, {
      ...{ subject: 'dc-par-02.emea.corp.example', owner: 'Directory team EMEA', dueOn: day(3) },
      note: 'Request is with the PKI team; change CHG0042117.',
    }),
  );
  await kept(rows.plans, () =>
    planRenewal(context, {
      subject: 'dc-lon-24.emea.corp.example',
      owner: 'Directory team EMEA',
      dueOn: day(14),
      expectedIssuer: 'EMEA Issuing CA',
    }),
  );
  await kept([], () =>
    acceptFinding(context, {
      ...{ findingId: 'target-is-ip-address', scope: 'tag', scopeName: 'legacy', lastDay: day(60) },
      reason: 'The accounting application cannot use names; it is replaced in the first quarter.',
    }),
  );
  await kept([], () =>
    acceptFinding(context, {
      ...{ findingId: 'weak-cipher', scope: 'host', scopeName: 'dc-old-02.corp.example', lastDay: day(21) },
      reason: 'Switched off with the last Windows 7 client, planned for this month.',
    }),
  );
  const domains = await context.db.domain.findMany({
    where: { managedBy: demoManager, name: { in: ['corp.example', 'emea.corp.example'] } },
    select: { id: true },
  });
  for (const { id: domainId } of domains) await setDomainDiscovery(context, { domainId, mode: 'report', intervalSeconds: DAY_SECONDS });
  return rows;
}
