import { describe, expect, it } from 'vitest';
import type { PlaceView } from '#lib/checks/read/views.ts';
import { evidenceOf, failedConnect, makeAttempt, makeEvidence } from '#lib/diagnosis/testing/evidence-factory.ts';
import { stagesOfPlaces } from './place-rows.ts';

const place = (location: string, over: Partial<PlaceView> = {}): PlaceView => ({
  ...{ location, reach: 'inside', state: 'healthy', isFresh: true, cause: null, unknownBecause: null, networkGoneSince: null },
  ...{ checkedAt: null, way: 'open', addresses: [], leafSha256: null, expiresAt: null, acceptedCount: 0, evidence: makeEvidence() },
  ...over,
});
const statuses = (...places: PlaceView[]) =>
  stagesOfPlaces(places).map(({ stage, cells }) => [stage, ...cells.map((cell) => cell?.status ?? null)]);

describe('the stages of several locations', () => {
  it('stand beside each other, those that nobody asked for left out', () => {
    const filtered = evidenceOf(makeAttempt(failedConnect('timeout')));
    expect(statuses(place('hq'), place('outside', { evidence: filtered, state: 'critical' }))).toEqual([
      ['resolve', 'ok', 'ok'],
      ['connect', 'ok', 'failed'],
      ['handshake', 'ok', 'not-reached'],
      ['certificate', 'ok', 'not-reached'],
      ['directory', 'ok', 'not-reached'],
    ]);
  });

  it('mark the stage that the leading finding of a location is about', () => {
    const cause = { id: 'certificate-expired', no: 401, title: 'The certificate has expired' };
    const rows = stagesOfPlaces([place('hq'), place('outside', { state: 'critical', cause })]);
    expect(rows.find(({ stage }) => stage === 'certificate')?.cells).toMatchObject([
      { status: 'ok' },
      { status: 'fault', result: 'The certificate has expired' },
    ]);
  });

  it('take the address that got furthest, and leave empty what a location has yet to see', () => {
    const partly = evidenceOf(makeAttempt(failedConnect('refused')), makeAttempt({ address: '192.0.2.11' }));
    expect(statuses(place('hq', { evidence: partly }), place('new', { evidence: null }))[1]).toEqual(['connect', 'ok', null]);
    expect(stagesOfPlaces([place('new', { evidence: null })])).toEqual([]);
  });
});
