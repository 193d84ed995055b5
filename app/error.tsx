'use client';

import { Button } from '#components/ui/button.tsx';

/** Shown in place of a page that could not be made; the rail stays. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert">
      <h1 className="font-semibold text-xl">This page could not be shown</h1>
      <p className="mt-2">
        Most often the database is being restarted; then it works again in a few seconds.
        {error.digest ? ` The log has the reason under ${error.digest}.` : ''}
      </p>
      <Button className="mt-4" variant="primary" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
