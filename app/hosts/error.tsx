'use client';

import { Button } from '#components/ui/button.tsx';

/** Shown when a host page could not be read, mostly because the database is away. */
export default function HostError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert" className="max-w-2xl">
      <h1 className="font-semibold text-xl">This page could not be read</h1>
      <p className="mt-2">
        The database did not answer, or something in this page broke. The checks go on by themselves; nothing you saw was lost.
        {error.digest && (
          <>
            {' '}
            In the server's log: <span className="font-mono">{error.digest}</span>.
          </>
        )}
      </p>
      <p className="mt-4">
        <Button onClick={reset}>Try again</Button>
      </p>
    </div>
  );
}
