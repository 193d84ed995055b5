import type { Database } from '../../db/client.ts';
import { Prisma } from '../../db/generated/client.ts';

/**
 * Every transaction that changes hosts, doors, domains, what they serve, the certificates themselves or renewal plans leaves its id in
 * certificate_marks: triggers see to that. An id replaces one that was committed before and never comes again, so whoever sees the same
 * marks twice has seen the same of all these tables twice.
 */
export const marksSql = Prisma.sql`(SELECT COALESCE(string_agg(id || ':' || revision, ' ' ORDER BY id), '') FROM certificate_marks)`;

/** The marks as they are now. Read them before, never after, what is kept under them. */
export async function readMarks(db: Database): Promise<string> {
  const [row] = await db.$queryRaw<{ marks: string }[]>`SELECT ${marksSql} AS marks`;
  return row?.marks ?? '';
}

/** Is the kept usage (lib/checks/refresh-certificate-usage.ts) what is in use now? */
export async function isUsageCurrent(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ current: boolean }[]>`SELECT marks = ${marksSql} AS current FROM usage_mark`;
  return row?.current ?? false;
}
