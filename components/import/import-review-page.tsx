import { Panel } from '#components/host/panel.tsx';
import { Ago } from '#components/time/ago.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import { type ImportReview, type RowState, rowStates } from '#lib/fleet/import/views.ts';
import { paths } from '#lib/paths.ts';
import { ConfirmForm } from './confirm-form.tsx';
import { CorrectForm } from './correct-form.tsx';
import { MappingForm } from './mapping-form.tsx';
import type { FieldChoice, ReviewActions } from './review-parts.ts';
import { ReviewTable } from './review-table.tsx';
import { RunTime } from './run-time.tsx';

type Props = { review: ImportReview; show: RowState | null; fields: readonly FieldChoice[]; actions: ReviewActions; now: string };

/** A list that waits: what it would do, how it is read, and its lines. */
export function ImportReviewPage({ review, show, fields, actions, now }: Props) {
  const { id, fileName, mapping, hosts, counts, text } = review;
  const { confirm, correct, discard, setMapping } = actions;
  const name = fileName === '' ? 'Pasted list' : fileName;
  return (
    <div className="max-w-6xl">
      <Breadcrumb
        crumbs={[{ label: 'Add hosts', href: paths.setup() }, { label: 'Import', href: paths.importHosts() }, { label: 'Check the list' }]}
      />
      <h1 className="mt-1 font-semibold text-xl wrap-anywhere">{name}</h1>
      <p className="mt-1 text-muted">
        Given <Ago at={review.createdAt} now={now} /> by {review.createdBy}, read as {mapping.encoding}. It waits here for a day.
      </p>
      <div className="mt-4 grid gap-4">
        <Panel id="outcome" title="What would happen">
          <p className="max-w-[75ch]">{outcomeSentence(review)}</p>
          <p role="status" className="text-muted">
            <RunTime here={paths.importDraft(id)} lead={`${count(linesOf(review), 'line')} read and compared with the fleet in`} />
          </p>
          {review.managed > 0 && (
            <p className="mt-1 max-w-[75ch]">
              {count(review.managed, 'changed host is', 'changed hosts are')} managed by a fleet file or the demonstration, which may undo
              that.
            </p>
          )}
          <ConfirmForm
            {...{ confirm, discard }}
            draftId={id}
            digest={review.digest}
            hosts={hosts.new + hosts.changed}
            hindrance={hindranceOf(review)}
          />
        </Panel>
        <details className="rounded-lg border border-line bg-surface p-4" open={!mapping.columns.every((field) => field !== null)}>
          <summary className="min-h-6 cursor-pointer font-semibold">How the list is read</summary>
          <div className="mt-3">
            <MappingForm key={JSON.stringify(mapping)} action={setMapping} review={review} fields={fields} />
          </div>
        </details>
        {text !== null && (
          <details className="rounded-lg border border-line bg-surface p-4" open={counts.bad > 0 && text.length < 2_000}>
            <summary className="min-h-6 cursor-pointer font-semibold">Correct the text</summary>
            <CorrectForm action={correct} draftId={id} text={text} />
          </details>
        )}
      </div>
      {review.hasHosts && <ReviewTable review={review} show={show} />}
    </div>
  );
}

const linesOf = ({ counts }: ImportReview): number => rowStates.reduce((sum, state) => sum + counts[state], 0);

function outcomeSentence({ hasHosts, hosts, doors, counts }: ImportReview): string {
  if (!hasHosts) return 'No column is said to hold the hosts, so no line could be read.';
  const parts = [
    hosts.new > 0 ? `${count(hosts.new, 'host')} would be registered` : null,
    hosts.changed > 0 ? `${count(hosts.changed, 'host')} would change` : null,
    hosts.unchanged > 0 ? `${count(hosts.unchanged, 'host')} ${hosts.unchanged === 1 ? 'is' : 'are'} so already` : null,
  ].filter((part) => part !== null);
  const sentence = parts.length === 0 ? 'No line names a host.' : `${parts.join(', ')}.`;
  const added = doors.new === 0 ? '' : ` ${count(doors.new, 'door is', 'doors are')} new.`;
  const twice = counts.duplicate === 0 ? '' : ` ${count(counts.duplicate, 'line says', 'lines say')} what another line says.`;
  return `${sentence}${added}${twice}`;
}

/** Why it cannot be imported as it is; null when it can. */
function hindranceOf({ hasHosts, counts, hosts, text }: ImportReview): string | null {
  if (!hasHosts) return 'Say below which column holds the hosts.';
  if (counts.bad > 0)
    return `${count(counts.bad, 'line is', 'lines are')} bad, so nothing can be imported yet. ${text === null ? 'Correct the file and give it again.' : 'Correct the text below, or the file and give it again.'}`;
  return hosts.new + hosts.changed === 0 ? 'There is nothing to import.' : null;
}
