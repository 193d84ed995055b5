import type { Database } from '../../db/client.ts';
import type { DoorState } from './door-states.ts';
import type { SharedKeyView } from './views.ts';

const groupsMax = 30;
const hostsMax = 30;

type LeafRow = { sha256: string; name: string; notAfter: string | null; key: string | null };

/** Which hosts of a domain serve certificates with the same key, one certificate or several, the most hosts first. */
export async function readSharedKeys(
  db: Database,
  doors: readonly DoorState[],
): Promise<{ sharedKeys: SharedKeyView[]; sharedKeyCount: number; ownKeyHostCount: number }> {
  const hostsByLeaf = new Map<string, Set<string>>();
  for (const { host, leaf } of doors) if (leaf) hostsByLeaf.set(leaf.sha256, (hostsByLeaf.get(leaf.sha256) ?? new Set()).add(host));
  if (hostsByLeaf.size === 0) return { sharedKeys: [], sharedKeyCount: 0, ownKeyHostCount: 0 };
  const [row] = await db.$queryRaw<{ leaves: LeafRow[] | null }[]>`
    SELECT json_agg(json_build_object('sha256', sha256, 'key', public_key_sha256, 'notAfter', not_after,
      'name', COALESCE(NULLIF(name, ''), NULLIF(subject, ''), left(sha256, 16)))) AS leaves
    FROM certificates WHERE sha256 = ANY(${[...hostsByLeaf.keys()]})`;
  const groups = [...Map.groupBy(row?.leaves ?? [], ({ key, sha256 }) => key ?? sha256).values()].map((leaves) => ({
    hosts: new Set(leaves.flatMap(({ sha256 }) => [...(hostsByLeaf.get(sha256) ?? [])])),
    leaves: leaves.map(({ sha256, name, notAfter }) => {
      const hosts = [...(hostsByLeaf.get(sha256) ?? [])].sort();
      const end = notAfter === null ? null : new Date(notAfter).toISOString();
      return { sha256, name, notAfter: end, hosts: hosts.slice(0, hostsMax), hostCount: hosts.length };
    }),
  }));
  const shared = groups.filter(({ hosts }) => hosts.size > 1).sort((one, other) => other.hosts.size - one.hosts.size);
  return {
    sharedKeys: shared.slice(0, groupsMax).map(({ leaves }) => ({ leaves })),
    sharedKeyCount: shared.length,
    ownKeyHostCount: new Set(groups.filter(({ hosts }) => hosts.size === 1).flatMap(({ hosts }) => [...hosts])).size,
  };
}
