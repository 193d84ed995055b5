import { connect, createServer } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { startLdapServer } from '../../../simulation/ldap-server.ts';
import { listen } from '../../../simulation/listener.ts';
import { probePort } from '../probe-setup.ts';

/** What a real TLS server says between the client's greeting and the client's next words, recorded on the wire. */
export async function recordServerFlight(tls: TlsOptions): Promise<Buffer> {
  const server = await startLdapServer({ tls });
  const flight: Buffer[] = [];
  const wire = await listen(
    createServer((client) => {
      const beyond = connect({ port: server.port, host: '127.0.0.1' });
      beyond.on('error', () => client.destroy());
      client.on('close', () => beyond.destroy());
      let said = 0;
      client.on('data', (chunk) => {
        said += 1;
        beyond.write(chunk);
      });
      beyond.on('data', (chunk) => {
        if (said === 1) flight.push(chunk);
        client.write(chunk);
      });
    }),
  );
  try {
    await probePort(wire.port);
  } finally {
    await Promise.all([wire.stop(), server.stop()]);
  }
  return Buffer.concat(flight);
}
