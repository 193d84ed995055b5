import { settings } from '../config/env.ts';

/** The address of the database; `start` sets it for its children when the server is the embedded one. */
export function databaseUrl(): string {
  const url = settings().databaseUrl;
  if (url === null)
    throw new Error('DATABASE_URL is not set. `npm start` sets it for the embedded server; set it when you start a part alone.');
  return url;
}
