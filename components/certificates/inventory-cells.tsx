import type { ReactNode } from 'react';
import { lifetimeWords } from '#components/certificate/lifetime.ts';
import { Moment } from '#components/time/moment.tsx';
import type { InventoryColumn } from '#lib/certificates/inventory/filter.ts';
import type { InventoryRow } from '#lib/certificates/inventory/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { CertificateStateBadge } from './certificate-state-badge.tsx';
import { kindLabels } from './state-words.ts';

/** Width of each column in rem. */
export const columnWidthsRem: Readonly<Record<InventoryColumn, number>> = {
  ...{ name: 16, state: 8.5, validUntil: 13, daysLeft: 9.5, hosts: 7.5, endpoints: 6, issuer: 11, owner: 9, site: 9, template: 11 },
  ...{ kind: 7.5, names: 18, subject: 20, serial: 20, key: 8, signature: 10, validFrom: 13, lifetime: 7, firstSeen: 13 },
  ...{ lastSeen: 13, trustStores: 10, sha256: 36, sha1: 24 },
};

const none = <span className="text-muted">none</span>;
const unknown = <span className="text-muted">unknown</span>;
const listed = (values: readonly string[]): ReactNode => {
  const text = values.join(', ');
  return text === '' ? none : <span title={text}>{text}</span>;
};
const textOf = (text: string | null): ReactNode => (text ? <span title={text}>{text}</span> : none);
const monoOf = (text: string): ReactNode =>
  text === '' ? (
    unknown
  ) : (
    <span title={text} className="font-mono text-xs">
      {text}
    </span>
  );
const momentOf = (at: string | null): ReactNode => (at === null ? unknown : <Moment at={at} />);
function lifetimeOf(days: number | null): ReactNode {
  if (days === null) return unknown;
  return Math.abs(days) < 2 ? counted(Math.round(days * 24), 'hour') : counted(Math.round(days), 'day');
}

/** A root that nobody sends stands above its hosts; a certificate that is not in use has none. */
function hostsOf({ hosts, sent }: InventoryRow): ReactNode {
  if (hosts === 0) return none;
  return sent ? counted(hosts, 'host') : <span title="In the path of what these hosts send">above {counted(hosts, 'host')}</span>;
}

/** What each column shows of a certificate at a time. */
export const inventoryCells = (now: string): Readonly<Record<InventoryColumn, (row: InventoryRow) => ReactNode>> => ({
  name: ({ name }) => (
    <span title={name} className="font-mono text-xs">
      {name}
    </span>
  ),
  state: ({ state }) => <CertificateStateBadge state={state} />,
  validUntil: ({ validUntil }) => momentOf(validUntil),
  daysLeft: ({ validFrom, validUntil }) => lifetimeWords(validFrom, validUntil, new Date(now)),
  hosts: hostsOf,
  endpoints: ({ endpoints }) => (endpoints === 0 ? none : counted(endpoints, 'door')),
  issuer: ({ issuerName, issuer }) => textOf(issuerName || issuer),
  owner: ({ owners }) => listed(owners),
  site: ({ sites }) => listed(sites),
  template: ({ template }) => textOf(template),
  kind: ({ kind }) => kindLabels[kind],
  names: ({ dnsNames, ipAddresses }) => listed([...dnsNames, ...ipAddresses]),
  subject: ({ subject }) => textOf(subject),
  serial: ({ serialNumber }) => monoOf(serialNumber),
  key: ({ key }) => textOf(key),
  signature: ({ signature }) => textOf(signature),
  validFrom: ({ validFrom }) => momentOf(validFrom),
  lifetime: ({ lifetimeDays }) => lifetimeOf(lifetimeDays),
  firstSeen: ({ firstSeen }) => momentOf(firstSeen),
  lastSeen: ({ lastSeen, hosts }) =>
    hosts > 0 ? 'now' : lastSeen === null ? <span className="text-muted">never served</span> : momentOf(lastSeen),
  trustStores: ({ trustStores }) => listed(trustStores),
  sha256: ({ sha256 }) => monoOf(sha256),
  sha1: ({ sha1 }) => monoOf(sha1),
});
