import Link from 'next/link';
import { StateTile } from '#components/finding/state-tile.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedWords } from '#components/status/accepted-words.ts';
import { stateLabels } from '#components/status/state-words.ts';
import type { DoorView } from '#lib/checks/read/views.ts';
import { type HostChoice, hostAddress } from './host-address.ts';

const doorWords = (door: DoorView): string => {
  if (door.target.transport === 'starttls') return 'StartTLS';
  return door.target.port === 3269 ? 'LDAPS, global catalog' : 'LDAPS';
};

type Props = { name: string; doors: readonly DoorView[]; current: DoorView; choice: HostChoice };

/** The doors of a host, each a page of its own with its state in a line. */
export function DoorTabs({ name, doors, current, choice }: Props) {
  const leaves = new Set(doors.flatMap((door) => door.leafSha256 ?? []));
  return (
    <nav aria-label="Doors" className="mt-4">
      <ul className="relative flex gap-1 overflow-x-auto border-line border-b">
        {doors.map((door) => {
          const shown = door.endpointId === current.endpointId;
          return (
            <li key={door.endpointId} className="shrink-0">
              <Link
                href={hostAddress(name, door.target.port, choice)}
                aria-current={shown ? 'page' : undefined}
                prefetch={false}
                scroll={false}
                className={`-mb-px flex min-h-9 items-center gap-2 border-b-2 px-3 py-1 ${shown ? 'border-link font-medium text-ink' : 'border-transparent text-muted hover:bg-hover'}`}
              >
                <StateTile state={door.state} size={16} />
                <span className="font-mono">{door.target.port}</span>
                <span className="hidden sm:inline">{doorWords(door)}</span>
                <span className="sr-only">, {stateLabels[door.state]}</span>
                <AcceptedMark glyphOnly words={acceptedWords(door.acceptedCount)} />
              </Link>
            </li>
          );
        })}
      </ul>
      {leaves.size > 1 && (
        <p className="mt-2 text-muted">At their last checks the doors of this host served {leaves.size} different certificates.</p>
      )}
    </nav>
  );
}
