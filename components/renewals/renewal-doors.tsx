import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { StateGlyph } from '#components/status/state-glyph.tsx';
import { Ago } from '#components/time/ago.tsx';
import { Moment } from '#components/time/moment.tsx';
import { TableHeads } from '#components/ui/table-heads.tsx';
import type { DoorServes, RenewalDoorView, RenewalView } from '#lib/certificates/renewals/views.ts';
import { paths } from '#lib/paths.ts';
import { shortSha } from './renewal-words.ts';

const servesWords: Readonly<Record<DoorServes, string>> = {
  new: 'the new one',
  old: 'the old one',
  other: 'another one',
  nothing: 'nothing seen yet',
};
const glyphs = { new: 'healthy', old: 'warning', other: 'warning', nothing: 'not-checked' } as const;
const rule = 'renewed-but-not-served';

/** Every door of a plan with what it serves now. */
export function RenewalDoors({ view }: { view: Pick<RenewalView, 'doors' | 'progress' | 'generatedAt' | 'successor'> }) {
  const { doors, progress, generatedAt } = view;
  if (doors.length === 0) return <p className="text-muted">The doors of this plan are no longer watched.</p>;
  return (
    <>
      <ScrollRegion label="Doors of the plan" className="overflow-x-auto">
        <table className="w-full min-w-xl text-left">
          <TableHeads heads={['Door', 'Serves', 'Since', 'Last checked']} />
          <tbody>
            {doors.map((door) => (
              <Row key={`${door.host} ${door.port}`} door={door} now={generatedAt} isIssued={view.successor !== null} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {doors.length < progress.doorsTotal && (
        <p className="mt-2 text-muted">
          The first {doors.length} of {progress.doorsTotal} doors; those that do not serve the new certificate come first.
        </p>
      )}
    </>
  );
}

function Row({ door, now, isIssued }: { door: RenewalDoorView; now: string; isIssued: boolean }) {
  const { host, port, serves, sha256, since, checkedAt } = door;
  return (
    <tr className="border-line border-t align-top">
      <th scope="row" className="min-w-44 py-1.5 pr-3 font-normal">
        <Link href={paths.host(host, port)} prefetch={false} className="font-mono text-link underline wrap-anywhere">
          {host}:{port}
        </Link>
      </th>
      <td className="py-1.5 pr-3">
        <span className="inline-flex items-center gap-1.5">
          <StateGlyph state={glyphs[serves]} size={14} />
          {servesWords[serves]}
        </span>
        {sha256 && serves === 'other' && (
          <Link href={paths.certificate(sha256)} prefetch={false} className="ml-2 font-mono text-link underline">
            {shortSha(sha256)}
          </Link>
        )}
        {isIssued && serves === 'old' && (
          <Link href={paths.why(host, port, rule)} prefetch={false} className="ml-2 text-link underline">
            Why it may keep it
            <span className="sr-only">
              : {host}:{port}
            </span>
          </Link>
        )}
      </td>
      <td className="py-1.5 pr-3">{since ? <Moment at={since} /> : ''}</td>
      <td className="py-1.5">{checkedAt ? <Ago at={checkedAt} now={now} /> : <span className="text-muted">not yet</span>}</td>
    </tr>
  );
}
