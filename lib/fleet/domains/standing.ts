import { isConfirming } from '../../checks/read/host-state.ts';
import type { DoorStanding } from '../../diagnosis/fleet-rules/last-healthy-door.ts';
import type { DoorState } from './door-states.ts';

const globalCatalogPort = 3269;

/**
 * How a door stands for redundancy. What further checks have yet to confirm is no failure yet, and neither is what somebody accepted:
 * it counts for no state, here as everywhere; where it keeps the probe from seeing more, nobody knows.
 */
export function standingOf({ judged }: DoorState): DoorStanding {
  if (judged.state === 'maintenance') return 'maintenance';
  if (judged.state === 'healthy' || judged.state === 'warning') return 'serves';
  if (judged.state === 'critical') return isConfirming(judged) ? 'serves' : 'fails';
  return 'unknown';
}

/** Which LDAPS doors it stands in for; null for StartTLS doors, hosts on which LDAPS is not intended, and names of whole domains. */
export function serviceOf({ transport, port, ldapsIntended, standsForDomain }: DoorState): 'directory' | 'global-catalog' | null {
  if (transport !== 'ldaps' || !ldapsIntended || standsForDomain) return null;
  return port === globalCatalogPort ? 'global-catalog' : 'directory';
}
