import { chain } from './chain.ts';
import { dates } from './dates.ts';
import { endEntity } from './end-entity.ts';
import { intermediatesSent } from './intermediates-sent.ts';
import { key } from './key.ts';
import { keyUsage } from './key-usage.ts';
import { lifetime } from './lifetime.ts';
import { nameByMicrosoft } from './name-by-microsoft.ts';
import { nameByStandard } from './name-by-standard.ts';
import { nameFirst } from './name-first.ts';
import { privateKey } from './private-key.ts';
import type { Requirement } from './requirement.ts';
import { revocation } from './revocation.ts';
import { serverAuthentication } from './server-authentication.ts';
import { signature } from './signature.ts';
import { trust } from './trust.ts';
import { wildcard } from './wildcard.ts';

/** Every row of the matrix, in the order shown. */
export const requirements: readonly Requirement[] = [
  serverAuthentication,
  nameByMicrosoft,
  nameByStandard,
  nameFirst,
  wildcard,
  keyUsage,
  endEntity,
  chain,
  intermediatesSent,
  trust,
  dates,
  lifetime,
  key,
  signature,
  privateKey,
  revocation,
];
