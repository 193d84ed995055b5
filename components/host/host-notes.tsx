import Link from 'next/link';
import type { ReactNode } from 'react';
import { Markdown } from '#components/ui/markdown.tsx';
import { paths } from '#lib/paths.ts';

type Props = {
  tags: readonly string[];
  /** Markdown; empty for none. */
  notes: string;
  /** Name of the fleet file that it comes from, or demo; null when people registered it. */
  managedBy: string | null;
  /** The way to edit them. */
  edit: ReactNode;
};

/** Tags, which lead to the other hosts that have them, notes, and who manages the host. */
export function HostNotes({ tags, notes, managedBy, edit }: Props) {
  return (
    <section aria-label="Tags and notes" className="mt-3">
      <div className="flex flex-wrap items-center gap-2">
        {tags.length === 0 ? (
          <span className="text-muted">No tags.</span>
        ) : (
          <ul aria-label="Tags" className="flex min-w-0 flex-wrap gap-2">
            {tags.map((tag) => (
              <li key={tag} className="min-w-0">
                <Link
                  href={paths.hosts({ tag })}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center rounded-full border border-line-strong px-2.5 text-ink no-underline wrap-anywhere hover:bg-hover"
                >
                  {tag}
                </Link>
              </li>
            ))}
          </ul>
        )}
        {edit}
        {managedBy !== null && (
          <span className="text-muted">
            {managedBy === 'demo' ? (
              'Part of the demonstration fleet.'
            ) : (
              <>
                Managed by <span className="font-mono text-ink wrap-anywhere">{managedBy}</span>: what that file says of it, it sets again.
              </>
            )}
          </span>
        )}
      </div>
      {notes !== '' && (
        <div className="mt-2 max-h-96 overflow-y-auto rounded-lg border border-line bg-surface px-4 py-3">
          <Markdown text={notes} />
        </div>
      )}
    </section>
  );
}
