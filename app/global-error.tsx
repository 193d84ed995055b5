'use client';

/** Shown when even the frame of the pages could not be made. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <h1>Port636 could not show this page</h1>
        <p>Most often the database is being restarted; then it works again in a few seconds.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  );
}
