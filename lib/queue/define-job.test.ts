import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queueName } from './define-job.ts';
import { checkJob, jobs, retentionJob } from './jobs.ts';

describe('the name of a queue', () => {
  it('is the job’s own for jobs that any worker may take', () => {
    expect(queueName(retentionJob, null)).toBe('retention');
  });

  it('names the location for jobs that only its workers may take', () => {
    expect(queueName(checkJob, 'frankfurt-1')).toBe('check.frankfurt-1');
  });

  it('refuses a location’s job without a location', () => {
    expect(() => queueName(checkJob, null)).toThrow('needs a location');
    expect(() => queueName(checkJob, '')).toThrow('needs a location');
  });

  it('holds only characters that the queue allows, and differs for different locations', () => {
    const location = fc.string({ minLength: 1, unit: 'binary' });
    fc.assert(
      fc.property(location, location, (one, other) => {
        const name = queueName(checkJob, one);
        expect(name).toMatch(/^[\w.\-/]+$/);
        expect(name === queueName(checkJob, other)).toBe(one === other);
      }),
    );
  });
});

describe('the jobs', () => {
  it('have names that no other job has', () => {
    expect(new Set(jobs.map((job) => job.name)).size).toBe(jobs.length);
  });

  it('are found again within seconds when their worker dies', () => {
    for (const job of jobs) expect(job.options.heartbeatSeconds).toBe(10);
  });

  it('refuse a check of nothing and of endpoints without a proper id', () => {
    const payload = { endpointIds: [], dueAt: '2026-01-01T00:00:00.000Z', requestId: null };
    expect(checkJob.payload.safeParse(payload).success).toBe(false);
    expect(checkJob.payload.safeParse({ ...payload, endpointIds: ['7'] }).success).toBe(false);
    expect(checkJob.payload.safeParse({ ...payload, endpointIds: ['0192e1a0-7b3c-7def-8123-456789abcdef'] }).success).toBe(true);
  });
});
