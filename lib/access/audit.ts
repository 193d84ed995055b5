import type { Transaction } from '../db/client.ts';
import { Prisma } from '../db/generated/client.ts';

/** One change for the record. Values are plain JSON and never secrets; null means that there was nothing before, or is nothing after. */
export type AuditRecord = {
  /** Such as `host.register`: what kind of thing, a dot, the verb. */
  action: string;
  /** Name of the changed thing, as people know it. */
  subject: string;
  before: Prisma.InputJsonValue | null;
  after: Prisma.InputJsonValue | null;
};

/** Writes what was changed, in the transaction that changes it: either both are kept or none is. */
export async function writeAudit(tx: Transaction, by: { now: Date; actor: string }, ...records: AuditRecord[]): Promise<void> {
  await tx.auditEntry.createMany({
    data: records.map(({ action, subject, before, after }) => ({
      at: by.now,
      actor: by.actor,
      action,
      subject,
      before: before ?? Prisma.DbNull,
      after: after ?? Prisma.DbNull,
    })),
  });
}
