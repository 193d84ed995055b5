import { describe, expect, it } from 'vitest';
import { jobs } from '../queue/jobs.ts';
import { handlers } from './handlers.ts';

describe('the handlers', () => {
  it('are there for every job, and for no other', () => {
    expect(Object.keys(handlers).sort()).toEqual(jobs.map((job) => job.name).sort());
    for (const handler of Object.values(handlers)) expect(handler).toBeTypeOf('function');
  });
});
