import { PrismaPg } from '@prisma/adapter-pg';
import { settings } from '../config/env.ts';
import { log } from '../log.ts';
import { PrismaClient } from './generated/client.ts';

/** The one way to the database: Prisma over the pg driver. */
export type Database = PrismaClient;
/** What a body of `$transaction` gets. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** A client with a pool of its own. `url` is a PostgreSQL address; end it with `$disconnect()`. */
export function createDatabase(url: string, options: { poolSize?: number } = {}): Database {
  const adapter = new PrismaPg(
    { connectionString: url, max: options.poolSize ?? 10, connectionTimeoutMillis: 5_000, application_name: 'port636' },
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

/** The address of the database; `start` sets it for its children when the server is the embedded one. */
export function databaseUrl(): string {
  const url = settings().databaseUrl;
  if (url === null)
    throw new Error('DATABASE_URL is not set. `npm start` sets it for the embedded server; set it when you start a part alone.');
  return url;
}
