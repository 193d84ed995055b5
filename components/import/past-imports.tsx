import Link from 'next/link';
import { Ago } from '#components/time/ago.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { PastImport } from '#lib/fleet/import/views.ts';
import { paths } from '#lib/paths.ts';
import { RunTime } from './run-time.tsx';

const outcomeWords = ({ newHosts, changedHosts, newDoors }: PastImport): string =>
  `${count(newHosts, 'new host')}, ${changedHosts.toLocaleString('en')} changed, ${count(newDoors, 'new door')}`;

/** That the import just done is done. */
export function ImportDone({ last }: { last: PastImport }) {
  return (
    <p role="status" className="mt-3 rounded-md border border-line-strong bg-sunken px-3 py-2">
      Imported: {outcomeWords(last)}.{last.newDoors > 0 && ' New doors are checked at once, unless their host is paused.'}{' '}
      <RunTime here={paths.importHosts({ done: 'yes' })} lead="It took" />{' '}
      <Link href={paths.hosts()} prefetch={false} className="text-link underline">
        See the hosts
      </Link>
    </p>
  );
}

/** The newest imports, by their records. */
export function PastImports({ imports, now }: { imports: readonly PastImport[]; now: string }) {
  if (imports.length === 0) return <p className="text-muted">Nothing was imported yet.</p>;
  return (
    <ul className="space-y-2">
      {imports.map((past) => (
        <li key={past.id}>
          <span className="font-mono text-xs wrap-anywhere">{past.source}</span>
          <br />
          {outcomeWords(past)}
          <br />
          <span className="text-muted">
            <Ago at={past.at} now={now} />, by {past.actor}
          </span>
        </li>
      ))}
    </ul>
  );
}
