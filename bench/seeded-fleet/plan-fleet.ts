import { createRandom, type Random } from './random.ts';

const DAY_MS = 86_400_000;

/** An issuing authority of the plan; the root when `issuer` is null. Numbers point into the lists of the plan. */
export type PlannedAuthority = { name: string; issuer: number | null; notBefore: Date; notAfter: Date };
export type PlannedLeaf = { names: readonly string[]; authority: number; notBefore: Date; notAfter: Date };
export type PlannedHost = {
  name: string;
  domain: string;
  site: string;
  owner: string;
  doors: readonly { port: number; leaf: number }[];
  /** Served before the present one, on its first door; null for most. */
  formerLeaf: number | null;
};
export type FleetPlan = { authorities: readonly PlannedAuthority[]; leaves: readonly PlannedLeaf[]; hosts: readonly PlannedHost[] };

const domains = ['corp.example', 'emea.corp.example', 'apac.corp.example', 'fabrikam.example'] as const;
const sites = [
  'AMS-1',
  'BER-1',
  'DUB-1',
  'FRA-1',
  'LON-1',
  'LON-2',
  'MAD-1',
  'NYC-1',
  'PAR-1',
  'ROM-1',
  'SEA-1',
  'SIN-1',
  'SYD-1',
  'TYO-1',
] as const;
const owners = ['Directory team', 'Platform EMEA', 'Platform APAC', 'Identity', 'Fabrikam IT', ''] as const;

/** Share of hosts with a global catalog door, of hosts behind a wildcard, and of hosts whose certificate was renewed lately. */
const SHARE = { secondDoor: 0.25, wildcard: 0.04, renewed: 0.06 };
const HOSTS_PER_WILDCARD = 30;

/**
 * A fleet with `endpointCount` doors and four certificates for every five of them, as large companies have it: two domain controllers
 * in a hundred late with their renewal, a few wildcards, four roots of different age, lifetimes from 47 days to two years. It is the
 * same for the same seed and day. `today` is what the dates are counted from.
 */
export function planFleet({ seed, endpointCount, today }: { seed: string; endpointCount: number; today: Date }): FleetPlan {
  const random = createRandom(`${seed}/${endpointCount}`);
  const authorities = planAuthorities(Math.max(4, Math.round(endpointCount / 800)), today);
  const leaves: PlannedLeaf[] = [];
  const hosts: PlannedHost[] = [];
  const certificatesMax = Math.round(endpointCount * 0.8) - authorities.length;
  let doorsLeft = endpointCount;
  let wildcard: { leaf: number; left: number } | null = null;
  for (let number = 1; doorsLeft > 0; number++) {
    const domain = random.pick(domains);
    const site = random.pick(sites);
    const owner = random.pick(owners);
    const name = `dc${String(number).padStart(5, '0')}.${domain}`;
    const isShared = leaves.length >= certificatesMax || random.next() < SHARE.wildcard;
    let leaf: number;
    if (isShared && leaves.length > 0) {
      if (wildcard === null || wildcard.left === 0) {
        const made = leaves.length < certificatesMax;
        if (made)
          leaves.push(
            planLeaf(
              domains.map((one) => `*.${one}`),
              authorities,
              random,
              today,
            ),
          );
        wildcard = { leaf: made ? leaves.length - 1 : lastWildcard(leaves), left: HOSTS_PER_WILDCARD };
      }
      wildcard.left--;
      leaf = wildcard.leaf;
    } else {
      leaf = leaves.push(planLeaf([name, name.split('.')[0] ?? name], authorities, random, today)) - 1;
    }
    const hasFormer = leaf === leaves.length - 1 && leaves.length < certificatesMax && random.next() < SHARE.renewed;
    const present = leaves[leaf];
    const formerLeaf = hasFormer && present ? leaves.push(predecessorOf(present)) - 1 : null;
    const ports = doorsLeft > 1 && random.next() < SHARE.secondDoor ? [636, 3269] : [636];
    hosts.push({ name, domain, site, owner, doors: ports.map((port) => ({ port, leaf })), formerLeaf });
    doorsLeft -= ports.length;
  }
  return { authorities, leaves, hosts };
}

const lastWildcard = (leaves: readonly PlannedLeaf[]): number =>
  Math.max(
    0,
    leaves.findLastIndex(({ names }) => names[0]?.startsWith('*.')),
  );

const predecessorOf = (leaf: PlannedLeaf): PlannedLeaf => {
  const lifetimeMs = leaf.notAfter.getTime() - leaf.notBefore.getTime();
  const notBefore = new Date(leaf.notBefore.getTime() - Math.round(lifetimeMs * 0.9));
  return { ...leaf, notBefore, notAfter: new Date(notBefore.getTime() + lifetimeMs) };
};

function planAuthorities(count: number, today: Date): PlannedAuthority[] {
  const inYears = (years: number) => new Date(today.getTime() + Math.round(years * 365 * DAY_MS));
  const rootCount = Math.max(1, Math.min(4, Math.floor(count / 3)));
  return Array.from(
    { length: count },
    (_, number): PlannedAuthority =>
      number < rootCount
        ? { name: `Corp Root CA G${number + 1}`, issuer: null, notBefore: inYears(-9 + number), notAfter: inYears(0.6 + number * 5) }
        : {
            name: `Corp Issuing CA ${number - rootCount + 1}`,
            issuer: number % rootCount,
            notBefore: inYears(-3),
            // One ends within the month: everything below it ends with it.
            notAfter: number === count - 1 ? inYears(0.07) : inYears(1 + (number % 5)),
          },
  );
}

function planLeaf(names: readonly string[], authorities: readonly PlannedAuthority[], random: Random, today: Date): PlannedLeaf {
  const lifetimeDays = random.pick([47, 90, 365, 365, 365, 398, 730]);
  // Renewed in the last fifth of its life, as enrolment does it; two in a hundred are late, and some of these too late.
  const isLate = random.next() < 0.02;
  const leftDays = isLate
    ? random.between(-10, Math.ceil(lifetimeDays * 0.2))
    : random.between(Math.ceil(lifetimeDays * 0.2), lifetimeDays - 1);
  const notAfter = new Date(Math.floor(today.getTime() / DAY_MS) * DAY_MS + leftDays * DAY_MS + random.between(0, 86_399) * 1_000);
  const issuing = authorities.flatMap(({ issuer }, number) => (issuer === null ? [] : [number]));
  // Few hang on the last one, which ends first.
  const authority = issuing[random.next() < 0.04 ? issuing.length - 1 : random.between(0, issuing.length - 2)] ?? 0;
  return { names, authority, notBefore: new Date(notAfter.getTime() - lifetimeDays * DAY_MS), notAfter };
}
