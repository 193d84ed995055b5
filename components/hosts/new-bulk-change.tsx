import Link from 'next/link';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { type BulkAction, bulkActions } from '#lib/fleet/bulk/views.ts';
import { paths } from '#lib/paths.ts';
import { type BulkActions, type BulkChoices, type BulkTarget, targetCount } from './bulk-target.ts';
import { ManagedNote } from './change-dialog.tsx';
import { ChangeForm } from './change-form.tsx';
import { bulkActionLabels } from './host-words.ts';

type Props = {
  target: BulkTarget;
  /** The first of them by name. */
  names: readonly string[];
  managedCount: number;
  action: BulkAction;
  hrefOf: (action: BulkAction) => string;
  choices: BulkChoices;
  actions: BulkActions;
};

/** Changing many hosts on a page of its own, which needs no script. */
export function NewBulkChange({ target, names, managedCount, action, hrefOf, choices, actions }: Props) {
  const count = targetCount(target);
  return (
    <div className="max-w-3xl space-y-4">
      <Breadcrumb crumbs={[{ label: 'Hosts', href: paths.hosts() }, { label: 'Change' }]} />
      <h1 className="font-semibold text-xl">{count === 0 ? 'No host is chosen' : `Change ${counted(count, 'host')}`}</h1>
      {count === 0 ? (
        <p>
          <Link href={paths.hosts({ page: '1' })} className="text-link underline">
            Choose hosts in the list
          </Link>{' '}
          first.
        </p>
      ) : (
        <>
          <p className="wrap-anywhere text-muted">
            {names.join(', ')}
            {count > names.length && ` and ${(count - names.length).toLocaleString('en')} more`}
          </p>
          <ManagedNote count={managedCount} />
          <nav aria-label="What to do">
            <ul className="flex flex-wrap gap-x-4 gap-y-1">
              {bulkActions.map((one) => (
                <li key={one}>
                  <Link
                    href={hrefOf(one)}
                    prefetch={false}
                    aria-current={one === action ? 'true' : undefined}
                    className="inline-flex min-h-7 items-center text-link underline aria-[current=true]:font-semibold aria-[current=true]:text-ink aria-[current=true]:no-underline"
                  >
                    {bulkActionLabels[one]}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <section aria-labelledby="what" className="rounded-lg border border-line bg-surface p-4">
            <h2 id="what" className="mb-3 font-semibold">
              {bulkActionLabels[action]}
            </h2>
            <ChangeForm key={action} action={action} target={target} choices={choices} actions={actions} />
          </section>
        </>
      )}
    </div>
  );
}
