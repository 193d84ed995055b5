import type { DirectorySession } from './open-directory.ts';
import type { PublishedCertificates } from './record.ts';

/** Certificates that are kept of one directory, and bytes of one of them. */
const mostCertificates = 500;
const mostBytes = 65_536;

type Container = PublishedCertificates['certificates'][number]['containers'][number];

/**
 * Where the Configuration partition publishes certificates of authorities: roots that its computers trust, authorities that may sign
 * people in, and issuers below the roots (MS-WCCE section 2.2.2.11; certutil -dspublish writes them).
 */
const places: readonly { container: Container; name: string; scope: 'base' | 'one' }[] = [
  { container: 'root', name: 'CN=Certification Authorities', scope: 'one' },
  { container: 'nt-auth', name: 'CN=NTAuthCertificates', scope: 'base' },
  { container: 'aia', name: 'CN=AIA', scope: 'one' },
];

const NO_SUCH_OBJECT = 32;

/**
 * Reads the certificates of authorities that the directory publishes. They are facts of the directory, and nothing is trusted for
 * them; what is no certificate is kept as it is. Null when the server has no Configuration partition.
 */
export async function readDirectoryAnchors(session: Pick<DirectorySession, 'rootDse' | 'search'>): Promise<PublishedCertificates | null> {
  const configuration = session.rootDse.configurationNamingContext?.[0];
  if (configuration === undefined) return null;
  const found = new Map<string, Set<Container>>();
  let incompleteBecause: string | null = null;
  for (const { container, name, scope } of places) {
    const result = await session.search(`${name},CN=Public Key Services,CN=Services,${configuration}`, {
      scope,
      filter: '(cACertificate=*)',
      attributes: ['cACertificate'],
      mostEntries: mostCertificates,
    });
    // A forest that never had an authority lacks the containers.
    if (result.incomplete !== null && result.incomplete.resultCode !== NO_SUCH_OBJECT) incompleteBecause ??= result.incomplete.message;
    for (const bytes of result.entries.flatMap(({ attributes }) => attributes.get('cacertificate') ?? [])) {
      // A single zero stands for none.
      if (bytes.length < 2) continue;
      if (bytes.length > mostBytes) {
        incompleteBecause ??= `A certificate of more than ${mostBytes / 1_024} kB was left out.`;
        continue;
      }
      const der = Buffer.from(bytes).toString('base64');
      const containers = found.get(der) ?? new Set<Container>();
      if (!found.has(der) && found.size >= mostCertificates)
        incompleteBecause ??= `Only the first ${mostCertificates} certificates were kept.`;
      else found.set(der, containers.add(container));
    }
  }
  return { certificates: [...found].map(([der, containers]) => ({ der, containers: [...containers] })), incompleteBecause };
}
