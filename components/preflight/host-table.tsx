import Link from 'next/link';
import { profileNames } from '#components/article/profile-words.ts';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { HostResult, PreflightView } from '#lib/certificates/preflight/views.ts';
import { paths } from '#lib/paths.ts';
import { hostState, hostStateWords, servedWords } from './result-words.ts';
import { TakeAlong } from './take-along.tsx';

const cell = 'border-line border-t px-2 py-1.5 align-top';
const number = `${cell} text-right tabular-nums`;

/** Every host in a line, those with trouble first. */
export function HostTable({ view }: { view: PreflightView }) {
  return (
    <Panel id="preflight-hosts" title={view.hosts.length === 1 ? '1 host' : `${view.hosts.length} hosts`} aside={<TakeAlong view={view} />}>
      <ScrollRegion label="Hosts and what they ask for" className="max-h-[32rem] overflow-auto">
        <table className="w-full min-w-[64rem] border-collapse text-left">
          <thead className="text-muted">
            <tr>
              <th scope="col" className="px-2 py-1 font-medium">
                Host
              </th>
              <th scope="col" className="px-2 py-1 font-medium">
                Outcome
              </th>
              {['Met', 'Not met', 'Differ', 'Not known'].map((label) => (
                <th key={label} scope="col" className="whitespace-nowrap px-2 py-1 text-right font-medium">
                  {label}
                </th>
              ))}
              <th scope="col" className="px-2 py-1 font-medium">
                Not met
              </th>
              <th scope="col" className="px-2 py-1 font-medium">
                Serves now
              </th>
            </tr>
          </thead>
          <tbody>
            {view.hosts.map((host) => (
              <HostRow key={host.name} host={host} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  );
}

function HostRow({ host }: { host: HostResult }) {
  const state = hostState(host);
  return (
    <tr>
      <th scope="row" className={`${cell} min-w-48 text-left font-normal wrap-anywhere`}>
        {host.isRegistered ? (
          <Link href={paths.host(host.name)} prefetch={false} className="font-mono text-link underline">
            {host.name}
          </Link>
        ) : (
          <span className="font-mono">{host.name}</span>
        )}
        <span className="block text-muted text-xs">
          {profileNames[host.profile]}
          {!host.isRegistered && ', not registered'}
        </span>
      </th>
      <td className={cell}>
        <a href={`#preflight-detail-${host.detail}`} className="inline-flex items-center gap-1.5 whitespace-nowrap text-link underline">
          <StateTile state={state} size={16} />
          {hostStateWords[state]}
        </a>
      </td>
      <td className={number}>{host.counts.pass}</td>
      <td className={number}>{host.counts.fail}</td>
      <td className={number}>{host.counts.differs}</td>
      <td className={number}>{host.counts.unknown}</td>
      <td className={`${cell} min-w-72`}>{host.notMet.join('; ') || 'nothing'}</td>
      <td className={`${cell} min-w-56`}>
        {host.served.length === 0
          ? 'No certificate is known'
          : host.served.map((served) => (
              <span key={`${served.port} ${served.sha256}`} className="block">
                <span className="text-muted">Port {served.port}:</span>{' '}
                <Link href={paths.certificate(served.sha256)} prefetch={false} className="text-link underline wrap-anywhere">
                  {served.name}
                </Link>
                {served.notAfter && (
                  <>
                    {' '}
                    until <Moment at={served.notAfter} />
                  </>
                )}
                : {servedWords(served)}
              </span>
            ))}
      </td>
    </tr>
  );
}
