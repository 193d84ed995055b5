import type { Database } from '../../db/client.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import { windowsInForce } from '../../fleet/expiry-windows.ts';
import { listFreezes } from '../freezes/list-freezes.ts';
import { readMarks } from '../usage/marks.ts';
import { type PlannerQuestion, planExpiry, plannerRows } from './plan.ts';
import { type AlikeCertificates, hostOfDoor, type PlannerDocument, readPlannerDocument } from './planner-document.ts';
import { renewalsOf, type ServedLeaf } from './renewals.ts';
import type { Lane, PlannerCertificate, PlannerData, PlannerHost, PlannerRow, PlannerView, Renewal } from './views.ts';

/** What was read last from a database, and under which marks. */
type Kept = { marks: string; data: Promise<PlannerData> };
const kept = new WeakMap<Database, Kept>();

/**
 * What the planner is made from: leaves served now, the issuers that they hang on, what else is in the trust stores, hosts, open plans, and freezes. It is read once, in two
 * statements whose cost follows the number of doors and not their history, and kept by this process while the marks in the database
 * (lib/certificates/usage/marks.ts) say that nothing of it was changed. Dates are judged by who asks: nothing in it depends on the time.
 */
export async function readPlannerData(db: Database): Promise<PlannerData> {
  const marks = await readMarks(db);
  const known = kept.get(db);
  if (known?.marks === marks) return known.data;
  const read: Kept = { marks, data: loadPlannerData(db) };
  kept.set(db, read);
  read.data.catch(() => kept.get(db) === read && kept.delete(db));
  return read.data;
}

async function loadPlannerData(db: Database): Promise<PlannerData> {
  const [document, freezes] = await Promise.all([readPlannerDocument(db), listFreezes(db, { from: new Date(0), to: farAhead })]);
  const hosts = hostsOf(document);
  const groups = document.certificates.map((alike) => ({ alike, used: usedOf(alike) }));
  const renewals = renewalsOf(
    groups.flatMap(({ alike, used }) => (alike.kind === 'leaf' ? used : [])),
    document.plans,
  );
  const certificates: PlannerCertificate[] = [];
  for (const { alike, used } of groups) {
    const { kind, name, issuerName } = alike;
    const template = alike.template ?? '';
    const [begins, ends] = [valuesOf(alike.notBeforeMs), valuesOf(alike.notAfterMs)];
    used.forEach(({ sha256, hosts: numbers }, index) => {
      certificates.push({
        sha256,
        name: name[index] ?? '',
        notBeforeMs: Number(begins[index]),
        notAfterMs: Number(ends[index]),
        kind,
        issuerName,
        template,
        hosts: hostsAt(numbers, hosts),
        renewal: (kind === 'leaf' ? renewals.get(sha256) : undefined) ?? none,
      });
    });
  }
  // Most lists begin with what ends first: they need not sort it.
  certificates.sort((a, b) => a.notAfterMs - b.notAfterMs || (a.sha256 < b.sha256 ? -1 : 1));
  const { windows } = windowsInForce({ installation: document.installation });
  return { certificates, freezes, unreadable: document.unreadable, windows };
}

/** Where each of them is in use. */
function usedOf({ kind, sha256, predecessor, uses }: AlikeCertificates): ServedLeaf[] {
  const [predecessors, numbers] = [valuesOf(predecessor), valuesOf(uses)];
  return valuesOf(sha256).map((one, index) => {
    const used = numbersOf(numbers[index] ?? '');
    const hosts = kind === 'issuer' ? used : distinct(used.map(hostOfDoor));
    return { sha256: one, predecessor: predecessors[index] || null, doors: used.length, hosts };
  });
}

const farAhead = new Date('9999-12-31T00:00:00Z');
const none: Renewal = { kind: 'none' };

const valuesOf = (column: string): readonly string[] => column.split(',');

/** Distinct ones. Most have one door alone, and there are thousands. */
function numbersOf(text: string): readonly number[] {
  if (text === '') return [];
  return text.includes(' ') ? distinct(text.split(' ').map(Number)) : [Number(text)];
}
const distinct = (numbers: readonly number[]): readonly number[] => (numbers.length === 1 ? numbers : [...new Set(numbers)]);

function hostsAt(numbers: readonly number[], hosts: readonly PlannerHost[]): PlannerHost[] {
  const found: PlannerHost[] = [];
  for (const number of numbers) {
    const host = hosts[number];
    if (host !== undefined) found.push(host);
  }
  return found;
}

/** Hosts by their numbers; those with equal windows share one object, so that few have to be judged by. */
function hostsOf({ hosts, installation }: PlannerDocument): PlannerHost[] {
  const known = new Map<string, ExpiryWindows>();
  const all: PlannerHost[] = [];
  for (const { names, site, domain, owner, ownWindows, domainWindows } of hosts) {
    const key = JSON.stringify([ownWindows, domainWindows]);
    const windows = known.get(key) ?? windowsInForce({ host: ownWindows, domain: domainWindows, installation }).windows;
    known.set(key, windows);
    for (const name of names.split(',')) all.push({ no: all.length, name, site, domain, owner, windows });
  }
  return all;
}

/** The planner with the names of the certificates that its table shows. */
export async function readPlanner(db: Database, question: PlannerQuestion): Promise<PlannerView> {
  const view = planExpiry(await readPlannerData(db), question);
  const [rows, issuers] = await Promise.all([withNames(db, view.table.items), withStores(db, view.issuers.items)]);
  return { ...view, table: { ...view.table, items: rows }, issuers: { ...view.issuers, items: issuers } };
}

/** The planner with every lane and issuer, for an export of its numbers; its table has no names. */
export async function readPlannerNumbers(db: Database, question: PlannerQuestion): Promise<PlannerView> {
  const { choice } = question;
  const view = planExpiry(await readPlannerData(db), { ...question, choice: { ...choice, lanePage: 1 } }, Number.MAX_SAFE_INTEGER);
  return { ...view, issuers: { ...view.issuers, items: await withStores(db, view.issuers.items) } };
}

/** All rows of the planner's table, for an export. */
export async function readPlannerRows(db: Database, question: PlannerQuestion): Promise<PlannerRow[]> {
  return withNames(db, plannerRows(await readPlannerData(db), question));
}

/** Issuers with the trust stores that hold them, as the workers recorded. */
async function withStores(db: Database, issuers: readonly Lane[]): Promise<Lane[]> {
  if (issuers.length === 0) return [];
  const held = await db.$queryRaw<{ sha256: string; stores: string[] }[]>`
    SELECT sha256, array_agg(DISTINCT store ORDER BY store) AS stores FROM trusted_certificates
    WHERE sha256 = ANY(${issuers.map(({ key }) => key)}) GROUP BY sha256`;
  const stores = new Map(held.map((row) => [row.sha256, row.stores]));
  return issuers.map((issuer) => ({ ...issuer, stores: stores.get(issuer.key) ?? [] }));
}

async function withNames(db: Database, rows: readonly PlannerRow[]): Promise<PlannerRow[]> {
  if (rows.length === 0) return [];
  const named = await db.$queryRaw<{ sha256: string; dns_names: string[] }[]>`
    SELECT sha256, dns_names FROM certificates WHERE sha256 = ANY(${rows.map(({ sha256 }) => sha256)})`;
  const names = new Map(named.map(({ sha256, dns_names }) => [sha256, dns_names]));
  return rows.map((row) => ({ ...row, dnsNames: names.get(row.sha256) ?? [] }));
}
