import { article } from '../article/texts/issuer-blast-radius.ts';
import { count, list } from '../reading/wording.ts';
import type { FleetRule } from '../rule.ts';

/** From so many hosts on, one certificate that leads on all of them is one incident. */
export const blastRadiusHosts = 3;

/** What leads on hosts because of one certificate. */
export type BlastFacts = {
  sha256: string;
  /** The certificate's short name. */
  name: string;
  isCa: boolean;
  /** The findings that lead on the doors and blame this certificate, the most frequent first. */
  causes: readonly { id: string; no: number; title: string; hostCount: number }[];
  /** Names of the hosts, each once, sorted. */
  hosts: readonly string[];
  doorCount: number;
};

/** 604: one certificate is what is wrong on many hosts. */
export const issuerBlastRadius: FleetRule<BlastFacts> = {
  id: 'issuer-blast-radius',
  no: 604,
  stage: 'fleet',
  scope: 'fleet',
  severities: ['warning'],
  title: 'One certificate is the cause on many hosts',
  check({ sha256, name, isCa, causes, hosts, doorCount }) {
    const [first] = causes;
    if (first === undefined || hosts.length < blastRadiusHosts) return null;
    const what = isCa ? 'The certification authority' : 'The certificate';
    const inferred = causes.some(({ id }) => id === 'issuer-not-trusted');
    return {
      confidence: inferred ? 'high' : 'certain',
      summary: `${what} ${name} is what is wrong on ${count(hosts.length, 'host')} (${count(doorCount, 'door')}): ${first.title}.`,
      facts: {
        sha256,
        name,
        isCa,
        causes: causes.map(({ id }) => id),
        hostCount: hosts.length,
        doorCount,
        hosts: hosts.slice(0, 200),
      },
      observations: [
        { label: isCa ? 'Certification authority' : 'Certificate', seen: name, healthy: 'Leads nowhere' },
        { label: 'SHA-256', seen: sha256, healthy: 'The fingerprint of its successor' },
        { label: 'Hosts on which it leads', seen: `${hosts.length}: ${list(hosts)}`, healthy: 'none' },
        ...causes.map((cause) => ({
          label: `${cause.no} ${cause.title}`,
          seen: count(cause.hostCount, 'host'),
          healthy: 'none',
        })),
      ],
    };
  },
  article,
};
