'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';

const retryEveryMs = 5_000;

/** Shown in place of a page that could not be made; the rail stays. It asks for the page again by itself until it comes. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  // Showing it again alone would show the same fault: the server has to be asked anew.
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  const current = useRef(retry);
  useEffect(() => {
    current.current = retry;
  });
  useEffect(() => {
    const timer = setInterval(() => current.current(), retryEveryMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div role="alert">
      <h1 className="font-semibold text-xl">This page could not be shown</h1>
      <p className="mt-2">
        Most often the database is being restarted; then it works again in a few seconds, and the page comes by itself.
        {error.digest ? ` The log has the reason under ${error.digest}.` : ''}
      </p>
      <Button className="mt-4" variant="primary" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
