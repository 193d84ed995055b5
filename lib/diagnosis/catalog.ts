import { fleetRules } from './fleet-rules/index.ts';
import type { CatalogRule } from './rule.ts';
import { rules } from './rules/index.ts';

/** Everything that can be found, of doors and of the fleet, by number. */
export const catalog: readonly CatalogRule[] = [...rules, ...fleetRules].sort((one, other) => one.no - other.no);
