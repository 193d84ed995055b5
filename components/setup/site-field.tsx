export const inputClass = 'min-h-9 w-full rounded-md border border-line-strong bg-surface px-3 py-1.5';

/** The optional site of the hosts that are new. */
export function SiteField({ id, typed }: { id: string; typed: string }) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        Site <span className="font-normal text-muted">(optional)</span>
      </label>
      <input
        id={id}
        name="site"
        type="text"
        maxLength={64}
        autoComplete="off"
        defaultValue={typed}
        aria-describedby={`${id}-hint`}
        className={inputClass}
      />
      <p id={`${id}-hint`} className="mt-1 text-muted">
        Groups hosts on the board, such as SEA-1. Domain controllers tell us theirs if you leave this empty.
      </p>
    </div>
  );
}
