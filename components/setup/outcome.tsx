'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { ActionState } from '#components/ui/action-state.ts';
import { paths } from '#lib/paths.ts';
import { type Registration, registrationWords } from './registration.ts';

/** Says what was registered, and goes to the board where that is new; without JavaScript the link goes there. */
export function Outcome({ state }: { state: ActionState<Registration> }) {
  const router = useRouter();
  const isNew = state.status === 'ok' && state.data.endpointCount > 0;
  useEffect(() => {
    if (isNew) router.push(paths.board());
  }, [isNew, router]);
  return (
    <div role="status">
      {state.status === 'ok' && (
        <p className="rounded-md border border-line-strong bg-sunken px-3 py-2">
          {registrationWords(state.data)}{' '}
          <Link href={paths.board()} prefetch={false} className="text-link underline">
            See them on the board
          </Link>
        </p>
      )}
    </div>
  );
}
