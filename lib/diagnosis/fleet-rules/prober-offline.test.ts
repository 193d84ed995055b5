import { describe, expect, it } from 'vitest';
import { type ProberFacts, proberOffline } from './prober-offline.ts';

const facts = (over: Partial<ProberFacts> = {}): ProberFacts => ({
  location: 'berlin',
  reach: 'inside',
  silentSince: null,
  networkGone: null,
  doorCount: 40,
  onlyHereCount: 3,
  ...over,
});

describe('prober-offline', () => {
  it('finds a location whose workers are silent, and says what nobody else sees', () => {
    expect(proberOffline.check(facts({ silentSince: '2026-03-01T11:58:03.000Z' }))).toMatchObject({
      confidence: 'certain',
      summary:
        'No worker of the location berlin has given a sign of life since 2026-03-01 11:58 UTC; 40 doors are probed from there, 3 of them from nowhere else.',
      facts: { location: 'berlin', silentSince: '2026-03-01T11:58:03.000Z', onlyHereCount: 3 },
    });
  });

  it('finds a location whose own network is gone, as an inference', () => {
    const networkGone = { since: '2026-03-01T12:00:00.000Z', because: 'no network interface is up' };
    expect(proberOffline.check(facts({ networkGone, doorCount: 1 }))).toMatchObject({
      confidence: 'high',
      summary: expect.stringMatching(
        /^The network of the location berlin itself is gone since 2026-03-01 12:00 UTC: no network interface is up; 1 door is/,
      ),
    });
  });

  it.each([
    [0, 0, 'no door is probed from there.'],
    [1, 0, '1 door is probed from there, and from elsewhere too.'],
    [2, 2, '2 doors are probed from there and from nowhere else.'],
  ])('says of %i doors, %i of them probed from nowhere else, what is not seen meanwhile', (doorCount, onlyHereCount, words) => {
    const found = proberOffline.check(facts({ silentSince: '2026-03-01T11:58:03.000Z', doorCount, onlyHereCount }));
    expect(found?.summary.endsWith(`UTC; ${words}`)).toBe(true);
  });

  it('finds one that never gave a sign of life', () => {
    expect(proberOffline.check(facts({ silentSince: 'never' }))?.summary).toContain('has given a sign of life yet;');
  });

  it('passes while its workers are alive and their network works', () => {
    expect(proberOffline.check(facts())).toBeNull();
  });

  it('does not apply to doors: whatever a location sees of them, it looks', () => {
    expect(proberOffline.check(facts({ doorCount: 0, onlyHereCount: 0 }))).toBeNull();
  });
});
