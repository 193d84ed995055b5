import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Explanation } from '#components/article/explanation.tsx';
import { ObservationTable } from '#components/finding/observation-table.tsx';
import { LiveRefresh } from '#components/host/live-refresh.tsx';
import { ProbeNow } from '#components/host/probe-now.tsx';
import { WhyHeader } from '#components/host/why-header.tsx';
import { fillArticle } from '#lib/diagnosis/article/fill.ts';
import { paths } from '#lib/paths.ts';
import { nextLikely, ruleOf } from '../../../../causes/rule-of.ts';
import { probeNow } from '../../actions.ts';
import { loadHost } from '../../load-host.ts';

type Props = { params: Promise<{ host: string; finding: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { host, finding } = await params;
  const view = await loadHost(host);
  const rule = ruleOf(finding);
  return { title: view && rule ? `${rule.title} · ${view.name}` : 'No such finding' };
}

export default async function WhyPage({ params }: Props) {
  const { host, finding: id } = await params;
  const rule = ruleOf(id);
  const view = rule ? await loadHost(host) : null;
  if (!rule || !view) notFound();
  const { name, door, findings, evidence } = view;
  const { port } = door.target;
  const finding = findings.find((candidate) => candidate.id === id) ?? null;
  const next = findings.find((candidate) => candidate.id !== id) ?? nextLikely(rule);
  const address = finding?.addresses[0] ?? evidence?.attempts[0]?.address ?? null;
  const open = new Set(findings.map((candidate) => candidate.id));
  const addressOf = (other: string): string | null => {
    if (open.has(other)) return paths.why(name, port, other);
    return ruleOf(other) ? paths.cause(other) : null;
  };
  return (
    <>
      <LiveRefresh names={[name]} />
      <WhyHeader view={view} title={rule.title} no={rule.no} finding={finding} />
      <Explanation
        article={fillArticle(rule.article, { ...door.target, address })}
        profile={view.profile}
        evidence={finding && <ObservationTable finding={finding} name={name} port={port} checkedAt={view.evidenceAt} />}
        probe={
          view.paused ? null : (
            <div className="flex flex-wrap items-center gap-2">
              <ProbeNow endpointId={door.endpointId} checkedAt={door.checkedAt} action={probeNow} />
            </div>
          )
        }
        addressOf={addressOf}
        next={next}
      />
    </>
  );
}
