import type { HistoryRange } from '#components/history/strip-geometry.ts';
import { paths } from '#lib/paths.ts';
import { type AsOf, asOfText } from './as-of.ts';

/** What the address of a host page chooses beside the host and its door. */
export type HostChoice = { range: HistoryRange; asOf: AsOf };

/** The address of a door's page with a choice; what is usual is left out, and so is what could not be read. */
export function hostAddress(name: string, port: number, { range, asOf }: HostChoice): string {
  const query = new URLSearchParams({
    ...(range === '24h' ? {} : { range }),
    ...(asOf.status === 'at' ? { asOf: asOfText(asOf.at) } : {}),
  });
  return query.size === 0 ? paths.host(name, port) : `${paths.host(name, port)}?${query}`;
}
