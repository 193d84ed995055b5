import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchRequest } from './root-dse-request.ts';

/** A server on loopback, by the name that clients know it by, and the trust anchors (PEM) of the client. */
export type Errand = { host: string; port: number; anchorsPem: string };

/** What a client did, and the words it had for it. */
export type ClientRun = { outcome: 'accepts' | 'refuses'; words: string };
export type RealClient = (errand: Errand) => Promise<ClientRun>;

/** Longest that a client may take for one server, in milliseconds. */
const limitMs = 8_000;

/** Runs the work with a file of the anchors and a folder around it, removed afterwards. */
async function withAnchors<T>(anchorsPem: string, work: (file: string, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'port636-client-'));
  try {
    const file = join(folder, 'anchors.pem');
    await writeFile(file, anchorsPem);
    return await work(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Says the LDAP search through a client that passes bytes on; it accepts the server when an LDAP answer (a SEQUENCE) comes back. */
function sayThrough(program: string, args: readonly string[]): Promise<ClientRun> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const words: string[] = [];
    const answered: Buffer[] = [];
    const finish = (outcome: ClientRun['outcome']) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve({ outcome, words: words.join('').trim() });
    };
    const timer = setTimeout(() => finish('refuses'), limitMs);
    child.stdin.on('error', () => undefined);
    child.stdin.write(searchRequest);
    child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString('latin1')));
    child.stdout.on('data', (chunk: Buffer) => {
      answered.push(chunk);
      if (Buffer.concat(answered).includes('namingContexts')) finish('accepts');
      else words.push(chunk.toString('latin1'));
    });
    child.on('close', () => finish('refuses'));
  });
}

/** `openssl s_client` with verification of chain and name. */
export const openSslClient: RealClient = ({ host, port, anchorsPem }) =>
  withAnchors(anchorsPem, (file) => {
    const name = isIP(host) ? ['-verify_ip', host, '-noservername'] : ['-verify_hostname', host, '-servername', host];
    const verify = ['-CAfile', file, '-no-CApath', '-no-CAstore', '-verify_return_error', ...name];
    return sayThrough('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-quiet', ...verify]);
  });

/** `gnutls-cli` as it comes, which asks for the purpose of a TLS server too. */
export const gnutlsClient: RealClient = ({ host, port, anchorsPem }) =>
  withAnchors(anchorsPem, (file) => {
    const name = isIP(host) ? ['--disable-sni', `--verify-hostname=${host}`] : [`--sni-hostname=${host}`, `--verify-hostname=${host}`];
    return sayThrough('gnutls-cli', [`--x509cafile=${file}`, ...name, '-p', `${port}`, '127.0.0.1']);
  });

/** Where Debian keeps the library that gives one process a hosts file of its own. */
export function findHostsWrapper(): string | null {
  const folders = ['/usr/lib', '/usr/lib64'].filter((folder) => existsSync(folder));
  const files = folders.flatMap((folder) => ['', ...readdirSync(folder)].map((name) => join(folder, name, 'libnss_wrapper.so')));
  return files.find((file) => existsSync(file)) ?? null;
}

function run(program: string, args: readonly string[], env: Record<string, string>): Promise<{ code: number; words: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { env: { ...process.env, ...env }, timeout: limitMs * 4 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, words: `${stderr}${stdout}`.trim() }),
    );
  });
}

/** `ldapsearch` of OpenLDAP, on GnuTLS in Debian, which demands a certificate that it can verify. */
export const ldapSearchClient: RealClient = ({ host, port, anchorsPem }) =>
  withAnchors(anchorsPem, async (file, folder) => {
    const hosts = join(folder, 'hosts');
    await writeFile(hosts, `127.0.0.1 ${isIP(host) ? 'localhost' : host}\n`);
    const env = {
      LD_PRELOAD: findHostsWrapper() ?? '',
      NSS_WRAPPER_HOSTS: hosts,
      LDAPCONF: '/dev/null',
      LDAPTLS_CACERT: file,
      LDAPTLS_REQCERT: 'demand',
    };
    const search = ['-d', '1', '-x', '-o', 'nettimeout=6', '-H', `ldaps://${host}:${port}`, '-s', 'base', '-b', '', 'namingContexts'];
    const { words } = await run('ldapsearch', search, env);
    // The server may refuse the anonymous bind: any answer to it came through a session that the client trusts.
    return { outcome: words.includes('message type bind') ? 'accepts' : 'refuses', words };
  });

/** Python's ssl module with its default context: OpenSSL, but a name of its own strictness. */
export const pythonClient: RealClient = ({ host, port, anchorsPem }) =>
  withAnchors(anchorsPem, async (file) => {
    const script = [
      'import socket, ssl, sys',
      'context = ssl.create_default_context(cafile=sys.argv[1])',
      "session = context.wrap_socket(socket.create_connection(('127.0.0.1', int(sys.argv[3])), 5), server_hostname=sys.argv[2])",
      `session.sendall(bytes.fromhex('${searchRequest.toString('hex')}'))`,
      "sys.exit(0 if session.recv(1) == b'0' else 'no answer')",
    ].join('\n');
    const { code, words } = await run('python3', ['-c', script, file, host, `${port}`], {});
    return { outcome: code === 0 ? 'accepts' : 'refuses', words };
  });

/** LDAP through JNDI, all servers in one Java machine, because they trust the same anchors. Answers in the order asked. */
export function javaClients(servers: readonly Omit<Errand, 'anchorsPem'>[], anchorsPem: string): Promise<ClientRun[]> {
  return withAnchors(anchorsPem, async (file, folder) => {
    const hosts = join(folder, 'hosts');
    await writeFile(
      hosts,
      [...new Set(servers.map(({ host }) => host))].map((host) => `127.0.0.1 ${isIP(host) ? 'localhost' : host}\n`).join(''),
    );
    const store = join(folder, 'anchors.jks');
    const anchors = anchorsPem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g) ?? [];
    for (const [index, pem] of anchors.entries()) {
      await writeFile(file, pem);
      const entry = ['-importcert', '-noprompt', '-alias', `anchor${index}`, '-file', file, '-keystore', store, '-storepass', 'changeit'];
      const { code, words } = await run('keytool', entry, {});
      if (code !== 0) throw new Error(`keytool: ${words}`);
    }
    const properties = [
      `-Djdk.net.hosts.file=${hosts}`,
      `-Djavax.net.ssl.trustStore=${store}`,
      '-Djavax.net.ssl.trustStorePassword=changeit',
    ];
    const addresses = servers.map(({ host, port }) => `ldaps://${host}:${port}`);
    const { words } = await run('java', [...properties, join(import.meta.dirname, 'LdapsClient.java'), ...addresses], {});
    const answers = new Map(words.split('\n').map((line) => [line.split('\t')[0], line.split('\t').slice(1)]));
    return addresses.map((address) => {
      const [outcome, ...rest] = answers.get(address) ?? [];
      if (outcome === undefined) throw new Error(`java did not answer for ${address}: ${words}`);
      return { outcome: outcome === 'accepts' ? 'accepts' : 'refuses', words: rest.join(' ') };
    });
  });
}

/** The programs that stand for a family of clients; Java takes all servers at once. */
export const familyPrograms: Readonly<Record<'openssl' | 'gnutls', readonly RealClient[]>> = {
  openssl: [openSslClient, pythonClient],
  gnutls: [ldapSearchClient, gnutlsClient],
};

/** What a family does: depends where its programs differ. */
export function outcomeOfRuns(runs: readonly ClientRun[]): ClientRun['outcome'] | 'depends' {
  const [first, ...others] = runs.map(({ outcome }) => outcome);
  if (first === undefined) throw new Error('no client ran');
  return others.every((other) => other === first) ? first : 'depends';
}
