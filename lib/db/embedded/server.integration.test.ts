import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmbeddedServer } from './server.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'port636-embedded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('startEmbeddedServer', () => {
  it('keeps what was committed when the server is killed', async () => {
    const server = await startEmbeddedServer(folder);
    await query(server.url, 'CREATE TABLE kept (id int)');
    await query(server.url, 'INSERT INTO kept VALUES (1), (2)');
    process.kill(server.pid, 'SIGKILL');
    await server.ended;
    const again = await startEmbeddedServer(folder);
    expect(await query(again.url, 'SELECT count(*)::int AS count FROM kept')).toEqual([{ count: 2 }]);
    await again.stop();
  });

  it('shuts down a server that a killed parent left behind, and starts its own', async () => {
    const orphan = await startEmbeddedServer(folder);
    const server = await startEmbeddedServer(folder);
    await orphan.ended;
    expect(server.pid).not.toBe(orphan.pid);
    expect(await query(server.url, 'SELECT count(*)::int AS count FROM kept')).toEqual([{ count: 2 }]);
    await server.stop();
  });

  it('listens on a unix socket alone, in a folder that nobody else can open', async () => {
    const server = await startEmbeddedServer(folder);
    expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(await query(server.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
    const socketFolder = new URL(server.url).searchParams.get('host') ?? '';
    expect(statSync(socketFolder).mode & 0o077).toBe(0);
    await server.stop();
  });
});
