import type { Database } from '../../db/client.ts';
import type { ExpiryWindows } from '../../diagnosis/rule.ts';
import { windowsInForce } from '../../fleet/expiry-windows.ts';
import { listFreezes } from '../freezes/list-freezes.ts';
import { type PlannerQuestion, planExpiry, plannerRows } from './plan.ts';
import { type PlanRow, renewalsOf } from './renewals.ts';
import type { PlannerCertificate, PlannerData, PlannerHost, PlannerRow, PlannerView } from './views.ts';

type HostTuple = [name: string, site: string, domain: string, owner: string, hostWindows: unknown, domainWindows: unknown];
type CertificateTuple = [
  sha256: string,
  name: string,
  notBeforeMs: number,
  notAfterMs: number,
  issuerName: string,
  template: string | null,
  predecessor: string | null,
  doors: number,
  hosts: number[],
];
type Document = {
  windows: unknown;
  hosts: HostTuple[] | null;
  leaves: CertificateTuple[] | null;
  issuers: CertificateTuple[] | null;
  plans: PlanRow[] | null;
  unreadable: number;
};

/**
 * What the planner is made from, in two statements: leaves served now, the issuers that they hang on, hosts, open plans, and freezes.
 * The cost follows the number of doors and not their history.
 */
export async function readPlannerData(db: Database): Promise<PlannerData> {
  const [document, freezes] = await Promise.all([readDocument(db), listFreezes(db, { from: new Date(0), to: farAhead })]);
  const windowsFor = windowsReader(document.windows);
  const hosts = (document.hosts ?? []).map(
    ([name, site, domain, owner, ...windows]): PlannerHost => ({ name, site, domain, owner, windows: windowsFor(windows) }),
  );
  const leaves = document.leaves ?? [];
  const renewals = renewalsOf(
    leaves.map(([sha256, , , , , , predecessor, doors, members]) => ({ sha256, predecessor, doors, hosts: members })),
    document.plans ?? [],
  );
  const certificate =
    (kind: PlannerCertificate['kind']) =>
    ([sha256, name, notBeforeMs, notAfterMs, issuerName, template, , , members]: CertificateTuple): PlannerCertificate => ({
      ...{ sha256, name, notBeforeMs, notAfterMs, kind, issuerName },
      template: template ?? '',
      hosts: members.flatMap((number) => hosts[number] ?? []),
      renewal: (kind === 'leaf' ? renewals.get(sha256) : undefined) ?? { kind: 'none' },
    });
  return {
    certificates: [...leaves.map(certificate('leaf')), ...(document.issuers ?? []).map(certificate('issuer'))],
    freezes,
    unreadable: document.unreadable,
  };
}

const farAhead = new Date('9999-12-31T00:00:00Z');

/** The windows in force for a host, one object for equal ones, so that few have to be judged by. */
function windowsReader(installation: unknown): (set: [host: unknown, domain: unknown]) => ExpiryWindows {
  const known = new Map<string, ExpiryWindows>();
  return ([host, domain]) => {
    const key = JSON.stringify([host, domain]);
    const windows = known.get(key) ?? windowsInForce({ host, domain, installation }).windows;
    known.set(key, windows);
    return windows;
  };
}

async function readDocument(db: Database): Promise<Document> {
  const [row] = await db.$queryRaw<{ document: string }[]>`
    WITH host AS MATERIALIZED (
      SELECT host.id, (row_number() OVER (ORDER BY host.name))::int - 1 AS no, host.name,
        COALESCE(NULLIF(host.site, ''), host.site_detected) AS site, COALESCE(domain.name, '') AS domain,
        COALESCE(NULLIF(host.owner, ''), domain.owner, '') AS owner,
        host.expiry_windows AS host_windows, domain.expiry_windows AS domain_windows
      FROM hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id
    ), door AS MATERIALIZED (
      SELECT endpoint.id, host.no FROM endpoints AS endpoint JOIN host ON host.id = endpoint.host_id
    ), leaf AS (
      SELECT sha256, sum(doors)::int AS doors, json_agg(no) AS hosts FROM (
        SELECT served.sha256, door.no, count(DISTINCT served.endpoint_id) AS doors
        FROM served_certificates AS served JOIN door ON door.id = served.endpoint_id
        WHERE served.to_at IS NULL AND served.is_leaf GROUP BY served.sha256, door.no
      ) AS at_host GROUP BY sha256
    ), issuer AS (
      SELECT sha256, json_agg(no) AS hosts FROM (
        SELECT DISTINCT path.sha256, door.no FROM path_certificates AS path JOIN door ON door.id = path.endpoint_id WHERE path.depth > 0
      ) AS under GROUP BY sha256
    )
    SELECT json_build_object(
      'windows', (SELECT expiry_windows FROM installation),
      'hosts', (SELECT json_agg(json_build_array(name, site, domain, owner, host_windows, domain_windows) ORDER BY no) FROM host),
      'leaves', (
        SELECT json_agg(json_build_array(
          certificate.sha256, COALESCE(NULLIF(certificate.name, ''), certificate.subject),
          (extract(epoch FROM certificate.not_before) * 1000)::bigint, (extract(epoch FROM certificate.not_after) * 1000)::bigint,
          certificate.issuer_name, certificate.template, certificate.predecessor_sha256, leaf.doors, leaf.hosts))
        FROM leaf JOIN certificates AS certificate USING (sha256)
        WHERE certificate.not_before IS NOT NULL AND certificate.not_after IS NOT NULL),
      'issuers', (
        SELECT json_agg(json_build_array(
          certificate.sha256, COALESCE(NULLIF(certificate.name, ''), certificate.subject),
          (extract(epoch FROM certificate.not_before) * 1000)::bigint, (extract(epoch FROM certificate.not_after) * 1000)::bigint,
          certificate.issuer_name, NULL, NULL, 0, issuer.hosts))
        FROM issuer JOIN certificates AS certificate USING (sha256)
        WHERE certificate.not_before IS NOT NULL AND certificate.not_after IS NOT NULL),
      'plans', (
        SELECT json_agg(json_build_object(
          'id', plan.id, 'sha256', plan.sha256, 'host', host.no, 'state', plan.state, 'successor', plan.successor_sha256,
          'dueOn', plan.due_on,
          'doors', (SELECT count(*) FROM renewal_doors AS part WHERE part.plan_id = plan.id),
          'served', (SELECT count(*) FROM renewal_doors AS part WHERE part.plan_id = plan.id AND part.served_at IS NOT NULL)
        ) ORDER BY plan.created_at)
        FROM renewal_plans AS plan LEFT JOIN host ON host.id = plan.host_id WHERE plan.closed_at IS NULL),
      'unreadable', (
        SELECT count(*) FROM leaf JOIN certificates AS certificate USING (sha256)
        WHERE certificate.not_before IS NULL OR certificate.not_after IS NULL)
    )::text AS document`;
  if (row === undefined) throw new Error('The planner is one row.');
  return JSON.parse(row.document);
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
