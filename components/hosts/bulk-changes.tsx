import Link from 'next/link';
import { Moment } from '#components/time/moment.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import type { BulkChangeItem } from '#lib/fleet/bulk/views.ts';
import { paths } from '#lib/paths.ts';
import type { BulkActions } from './bulk-target.ts';
import { UndoForm } from './undo-form.tsx';

/** The changes of many hosts, newest first, each with the way to undo it. */
export function BulkChanges({ changes, undo }: { changes: readonly BulkChangeItem[]; undo: BulkActions['undo'] }) {
  return (
    <div className="max-w-4xl space-y-3">
      <Breadcrumb crumbs={[{ label: 'Hosts', href: paths.hosts() }, { label: 'Changes' }]} />
      <h1 className="font-semibold text-xl">Changes of many hosts</h1>
      <p className="text-muted">
        Undoing puts back what a change set, on every host where it is still so. Hosts that were changed again or deleted since are left as
        they are and named.
      </p>
      {changes.length === 0 ? (
        <p>
          Nothing was changed yet.{' '}
          <Link href={paths.hosts()} className="text-link underline">
            Choose hosts in the list
          </Link>{' '}
          to change them together.
        </p>
      ) : (
        <ul aria-label="Changes" className="divide-y divide-line rounded-lg border border-line bg-surface">
          {changes.map((change) => (
            <li key={change.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0">
                <p className="font-medium wrap-anywhere">
                  {change.summary}
                  {change.action !== 'delete' && <span className="font-normal text-muted">, {counted(change.hostCount, 'host')}</span>}
                </p>
                <p className="text-muted">
                  <Moment at={change.at} /> by {change.actor}
                </p>
              </div>
              <UndoState change={change} undo={undo} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The form stays where it is once it was sent, so that its outcome is read. */
function UndoState({ change, undo }: { change: BulkChangeItem; undo: BulkActions['undo'] }) {
  if (change.undo.state === 'impossible') return <span className="text-muted">Cannot be undone</span>;
  return (
    <div className="min-w-0">
      {change.undo.state === 'done' && (
        <p className="text-muted">
          Undone <Moment at={change.undo.at} /> by {change.undo.by}
        </p>
      )}
      <UndoForm changeId={change.id} what={change.summary} action={undo} isDone={change.undo.state === 'done'} />
    </div>
  );
}
