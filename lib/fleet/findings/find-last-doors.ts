import { lastHealthyDoor, type RedundancyFacts } from '../../diagnosis/fleet-rules/last-healthy-door.ts';
import type { DoorState } from '../domains/door-states.ts';
import { serviceOf, standingOf } from '../domains/standing.ts';
import type { FoundInFleet } from './reconcile.ts';

function judged(place: Pick<RedundancyFacts, 'domain' | 'site' | 'service'>, doors: readonly DoorState[]): FoundInFleet[] {
  const facts: RedundancyFacts = {
    ...place,
    doors: doors.map((door) => ({ host: door.host, port: door.port, standing: standingOf(door) })),
  };
  const discovery = lastHealthyDoor.check(facts);
  if (discovery === null) return [];
  const subject = facts.site === null ? facts.domain : `${facts.domain}/${facts.site}`;
  const hosts = [...new Set(facts.doors.filter(({ standing }) => standing !== 'maintenance').map(({ host }) => host))];
  return [{ subject: facts.service === 'directory' ? subject : `${subject} (global catalog)`, domain: facts.domain, hosts, discovery }];
}

/** 603 for every domain and, where the domain as a whole is sound, for every site of it. Of a domain all doors are given, or none. */
export function findLastDoors(doors: readonly DoorState[]): FoundInFleet[] {
  return (['directory', 'global-catalog'] as const).flatMap((service) => {
    const serving = doors.filter((door) => serviceOf(door) === service);
    return [...Map.groupBy(serving, ({ domain }) => domain)].flatMap(([domain, group]) => {
      const whole = domain === '' ? [] : judged({ domain, site: null, service }, group);
      if (whole.length > 0) return whole;
      const sites = [...Map.groupBy(group, ({ site }) => site)].filter(([site]) => site !== '');
      return sites.flatMap(([site, of]) => judged({ domain, site, service }, of));
    });
  });
}
