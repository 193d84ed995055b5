import { ClientLenses } from '#components/clients/client-lenses.tsx';
import { RequirementLists } from '#components/requirements/requirement-list.tsx';
import type { HostView } from '#lib/checks/read/views.ts';
import { clientVerdicts } from '#lib/diagnosis/clients/client-verdicts.ts';
import { requirementMatrices } from '#lib/diagnosis/requirements/requirement-matrix.ts';
import type { Judged } from './as-of.ts';
import { Panel } from './panel.tsx';
import { ServerPanel } from './server-panel.tsx';

/** What is asked of the certificate and who accepts the server, judged for the time given, and what the server says of itself. */
export function VerdictPanels({ view, judged }: { view: HostView; judged: Judged }) {
  const { evidence, subject, knowledge, name, door } = view;
  const options = { subject, knowledge, now: judged.now };
  return (
    <div className="grid gap-4 xl:grid-cols-2 xl:items-start">
      <Panel id="requirements" title="Requirements of the certificate">
        {evidence ? (
          <RequirementLists
            matrices={requirementMatrices(evidence, options)}
            name={name}
            port={door.target.port}
            findings={judged.findings}
          />
        ) : (
          <p className="text-muted">No certificate was received yet.</p>
        )}
      </Panel>
      <div className="flex min-w-0 flex-col gap-4">
        <Panel id="clients" title="Who accepts it">
          {evidence ? (
            <ClientLenses lenses={clientVerdicts(evidence, options)} />
          ) : (
            <p className="text-muted">Nothing was seen yet that clients could be judged by.</p>
          )}
        </Panel>
        <ServerPanel evidence={evidence} />
      </div>
    </div>
  );
}
