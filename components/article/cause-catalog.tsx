import Link from 'next/link';
import { severityState, severityWords } from '#components/finding/severity.ts';
import { StateTile } from '#components/finding/state-tile.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { paths } from '#lib/paths.ts';
import { type CatalogEntry, catalogStages, groupCatalog, searchCatalog } from './catalog.ts';

/** A rule about the fleet leads on no host: it is found or not. */
const FoundNow = ({ count }: { count: number }) =>
  count === 0 ? (
    <span className="text-muted">not found</span>
  ) : (
    <Link href={paths.fleetFindings()} prefetch={false} className="font-medium text-link underline">
      {count} now
    </Link>
  );

function Entry({ entry }: { entry: CatalogEntry }) {
  const severity = entry.severities[0] ?? 'notice';
  return (
    <li className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 border-line border-t py-2.5 first:border-t-0 sm:grid-cols-[2.5rem_minmax(0,1fr)_6.5rem_6rem]">
      <span className="font-mono text-muted tabular-nums">{entry.no}</span>
      <span className="min-w-0">
        <Link href={paths.cause(entry.id)} prefetch={false} className="font-medium text-link hover:underline">
          {entry.title}
        </Link>
        <span className="line-clamp-2 wrap-anywhere">{entry.line}</span>
      </span>
      <span className="col-start-2 inline-flex items-start gap-1.5 sm:col-start-auto">
        <span className="mt-0.5 shrink-0">
          <StateTile state={severityState(severity)} size={16} />
        </span>
        {entry.severities.map((each) => severityWords[each]).join(', ')}
      </span>
      <span className="col-start-2 tabular-nums sm:col-start-auto sm:text-right">
        {entry.foundCount !== null ? (
          <FoundNow count={entry.foundCount} />
        ) : entry.hostCount === 0 ? (
          <span className="text-muted">leads on no host</span>
        ) : (
          <Link href={paths.boardFiltered({ cause: entry.id })} prefetch={false} className="font-medium text-link underline">
            {entry.hostCount} {entry.hostCount === 1 ? 'host' : 'hosts'} now
          </Link>
        )}
        {entry.acceptedHostCount > 0 && (
          <span className="block">
            <AcceptedMark words={`accepted on ${entry.acceptedHostCount.toLocaleString('en')}`} />
          </span>
        )}
      </span>
    </li>
  );
}

/** Every cause that can be told, by stage, with a search that lives in the address. */
export function CauseCatalog({ causes, query }: { causes: readonly CatalogEntry[]; query: string }) {
  const found = searchCatalog(causes, query);
  return (
    <>
      <h1 className="font-semibold text-xl">Causes</h1>
      <p className="mt-1 max-w-3xl">
        Everything Port636 can find wrong with a server, in the order in which a probe would meet it: what happened, how to mend it, and how
        to prove that it is mended.
      </p>
      <search className="mt-4 block">
        <form action={paths.causes()} className="flex flex-wrap items-center gap-2">
          <label htmlFor="cause-search" className="sr-only">
            Search causes
          </label>
          <input
            key={query}
            id="cause-search"
            type="search"
            name="q"
            defaultValue={query}
            placeholder="Number, word, event…"
            className="min-h-9 w-80 max-w-full rounded-md border border-line-strong bg-surface px-3 py-1.5"
          />
          <Button type="submit">Search</Button>
          {query !== '' && (
            <span>
              {found.length} of {causes.length}.{' '}
              <Link href={paths.causes()} className="text-link underline">
                Show all
              </Link>
            </span>
          )}
        </form>
      </search>
      {groupCatalog(found).map(({ stage, entries }) => (
        <section key={stage} aria-labelledby={`stage-${stage}`} className="mt-6">
          <h2 id={`stage-${stage}`} className="mb-1 font-semibold text-base">
            {catalogStages[stage]} <span className="font-normal text-muted">{entries.length}</span>
          </h2>
          <ul className="rounded-lg border border-line bg-surface px-4">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
