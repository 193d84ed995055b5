import type { Database } from '../../db/client.ts';
import { type RefRow, refOf } from '../details/read-core.ts';
import { compareCertificates } from './compare-certificates.ts';
import type { ComparisonChoice, ComparisonView } from './views.ts';

const choicesMax = 12;
/** Stretches of serving in which other certificates of the same hosts are looked for. */
const stretchesMax = 200;

type ChoiceRow = RefRow & { because: ComparisonChoice['because'] };

/** Two certificates field by field. Each is a SHA-256 in lower-case hexadecimal, or null when none was named. */
export async function readComparison(db: Database, { one, other }: { one: string | null; other: string | null }): Promise<ComparisonView> {
  const named = [one, other].filter((sha256) => sha256 !== null);
  const [kept, choices] = await Promise.all([
    db.certificate.findMany({
      where: { sha256: { in: named } },
      select: { sha256: true, der: true, name: true, subject: true, notBefore: true, notAfter: true },
    }),
    one === null ? [] : readChoices(db, one),
  ]);
  const [first, second] = [one, other].map((sha256) => kept.find((row) => row.sha256 === sha256));
  const ref = (row: (typeof kept)[number] | undefined) =>
    row === undefined
      ? null
      : {
          sha256: row.sha256,
          name: row.name || row.subject || row.sha256.slice(0, 16),
          notBefore: row.notBefore?.toISOString() ?? null,
          notAfter: row.notAfter?.toISOString() ?? null,
        };
  const rows = first === undefined || second === undefined ? null : compareCertificates(first.der, second.der);
  return { one: ref(first), other: ref(second), rows, choices };
}

/** The certificate before, those after, and what the same endpoints served in the same place, newest first. */
async function readChoices(db: Database, sha256: string): Promise<ComparisonChoice[]> {
  const rows = await db.$queryRaw<{ choices: ChoiceRow[] | null }[]>`
    WITH mine AS (
      SELECT endpoint_id, is_leaf FROM served_certificates WHERE sha256 = ${sha256} ORDER BY to_at DESC NULLS FIRST, id DESC LIMIT ${stretchesMax}
    ), candidates AS (
      SELECT predecessor_sha256 AS sha256, 0 AS place FROM certificates WHERE sha256 = ${sha256}
      UNION ALL SELECT sha256, 1 FROM certificates WHERE predecessor_sha256 = ${sha256}
      UNION ALL SELECT theirs.sha256, 2 FROM (SELECT DISTINCT endpoint_id, is_leaf FROM mine) AS mine
        JOIN served_certificates AS theirs ON theirs.endpoint_id = mine.endpoint_id AND theirs.is_leaf = mine.is_leaf
    )
    SELECT json_agg(json_build_object('sha256', chosen.sha256, 'name', chosen.name, 'not_before', chosen.not_before, 'not_after', chosen.not_after,
      'because', (ARRAY['predecessor', 'successor', 'same-host'])[chosen.place + 1]) ORDER BY chosen.place, chosen.not_before DESC) AS choices
    FROM (
      SELECT certificate.sha256, COALESCE(NULLIF(certificate.name, ''), NULLIF(certificate.subject, ''), left(certificate.sha256, 16)) AS name,
        certificate.not_before, certificate.not_after, min(candidates.place) AS place
      FROM candidates JOIN certificates AS certificate ON certificate.sha256 = candidates.sha256
      WHERE certificate.sha256 <> ${sha256} GROUP BY certificate.sha256 ORDER BY min(candidates.place), certificate.not_before DESC LIMIT ${choicesMax}
    ) AS chosen`;
  return (rows[0]?.choices ?? []).map((row) => ({ ...refOf(row), because: row.because }));
}
