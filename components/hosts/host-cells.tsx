import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { profileNames } from '#components/article/profile-words.ts';
import { ageWords, expiryWords } from '#components/board/host-words.ts';
import { StateBadge } from '#components/status/state-badge.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { HostColumn } from '#lib/checks/read/hosts-table/filter.ts';
import type { HostRow } from '#lib/checks/read/hosts-table/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { intervalWords, shortProfileNames } from './host-words.ts';

/** Width of each column in rem. */
export const columnWidthsRem: Readonly<Record<HostColumn, number>> = {
  ...{ name: 15.5, state: 9.5, since: 7.75, cause: 15, domain: 10, site: 7.5, tags: 8.25, owner: 9, doors: 7, profile: 12 },
  ...{ expires: 13, daysLeft: 9.5, checked: 7, interval: 8, managed: 9, locations: 11 },
};

const muted = (text: string): ReactNode => <span className="text-muted">{text}</span>;
const textOf = (text: string | null, none: string): ReactNode => (text ? <span title={text}>{text}</span> : muted(none));

/** Where findings are accepted for a time, the state says so. */
function stateOf({ state, confirming, accepted }: HostRow): ReactNode {
  const words = [confirming ? 'being confirmed by further checks' : '', accepted > 0 ? `${counted(accepted, 'finding')} accepted` : ''];
  const said = words.filter(Boolean).join(', ');
  return (
    <span className="inline-flex items-center gap-1" title={said || undefined}>
      <StateBadge state={state} />
      {accepted > 0 && <CircleCheck width={14} height={14} aria-hidden="true" className="text-muted" />}
      {said !== '' && <span className="sr-only">, {said}</span>}
    </span>
  );
}

/** What each column shows of a host at a time: ISO 8601. */
export function hostCells(now: string): Readonly<Record<HostColumn, (row: HostRow) => ReactNode>> {
  const at = new Date(now);
  return {
    name: ({ name, ldapsIntended }) => (
      <span title={name} className="font-mono text-xs">
        {name}
        {!ldapsIntended && <span className="font-sans text-muted"> (LDAPS not intended)</span>}
      </span>
    ),
    state: stateOf,
    since: ({ since }) =>
      since === null ? (
        muted('unknown')
      ) : (
        <time dateTime={since} title={since}>
          {ageWords(since, at)}
        </time>
      ),
    cause: ({ cause }) => (cause === null ? muted('none') : <span title={`${cause.title} (${cause.no})`}>{cause.title}</span>),
    domain: ({ domain }) => textOf(domain, 'none'),
    site: ({ site }) => textOf(site, 'none'),
    tags: ({ tags }) => textOf(tags.join(', '), 'none'),
    owner: ({ owner }) => textOf(owner, 'nobody'),
    doors: ({ ports }) => textOf(ports.join(', '), 'none'),
    profile: ({ profile, profileSetByHand }) =>
      profile === null ? (
        muted('unknown')
      ) : (
        <span title={`${profileNames[profile]}${profileSetByHand ? ', set by hand' : ''}`}>{shortProfileNames[profile]}</span>
      ),
    expires: ({ expiresAt }) => (expiresAt === null ? muted('unknown') : <Moment at={expiresAt} />),
    daysLeft: (row) => expiryWords(row, at) ?? muted('unknown'),
    checked: ({ checkedAt }) =>
      checkedAt === null ? (
        muted('never')
      ) : (
        <time dateTime={checkedAt} title={checkedAt}>
          {ageWords(checkedAt, at)} ago
        </time>
      ),
    interval: ({ intervalsSeconds }) => textOf(intervalsSeconds.map(intervalWords).join(', '), 'unknown'),
    managed: ({ managedBy }) => textOf(managedBy, 'people here'),
    locations: ({ locations }) => textOf(locations.join(', '), 'all locations'),
  };
}
