import Link from 'next/link';
import type { BoardHost } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { acceptedHostCount } from './host-words.ts';

/** How many hosts look better than they are, because people accept findings of theirs for now; nothing where none does. */
export function AcceptedNotice({ hosts }: { hosts: readonly Pick<BoardHost, 'acceptedCount'>[] }) {
  const count = acceptedHostCount(hosts);
  if (count === 0) return null;
  return (
    <p className="text-muted">
      {count === 1 ? 'One host has findings that are' : `${count.toLocaleString('en')} hosts have findings that are`}{' '}
      <Link href={paths.waivers()} prefetch={false} className="text-link underline">
        accepted for now
      </Link>
      ; their tiles have a bar at the foot, their rows a tick.
    </p>
  );
}
