/** Two network namespaces of Linux with a cable between them, for tests that pull it. */
import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** Root makes network namespaces as it is; others need a user namespace of their own around them. */
const isRoot = process.getuid?.() === 0;
const link = { here: '10.213.0.1', there: '10.213.0.2' };

export type TwoNetworks = {
  /** Address of the first network, as the second one reaches it. */
  address: string;
  /** Starts a process in the first network (`here`) or in the second (`there`). */
  spawn: (where: 'here' | 'there', command: string, args: string[], options: SpawnOptions) => ChildProcess;
  /** From now on no packet comes back to the second network, and nothing says so. */
  swallow: () => Promise<void>;
  /** Takes the second network's only link down. */
  unplug: () => Promise<void>;
  heal: () => Promise<void>;
  stop: () => void;
};

/** Makes the two networks, or says why this machine does not let it. */
export async function makeTwoNetworks(): Promise<TwoNetworks | { impossible: string }> {
  const holders: ChildProcess[] = [];
  const enter = (holder: ChildProcess): string[] => ['-t', String(holder.pid), ...(isRoot ? [] : ['-U', '--preserve-credentials']), '-n'];
  const stop = (): void => {
    for (const holder of holders) holder.kill('SIGKILL');
  };
  try {
    const here = await hold(holders, 'unshare', [isRoot ? '-n' : '-Urn', 'cat'], process.pid);
    const there = await hold(holders, 'nsenter', [...enter(here), 'unshare', '-n', 'cat'], here.pid ?? 0);
    const ip = (where: ChildProcess, ...args: string[]) => execute('nsenter', [...enter(where), 'ip', ...args]);
    const plugIn = async (): Promise<void> => {
      await ip(here, 'link', 'set', 'cable-here', 'up');
      await ip(there, 'link', 'set', 'cable-there', 'up');
    };
    await ip(here, 'link', 'set', 'lo', 'up');
    await ip(there, 'link', 'set', 'lo', 'up');
    await ip(here, 'link', 'add', 'cable-here', 'type', 'veth', 'peer', 'name', 'cable-there');
    await ip(here, 'link', 'set', 'cable-there', 'netns', String(there.pid));
    await ip(here, 'address', 'add', `${link.here}/30`, 'dev', 'cable-here');
    await ip(there, 'address', 'add', `${link.there}/30`, 'dev', 'cable-there');
    await plugIn();
    let swallowed = false;
    return {
      address: link.here,
      spawn: (where, command, args, options) => spawn('nsenter', [...enter(where === 'here' ? here : there), command, ...args], options),
      swallow: async () => {
        await ip(here, 'route', 'add', 'blackhole', `${link.there}/32`);
        swallowed = true;
      },
      unplug: async () => void (await ip(here, 'link', 'set', 'cable-here', 'down')),
      heal: async () => {
        if (swallowed) await ip(here, 'route', 'del', 'blackhole', `${link.there}/32`);
        swallowed = false;
        await plugIn();
      },
      stop,
    };
  } catch (error) {
    stop();
    return { impossible: error instanceof Error ? error.message : String(error) };
  }
}

/** Starts a process that keeps a namespace for as long as this one lives, and waits until it is in it. */
async function hold(holders: ChildProcess[], command: string, args: string[], not: number): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
  holders.push(child);
  let failure: Error | null = null;
  child.once('error', (error) => {
    failure = error;
  });
  child.once('exit', (code) => {
    failure ??= new Error(`${command} ended with ${code}: namespaces cannot be made here`);
  });
  const network = (pid: number): string => readlinkSync(`/proc/${pid}/ns/net`);
  for (let tries = 0; tries < 100; tries += 1) {
    await wait(20);
    if (failure !== null) throw failure;
    if (child.pid !== undefined && ![network(process.pid), network(not)].includes(network(child.pid))) return child;
  }
  throw new Error(`${command} made no namespace within two seconds`);
}
