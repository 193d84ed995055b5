const offsetMax = 10_000_000;

/**
 * The rows that the address of a list's rows asks for: `limit` of them, 100 where it does not say and at most `limitMax`, from
 * `offset` on. A refusal when one of the two is no whole number within its bounds.
 */
export function rowWindow(searchParams: URLSearchParams, limitMax: number): { offset: number; limit: number } | Response {
  const offset = wholeNumber(searchParams.get('offset') ?? '0', 0, offsetMax);
  const limit = wholeNumber(searchParams.get('limit') ?? '100', 1, limitMax);
  if (offset === null) return refuse('offset', searchParams.get('offset'), `a whole number from 0 to ${offsetMax}`);
  if (limit === null) return refuse('limit', searchParams.get('limit'), `a whole number from 1 to ${limitMax}`);
  return { offset, limit };
}

function wholeNumber(text: string, min: number, max: number): number | null {
  const number = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : null;
}

const refuse = (field: string, value: string | null, allowed: string): Response =>
  Response.json({ error: { field, value, message: `${field} is ${allowed}, not ${JSON.stringify(value)}.` } }, { status: 400 });
