import { authorityCases } from './authorities.ts';
import { hostNameCases } from './host-names.ts';
import { identifierCases } from './identifiers.ts';
import { nameConstraintCases } from './name-constraints.ts';
import { otherNameConstraintCases } from './name-constraints-of-other-forms.ts';
import { pathBuildingCases } from './path-building.ts';
import type { PathCase } from './path-case.ts';
import { pathLengthCases } from './path-length.ts';
import { validityCases } from './validity.ts';

/** Every situation that a verifier of server certificates has to judge, by category. */
export const pathCases: readonly PathCase[] = [
  ...pathBuildingCases,
  ...pathLengthCases,
  ...authorityCases,
  ...nameConstraintCases,
  ...otherNameConstraintCases,
  ...hostNameCases,
  ...identifierCases,
  ...validityCases,
];
