import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/client.ts';

/** A trust store as a test wants it, put into the database as it is. */
export async function keepStore(
  db: Database,
  input: { name: string; domainId?: number | null; anchors: readonly { sha256: string; pem: string }[]; now: Date },
): Promise<string> {
  const { id } = await db.trustStore.create({
    data: {
      name: input.name,
      domainId: input.domainId ?? null,
      origin: 'upload',
      createdBy: 'test',
      createdAt: input.now,
      version: randomUUID(),
      anchors: {
        create: input.anchors.map(({ sha256, pem }) => ({ sha256, pem, subject: `CN=${sha256}`, addedBy: 'test', addedAt: input.now })),
      },
    },
    select: { id: true },
  });
  return id;
}
