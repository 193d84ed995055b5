import { expect, test } from 'vitest';
import type { LiveEvent } from '#lib/checks/live-events.ts';
import { noProgress, scanStep, shownEvents, verdictOf, withEvent } from './probe-progress.ts';

const stage = (requestId: string, endpointId = 'a'): LiveEvent => ({
  type: 'progress',
  requestId,
  endpointId,
  address: null,
  stage: 'resolve',
  status: 'ok',
  ms: 1,
  note: null,
});
const finished = (requestId: string): LiveEvent => ({ type: 'finished', requestId, endpointId: 'a', verdict: 'healthy' });
const after = (...events: LiveEvent[]) => events.reduce((progress, event) => withEvent(progress, event, 'a'), noProgress);

test('shows stages that came before the request was answered', () => {
  const early = after(stage('1'));
  expect(shownEvents(early)).toHaveLength(1);
  expect(shownEvents({ ...early, requestId: '1' })).toHaveLength(1);
});

test('hides stages of other requests once its own is known, and of other endpoints always', () => {
  expect(shownEvents({ ...after(stage('1'), stage('2'), stage('1', 'b')), requestId: '1' })).toHaveLength(1);
});

test('leaves out StartTLS and the second look where they were not needed', () => {
  const skipped = (name: string): LiveEvent => ({ ...stage('1'), ...{ type: 'progress', stage: name, status: 'skipped' } }) as LiveEvent;
  const shown = shownEvents(after(stage('1'), skipped('startTls'), skipped('bind'), skipped('secondLook')));
  expect(shown.map((event) => event.stage)).toEqual(['resolve', 'bind']);
});

test('is over when its own request is, even if the news came first', () => {
  expect(verdictOf(after(finished('1')))).toBeNull();
  expect(verdictOf({ ...after(finished('1')), requestId: '1' })).toBe('healthy');
  expect(verdictOf({ ...after(finished('2')), requestId: '1' })).toBeNull();
});

test('tells how far its own deep scan is, and keeps that out of the stages of a probe', () => {
  const step = (requestId: string, note: string): LiveEvent =>
    ({ ...stage(requestId), ...{ type: 'progress', stage: 'deep-scan', note } }) as LiveEvent;
  const scanning = {
    ...after(step('1', '3 of 20: TLS 1.2'), step('1', '4 of 20: TLS 1.3'), step('2', '1 of 20: TLS 1.0')),
    requestId: '1',
  };
  expect(scanStep(scanning)).toBe('4 of 20: TLS 1.3');
  expect(shownEvents(scanning)).toEqual([]);
  expect(scanStep({ ...scanning, requestId: '3' })).toBeNull();
});
