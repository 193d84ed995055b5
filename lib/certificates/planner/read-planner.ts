import type { Database } from '../../db/client.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import { windowsInForce } from '../../fleet/expiry-windows.ts';
import { listFreezes } from '../freezes/list-freezes.ts';
import { type PlannerQuestion, planExpiry, plannerRows } from './plan.ts';
import { type CertificateColumns, type PlannerDocument, readPlannerDocument } from './planner-document.ts';
import { renewalsOf } from './renewals.ts';
import type { PlannerCertificate, PlannerData, PlannerHost, PlannerRow, PlannerView, Renewal } from './views.ts';

/**
 * What the planner is made from, in two statements: leaves served now, the issuers that they hang on, hosts, open plans, and freezes.
 * The cost follows the number of doors and not their history.
 */
export async function readPlannerData(db: Database): Promise<PlannerData> {
  const [document, freezes] = await Promise.all([readPlannerDocument(db), listFreezes(db, { from: new Date(0), to: farAhead })]);
  const { leaves, issuers, doorHosts } = document;
  const hosts = hostsOf(document);
  const leafDoors = valuesOf(leaves.doors).map(numbersOf);
  const hostNumbers = leafDoors.map((doors) => hostNumbersOf(doors, doorHosts));
  const predecessors = valuesOf(leaves.predecessor);
  const renewals = renewalsOf(
    valuesOf(leaves.sha256).map((sha256, index) => ({
      sha256,
      predecessor: predecessors[index] || null,
      doors: leafDoors[index]?.length ?? 0,
      hosts: hostNumbers[index] ?? [],
    })),
    document.plans,
  );
  const hostsAt = (numbers: readonly number[]): PlannerHost[] => {
    const found: PlannerHost[] = [];
    for (const number of numbers) {
      const host = hosts[number];
      if (host !== undefined) found.push(host);
    }
    return found;
  };
  const issuerHosts = valuesOf(issuers.doors).map((doors) => hostsAt(hostNumbersOf(numbersOf(doors), doorHosts)));
  return {
    certificates: [
      ...certificatesOf(leaves, 'leaf', hostNumbers.map(hostsAt), renewals),
      ...certificatesOf(issuers, 'issuer', issuerHosts, new Map()),
    ],
    freezes,
    unreadable: document.unreadable,
  };
}

const farAhead = new Date('9999-12-31T00:00:00Z');

const valuesOf = (column: string): readonly string[] => (column === '' ? [] : column.split(','));

/** Distinct ones. Most have one door alone, and there are thousands. */
const numbersOf = (text: string): readonly number[] => (text.includes(' ') ? [...new Set(text.split(' ').map(Number))] : [Number(text)]);

function hostNumbersOf(doors: readonly number[], doorHosts: readonly number[]): readonly number[] {
  const [first = -1] = doors;
  return doors.length === 1 ? [doorHosts[first] ?? -1] : [...new Set(doors.map((door) => doorHosts[door] ?? -1))];
}

const none: Renewal = { kind: 'none' };

function certificatesOf(
  columns: CertificateColumns,
  kind: PlannerCertificate['kind'],
  hosts: readonly (readonly PlannerHost[])[],
  renewals: ReadonlyMap<string, Renewal>,
): PlannerCertificate[] {
  const [begins, ends] = [valuesOf(columns.notBeforeMs), valuesOf(columns.notAfterMs)];
  return valuesOf(columns.sha256).map((sha256, index) => ({
    sha256,
    name: columns.name[index] ?? '',
    notBeforeMs: Number(begins[index]),
    notAfterMs: Number(ends[index]),
    kind,
    issuerName: columns.issuerName[index] ?? '',
    template: columns.template[index] ?? '',
    hosts: hosts[index] ?? [],
    renewal: renewals.get(sha256) ?? none,
  }));
}

/** Hosts by their numbers; those with equal windows share one object, so that few have to be judged by. */
function hostsOf({ hosts, installation }: PlannerDocument): PlannerHost[] {
  const known = new Map<string, ExpiryWindows>();
  const windowsAt = (index: number): ExpiryWindows => {
    const [host, domain] = [hosts.ownWindows[index] ?? null, hosts.domainWindows[index] ?? null];
    const key = host === null && domain === null ? '' : JSON.stringify([host, domain]);
    const windows = known.get(key) ?? windowsInForce({ host, domain, installation }).windows;
    known.set(key, windows);
    return windows;
  };
  return hosts.name.map((name, index) => ({
    name,
    site: hosts.site[index] ?? '',
    domain: hosts.domain[index] ?? '',
    owner: hosts.owner[index] ?? '',
    windows: windowsAt(index),
  }));
}

/** The planner with the names of the certificates that its table shows. */
export async function readPlanner(db: Database, question: PlannerQuestion): Promise<PlannerView> {
  const view = planExpiry(await readPlannerData(db), question);
  return { ...view, table: { ...view.table, items: await withNames(db, view.table.items) } };
}

/** All rows of the planner's table, for an export. */
export async function readPlannerRows(db: Database, question: PlannerQuestion): Promise<PlannerRow[]> {
  return withNames(db, plannerRows(await readPlannerData(db), question));
}

async function withNames(db: Database, rows: readonly PlannerRow[]): Promise<PlannerRow[]> {
  if (rows.length === 0) return [];
  const named = await db.$queryRaw<{ sha256: string; dns_names: string[] }[]>`
    SELECT sha256, dns_names FROM certificates WHERE sha256 = ANY(${rows.map(({ sha256 }) => sha256)})`;
  const names = new Map(named.map(({ sha256, dns_names }) => [sha256, dns_names]));
  return rows.map((row) => ({ ...row, dnsNames: names.get(row.sha256) ?? [] }));
}
