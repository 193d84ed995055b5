import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedHostsWords, acceptedWords } from '#components/status/accepted-words.ts';
import { StateBadge } from '#components/status/state-badge.tsx';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { stateLabels, stateWords } from '#components/status/state-words.ts';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { SiteHostView, SiteView } from '#lib/fleet/domains/views.ts';
import { paths } from '#lib/paths.ts';
import { isLast, redundancyState, redundancyWords } from './words.ts';

/** In a domain of more hosts, those that are healthy are folded. */
const unfoldedMax = 24;

function Host({ host: { name, state, cause, acceptedCount, doors } }: { host: SiteHostView }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-line border-t py-1.5 first:border-t-0">
      <StateBadge state={state} />
      <Link href={paths.host(name)} prefetch={false} className="font-mono text-link underline wrap-anywhere">
        {name}
      </Link>
      <ul aria-label={`Doors of ${name}`} className="flex flex-wrap gap-x-3">
        {doors.map(({ port, transport, state: own, acceptedCount: accepted }) => (
          <li key={port} className="inline-flex items-center gap-1">
            <span
              className="state-fill inline-flex size-4 items-center justify-center rounded-sm"
              data-state={own}
              title={stateLabels[own]}
            >
              <StateGlyph state={own} size={12} />
            </span>
            <Link href={paths.host(name, port)} prefetch={false} className="text-link underline tabular-nums">
              {port}
            </Link>
            {transport === 'starttls' && <span className="text-muted">StartTLS</span>}
            <span className="sr-only">{stateWords[own]}</span>
            {doors.length > 1 && <AcceptedMark glyphOnly words={acceptedWords(accepted)} />}
          </li>
        ))}
      </ul>
      <AcceptedMark words={acceptedWords(acceptedCount)} />
      {cause !== null && (
        <Link href={paths.cause(cause.id)} prefetch={false} className="text-link underline wrap-anywhere">
          {cause.title}
        </Link>
      )}
    </li>
  );
}

const isQuiet = ({ state, cause, acceptedCount }: SiteHostView): boolean => state === 'healthy' && cause === null && acceptedCount === 0;

/** The hosts of a site; `fold` leaves nothing of the healthy ones but their number, which unfolds. */
function HostList({ hosts, isCut, fold }: { hosts: readonly SiteHostView[]; isCut: boolean; fold: boolean }) {
  const quiet = fold ? hosts.filter(isQuiet) : [];
  const others = hosts.filter((host) => !quiet.includes(host));
  const words = count(quiet.length, 'healthy host');
  return (
    <>
      {others.length > 0 && (
        <ul className="mt-1">
          {others.map((host) => (
            <Host key={host.name} host={host} />
          ))}
        </ul>
      )}
      {quiet.length > 0 && (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer rounded-sm py-1">{isCut ? `The first ${words}` : words}</summary>
          <ul>
            {quiet.map((host) => (
              <Host key={host.name} host={host} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Site({ site, domain, fold }: { site: SiteView; domain: string; fold: boolean }) {
  const left = site.redundancy.some(isLast);
  // Enough doors stand in for one another: the hosts below say the rest, and may well have warnings.
  const redundancy = site.redundancy.length === 0 ? 'healthy' : redundancyState(site.redundancy);
  return (
    <li className="border-line border-t py-3 first:border-t-0 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold wrap-anywhere">{site.name === '' ? 'Site not known' : site.name}</h3>
        {redundancy !== 'healthy' && <StateBadge state={redundancy} detail={left ? '(one door is left)' : null} />}
        <span>{count(site.hostCount, 'host')}</span>
        <AcceptedMark words={acceptedHostsWords(site.acceptedHostCount)} />
      </div>
      {site.redundancy.map((each) => (
        <p key={each.service}>
          {redundancyWords(each)}.{isLast(each) && <strong> One is left.</strong>}
        </p>
      ))}
      <HostList hosts={site.hosts} isCut={site.hostCount > site.hosts.length} fold={fold} />
      {site.hostCount > site.hosts.length && (
        <p className="mt-1">
          <Link
            href={paths.boardFiltered({ domain, ...(site.name === '' ? {} : { site: site.name }), view: 'table' })}
            prefetch={false}
            className="text-link underline"
          >
            All {site.hostCount.toLocaleString('en')} hosts on the board
          </Link>
        </p>
      )}
    </li>
  );
}

/** The sites of a domain with their servers, and how many doors of each stand in for one another. */
export function SitesPanel({ sites, domain }: { sites: readonly SiteView[]; domain: string }) {
  const hostCount = sites.reduce((sum, site) => sum + site.hostCount, 0);
  return (
    <Panel id="sites" title="Sites and their doors">
      {sites.length === 0 ? (
        <p className="text-muted">No host with a door is in this domain yet.</p>
      ) : (
        <ul>
          {sites.map((site) => (
            <Site key={site.name} site={site} domain={domain} fold={hostCount > unfoldedMax} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
