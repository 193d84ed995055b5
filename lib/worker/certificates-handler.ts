import { completeCertificates } from '../checks/complete-certificates.ts';
import type { JobHandler } from './worker-context.ts';

/** Fills what an earlier version did not read off the certificates it kept. */
export const handleCertificates: JobHandler<Record<string, never>> = async (context) => {
  const count = await completeCertificates(context.check.db, context.signal);
  if (count > 0) context.log.info({ count }, 'certificates kept by an earlier version were read anew');
};
