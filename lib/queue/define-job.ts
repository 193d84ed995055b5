import type { QueueOptions } from 'pg-boss';
import type { z } from 'zod';

/** Jobs of scope `location` wait in one queue for each place that probes; those of scope `everywhere` in one for all. */
export type JobScope = 'everywhere' | 'location';

/** What a job is, apart from what is done about it: that is a handler of the worker, found by the name. */
export type JobDefinition<Payload = unknown, Name extends string = string> = {
  name: Name;
  scope: JobScope;
  payload: z.ZodType<Payload>;
  options: Readonly<QueueOptions>;
  /** A cron expression in UTC for jobs that come by themselves. */
  schedule?: string;
};

export function defineJob<Payload, const Name extends string>(definition: JobDefinition<Payload, Name>): JobDefinition<Payload, Name> {
  return definition;
}

/**
 * The queue a job waits in. Characters that pg-boss does not take in names are written as their code point, so that two places
 * never share a queue.
 */
export function queueName(definition: Pick<JobDefinition, 'name' | 'scope'>, location: string | null): string {
  if (definition.scope === 'everywhere') return definition.name;
  if (location === null || location === '') throw new RangeError(`The job ${definition.name} needs a location.`);
  return `${definition.name}.${location.replace(/[^A-Za-z0-9.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)}`;
}
