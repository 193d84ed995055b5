'use client';

import { Bookmark, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useActionState, useId } from 'react';
import { type ActionState, type FormAction, sentBack } from '#components/ui/action-state.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { type SavedViewItem, type ViewPage, viewNameMax } from '#lib/certificates/saved-views/views.ts';

/** What can be done with views. */
export type SavedViewActions = { save: FormAction<{ id: string; name: string }>; remove: FormAction<{ name: string }> };

type Props = {
  /** Path of the page that the views belong to. */
  page: ViewPage;
  /** The page's query string as it is now, without the question mark: what is saved. */
  query: string;
  views: readonly SavedViewItem[];
  actions: SavedViewActions;
};

/** Views of a list that somebody saved: each is a link; the present one can be saved under a name. */
export function SavedViews({ page, query, views, actions }: Props) {
  const isCurrent = (view: SavedViewItem) => new URLSearchParams(view.query).toString() === new URLSearchParams(query).toString();
  return (
    <details className="no-print min-w-0 open:basis-full">
      <summary className={`${buttonClass()} list-none [&::-webkit-details-marker]:hidden`}>
        <Bookmark width={14} height={14} aria-hidden="true" />
        Views{views.length > 0 && ` (${views.length})`}
      </summary>
      <div className="mt-2 grid gap-4 rounded-lg border border-line bg-surface p-3 md:grid-cols-2">
        {views.length === 0 ? (
          <p className="text-muted">No view was saved yet. A view keeps filters, order and columns under a name, for everybody.</p>
        ) : (
          <ul aria-label="Saved views" className="min-w-0 space-y-1">
            {views.map((view) => (
              <li key={view.id} className="flex items-center gap-2">
                <Link
                  href={view.query === '' ? page : `${page}?${view.query}`}
                  prefetch={false}
                  aria-current={isCurrent(view) ? 'true' : undefined}
                  title={`Saved by ${view.createdBy}`}
                  className="min-w-0 grow wrap-anywhere rounded px-2 py-1 text-link underline-offset-2 hover:underline aria-[current=true]:bg-hover aria-[current=true]:font-semibold"
                >
                  {view.name}
                </Link>
                <DeleteView view={view} action={actions.remove} />
              </li>
            ))}
          </ul>
        )}
        <SaveView page={page} query={query} action={actions.save} />
      </div>
    </details>
  );
}

const faultsOf = (state: ActionState): string | null =>
  state.status === 'error' ? state.message : state.status === 'invalid' ? state.faults.map(({ message }) => message).join(' ') : null;

function SaveView({ page, query, action }: { page: ViewPage; query: string; action: SavedViewActions['save'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const id = useId();
  const fault = faultsOf(state);
  const typed = sentBack(state)?.name ?? '';
  return (
    <form action={submit} className="min-w-0">
      <input type="hidden" name="page" value={page} />
      <input type="hidden" name="query" value={query} />
      <label htmlFor={id} className="mb-1 block font-medium">
        Save this view as
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          key={typed}
          id={id}
          name="name"
          type="text"
          required
          maxLength={viewNameMax}
          autoComplete="off"
          defaultValue={typed}
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : `${id}-fault`}
          className="min-h-8 min-w-0 grow rounded-md border border-line-strong bg-surface px-2 py-1"
        />
        <Button type="submit" disabled={pending}>
          {pending ? 'Saving …' : 'Save view'}
        </Button>
      </div>
      {fault !== null && (
        <p id={`${id}-fault`} role="alert" className="mt-1 font-medium text-critical">
          {fault}
        </p>
      )}
      <p role="status" className="mt-1">
        {state.status === 'ok' ? `“${state.data.name}” is saved.` : ''}
      </p>
    </form>
  );
}

function DeleteView({ view, action }: { view: SavedViewItem; action: SavedViewActions['remove'] }) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const fault = faultsOf(state);
  return (
    <form action={submit} className="flex items-center gap-2">
      {fault !== null && (
        <span role="alert" className="font-medium text-critical">
          {fault}
        </span>
      )}
      <input type="hidden" name="viewId" value={view.id} />
      <Button type="submit" disabled={pending} aria-label={`Delete the view ${view.name}`} title="Delete" className="px-2">
        <Trash2 width={14} height={14} aria-hidden="true" />
      </Button>
    </form>
  );
}
