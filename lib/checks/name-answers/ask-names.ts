import { monotonicMs } from '../../clock.ts';
import { Deadline } from '../../probe/deadline.ts';
import { resolveName } from '../../probe/stages/resolve.ts';

/** The resolvers of the worker's machine, as answers name them. */
export const systemResolver = 'system';

/** One name to ask one DNS server for. */
export type Question = { hostId: string; name: string; resolver: string; side: 'internal' | 'external' };
export type Asked = Question & { addresses: string[]; failure: string | null };

const atOnce = 20;
const questionMs = 3_000;
/** A resolver that was silent so often in a row is not waited for again in the same round. */
const silencesMax = 3;

const isSilence = (failure: string | null): boolean => failure === 'resolver-timeout' || failure === 'resolver-unreachable';

/**
 * Asks each question of its resolver alone, some at a time; what is not begun within `withinMs` is left out. Of a resolver that stays
 * silent the other questions get the same failure without another wait.
 */
export async function askNames(questions: readonly Question[], options: { withinMs: number; signal?: AbortSignal }): Promise<Asked[]> {
  const endsAtMs = monotonicMs() + options.withinMs;
  const silences = new Map<string, { count: number; failure: string }>();
  const asked: Asked[] = [];
  const waiting = questions[Symbol.iterator]();
  const ask = async () => {
    for (const question of waiting) {
      if (options.signal?.aborted || monotonicMs() > endsAtMs) return;
      const silence = silences.get(question.resolver);
      const answer = silence && silence.count >= silencesMax ? { addresses: [], failure: silence.failure } : await askOne(question);
      if (isSilence(answer.failure)) silences.set(question.resolver, { count: (silence?.count ?? 0) + 1, failure: answer.failure ?? '' });
      else silences.delete(question.resolver);
      asked.push({ ...question, ...answer });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return asked;
}

async function askOne({ name, resolver }: Question): Promise<{ addresses: string[]; failure: string | null }> {
  const options = { hostsFile: null, ...(resolver === systemResolver ? {} : { resolvers: [resolver] }) };
  const stage = await resolveName(name, options, Deadline.after(questionMs), questionMs);
  if (stage.status === 'ok') return { addresses: stage.data.addresses.map(({ address }) => address), failure: null };
  return { addresses: [], failure: stage.status === 'failed' ? stage.code : 'unclassified' };
}
