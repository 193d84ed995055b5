import { connect, createServer, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { type LdapServerOptions, startLdapServer } from './ldap-server.ts';
import { listen, type SimulatedServer } from './listener.ts';

/** How a greeting is turned away: by the end of the connection, silence, or a TLS alert of that number. */
type Refusal = 'reset' | 'close' | 'silent' | { alert: number };

/** A TLS server, or a device before one, that looks at the first bytes of a client and does not bear all of them. */
type GreetingSensitiveOptions = {
  tls: TlsOptions;
  /** Whether this ClientHello is turned away; `earlier` counts the greetings before it. */
  refuses: (hello: Buffer, earlier: number) => boolean;
  how: Refusal;
  /** Where it listens; default: any free port of 127.0.0.1. */
  at?: { address: string; port: number };
  /** What the directory inside is like. */
  directory?: Omit<LdapServerOptions, 'address' | 'port' | 'tls' | 'transport'>;
};

/** Does the greeting ask for this name (RFC 6066 section 3)? */
export const asksForName = (hello: Buffer, name: string): boolean => hello.includes(Buffer.from(name, 'latin1'));

/** The extension supported_versions (RFC 8446 section 4.2.1) with TLS 1.3 in it. */
export const offersTls13 = (hello: Buffer): boolean => /002b00....(?:....)*?0304/.test(hello.toString('hex'));

/** Starts it; greetings that it bears get TLS with a healthy directory inside. */
export async function startGreetingSensitiveServer({
  tls,
  refuses,
  how,
  at = { address: '127.0.0.1', port: 0 },
  directory: inside = {},
}: GreetingSensitiveOptions): Promise<SimulatedServer> {
  const directory = await startLdapServer({ ...inside, tls });
  let greetings = 0;
  const front = await listen(
    createServer((client) => {
      client.once('data', (hello) => {
        if (refuses(hello, greetings++)) refuse(client, how);
        else passOn(client, hello, directory.port);
      });
    }),
    at,
  );
  const stop = async () => {
    await Promise.all([front.stop(), directory.stop()]);
  };
  return { ...front, stop };
}

function refuse(client: Socket, how: Refusal): void {
  if (how === 'reset') client.resetAndDestroy();
  else if (how === 'close') client.end();
  else if (how !== 'silent') client.end(Buffer.from([0x15, 3, 3, 0, 2, 2, how.alert]));
}

function passOn(client: Socket, hello: Buffer, port: number): void {
  const beyond = connect({ port, host: '127.0.0.1' });
  beyond.on('error', () => client.destroy());
  beyond.on('close', () => client.destroy());
  client.on('close', () => beyond.destroy());
  beyond.write(hello);
  client.pipe(beyond).pipe(client);
}
