import { now } from '#lib/clock.ts';
import { daysFrom, RANGE_HOST, type RangeEndpoint, serving } from './range-endpoint.ts';

const today = now();
const leaf = (fill: string, fromDays: number, toDays: number) => ({
  sha256: fill.repeat(64),
  subject: `CN=${RANGE_HOST}`,
  notBefore: daysFrom(today, fromDays).toISOString(),
  notAfter: daysFrom(today, toDays).toISOString(),
});

/** Faults that show only beside what was seen before, at other doors or at other hosts. */
export const rememberedEndpoints: readonly RangeEndpoint[] = [
  {
    id: 'remembered/changed',
    what: 'another certificate than an hour ago',
    finds: ['certificate-changed'],
    knowledge: () => ({ formerLeaf: { ...leaf('1', -300, 60), changedAt: new Date(today.getTime() - 3_600_000).toISOString() } }),
    start: serving(),
  },
  {
    id: 'remembered/doors-differ',
    what: 'the global catalog port serves another certificate',
    finds: ['doors-serve-different-certificates'],
    knowledge: () => ({
      otherDoors: [{ port: 3269, transport: 'ldaps' as const, lookedAt: today.toISOString(), leaf: leaf('2', -10, 300) }],
    }),
    start: serving(),
  },
  {
    id: 'remembered/shared-key',
    what: 'another host serves the same key',
    finds: ['shared-private-key'],
    knowledge: () => ({ hostsWithSameKey: ['dc7.example.test'] }),
    start: serving(),
  },
  {
    id: 'remembered/renewed',
    what: 'a newer certificate was announced and is not served',
    finds: ['renewed-but-not-served'],
    knowledge: () => ({ announcedLeaves: [{ ...leaf('3', -0.5, 500), announcedAt: today.toISOString() }] }),
    start: serving({ notBefore: daysFrom(today, -100), notAfter: daysFrom(today, 297) }),
  },
  {
    id: 'remembered/ca-on-domain-controller',
    what: 'issued by an authority named like one on a domain controller',
    finds: ['issuing-ca-on-domain-controller'],
    knowledge: () => ({ domainControllers: [RANGE_HOST, 'dc5.example.test'] }),
    start: async (materials) => {
      const issuing = await materials.root.intermediate({ subject: 'CN=EXAMPLE-DC5-CA,DC=example,DC=test' });
      return serving()({ ...materials, issuing });
    },
  },
];
