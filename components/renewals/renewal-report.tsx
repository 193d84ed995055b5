import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { RenewalView } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';
import { ClearSuccessorButton } from './clear-successor-button.tsx';
import { EditPlanForm } from './edit-plan-form.tsx';
import { PlanCertificate } from './plan-certificate.tsx';
import { RenewalDoors } from './renewal-doors.tsx';
import { RenewalHistory } from './renewal-history.tsx';
import { RenewalSteps } from './renewal-steps.tsx';
import { StateButtons } from './state-buttons.tsx';
import { StillServed } from './still-served.tsx';
import { type SuccessorAction, SuccessorForm } from './successor-form.tsx';

/** The changes that the page of a plan offers. */
export type RenewalActions = {
  edit: FormAction<{ id: string }>;
  setState: FormAction<{ id: string; state: RenewalView['state'] }>;
  setSuccessor: SuccessorAction;
  clearSuccessor: FormAction<{ id: string }>;
};

/** All of one plan: its steps, its doors, both certificates, its forms and its history. */
export function RenewalReport({ view, actions }: { view: RenewalView; actions: RenewalActions }) {
  const { id, certificate, successor, closedAt, note } = view;
  const isOpen = closedAt === null;
  return (
    <div className="mt-4 flex flex-col gap-4">
      <Panel id="steps" title="Where it stands">
        <RenewalSteps progress={view.progress} />
        <div className="mt-4">
          <StateButtons id={id} state={view.state} hasSuccessor={successor !== null} action={actions.setState} />
        </div>
      </Panel>
      <Panel
        id="doors"
        title="Doors"
        aside={
          view.doors.length > 0 && <ExportLinks of="the doors of this plan" hrefOf={(format) => paths.renewalExport(id, { format })} />
        }
      >
        <RenewalDoors view={view} />
        <StillServed view={view} />
      </Panel>
      <div className="grid gap-4 xl:grid-cols-2 xl:items-start">
        <Panel id="old" title="To be replaced">
          {certificate ? (
            <PlanCertificate certificate={certificate} />
          ) : (
            <p className="text-muted">Nothing was served when this was planned.</p>
          )}
        </Panel>
        <Panel id="new" title="The new certificate">
          {successor && <PlanCertificate certificate={successor} />}
          {successor && isOpen && <ClearSuccessorButton id={id} action={actions.clearSuccessor} />}
          {!successor && !isOpen && <p className="text-muted">None was given.</p>}
          {isOpen && <SuccessorForm id={id} isAnother={successor !== null} action={actions.setSuccessor} />}
        </Panel>
        <Panel id="plan" title="Plan">
          {isOpen ? (
            <EditPlanForm key={`${view.owner} ${view.dueOn} ${note}`} id={id} plan={view} action={actions.edit} />
          ) : (
            <p className="whitespace-pre-wrap wrap-anywhere">{note === '' ? <span className="text-muted">No note.</span> : note}</p>
          )}
        </Panel>
        <Panel
          id="history"
          title="History"
          aside={
            <span className="text-muted">
              planned <Moment at={view.createdAt} />
            </span>
          }
        >
          <RenewalHistory events={view.history} />
        </Panel>
      </div>
    </div>
  );
}
