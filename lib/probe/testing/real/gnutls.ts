import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findProgram, type ServerCertificate, startProgram, waitForPort } from './program.ts';

/** A real GnuTLS server. It speaks no LDAP, but cipher suites that OpenSSL has dropped, such as RC4 and 3DES. */
export type GnuTlsServer = { address: string; port: number; stop: () => Promise<void> };

/** Starts gnutls-serv (Debian package gnutls-bin) with a GnuTLS priority string, such as NORMAL:+3DES-CBC. Throws with its words when it does not come up. */
export async function startGnuTls(options: { port: number; priority: string; certificate: ServerCertificate }): Promise<GnuTlsServer> {
  const program = findProgram('gnutls-serv', 'gnutls-bin');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'port636-gnutls-'));
  const [certificateFile, keyFile] = [path.join(folder, 'server.crt'), path.join(folder, 'server.key')];
  writeFileSync(certificateFile, options.certificate.certificatePem + options.certificate.issuersPem);
  writeFileSync(keyFile, options.certificate.keyPem, { mode: 0o600 });
  const server = startProgram(program, [
    ...['--quiet', '--echo', '--port', `${options.port}`, '--priority', options.priority],
    ...['--x509certfile', certificateFile, '--x509keyfile', keyFile],
  ]);
  const address = '127.0.0.1';
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitForPort(address, options.port, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, port: options.port, stop };
}
