import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rangeEndpoints, type StandingEndpoint, startRange } from '../lib/probe/testing/range/range.ts';

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

const password = path.join(folder, 'password');
writeFileSync(password, 'correct horse');

/** What a probe by hand needs besides, to find what is named; null where it takes what a hand cannot give. */
function furtherOptions({ endpoint, server }: StandingEndpoint): string | null {
  const { knowledge, scanned, deepScan, othersReached, subject = {} } = endpoint;
  const { resolvers, addresses = [], bind } = (typeof endpoint.options === 'function' ? endpoint.options(server) : endpoint.options) ?? {};
  const { profile, ...registered } = subject;
  const isOfTests =
    knowledge !== undefined ||
    scanned !== undefined ||
    resolvers !== undefined ||
    othersReached ||
    addresses.length > 1 ||
    deepScan === 'revocation';
  if (isOfTests || Object.keys(registered).length > 0) return null;
  return [
    ...(deepScan === undefined ? [] : ['--deep']),
    ...(profile ? [`--profile ${profile}`] : []),
    ...(bind === undefined ? [] : [`--bind-dn ${bind.dn} --bind-password-file ${password}`]),
    `--address ${addresses[0] ?? '127.0.0.1'}`,
  ].join(' ');
}

const rows = range.standing.map((standing) => ({
  id: standing.endpoint.id,
  url: `${standing.target.transport === 'ldaps' ? 'ldaps' : 'ldap'}://${standing.target.host}:${standing.target.port}`,
  finds: standing.endpoint.finds.join(', ') || 'nothing',
  options: furtherOptions(standing) ?? 'in tests alone',
  what: standing.endpoint.what,
}));
const width = (key: 'id' | 'url' | 'finds' | 'options'): number => Math.max(...rows.map((row) => row[key].length));
for (const { id, url, finds, options, what } of rows) {
  const cells = [id.padEnd(width('id')), url.padEnd(width('url')), finds.padEnd(width('finds')), options.padEnd(width('options')), what];
  process.stdout.write(`${cells.join('  ')}\n`);
}
process.stdout.write(
  `\n${rows.length} endpoints on loopback. Look at one, with the address and the options named beside it:\n  npx port636 probe <url> <options> --ca ${authority} --no-system-ca\nWhat is found in tests alone depends on a name server, a registration or a store that the tests make up.\nEnd with Ctrl-C.\n`,
);

const stop = async () => {
  await range.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
