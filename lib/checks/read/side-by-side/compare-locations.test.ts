import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HostState, hostStates, type PlaceView } from '../views.ts';
import { compareLocations } from './compare-locations.ts';

type Place = Parameters<typeof compareLocations>[0][number];
const leaf = 'ab'.repeat(32);
const place = (location: string, over: Partial<Place> = {}): Place => ({
  ...{ location, state: 'healthy', way: 'open', addresses: ['192.0.2.10'], leafSha256: leaf, cause: null, isFresh: true },
  ...over,
});
const shut = (location: string, way: PlaceView['way'], over: Partial<Place> = {}): Place =>
  place(location, { state: 'critical', way, leafSha256: null, ...over });
const sentence = (...places: Place[]) => compareLocations(places)?.sentence;

describe('locations side by side', () => {
  it('tell a filter between from a server that is down', () => {
    expect(compareLocations([place('hq'), shut('outside', 'filtered')])).toEqual({
      sentence: 'Open from hq, filtered from outside: a network security group or firewall between is likely.',
      confidence: 'high',
    });
    expect(compareLocations([shut('hq', 'filtered'), shut('outside', 'filtered')])).toEqual({
      sentence: 'None of hq and outside gets an answer: the fault lies at the server or right before it, rather than at one of them.',
      confidence: 'high',
    });
    expect(compareLocations([shut('hq', 'refused'), shut('outside', 'filtered')])?.confidence).toBe('medium');
  });

  it('are less sure where the name leads to different addresses', () => {
    const inference = compareLocations([place('hq', { addresses: ['10.0.0.4'] }), shut('outside', 'filtered')]);
    expect(inference).toMatchObject({ confidence: 'medium', sentence: expect.stringContaining('may also be another server') });
  });

  it.each([
    ['refused', /^Open from hq, refused from outside: a firewall that rejects/],
    ['unreachable', /^Open from hq, not reachable from outside: a missing route/],
    ['unresolved', /^The name is found from hq, and not from outside/],
  ] as const)('say what it means that one is %s', (way, words) => {
    expect(sentence(place('hq'), shut('outside', way))).toMatch(words);
  });

  it('find a device between by the certificates that they get', () => {
    const other = { leafSha256: 'cd'.repeat(32) };
    expect(sentence(place('hq'), place('outside', other))).toMatch(/from the same address: something between that decrypts TLS/);
    expect(sentence(place('hq'), place('outside', { ...other, addresses: ['198.51.100.7'] }))).toMatch(/so to different servers/);
    expect(sentence(place('hq'), place('outside', { leafSha256: null, state: 'critical' }))).toMatch(
      /^hq gets a certificate, outside none/,
    );
  });

  it('find different trust by one certificate that not all of them trust', () => {
    const untrusted = { id: 'issuer-not-trusted', no: 412, title: 'x' };
    expect(sentence(place('hq'), place('outside', { state: 'critical', cause: untrusted }))).toMatch(/outside does not trust its issuer/);
    expect(compareLocations([place('hq'), place('outside', { state: 'warning' })])?.confidence).toBe('low');
  });

  it('say so when they see the same', () => {
    expect(compareLocations([place('hq'), place('outside')])).toEqual({ sentence: 'hq and outside see the same.', confidence: 'certain' });
  });

  it('say nothing while one alone looks: silent ones and those cut off have no word', () => {
    expect(compareLocations([])).toBeNull();
    expect(compareLocations([place('hq')])).toBeNull();
    expect(compareLocations([place('hq'), shut('outside', 'filtered', { isFresh: false })])).toBeNull();
    expect(compareLocations([place('hq'), shut('outside', 'unknown', { isFresh: false })])).toBeNull();
  });

  it('always come to one sentence about those that look, whatever they see, and to the same in any order but for the names', () => {
    const anyPlace = fc.record({
      location: fc.constantFrom('hq', 'paris', 'outside', 'lab'),
      state: fc.constantFrom<HostState>(...hostStates),
      way: fc.constantFrom<PlaceView['way']>('open', 'filtered', 'refused', 'unreachable', 'unresolved', 'unknown'),
      addresses: fc.subarray(['192.0.2.10', '192.0.2.11']),
      leafSha256: fc.constantFrom(null, leaf),
      cause: fc.constant(null),
      isFresh: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 5 }), (places) => {
        const inference = compareLocations(places);
        const looking = places.filter(({ isFresh, way }) => isFresh && way !== 'unknown');
        expect(inference === null).toBe(looking.length < 2);
        if (inference === null) return;
        expect(inference.sentence).toMatch(/^[A-Zhlop].*\.$/);
        expect(looking.some(({ location }) => inference.sentence.includes(location))).toBe(true);
        expect(compareLocations(places.toReversed())?.confidence).toBe(inference.confidence);
      }),
    );
  });
});
