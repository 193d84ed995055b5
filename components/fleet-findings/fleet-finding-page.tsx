import Link from 'next/link';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { Button } from '#components/ui/button.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import { severities } from '#lib/diagnosis/rule.ts';
import type { FleetFindingView } from '#lib/fleet/findings/views.ts';
import { paths } from '#lib/paths.ts';
import { FleetFindingList } from './fleet-finding-list.tsx';

type Props = {
  /** All of them, or those of the domain. */
  findings: readonly FleetFindingView[];
  /** Names of the domains to choose from, and the one chosen; null for all. */
  domains: readonly string[];
  domain: string | null;
  now: string;
};

/** Such as "1 critical, 3 warnings". */
const bySeverity = (findings: readonly FleetFindingView[]): string =>
  severities
    .map((severity) => ({ severity, number: findings.filter((each) => each.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => (severity === 'critical' ? `${number} critical` : count(number, severity)))
    .join(', ');

/** Everything that is wrong with the fleet rather than with one door. */
export function FleetFindingPage({ findings, domains, domain, now }: Props) {
  return (
    <div className="max-w-4xl">
      <LiveRefresh names={[]} />
      <Breadcrumb crumbs={[{ label: 'Domains', href: paths.domains() }, { label: 'Fleet findings' }]} />
      <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h1 className="font-semibold text-xl">Fleet findings</h1>
        <ExportLinks
          of="these findings"
          hrefOf={(format) => paths.domainsExport({ table: 'findings', ...(domain === null ? {} : { domain }), format })}
        />
      </div>
      <p className="mt-1 max-w-[75ch] text-muted">
        What no single host can tell: servers that nobody registered, the last healthy door of a place, one certificate behind many faults.
        It is judged anew every fifteen seconds, and what is over goes by itself.
      </p>
      <form action={paths.fleetFindings()} className="mt-4 flex flex-wrap items-center gap-2">
        <label htmlFor="finding-domain">Domain</label>
        <select
          key={domain ?? ''}
          id="finding-domain"
          name="domain"
          defaultValue={domain ?? ''}
          className="min-h-9 max-w-full rounded-md border border-line-strong bg-surface px-2 py-1"
        >
          <option value="">All domains</option>
          {domains.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <Button type="submit">Show</Button>
        <span>
          {count(findings.length, 'finding')}
          {findings.length > 1 && ` (${bySeverity(findings)})`}
          {domain !== null && (
            <>
              {' '}
              of {domain}.{' '}
              <Link href={paths.fleetFindings()} prefetch={false} className="text-link underline">
                Show all
              </Link>
            </>
          )}
        </span>
      </form>
      <div className="mt-4 rounded-lg border border-line bg-surface px-4 py-1">
        {findings.length === 0 ? (
          <p className="py-2">Nothing is wrong with {domain === null ? 'the fleet' : domain} as a whole.</p>
        ) : (
          <FleetFindingList findings={findings} now={now} />
        )}
      </div>
    </div>
  );
}
