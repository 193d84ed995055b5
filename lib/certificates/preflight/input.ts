import { z } from 'zod';
import { profiles } from '#lib/diagnosis/rule.ts';
import { normaliseHostName } from '#lib/fleet/host-name.ts';
import { MOST_HOSTS } from './bounds.ts';

/** Names with commas, spaces or lines between them, each once and in its one spelling. */
const hostNames = z
  .union([
    z
      .string()
      .max(MOST_HOSTS * 260, 'That are too many names.')
      .transform((text) => text.split(/[\s,;]+/).filter(Boolean)),
    z.array(z.string()),
  ])
  .default([])
  .transform((list, context) => {
    const names = new Set<string>();
    for (const given of list) {
      const normalised = normaliseHostName(given);
      if (normalised.ok) names.add(normalised.name);
      else context.addIssue(`${JSON.stringify(given.slice(0, 80))} is no host name. ${normalised.message}`);
    }
    if (names.size > MOST_HOSTS) context.addIssue(`${names.size} hosts are named; at most ${MOST_HOSTS} can be compared at once.`);
    return [...names];
  });

/** The form of the preflight page, apart from its file. */
export const PreflightInput = z
  .object({
    pasted: z.string().default(''),
    password: z.string().max(1_000, 'A password has at most 1000 characters.').default(''),
    hosts: hostNames,
    domain: z.string().max(253).default(''),
    profile: z.enum(profiles, 'Choose the kind of server.').default('ad-ds'),
  })
  .superRefine(({ hosts, domain }, context) => {
    if (hosts.length === 0 && domain === '')
      context.addIssue({ code: 'custom', path: ['hosts'], message: 'Name at least one host, or choose a domain.' });
  });
