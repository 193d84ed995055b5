/**
 * Every key of PostgreSQL's advisory locks that the product takes, in one place: two kinds of work under one key would keep each other
 * waiting. https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export const advisoryLocks = {
  /** Hosts and doors are registered by one transaction at a time. */
  registration: 636_002,
  /** Whoever judges the fleet holds it; others leave it to them. */
  fleetFindings: 636_003,
  /** Certificates find their predecessors by one transaction at a time. */
  certificates: 636_004,
  /** Renewal plans are made by one transaction at a time. */
  renewalPlans: 636_005,
  /** Whoever brings the usage up to date holds it; others leave it to them. */
  certificateUsage: 636_006,
  /** Held while resolvers are asked, which takes seconds. */
  nameAnswers: 636_007,
  /** With a second key: the location. */
  trustOfLocation: 636_008,
  /** Trust stores and lenses are changed by one transaction at a time. */
  trust: 636_009,
  /** With a second key: a hash of the host's id. */
  certificatesOfHost: 636_010,
} as const;
