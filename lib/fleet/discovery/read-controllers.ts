import type { Database, Transaction } from '../../db/client.ts';
import type { Transport } from '../host-list.ts';
import type { RegisteredController } from './views.ts';

type Row = {
  name: string;
  domain: string | null;
  site: string;
  siteDetected: string;
  isController: boolean;
  standsForDomain: boolean;
  addresses: string[];
  doors: { port: number; transport: Transport }[];
};

/**
 * The hosts that a discovery of those domains is compared with: those in them, those that bear one of the names, and those at one of
 * the addresses. One statement.
 */
export function readControllers(
  db: Database | Transaction,
  { domains, names, addresses }: { domains: readonly string[]; names: readonly string[]; addresses: readonly string[] },
): Promise<RegisteredController[]> {
  return db.$queryRaw<Row[]>`
    SELECT host.name, domain.name AS domain, host.site, host.site_detected AS "siteDetected", host.stands_for_domain AS "standsForDomain",
      coalesce(host.profile IN ('ad-ds', 'entra-ds'), bool_or(state.detected_profile IN ('ad-ds', 'entra-ds')), false) AS "isController",
      CASE WHEN host.address IS NOT NULL THEN ARRAY[host.address] ELSE
        coalesce((SELECT array_agg(DISTINCT seen) FROM endpoints AS door JOIN endpoint_states AS look ON look.endpoint_id = door.id
          CROSS JOIN unnest(look.addresses) AS seen WHERE door.host_id = host.id), '{}') END AS addresses,
      (SELECT coalesce(json_agg(json_build_object('port', door.port, 'transport', door.transport) ORDER BY door.port), '[]')
        FROM endpoints AS door WHERE door.host_id = host.id) AS doors
    FROM hosts AS host LEFT JOIN domains AS domain ON domain.id = host.domain_id
      LEFT JOIN endpoints AS endpoint ON endpoint.host_id = host.id
      LEFT JOIN endpoint_states AS state ON state.endpoint_id = endpoint.id
    WHERE domain.name = ANY(${[...domains]}::text[]) OR host.name = ANY(${[...names]}::text[])
      OR host.address = ANY(${[...addresses]}::text[])
      OR host.id IN (SELECT door.host_id FROM endpoint_states AS look JOIN endpoints AS door ON door.id = look.endpoint_id
        WHERE look.addresses && ${[...addresses]}::text[])
    GROUP BY host.id, domain.name ORDER BY host.name`;
}
