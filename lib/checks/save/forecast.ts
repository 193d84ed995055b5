import { createHash } from 'node:crypto';
import type { Transaction } from '../../db/client.ts';
import { dateRules } from '../../diagnosis/forecast/date-rules.ts';
import { type ForecastStep, forecast } from '../../diagnosis/forecast/forecast.ts';
import type { Knowledge } from '../../diagnosis/knowledge.ts';
import type { Diagnosis, Subject } from '../../diagnosis/rule.ts';
import type { Evidence } from '../../probe/evidence.ts';

/** What evidence was judged with beside itself, and when. */
export type JudgedWith = { subject: Subject; knowledge: Knowledge; now: Date };

/** Raised whenever the same evidence would be forecast otherwise, so that what an earlier version kept is made anew. */
const forecastVersion = 2;

type Place = { endpointId: string; locationId: number };
type Made = JudgedWith & { evidence: Evidence; evidenceId: string; diagnosis: Diagnosis };

/**
 * Keeps the forecast of a door, unless it was made from the same things before: the evidence, the windows and the profile in force,
 * what was announced, and the findings that no date changes. `knownKey` is the key of the one kept, null when there is none; the
 * answer is the new one's. When it is made makes no difference. With null none is kept, for an old one would not be true any more.
 */
export async function saveForecast(
  transaction: Transaction,
  place: Place,
  made: Made | null,
  knownKey: string | null,
): Promise<string | null> {
  const key = made === null ? null : keyOf(made);
  if (key === knownKey) return key;
  await transaction.forecastStep.deleteMany({ where: place });
  if (made === null) return key;
  await transaction.forecastStep.createMany({
    data: forecastRows(forecast(made.evidence, made)).map((row) => ({ ...place, ...row })),
  });
  return key;
}

/** Steps as they are kept, each with the one from which on its verdict did not change. */
export function forecastRows(steps: readonly ForecastStep[]) {
  return steps.map(({ fromAt, verdict, finding, sha256, acceptedCount }, index) => {
    const turn = steps[steps.findLastIndex((step, earlier) => earlier < index && step.verdict !== verdict) + 1];
    return {
      ...{ fromAt, verdict, sha256, acceptedCount },
      findingId: finding?.id ?? null,
      no: finding?.no ?? null,
      title: finding?.title ?? null,
      summary: finding?.summary ?? null,
      turnedAt: turn?.fromAt ?? fromAt,
      turnedSha256: turn?.sha256 ?? null,
    };
  });
}

function keyOf({ evidenceId, diagnosis, subject, knowledge }: Made): string {
  const held = diagnosis.findings.flatMap(({ id, severity }) => (dateRules.has(id) ? [] : [[id, severity]]));
  const announced = knowledge.announcedLeaves.map(({ sha256, notBefore, notAfter }) => [sha256, notBefore, notAfter]);
  const { expiryWindows: windows, ldapsIntended } = subject;
  const ofWindows = [windows.warningDays, windows.warningShare, windows.criticalDays, windows.criticalShare];
  const from = [
    forecastVersion,
    evidenceId,
    ofWindows,
    ldapsIntended,
    diagnosis.profile,
    diagnosis.unknownBecause !== null,
    held,
    announced,
    ...(knowledge.waivers.length === 0 ? [] : [knowledge.waivers.map(({ findingId, until }) => [findingId, until])]),
  ];
  return createHash('sha256').update(JSON.stringify(from)).digest('hex');
}
