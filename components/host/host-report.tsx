import type { ReactNode } from 'react';
import { CertificateChain } from '#components/certificate/chain.tsx';
import { DeepScanPanel } from '#components/deep-scan/deep-scan-panel.tsx';
import { compareEvidence } from '#components/evidence/compare.ts';
import { ComparisonTable } from '#components/evidence/comparison-table.tsx';
import { msWords } from '#components/evidence/stage-details.ts';
import { StageWaterfall } from '#components/evidence/stage-waterfall.tsx';
import { AcceptedFindings } from '#components/finding/accepted-findings.tsx';
import { FindingList } from '#components/finding/finding-list.tsx';
import { LeadFinding } from '#components/finding/lead-finding.tsx';
import { ChangesList } from '#components/history/changes-list.tsx';
import { RangeNav } from '#components/history/range-nav.tsx';
import { ResponseChart } from '#components/history/response-chart.tsx';
import { StateStrip } from '#components/history/state-strip.tsx';
import { rangeWords } from '#components/history/strip-geometry.ts';
import { SideBySide } from '#components/locations/side-by-side.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { HostView } from '#lib/checks/read/views.ts';
import { isAccepted } from '#lib/diagnosis/waivers.ts';
import type { ExportFormat } from '#lib/export/table.ts';
import { paths } from '#lib/paths.ts';
import type { Attempt, Evidence } from '#lib/probe/evidence.ts';
import { type Judged, judgeAsOf } from './as-of.ts';
import { AsOfForm } from './as-of-panel.tsx';
import { type HostChoice, hostAddress } from './host-address.ts';
import { Panel } from './panel.tsx';
import { VerdictPanels } from './verdict-panels.tsx';

type Served = Attempt & { certificate: Extract<Attempt['certificate'], { status: 'ok' }> };
const isServed = (attempt: Attempt): attempt is Served => attempt.certificate.status === 'ok';

/** Attempts that got certificates, one per different chain. */
function differentChains(evidence: Evidence): { attempt: Served; addresses: string[] }[] {
  const bySent = Map.groupBy(evidence.attempts.filter(isServed), ({ certificate }) =>
    certificate.data.sent.map(({ sha256 }) => sha256).join(),
  );
  return [...bySent.values()].flatMap((group) => (group[0] ? [{ attempt: group[0], addresses: group.map(({ address }) => address) }] : []));
}

function Chains({ evidence, now, endpointId }: { evidence: Evidence; now: Date; endpointId: string }) {
  const chains = differentChains(evidence);
  if (chains.length === 0) return <p className="text-muted">No certificate was received.</p>;
  return chains.map(({ attempt, addresses }) => (
    <div key={attempt.address} className="mt-3 first:mt-0">
      {chains.length > 1 && <h3 className="mb-1 font-medium font-mono">{addresses.join(', ')}</h3>}
      <CertificateChain data={attempt.certificate.data} now={now} endpointId={endpointId} />
    </div>
  ));
}

function Findings({ view, judged, isNow }: { view: HostView; judged: Judged; isNow: boolean }) {
  const accepted = judged.findings.filter(isAccepted);
  const [lead, ...others] = judged.findings.filter((finding) => !isAccepted(finding));
  const { port } = view.door.target;
  const acceptedPanel = accepted.length > 0 && (
    <Panel id="accepted-findings" title={`${accepted.length} accepted ${accepted.length === 1 ? 'finding' : 'findings'}`}>
      <AcceptedFindings findings={accepted} name={view.name} port={port} />
    </Panel>
  );
  if (!lead && acceptedPanel) return acceptedPanel;
  if (!lead) return isNow || !view.evidence ? null : <p className="font-medium">Nothing would be found then.</p>;
  return (
    <>
      <LeadFinding finding={lead} name={view.name} port={port} sameCauseHosts={judged.sameCauseHosts} />
      {others.length > 0 && (
        <Panel id="other-findings" title={`${others.length} more ${others.length === 1 ? 'finding' : 'findings'}`}>
          <FindingList findings={others} name={view.name} port={port} />
        </Panel>
      )}
      {acceptedPanel}
    </>
  );
}

type Props = {
  view: HostView;
  choice: HostChoice;
  trust: ReactNode;
  renewal: ReactNode;
  deepScanAction: FormAction<{ requestId: string }>;
};

/**
 * All that is known of one door: findings, stages, chain, verdicts, deep scan, history. What is judged is judged for the time chosen;
 * what was recorded is shown as of now.
 */
export function HostReport({ view, choice, trust, renewal, deepScanAction }: Props) {
  const now = new Date(view.generatedAt);
  const { evidence, evidenceAt, lastGood, door } = view;
  const { range, asOf } = choice;
  const judged = judgeAsOf(view, asOf);
  const exportOf = (table: string) => (format: ExportFormat) => paths.hostExport(view.name, door.target.port, { table, range, format });
  return (
    <div className="mt-4 flex flex-col gap-4">
      <Findings view={view} judged={judged} isNow={asOf.status !== 'at'} />
      <AsOfForm view={view} choice={choice} />
      {view.sideBySide && (
        <Panel id="locations" title="From each location">
          <SideBySide view={view.sideBySide} />
        </Panel>
      )}
      <div className="grid gap-4 xl:grid-cols-2 xl:items-start">
        <Panel
          id="last-probe"
          title="Last probe"
          aside={
            evidence &&
            evidenceAt && (
              <span className="text-muted">
                <Moment at={evidenceAt} /> from {evidence.location}, {msWords(evidence.totalMs)}
              </span>
            )
          }
        >
          {evidence ? (
            <StageWaterfall evidence={evidence} findings={judged.findings} />
          ) : (
            <p className="text-muted">Nothing was probed yet.</p>
          )}
        </Panel>
        <Panel id="chain" title="Certificate chain as served">
          {evidence ? (
            <Chains evidence={evidence} now={judged.now} endpointId={door.endpointId} />
          ) : (
            <p className="text-muted">No certificate was received yet.</p>
          )}
        </Panel>
      </div>
      <VerdictPanels view={view} judged={judged} />
      {trust}
      {renewal}
      <DeepScanPanel view={view} action={deepScanAction} />
      {evidence && lastGood && (
        <Panel
          id="last-good"
          title="Last good check beside the last one"
          aside={
            <span className="flex flex-wrap items-center gap-x-6">
              <span className="text-muted">
                good <Moment at={lastGood.at} />
              </span>
              <ExportLinks of="the last good check beside the last one" hrefOf={exportOf('last-good')} />
            </span>
          }
        >
          <ComparisonTable rows={compareEvidence(lastGood.evidence, evidence)} />
        </Panel>
      )}
      <Panel
        id="history"
        title="State"
        aside={
          <span className="flex flex-wrap items-center gap-x-6">
            {view.spans.length > 0 && <ExportLinks of={`the states of ${rangeWords[range]}`} hrefOf={exportOf('states')} />}
            <RangeNav current={range} addressOf={(other) => hostAddress(view.name, door.target.port, { range: other, asOf })} />
          </span>
        }
      >
        <StateStrip spans={view.spans} range={range} now={now} />
      </Panel>
      <div className="grid gap-4 xl:grid-cols-2 xl:items-start">
        <Panel
          id="response"
          title="Response time"
          aside={
            view.responseHours.length > 0 && <ExportLinks of={`the response times of ${rangeWords[range]}`} hrefOf={exportOf('response')} />
          }
        >
          <ResponseChart hours={view.responseHours} range={range} now={now} />
        </Panel>
        <Panel
          id="changes"
          title="Changes"
          aside={view.changes.length > 0 && <ExportLinks of="the changes" hrefOf={exportOf('changes')} />}
        >
          <ChangesList changes={view.changes} />
        </Panel>
      </div>
    </div>
  );
}
