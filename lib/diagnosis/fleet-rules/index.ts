import type { CatalogRule } from '../rule.ts';
import { domainControllerNotRegistered } from './domain-controller-not-registered.ts';
import { issuerBlastRadius } from './issuer-blast-radius.ts';
import { lastHealthyDoor } from './last-healthy-door.ts';
import { proberOffline } from './prober-offline.ts';
import { registeredHostNotInDns } from './registered-host-not-in-dns.ts';

/** The rules that judge the fleet as a whole, by number. */
export const fleetRules: readonly CatalogRule[] = [
  domainControllerNotRegistered,
  registeredHostNotInDns,
  lastHealthyDoor,
  issuerBlastRadius,
  proberOffline,
];
