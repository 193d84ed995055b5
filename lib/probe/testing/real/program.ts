import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Certificate, key and issuers as PEM, for a server that is not ours. */
export type ServerCertificate = { certificatePem: string; keyPem: string; issuersPem: string };

/** The path of a system program; throws with the package to install when it is missing. */
export function findProgram(name: string, debianPackage: string): string {
  for (const folder of ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin', '/usr/lib/openldap']) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // The next folder may have it.
    }
  }
  throw new Error(`${name} is not installed. Install it with: apt-get install ${debianPackage}`);
}

/** Runs a program to its end; throws with its words when it fails. `input` goes to its standard input. */
export function runProgram(file: string, args: string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { timeout: 180_000, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${file} ${args.join(' ')} failed: ${error.message}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
    // A program that reads no input may be gone before it is offered any.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** Starts a server in the foreground; `stop` ends it and waits until it is gone. It dies with its words when it ends early. */
export function startProgram(file: string, args: string[]): { output: () => string; running: () => boolean; stop: () => Promise<void> } {
  const child: ChildProcess = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-20_000)));
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      text += error.message;
      resolve();
    });
    child.once('exit', () => resolve());
  });
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    output: () => text,
    running,
    stop: async () => {
      if (!running()) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** Waits until the port accepts a connection; throws with the server's words after ten seconds or when it ended. */
export async function waitForPort(address: string, port: number, server: { output: () => string; running: () => boolean }): Promise<void> {
  for (let attempt = 0; attempt < 200 && server.running(); attempt++) {
    if (await accepts(address, port)) return;
    await sleep(50);
  }
  throw new Error(`Nothing listens on ${address}:${port}:\n${server.output()}`);
}

const accepts = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/**
 * GnuTLS priorities of a server in good health: both Debian's slapd and its Samba offer TLS 1.0 and 1.1 unless told otherwise, and
 * static RSA key exchange for RSA keys.
 */
export const currentTls = 'NORMAL:-VERS-TLS1.0:-VERS-TLS1.1:-RSA';
/** What they offer by themselves. */
export const traditionalTls = 'NORMAL';
