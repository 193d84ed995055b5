import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FreezeView } from '../freezes/views.ts';
import { dayIn, type PlanFacts, planProgress } from './plan-progress.ts';

const now = new Date('2026-11-21T12:00:00Z');
const plan: PlanFacts = { state: 'open', dueOn: '2026-12-01', endsAt: new Date('2026-12-20T08:00:00Z'), doorsServed: 0, doorsTotal: 2 };
const yearEnd: FreezeView = { id: '1', name: 'Year end', fromDay: '2026-12-18', toDay: '2027-01-03', timeZone: 'Europe/Berlin' };
const judge = (facts: Partial<PlanFacts>, at = now, timeZone = 'UTC', freezes: FreezeView[] = []) =>
  planProgress({ ...plan, ...facts }, { now: at, timeZone, freezes });

describe('the step of a plan', () => {
  it('is what was set until a door serves the new certificate', () => {
    expect([judge({}).label, judge({ state: 'ordered' }).label, judge({ state: 'issued' }).label]).toEqual(['open', 'ordered', 'issued']);
    expect(judge({ state: 'issued', doorsServed: 1 })).toMatchObject({ step: 'serving', label: 'served on 1 of 2 doors' });
    expect(judge({ state: 'done', doorsServed: 2 })).toMatchObject({
      step: 'done',
      label: 'done',
      sentence: 'The new certificate is served on 2 of 2 doors.',
    });
    expect(judge({ state: 'cancelled', dueOn: '2020-01-01' })).toMatchObject({ step: 'cancelled', concern: null });
  });
});

describe('a plan is overdue', () => {
  it('when its due day has passed where the reader is', () => {
    const lateInTheEvening = new Date('2026-12-01T23:30:00Z');
    expect(judge({}, lateInTheEvening, 'UTC').concern).toBe(null);
    expect(judge({}, lateInTheEvening, 'America/Los_Angeles').concern).toBe(null);
    expect(judge({}, lateInTheEvening, 'Europe/Berlin')).toMatchObject({
      concern: 'overdue',
      label: 'overdue, open',
      sentence: 'The due day, 1 Dec 2026, has passed; the certificate ends on 20 Dec 2026.',
    });
  });

  it('by the calendar on days of 23 and of 25 hours', () => {
    const due = { dueOn: '2026-03-29', endsAt: null };
    expect(judge(due, new Date('2026-03-29T21:59:59Z'), 'Europe/Berlin').concern).toBe(null);
    expect(judge(due, new Date('2026-03-29T22:00:00Z'), 'Europe/Berlin').concern).toBe('overdue');
    const autumn = { dueOn: '2026-10-25', endsAt: null };
    expect(judge(autumn, new Date('2026-10-25T22:59:59Z'), 'Europe/Berlin').concern).toBe(null);
    expect(judge(autumn, new Date('2026-10-25T23:00:00Z'), 'Europe/Berlin').concern).toBe('overdue');
  });

  it('says that the certificate has ended as well', () => {
    expect(judge({}, new Date('2027-01-10T00:00:00Z')).sentence).toBe(
      'The due day, 1 Dec 2026, has passed, and the certificate ended on 20 Dec 2026.',
    );
  });
});

describe('a plan is at risk', () => {
  it('when the certificate ends before the due day', () => {
    expect(judge({ dueOn: '2026-12-21' })).toMatchObject({
      concern: 'at-risk',
      sentence: 'The certificate ends on 20 Dec 2026, before the due day, 21 Dec 2026.',
    });
    expect(judge({ dueOn: '2026-12-20' }).concern).toBe(null);
  });

  it('when the certificate ends inside a change freeze, by the days of its zone', () => {
    expect(judge({}, now, 'UTC', [yearEnd])).toMatchObject({
      concern: 'at-risk',
      label: 'at risk, open',
      sentence: 'The certificate ends on 20 Dec 2026, inside the change freeze Year end (18 Dec 2026 to 3 Jan 2027).',
    });
    expect(judge({ endsAt: new Date('2026-12-17T22:59:59Z') }, now, 'UTC', [yearEnd]).concern).toBe(null);
    expect(judge({ endsAt: new Date('2026-12-17T23:00:00Z') }, now, 'UTC', [yearEnd]).concern).toBe('at-risk');
  });

  it('when its due day is inside a change freeze', () => {
    expect(judge({ dueOn: '2026-12-18', endsAt: new Date('2027-02-01T00:00:00Z') }, now, 'UTC', [yearEnd]).sentence).toBe(
      'The due day, 18 Dec 2026, is inside the change freeze Year end (18 Dec 2026 to 3 Jan 2027).',
    );
  });

  it('when the certificate has ended already', () => {
    expect(judge({ dueOn: null }, new Date('2026-12-21T00:00:00Z')).sentence).toBe(
      'The certificate ended on 20 Dec 2026, and not every door serves a new one.',
    );
  });
});

it('a later due day never makes a plan overdue that was not', () => {
  const day = fc
    .date({ min: new Date('2025-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu');
  fc.assert(
    fc.property(
      day,
      day,
      zone,
      fc.date({ min: new Date('2025-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
      (one, other, timeZone, at) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        const isOverdue = (dueOn: string) => judge({ dueOn, endsAt: null }, at, timeZone).concern === 'overdue';
        return isOverdue(earlier) || !isOverdue(later);
      },
    ),
  );
});

it('names days as calendars of the zone do', () => {
  expect(dayIn(new Date('2026-12-31T23:30:00Z'), 'Europe/Berlin')).toBe('2027-01-01');
  expect(dayIn(new Date('9999-12-31T23:59:59Z'), 'UTC')).toBe('9999-12-31');
});
