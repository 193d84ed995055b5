import type { Metadata } from 'next';
import { FleetFindingPage } from '#components/fleet-findings/fleet-finding-page.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { readFleetFindings } from '#lib/fleet/findings/read-fleet-findings.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Fleet findings' };

export default async function FleetFindingsPage({ searchParams }: Props) {
  const { domain: asked } = await searchParams;
  const findings = await readFleetFindings(database());
  const domains = [...new Set(findings.flatMap(({ domain }) => (domain === '' ? [] : [domain])))].sort();
  const domain = domains.find((name) => name === asked) ?? null;
  const shown = domain === null ? findings : findings.filter((finding) => finding.domain === domain);
  return <FleetFindingPage findings={shown} domains={domains} domain={domain} now={now().toISOString()} />;
}
