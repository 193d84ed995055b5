import { type WaiverState, waiverStates } from './views.ts';

/** Which waivers an address asks for; those in force unless it says otherwise. */
export const parseWaiverState = (text: unknown): WaiverState => waiverStates.find((state) => state === text) ?? 'in-force';

/** What the form for a new waiver is filled with at first. */
export type WaiverDraft = { findingId: string; scope: 'host' | 'domain' | 'tag'; scopeName: string };

const scopes = ['host', 'domain', 'tag'] as const;
const nameMax = 300;

/** Null when the address names nothing to accept. Names that are not known stay: the form says what is wrong with them. */
export function parseWaiverDraft(query: Readonly<Record<string, unknown>>): WaiverDraft | null {
  const given = scopes.flatMap((scope) => {
    const name = query[scope];
    return typeof name === 'string' && name !== '' ? [{ scope, scopeName: name.slice(0, nameMax) }] : [];
  });
  const { finding } = query;
  const findingId = typeof finding === 'string' ? finding.slice(0, nameMax) : '';
  const [first] = given;
  if (first === undefined) return findingId === '' ? null : { findingId, scope: 'host', scopeName: '' };
  return { findingId, ...first };
}
