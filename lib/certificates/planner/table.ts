import type { ExportColumn } from '../../export/table.ts';
import type { PlannerChoice, PlannerSort } from './filter.ts';
import type { JudgedCertificate } from './judge.ts';
import type { PlannerRow } from './views.ts';

const renewalRanks = { renewed: 0, planned: 1, none: 2 } as const;

/** What each column sorts by; equal ones by the end, and then by SHA-256, so that pages never share a row. */
const sortKeys: Readonly<Record<PlannerSort, (certificate: JudgedCertificate) => string | number>> = {
  expires: ({ notAfterMs }) => notAfterMs,
  name: ({ name }) => name,
  hosts: ({ hosts }) => hosts.length,
  issuer: ({ issuerName }) => issuerName,
  owner: ({ hosts }) => distinct(hosts.map(({ owner }) => owner)).join(' '),
  renewal: ({ renewal }) => renewalRanks[renewal.kind],
};

/** The certificates in the order asked for. */
export function sortedCertificates(certificates: readonly JudgedCertificate[], { by, descending }: PlannerChoice['sort']) {
  const key = sortKeys[by];
  const keyed = certificates.map((certificate) => ({ certificate, key: key(certificate) }));
  const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
  keyed.sort(
    (a, b) =>
      (descending ? compare(b.key, a.key) : compare(a.key, b.key)) ||
      a.certificate.notAfterMs - b.certificate.notAfterMs ||
      compare(a.certificate.sha256, b.certificate.sha256),
  );
  return keyed.map(({ certificate }) => certificate);
}

/** In order, without the empty one. Most have one host alone, and there are thousands. */
function distinct(values: readonly string[]): string[] {
  const [only] = values;
  if (only !== undefined && values.length === 1) return only === '' ? [] : [only];
  return [...new Set(values)].filter((value) => value !== '').sort();
}

export function plannerRow(certificate: JudgedCertificate): PlannerRow {
  const { sha256, name, issuerName, template, hosts, notBeforeMs, notAfterMs, daysLeft, level, renewal } = certificate;
  return {
    ...{ sha256, name, dnsNames: [], issuerName, template, daysLeft, level, renewal },
    hosts: hosts.map((host) => host.name).sort(),
    sites: distinct(hosts.map(({ site }) => site)),
    domains: distinct(hosts.map(({ domain }) => domain)),
    owners: distinct(hosts.map(({ owner }) => owner)),
    notBefore: new Date(notBeforeMs).toISOString(),
    notAfter: new Date(notAfterMs).toISOString(),
  };
}

/** The table as people take it along. */
export const plannerColumns: readonly ExportColumn<PlannerRow>[] = [
  { id: 'sha256', value: ({ sha256 }) => sha256 },
  { id: 'name', value: ({ name }) => name },
  { id: 'dnsNames', value: ({ dnsNames }) => dnsNames },
  { id: 'hostCount', value: ({ hosts }) => hosts.length },
  { id: 'hosts', value: ({ hosts }) => hosts },
  { id: 'sites', value: ({ sites }) => sites },
  { id: 'domains', value: ({ domains }) => domains },
  { id: 'owners', value: ({ owners }) => owners },
  { id: 'issuer', value: ({ issuerName }) => issuerName },
  { id: 'template', value: ({ template }) => template },
  { id: 'notBefore', value: ({ notBefore }) => notBefore },
  { id: 'notAfter', value: ({ notAfter }) => notAfter },
  { id: 'daysLeft', value: ({ daysLeft }) => daysLeft },
  { id: 'level', value: ({ level }) => level },
  { id: 'renewal', value: ({ renewal }) => (renewal.kind === 'planned' ? renewal.state : renewal.kind) },
  { id: 'renewalDoorsServed', value: ({ renewal }) => (renewal.kind === 'none' ? null : renewal.servedDoors) },
  { id: 'renewalDoors', value: ({ renewal }) => (renewal.kind === 'none' ? null : renewal.doors) },
];
