import { migrate } from '../../lib/db/migrate.ts';
import { databaseUrl } from '../../lib/db/url.ts';
import { errorText } from '../start/error-text.ts';

/** Applies what is missing at DATABASE_URL and says what it did. Returns the exit code. */
export async function migrateDatabase(): Promise<number> {
  try {
    const applied = await migrate(databaseUrl());
    process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied ${applied.join(', ')}.\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    return 1;
  }
}
