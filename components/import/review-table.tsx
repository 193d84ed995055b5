import Link from 'next/link';
import { buttonClass } from '#components/ui/button.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { type ImportReview, type RowState, rowStates } from '#lib/fleet/import/views.ts';
import { paths } from '#lib/paths.ts';
import { rowStateWords } from './review-parts.ts';

type Props = { review: ImportReview; show: RowState | null };

const choiceOf = (show: RowState | null, page = 1): Record<string, string> => ({
  ...(show === null ? {} : { show }),
  ...(page === 1 ? {} : { page: String(page) }),
});

/** The lines of the list with what would come of each, filtered by that, a hundred to a page. */
export function ReviewTable({ review, show }: Props) {
  const { id, counts, rows, page, pageCount, total } = review;
  const all = rowStates.reduce((sum, state) => sum + counts[state], 0);
  const link = (state: RowState | null, at = 1) => paths.importDraft(id, choiceOf(state, at));
  const filterClass = (active: boolean) => `${buttonClass()} ${active ? 'border-link bg-hover' : ''}`;
  return (
    <section aria-labelledby="lines" className="mt-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="lines" className="font-semibold">
          Line by line
        </h2>
        {rows.length > 0 && (
          <ExportLinks of="these lines" hrefOf={(format) => paths.importDraftExport(id, { ...choiceOf(show), format })} />
        )}
      </div>
      <nav aria-label="Which lines" className="mt-2 flex flex-wrap gap-2">
        <Link
          href={link(null)}
          prefetch={false}
          scroll={false}
          aria-current={show === null ? 'page' : undefined}
          className={filterClass(show === null)}
        >
          All {all.toLocaleString('en')}
        </Link>
        {rowStates.map((state) => (
          <Link
            key={state}
            href={link(state)}
            prefetch={false}
            scroll={false}
            aria-current={show === state ? 'page' : undefined}
            className={filterClass(show === state)}
          >
            <span aria-hidden className={rowStateWords[state].colour}>
              {rowStateWords[state].sign}
            </span>
            {rowStateWords[state].label} {counts[state].toLocaleString('en')}
          </Link>
        ))}
      </nav>
      {rows.length === 0 ? (
        <p className="mt-3 text-muted">No line is like that.</p>
      ) : (
        <div className="mt-3 rounded-lg border border-line bg-surface">
          <table className="w-full text-left">
            <caption className="sr-only">Lines of the list with what would come of each</caption>
            <thead>
              <tr className="border-line border-b text-muted [&>th]:px-3 [&>th]:py-2 [&>th]:font-medium">
                <th scope="col" className="w-0 text-right">
                  Line
                </th>
                <th scope="col" className="w-0">
                  Outcome
                </th>
                <th scope="col">Host and details</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.line} className="border-line border-b align-top last:border-b-0 [&>td]:px-3 [&>td]:py-1.5">
                  <td className="text-right text-muted tabular-nums">{row.line}</td>
                  <td className={`whitespace-nowrap font-medium ${rowStateWords[row.state].colour}`}>
                    <span aria-hidden>{rowStateWords[row.state].sign}</span> {rowStateWords[row.state].label}
                  </td>
                  <td>
                    <div className="gap-x-4 sm:grid sm:grid-cols-[2fr_3fr]">
                      <p className="font-mono text-xs leading-5 wrap-anywhere">
                        {row.host}
                        {row.port !== null && <span className="text-muted"> {row.port}</span>}
                      </p>
                      <div className="wrap-anywhere">
                        {row.words.map((words) => (
                          <p key={words}>{words}</p>
                        ))}
                      </div>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && (
        <p className="mt-3 flex flex-wrap items-baseline gap-x-3">
          <span className="max-w-[75ch]">
            The same {show === 'bad' ? 'bad lines' : 'lines'} as they were given, with what comes of each in the last columns. Mend them
            there and give the file again: those columns are left out then.
          </span>
          <ExportLinks
            of="these lines as they were given"
            hrefOf={(format) => paths.importDraftExport(id, { table: 'given', ...choiceOf(show), format })}
          />
        </p>
      )}
      {pageCount > 1 && (
        <nav aria-label="Pages of the lines" className="mt-3 flex flex-wrap items-center gap-2">
          {page > 1 && (
            <Link href={link(show, page - 1)} prefetch={false} rel="prev" className={buttonClass()}>
              Previous
            </Link>
          )}
          <span>
            Page {page.toLocaleString('en')} of {pageCount.toLocaleString('en')}, {total.toLocaleString('en')} lines
          </span>
          {page < pageCount && (
            <Link href={link(show, page + 1)} prefetch={false} rel="next" className={buttonClass()}>
              Next
            </Link>
          )}
        </nav>
      )}
    </section>
  );
}
