/** Classes of every field that is typed into. */
export const inputClass = 'min-h-9 w-full rounded-md border border-line-strong bg-surface px-3 py-1.5';
