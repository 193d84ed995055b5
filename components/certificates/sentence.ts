import type { InventoryTotals } from '#lib/certificates/inventory/views.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';

/** What is in use, in one sentence: "312 certificates at 240 hosts; 3 have expired." */
export function inventorySentence({ certificates, hosts, expired, known }: InventoryTotals): string {
  if (known === 0) return 'No certificate was seen yet.';
  if (certificates === 0) return `No certificate is in use now; ${counted(known, 'certificate')} ${known === 1 ? 'is' : 'are'} known.`;
  const faults = expired === 0 ? 'none has expired' : `${expired.toLocaleString('en')} ${expired === 1 ? 'has' : 'have'} expired`;
  return `${counted(certificates, 'certificate')} at ${counted(hosts, 'host')}; ${faults}.`;
}

/** How many match: "12 certificates match." */
export const matchSentence = (count: number): string =>
  count === 0 ? 'No certificate matches.' : `${counted(count, 'certificate')} ${count === 1 ? 'matches' : 'match'}.`;

/** The title of the page, with what is worst about it. */
export const inventoryTitle = ({ expired }: InventoryTotals): string =>
  expired === 0 ? 'Certificates' : `${expired.toLocaleString('en')} expired · Certificates`;
