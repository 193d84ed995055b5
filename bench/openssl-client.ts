import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Fleet } from './fleet-server.ts';
import { endedChildrenCpuMs } from './process-cpu.ts';

/** What a round of another program cost. */
export type PeerResult = { cpuMs: number; wallMs: number; failed: number };

/** One `openssl s_client` process for each endpoint, two at a time: chain and name verified, no LDAP. */
export async function runOpenSslClients(fleet: Fleet, rootFile: string, count: number): Promise<Omit<PeerResult, 'wallMs'>> {
  const cpuBeforeMs = endedChildrenCpuMs();
  let failed = 0;
  let started = 0;
  const lane = async () => {
    for (started += 1; started <= count; started += 1) {
      const member = fleet.members[started % fleet.members.length];
      if (member === undefined) throw new Error('The fleet is empty.');
      const { host, address } = member;
      const target = ['-connect', `${address}:${fleet.port}`, '-servername', host];
      const verification = ['-CAfile', rootFile, '-verify_return_error', '-verify_hostname', host];
      const client = spawn('openssl', ['s_client', '-brief', ...target, ...verification], { stdio: 'ignore', timeout: 10_000 });
      const [code] = await once(client, 'exit');
      if (code !== 0) failed += 1;
    }
  };
  await Promise.all([lane(), lane()]);
  return { cpuMs: endedChildrenCpuMs() - cpuBeforeMs, failed };
}
