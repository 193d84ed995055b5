import { PrismaPg } from '@prisma/adapter-pg';
import { log } from '../log.ts';
import { PrismaClient } from './generated/client.ts';
import { databaseUrl } from './url.ts';

/** The one way to the database: Prisma over the pg driver. */
export type Database = PrismaClient;
/** What a body of `$transaction` gets. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** A client with a pool of its own. `url` is a PostgreSQL address; end it with `$disconnect()`. */
export function createDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: options.poolSize ?? 10,
      connectionTimeoutMillis: 5_000,
      application_name: 'port636',
      // The adapter reads times as UTC whatever offset they come with, and statements count days: a server of another zone would shift both.
      options: '-c TimeZone=UTC',
    },
    {
      onPoolError: (error) => log('database').warn({ err: error }, 'an idle connection broke'),
      onConnectionError: (error) => log('database').warn({ err: error }, 'a connection broke'),
    },
  );
  return new PrismaClient({ adapter });
}

const shared = globalThis as typeof globalThis & { port636Database?: Database };

/** The client of this process, made on first use from DATABASE_URL; kept across reloads of a development server. */
export function database(): Database {
  shared.port636Database ??= createDatabase(databaseUrl());
  return shared.port636Database;
}
