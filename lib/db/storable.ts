/** What PostgreSQL takes neither in text nor in jsonb: NUL and halves of surrogate pairs. */
const unstorable = /\\u0000|\\ud[89a-f]/i;

/**
 * A deep copy of plain data in which every text can be stored. Texts come from servers that may send anything; what cannot be
 * stored is shown as U+FFFD.
 */
export function storable<Value>(value: Value): Value {
  return unstorable.test(JSON.stringify(value) ?? '') ? (clean(value) as Value) : value;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD').toWellFormed();
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), clean(inner)]));
}

/** A time that a certificate names, where the database can keep it: not those of the year 0, which GeneralizedTime can write. */
export function storableTime(text: string | null): Date | null {
  const time = text === null ? null : new Date(text);
  return time !== null && time.getUTCFullYear() >= 1 ? time : null;
}
