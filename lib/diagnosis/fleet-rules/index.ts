import type { CatalogRule } from '../rule.ts';
import { issuerBlastRadius } from './issuer-blast-radius.ts';
import { lastHealthyDoor } from './last-healthy-door.ts';

/** The rules that judge the fleet as a whole, by number. */
export const fleetRules: readonly CatalogRule[] = [lastHealthyDoor, issuerBlastRadius];
