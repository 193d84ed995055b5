import { stringify } from 'yaml';
import type { Database } from '../../db/client.ts';
import { loadRegistered, type RegisteredHost } from '../desired/registered.ts';
import { plainHost } from '../desired/settings.ts';
import { type DomainSettings, loadRegisteredSettings, plainDomain } from './registered-settings.ts';

const head = `# The fleet as it was registered at the time of this export; what is as usual is left out.
# port636 apply FILE --dry-run
`;

/**
 * The whole fleet as a fleet file: applied, it changes nothing but who manages what. Passwords of accounts are not part of it. Files for
 * fewer hosts are made by deleting from it.
 */
export async function writeFleetFile(db: Database): Promise<string> {
  const { settings, stores } = await db.$transaction(async (tx) => ({
    settings: await loadRegisteredSettings(tx),
    stores: await tx.trustStore.findMany({
      select: { name: true, domain: { select: { name: true } }, anchors: { select: { pem: true }, orderBy: { sha256: 'asc' } } },
      orderBy: { name: 'asc' },
    }),
  }));
  const { hosts } = await loadRegistered(db, 'all');
  const file = {
    version: 1,
    ...(settings.expiryWindows === null ? {} : { expiryWindows: settings.expiryWindows }),
    domains: [...settings.domains]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([name, domain]) => domainOf(name, domain.settings)),
    trust: stores.flatMap(({ name, domain, anchors }) =>
      anchors.length === 0
        ? []
        : [{ name, ...(domain === null ? {} : { domain: domain.name }), certificates: anchors.map(({ pem }) => pem).join('') }],
    ),
    hosts: [...hosts.values()].map(hostOf),
  };
  return `${head}${stringify(file, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

const isPlain = (value: unknown, plain: unknown): boolean => JSON.stringify(value) === JSON.stringify(plain);
const differing = <Settings extends object>(settings: Settings, plain: Settings): Partial<Settings> =>
  Object.fromEntries(Object.entries(settings).filter(([key, value]) => !isPlain(value, plain[key as keyof Settings]))) as Partial<Settings>;

/** A domain that is as usual comes with its hosts. */
function domainOf(name: string, settings: DomainSettings) {
  const set = differing(settings, plainDomain);
  return Object.keys(set).length === 0 ? [] : [{ name, ...set }];
}

function hostOf({ name, settings, doors }: RegisteredHost) {
  return {
    name,
    ...differing(settings, plainHost),
    doors: doors.map(({ port, transport, intervalSeconds, slowAfterMs, probedFrom }) => ({
      ...{ port, transport, intervalSeconds },
      ...(slowAfterMs === null ? {} : { slowAfterMs }),
      ...(probedFrom.length === 0 ? {} : { probedFrom }),
    })),
  };
}
