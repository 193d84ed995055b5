import type { ExportColumn } from '../../export/table.ts';
import type { HangingDoor } from './read-hanging-doors.ts';
import type { CertificateRef, ServedSpan } from './views.ts';

/** A host that hangs on an issuer: its doors, and the one whose certificate ends first. */
export type HangingHostRow = HangingDoor & { doors: number };
/** A certificate below an issuer, with how many hosts and doors serve it and who looks after those. */
export type HangingCertificateRow = { leaf: CertificateRef; hosts: number; doors: number; owners: string[] };

/** An end that cannot be read comes after all others. */
const endOf = ({ leaf }: { leaf: CertificateRef }): string => leaf.notAfter ?? '~';
const byEnd = (one: { leaf: CertificateRef }, other: { leaf: CertificateRef }): number =>
  endOf(one) < endOf(other) ? -1 : Number(endOf(one) > endOf(other));

/** One line for each host, in the order of the doors. */
export const hangingHosts = (doors: readonly HangingDoor[]): HangingHostRow[] =>
  [...Map.groupBy(doors, ({ host }) => host).values()].flatMap((ofHost) => {
    const [soonest] = ofHost.toSorted(byEnd);
    return soonest === undefined ? [] : [{ ...soonest, doors: distinct(ofHost.map(({ port }) => port)).length }];
  });

/** One line for each certificate, that with the soonest end first. */
export const hangingCertificates = (doors: readonly HangingDoor[]): HangingCertificateRow[] =>
  [...Map.groupBy(doors, ({ leaf }) => leaf.sha256).values()]
    .flatMap((serving) => {
      const [first] = serving;
      const hosts = distinct(serving.map(({ host }) => host)).length;
      const owners = distinct(serving.map(({ owner }) => owner).filter((owner) => owner !== '')).sort();
      return first === undefined ? [] : [{ leaf: first.leaf, hosts, doors: serving.length, owners }];
    })
    .sort(byEnd);

const distinct = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

const leafColumns = (issuerNotAfter: string | null): ExportColumn<{ leaf: CertificateRef }>[] => [
  { id: 'certificateName', value: ({ leaf }) => leaf.name },
  { id: 'certificateSha256', value: ({ leaf }) => leaf.sha256 },
  { id: 'notBefore', value: ({ leaf }) => leaf.notBefore },
  { id: 'notAfter', value: ({ leaf }) => leaf.notAfter },
  {
    id: 'outlivesIssuer',
    value: ({ leaf }) => (leaf.notAfter === null || issuerNotAfter === null ? null : leaf.notAfter > issuerNotAfter),
  },
];

const placeColumns: readonly ExportColumn<HangingDoor>[] = [
  { id: 'site', value: ({ site }) => site },
  { id: 'domain', value: ({ domain }) => domain },
  { id: 'owner', value: ({ owner }) => owner },
];

/** Columns of the doors that hang on an issuer; `issuerNotAfter` is its own end, ISO 8601, null when it cannot be read. */
export const hangingDoorColumns = (issuerNotAfter: string | null): ExportColumn<HangingDoor>[] => [
  { id: 'host', value: ({ host }) => host },
  { id: 'port', value: ({ port }) => port },
  ...placeColumns,
  ...leafColumns(issuerNotAfter),
];

/** Columns of the hosts that hang on an issuer, each with the certificate below it that ends first. */
export const hangingHostColumns = (issuerNotAfter: string | null): ExportColumn<HangingHostRow>[] => [
  { id: 'host', value: ({ host }) => host },
  { id: 'doors', value: ({ doors }) => doors },
  ...placeColumns,
  ...leafColumns(issuerNotAfter),
];

/** Columns of the certificates that hang on an issuer. */
export const hangingCertificateColumns = (issuerNotAfter: string | null): ExportColumn<HangingCertificateRow>[] => [
  ...leafColumns(issuerNotAfter),
  { id: 'hosts', value: ({ hosts }) => hosts },
  { id: 'doors', value: ({ doors }) => doors },
  { id: 'owners', value: ({ owners }) => owners },
];

/** Columns of where a certificate is and was served. */
export const servedColumns: readonly ExportColumn<ServedSpan>[] = [
  { id: 'host', value: ({ host }) => host },
  { id: 'port', value: ({ port }) => port },
  { id: 'location', value: ({ location }) => location },
  { id: 'servedAs', value: ({ isLeaf }) => (isLeaf ? 'own' : 'issuer') },
  { id: 'from', value: ({ from }) => from },
  { id: 'to', value: ({ to }) => to },
];
