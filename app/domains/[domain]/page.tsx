import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ScheduleForm } from '#components/discovery/schedule-form.tsx';
import { DomainPage } from '#components/domains/domain-page.tsx';
import { Panel } from '#components/host/panel.tsx';
import { stateLabels } from '#components/status/state-words.ts';
import { DomainTrust } from '#components/trust/domain-trust.tsx';
import { database } from '#lib/db/client.ts';
import { readDiscoverySchedule } from '#lib/fleet/discovery/read-runs.ts';
import { readDomainLenses } from '#lib/fleet/trust/read-trust-settings.ts';
import { setSchedule } from '../../setup/discover/actions.ts';
import * as actions from '../actions.ts';
import { loadDomain } from './load-domain.ts';

type Props = { params: Promise<{ domain: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await loadDomain((await params).domain);
  if (!view) return { title: 'No such domain' };
  return { title: `${view.worst === null ? '' : `${stateLabels[view.worst]} · `}${view.name}` };
}

export default async function DomainRoute({ params }: Props) {
  const view = await loadDomain((await params).domain);
  if (!view) notFound();
  const [schedule, lenses] = await Promise.all([readDiscoverySchedule(database(), view.name), readDomainLenses(database(), view.id)]);
  return (
    <DomainPage view={view} actions={actions}>
      {schedule !== null && (
        <Panel id="discovery" title="Discovery">
          <ScheduleForm schedule={schedule} action={setSchedule} />
        </Panel>
      )}
      <Panel id="trust" title="Trust">
        <DomainTrust domain={view.name} lenses={lenses} />
      </Panel>
    </DomainPage>
  );
}
