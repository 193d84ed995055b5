import { certificateUsage } from './certificate-usage.ts';
import { dueChecks } from './due-checks.ts';
import { dueDeepScans } from './due-deep-scans.ts';
import { dueDiscoveries } from './due-discoveries.ts';
import { expiredWaivers } from './expired-waivers.ts';
import { fleetFindings } from './fleet-findings.ts';
import { nameAnswers } from './name-answers.ts';
import { ownNetwork } from './own-network.ts';
import { partitions } from './partitions.ts';
import type { Task } from './task.ts';
import { trustedCertificates } from './trusted-certificates.ts';

/** Every repeated task, in the order in which a worker starts them. */
export const tasks: readonly Task[] = [
  dueChecks,
  dueDeepScans,
  expiredWaivers,
  ownNetwork,
  nameAnswers,
  fleetFindings,
  dueDiscoveries,
  trustedCertificates,
  certificateUsage,
  partitions,
];
