import { Prisma } from '../db/generated/client.ts';

/**
 * In a query over `host` and `state`: the DNS servers that know the host's domain from inside. None where the domain names none, and for
 * a location that looks from outside, which asks as its own network does.
 */
export const domainResolvers = Prisma.sql`ARRAY(
  SELECT unnest(domain.resolvers) FROM domains AS domain, locations AS location
  WHERE domain.id = host.domain_id AND location.id = state.location_id AND location.reach <> 'outside')`;
