import type { ClientRule } from '../client.ts';
import { chainRules } from './chain.ts';
import { dateRules } from './dates.ts';
import { malformedRules } from './malformed.ts';
import { nameRules } from './names.ts';
import { purposeRules } from './purpose.ts';
import { revocationRules } from './revocation.ts';
import { sessionRules } from './session.ts';
import { strengthRules } from './strength.ts';
import { trustRules } from './trust.ts';

/** The whole table: every property that some client minds, in the order in which reasons are shown. */
export const clientRules: readonly ClientRule[] = [
  ...sessionRules,
  ...malformedRules,
  ...trustRules,
  ...chainRules,
  ...dateRules,
  ...nameRules,
  ...purposeRules,
  ...strengthRules,
  ...revocationRules,
];
