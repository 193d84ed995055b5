import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { type AnswerFault, judgeAnswers, type NameAnswer } from '../../diagnosis/name-answers.ts';
import { list } from '../../diagnosis/reading/wording.ts';
import type { AnswerView, NameView } from './views.ts';

const namesMax = 100;

const answer = z.object({
  resolver: z.string(),
  side: z.enum(['internal', 'external']),
  askedAt: z.string().transform((text) => new Date(text).toISOString()),
  addresses: z.array(z.string()),
  failure: z.string().nullable(),
});
const nameRows = z.array(
  z.object({ host: z.string(), reachedFromOutside: z.boolean(), expectedAddresses: z.array(z.string()), answers: z.array(answer) }),
);

const failureWords: Readonly<Record<string, string>> = {
  'name-not-found': 'no such name',
  'no-address': 'the name has no address',
  'resolver-timeout': 'no answer in time',
  'resolver-refused': 'refused to answer',
  'resolver-unreachable': 'cannot be reached',
  'resolver-failed': 'failed to answer',
};

function wordsOf({ kind, tooMany, missing }: AnswerFault): string {
  if (kind === 'internal-address') return `Leads clients outside to ${list(tooMany, 4)}, which they cannot reach.`;
  const parts = [
    ...(tooMany.length === 0 ? [] : [`${list(tooMany, 4)} is not expected`]),
    ...(missing.length === 0 ? [] : [`${list(missing, 4)} is missing`]),
  ];
  return `${parts.join(', and ')}.`;
}

function viewOf(given: NameAnswer, faults: readonly AnswerFault[]): AnswerView {
  const own = faults.filter(({ resolver }) => resolver === given.resolver).map(wordsOf);
  const failure = given.failure === null ? null : (failureWords[given.failure] ?? 'could not be asked');
  const { resolver, side, askedAt } = given;
  return { resolver, side, askedAt, addresses: [...given.addresses], failure, faults: own };
}

/** What the DNS servers of a domain answered for its names, judged; names with something wrong first, and the first of them. */
export async function readNames(db: Database, domainId: number): Promise<{ names: NameView[]; nameCount: number; wrongNameCount: number }> {
  const names = await readAllNames(db, domainId);
  return { names: names.slice(0, namesMax), nameCount: names.length, wrongNameCount: names.filter(({ isWrong }) => isWrong).length };
}

/** One answer with the name that was asked for. */
export type NameAnswerRow = Omit<NameView, 'answers'> & { answer: AnswerView };

/** Every answer for every name of the domain, in the order of its page; null when there is no such domain. */
export async function readNameAnswers(db: Database, domainName: string): Promise<NameAnswerRow[] | null> {
  const domain = await db.domain.findUnique({ where: { name: domainName }, select: { id: true } });
  if (domain === null) return null;
  const names = await readAllNames(db, domain.id);
  return names.flatMap(({ answers, ...name }) => answers.map((answer) => ({ ...name, answer })));
}

async function readAllNames(db: Database, domainId: number): Promise<NameView[]> {
  const [row] = await db.$queryRaw<{ names: unknown }[]>`
    SELECT COALESCE(json_agg(json_build_object('host', host.name, 'reachedFromOutside', host.reached_from_outside,
      'expectedAddresses', COALESCE(host.expected_addresses, '{}'), 'answers', asked.answers) ORDER BY host.name), '[]') AS names
    FROM hosts AS host JOIN LATERAL (
      SELECT json_agg(json_build_object('resolver', resolver, 'side', side, 'askedAt', asked_at, 'addresses', COALESCE(addresses, '{}'),
        'failure', failure) ORDER BY side DESC, resolver) AS answers
      FROM name_answers WHERE host_id = host.id) AS asked ON asked.answers IS NOT NULL
    WHERE host.domain_id = ${domainId}`;
  const names = nameRows.parse(row?.names ?? []).map((name) => {
    const faults = judgeAnswers(name.answers, name);
    const { host, reachedFromOutside, expectedAddresses } = name;
    const answers = name.answers.map((given) => viewOf(given, faults));
    return { host, reachedFromOutside, expectedAddresses, answers, isWrong: faults.length > 0 };
  });
  return names.toSorted((one, other) => Number(other.isWrong) - Number(one.isWrong));
}
