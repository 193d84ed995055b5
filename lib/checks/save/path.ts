import type { Transaction } from '../../db/client.ts';
import type { SeenStep } from './seen.ts';

type Place = { endpointId: string; locationId: number };
type KeptStep = { sha256: string; depth: number; sent: boolean };

/**
 * Has the path of an endpoint be the one seen now; nothing is written where it is. While some address told no certificate, what is
 * kept may still be on its path, and stays.
 */
export async function savePath(
  transaction: Transaction,
  place: Place,
  path: { kept: readonly KeptStep[]; seen: readonly SeenStep[]; isComplete: boolean },
): Promise<void> {
  const same = (one: KeptStep) => (other: KeptStep) => one.sha256 === other.sha256 && one.depth === other.depth && one.sent === other.sent;
  const added = path.seen.filter((step) => !path.kept.some(same(step)));
  const ended = path.kept.filter(
    (step) => !path.seen.some(same(step)) && (path.isComplete || added.some(({ sha256 }) => sha256 === step.sha256)),
  );
  if (ended.length > 0)
    await transaction.pathCertificate.deleteMany({ where: { ...place, sha256: { in: ended.map(({ sha256 }) => sha256) } } });
  if (added.length > 0)
    await transaction.pathCertificate.createMany({
      data: added.map(({ sha256, depth, sent }) => ({ ...place, sha256, depth, sent })),
      skipDuplicates: true,
    });
}
