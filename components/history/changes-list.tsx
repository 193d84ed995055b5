import Link from 'next/link';
import { shortFingerprint } from '#components/certificate/pem.ts';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { stateWords } from '#components/status/state-words.ts';
import { Moment } from '#components/time/moment.tsx';
import type { ChangeView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';

const kindWords: Readonly<Record<ChangeView['kind'], string>> = {
  certificate: 'Certificate',
  addresses: 'Addresses',
  'tls-version': 'TLS version',
  state: 'State',
  configuration: 'Settings',
};

/** A value of a change; fingerprints of certificates lead to their pages. */
function Value({ value, kind }: { value: string | null; kind: ChangeView['kind'] }) {
  if (value === null) return 'none';
  // History keeps verdicts; a check that could not judge is a host that was not checked.
  if (kind === 'state' && value === 'unknown') return stateWords['not-checked'];
  if (!/^[0-9a-f]{64}$/.test(value)) return value;
  return (
    <Link
      href={paths.certificate(value)}
      prefetch={false}
      aria-label={`Certificate ${shortFingerprint(value)}`}
      className="text-link underline"
    >
      {shortFingerprint(value)}
    </Link>
  );
}

/** What changed on a door, newest first: the best clue to what broke it. */
export function ChangesList({ changes }: { changes: readonly ChangeView[] }) {
  if (changes.length === 0) return <p className="text-muted">No change was recorded.</p>;
  return (
    <ScrollRegion label="Changes, newest first" className="max-h-72 overflow-y-auto">
      <ol>
        {changes.map((change) => (
          <li key={`${change.at} ${change.kind} ${change.before} ${change.after}`} className="border-line border-t py-1 first:border-t-0">
            <div className="flex flex-wrap justify-between gap-x-3">
              <span className="font-medium">{kindWords[change.kind]}</span>
              <span className="text-muted">
                <Moment at={change.at} />
              </span>
            </div>
            <div className="font-mono wrap-anywhere">
              <Value value={change.before} kind={change.kind} /> <span aria-hidden="true">→</span>
              <span className="sr-only">became</span> <Value value={change.after} kind={change.kind} />
            </div>
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
