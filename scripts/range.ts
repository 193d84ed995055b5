import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rangeEndpoints, startRange } from '../lib/probe/testing/range/range.ts';

/**
 * Starts the range of broken endpoints on loopback and prints what each is, how to probe it, and what a probe has to find.
 * Words given are looked for in the endpoints' names: `npm run range -- certificate bind`. Ends with Ctrl-C.
 */
const words = process.argv.slice(2);
const chosen = rangeEndpoints.filter(({ id }) => words.length === 0 || words.some((word) => id.includes(word)));
if (chosen.length === 0) {
  process.stderr.write(
    `No endpoint of the range is called ${words.join(' or ')}. They are: ${rangeEndpoints.map(({ id }) => id).join(', ')}.\n`,
  );
  process.exit(1);
}

const range = await startRange(chosen);
const folder = mkdtempSync(path.join(os.tmpdir(), 'port636-range-'));
const authority = path.join(folder, 'range-root.pem');
writeFileSync(authority, range.materials.root.certificate.pem);

const rows = range.standing.map(({ endpoint, target }) => ({
  id: endpoint.id,
  url: `${target.transport === 'ldaps' ? 'ldaps' : 'ldap'}://${target.host}:${target.port}`,
  finds: endpoint.finds.join(', ') || 'nothing',
  what: endpoint.what,
}));
const width = (key: 'id' | 'url' | 'finds'): number => Math.max(...rows.map((row) => row[key].length));
for (const { id, url, finds, what } of rows)
  process.stdout.write(`${id.padEnd(width('id'))}  ${url.padEnd(width('url'))}  ${finds.padEnd(width('finds'))}  ${what}\n`);
process.stdout.write(
  `\n${rows.length} endpoints on 127.0.0.1. Look at one:\n  npx port636 probe ${rows[0]?.url} --address 127.0.0.1 --ca ${authority} --no-system-ca\nEnd with Ctrl-C.\n`,
);

const stop = async () => {
  await range.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
