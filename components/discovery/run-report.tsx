import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { DiscoveryMode, DiscoveryRunView, DiscoverySchedule, GoneHost } from '#lib/fleet/discovery/views.ts';
import { paths } from '#lib/paths.ts';
import { QuestionTable, RecordNotices } from './record-facts.tsx';
import { type DoorChoice, RegisterForm } from './register-form.tsx';
import { RunRefresh } from './run-refresh.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { stateWords } from './server-words.ts';

/** The changes that the page offers. */
export type RunActions = {
  register: FormAction<{ hostCount: number; doorCount: number }>;
  setSchedule: FormAction<{ domain: string; mode: DiscoveryMode }>;
};

/** How far a discovery is, or what it found beside what is registered. */
export function RunReport({
  run,
  schedule,
  doors,
  actions,
}: {
  run: DiscoveryRunView;
  /** Null while no host of the domain is registered. */
  schedule: DiscoverySchedule | null;
  doors: readonly DoorChoice[];
  actions: RunActions;
}) {
  return (
    <>
      <p className="mt-1 text-muted">
        {stateWords[run.state]}. Begun <Moment at={run.createdAt} />, {run.scheduled ? 'by schedule' : `asked for by ${run.requestedBy}`}
        {run.accountDn !== null && `, with the account ${run.accountDn}`}.
      </p>
      <div className="mt-4 flex flex-col gap-4">
        {(run.state === 'waiting' || run.state === 'running') && <Progress run={run} />}
        {run.state === 'failed' && (
          <Panel id="failed" title="The discovery failed">
            <p role="alert" className="wrap-anywhere">
              {run.failure}
            </p>
            <Again run={run} />
          </Panel>
        )}
        {run.record !== null && run.comparison !== null && <Found run={run} doors={doors} actions={actions} />}
        {schedule !== null && run.record !== null && (
          <Panel id="schedule" title="Repeat it">
            <ScheduleForm schedule={schedule} action={actions.setSchedule} />
          </Panel>
        )}
      </div>
    </>
  );
}

/** What the form is filled in with, so that the same is asked for again; an account has to be chosen anew. */
const againChoice = ({ domain, resolvers, forest }: DiscoveryRunView): Record<string, string> => ({
  domain,
  ...(resolvers.length > 0 ? { resolvers: resolvers.join(' ') } : {}),
  ...(forest ? { forest: 'on' } : {}),
});

const Take = ({ of, table, run }: { of: string; table: string; run: DiscoveryRunView }) => (
  <ExportLinks of={of} hrefOf={(format) => paths.discoveryRunExport(run.id, { table, format })} />
);

const Again = ({ run }: { run: DiscoveryRunView }) => (
  <p className="mt-3">
    <Link href={paths.discover(againChoice(run))} prefetch={false} className={buttonClass()}>
      Discover it again
    </Link>
  </p>
);

function Progress({ run }: { run: DiscoveryRunView }) {
  return (
    <Panel id="progress" title="Looking">
      <RunRefresh />
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <p role="status" className="wrap-anywhere">
        {run.progress === '' ? 'Begins.' : run.progress}
      </p>
      <p className="mt-2 text-muted">
        This takes seconds, and at most two minutes. You can leave this page: what is found is kept.{' '}
        <a href={paths.discoveryRun(run.id)} className="text-link underline">
          Look again
        </a>
      </p>
    </Panel>
  );
}

function Found({ run, doors, actions }: { run: DiscoveryRunView; doors: readonly DoorChoice[]; actions: RunActions }) {
  const { record, comparison } = run;
  if (record === null || comparison === null) return null;
  const { servers, gone } = comparison;
  const counts = [
    { label: 'New', number: servers.filter(({ standing }) => standing === 'new').length },
    { label: 'Known', number: servers.filter(({ standing }) => standing === 'known').length },
    { label: 'Gone', number: gone.length },
    { label: 'Conflicting', number: servers.filter(({ conflicts }) => conflicts.length > 0).length },
  ];
  return (
    <>
      <Panel id="found" title="What was found">
        <dl className="mb-3 flex flex-wrap gap-x-8 gap-y-2">
          {counts.map(({ label, number }) => (
            <div key={label}>
              <dt className="text-muted">{label}</dt>
              <dd className="font-semibold text-lg">{number}</dd>
            </div>
          ))}
        </dl>
        <RecordNotices record={record} accountWanted={run.accountDn !== null} />
        <div className="mt-3">
          <QuestionTable record={record} takeAlong={<Take of="these questions" table="questions" run={run} />} />
        </div>
        <Again run={run} />
      </Panel>
      {servers.length > 0 && (
        <Panel id="register" title="Register" aside={<Take of="these servers" table="servers" run={run} />}>
          <RegisterForm action={actions.register} runId={run.id} servers={servers} doors={doors} />
        </Panel>
      )}
      {gone.length > 0 && <Gone hosts={gone} run={run} />}
    </>
  );
}

function Gone({ hosts, run }: { hosts: readonly GoneHost[]; run: DiscoveryRunView }) {
  return (
    <Panel id="gone" title={`Gone (${hosts.length})`} aside={<Take of="the hosts that are gone" table="gone" run={run} />}>
      <p className="mb-2 text-muted">Registered domain controllers that no record of their domain names. Nothing is removed by itself.</p>
      <ul className="space-y-1">
        {hosts.map(({ name, site, because }) => (
          <li key={name} className="wrap-anywhere">
            <Link href={paths.host(name)} prefetch={false} className="font-mono text-link hover:underline">
              {name}
            </Link>
            {site !== '' && ` in ${site}`}: {because}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
