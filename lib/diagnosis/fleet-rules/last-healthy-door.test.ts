import { describe, expect, it } from 'vitest';
import { type DoorStanding, lastHealthyDoor, type RedundancyFacts } from './last-healthy-door.ts';

const door = (name: string, standing: DoorStanding, port = 636) => ({ host: `${name}.corp.example`, port, standing });
const check = (doors: RedundancyFacts['doors'], facts: Partial<RedundancyFacts> = {}) =>
  lastHealthyDoor.check({ domain: 'corp.example', site: 'Berlin', service: 'directory', doors, ...facts });

describe('last-healthy-door', () => {
  it('finds the one door that is left, and names it and those that fail', () => {
    expect(check([door('dc01', 'serves'), door('dc02', 'fails'), door('dc03', 'fails')])).toMatchObject({
      summary: 'Only dc01.corp.example:636 still serves LDAPS in the site Berlin of corp.example; 2 other doors fail.',
      facts: { serving: ['dc01.corp.example:636'], failing: ['dc02.corp.example:636', 'dc03.corp.example:636'], doorCount: 3 },
    });
  });

  it('finds several doors of one host that are left while another host fails', () => {
    expect(check([door('dc01', 'serves'), door('dc01', 'serves', 10636), door('dc02', 'fails')])).not.toBeNull();
    expect(check([door('dc01', 'serves'), door('dc01', 'serves', 10636), door('dc01', 'fails', 11636)])).toBeNull();
  });

  it('speaks of the domain and of the global catalog where it is about them', () => {
    const found = check([door('dc01', 'serves', 3269), door('dc02', 'fails', 3269)], { site: null, service: 'global-catalog' });
    expect(found?.summary).toBe(
      'Only dc01.corp.example:3269 still serves LDAPS for the global catalog in the domain corp.example; 1 other door fails.',
    );
  });

  it('passes while two hosts serve, and when none does, which is another finding', () => {
    expect(check([door('dc01', 'serves'), door('dc02', 'serves'), door('dc03', 'fails')])).toBeNull();
    expect(check([door('dc01', 'fails'), door('dc02', 'fails')])).toBeNull();
  });

  it('does not apply to a place that has one door, and raises no alarm for doors that nobody looks at', () => {
    expect(check([door('dc01', 'serves')])).toBeNull();
    expect(check([door('dc01', 'serves'), door('dc02', 'maintenance'), door('dc03', 'unknown')])).toBeNull();
  });

  it('counts neither maintenance nor stale results as serving', () => {
    expect(check([door('dc01', 'serves'), door('dc02', 'maintenance'), door('dc03', 'unknown'), door('dc04', 'fails')])).toMatchObject({
      facts: { maintenanceCount: 1, unknownCount: 1 },
    });
  });
});
