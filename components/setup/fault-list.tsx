import type { LineFault } from './registration.ts';

/** Everything that kept a form from being accepted; nothing of it was applied. */
export function FaultList({ id, faults, message, oneLine }: { id: string; faults: LineFault[]; message: string | null; oneLine: boolean }) {
  if (message !== null)
    return (
      <p id={id} role="alert" className="rounded-md border border-critical px-3 py-2 font-medium text-critical">
        {message}
      </p>
    );
  if (faults.length === 0) return null;
  return (
    <div id={id} role="alert" className="rounded-md border border-critical px-3 py-2">
      <p className="font-semibold text-critical">
        {oneLine || faults.every(({ line }) => line === null)
          ? 'Nothing was registered yet.'
          : `${faults.length === 1 ? '1 line needs' : `${faults.length} lines need`} mending. Nothing was registered yet; your text is below as you wrote it.`}
      </p>
      <ul className="mt-1 max-h-60 space-y-1 overflow-y-auto">
        {faults.map(({ field, line, value, message: words }) => (
          <li key={`${field} ${words}`} className="wrap-anywhere">
            {line !== null && !oneLine && <span className="font-semibold">Line {line}: </span>}
            {line !== null && !oneLine && value !== undefined && <code className="rounded bg-sunken px-1 font-mono">{value}</code>} {words}
          </li>
        ))}
      </ul>
    </div>
  );
}
