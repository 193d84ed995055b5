import { RenewalPanel } from '#components/renewals/renewal-panel.tsx';
import { readHostRenewals } from '#lib/certificates/renewals/read-renewals.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { paths } from '#lib/paths.ts';
import { readerZone } from '../../_server/reader-zone.ts';

/** The open renewal plans of a host's doors. */
export async function HostRenewals({ id, name }: { id: string; name: string }) {
  const plans = await readHostRenewals(database(), id, { now: now(), timeZone: await readerZone() });
  return <RenewalPanel plans={plans} planHref={paths.renewals({ host: name })} />;
}
