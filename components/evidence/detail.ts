/** One line of raw evidence: a label and one or more values. */
export type Detail = { label: string; values: string[]; code: boolean };

/** A line of plain words; left out where there is nothing to say. */
export function words(label: string, value: string | number | null | undefined): Detail[] {
  return value === null || value === undefined || value === '' ? [] : [{ label, values: [String(value)], code: false }];
}

/** A line of names, numbers or bytes, set in the monospaced face. */
export function codes(label: string, value: string | readonly string[] | null | undefined): Detail[] {
  if (value === null || value === undefined || value.length === 0) return [];
  return [{ label, values: typeof value === 'string' ? [value] : [...value], code: true }];
}
