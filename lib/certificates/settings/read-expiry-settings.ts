import type { Database } from '../../db/client.ts';
import { readWindows } from '../../fleet/expiry-windows.ts';
import { freezeInterval } from '../freezes/freeze-interval.ts';
import { listFreezes } from '../freezes/list-freezes.ts';
import type { FreezeView } from '../freezes/views.ts';
import type { DomainSettingsView, ExpirySettingsView, FreezeListItem } from './views.ts';

/** Every day that a freeze may have. */
const everyDay = { from: new Date('1999-12-01T00:00:00Z'), to: new Date('2200-02-01T00:00:00Z') };

type DomainRow = Omit<DomainSettingsView, 'windows'> & { windows: unknown };

/** The organisation, the windows of expiry of the installation and of every domain, owners, and change freezes. */
export async function readExpirySettings(db: Database, { now }: { now: Date }): Promise<ExpirySettingsView> {
  const [installation, domains, freezes] = await Promise.all([
    db.installation.findUnique({ where: { id: 1 }, select: { organisation: true, expiryWindows: true } }),
    db.$queryRaw<DomainRow[]>`
      SELECT domain.id, domain.name, domain.owner, domain.expiry_windows AS windows, count(host.id)::int AS "hostCount",
        (count(*) FILTER (WHERE host.owner <> ''))::int AS "ownOwnerCount",
        (count(*) FILTER (WHERE host.expiry_windows IS NOT NULL))::int AS "ownWindowsCount"
      FROM domains AS domain LEFT JOIN hosts AS host ON host.domain_id = domain.id
      GROUP BY domain.id ORDER BY domain.name`,
    listFreezes(db, everyDay),
  ]);
  return {
    organisation: installation?.organisation ?? '',
    windows: readWindows(installation?.expiryWindows),
    domains: domains.map((domain) => ({ ...domain, windows: readWindows(domain.windows) })),
    freezes: freezes.map((freeze) => ({ ...freeze, when: whenOf(freeze, now) })),
  };
}

function whenOf(freeze: FreezeView, now: Date): FreezeListItem['when'] {
  const { from, to } = freezeInterval(freeze);
  return now < from ? 'ahead' : now < to ? 'now' : 'over';
}
