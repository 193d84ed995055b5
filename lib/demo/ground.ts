import net from 'node:net';

/** The doors that servers of the demo have, as they are known. */
export type DemoPort = 389 | 636 | 3268 | 3269;

/**
 * Where the demo stands: a part of the loopback network that nobody else on this machine uses, each server at an address of its own.
 * Where the ports below 1024 may not be taken, the doors that have such a port are 10000 higher; those of the global catalog never are.
 */
export type Ground = {
  /** Address of the server with that number, from 1 on. */
  address: (number: number) => string;
  port: (port: DemoPort) => number;
  release: () => Promise<void>;
};

const RAISED_BY = 10_000;
const firstFreePort = 1_024;
/** Second octets that are tried, in order. */
const [firstBlock, lastBlock] = [77, 99];

type Claim = { status: 'ours'; release: () => Promise<void> } | { status: 'taken' | 'forbidden' | 'missing' };

/** A listening socket keeps others out of a block until it is released. */
function claim(host: string, port: number): Promise<Claim> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve({ status: 'taken' });
      else if (error.code === 'EACCES' || error.code === 'EPERM') resolve({ status: 'forbidden' });
      else if (error.code === 'EADDRNOTAVAIL') resolve({ status: 'missing' });
      else reject(error);
    });
    server.listen({ host, port, exclusive: true }, () =>
      resolve({ status: 'ours', release: () => new Promise((done) => server.close(() => done())) }),
    );
  });
}

/** Takes the first free block. Throws in words where there is none, and on systems whose loopback network is one address. */
export async function findGround(): Promise<Ground> {
  let raised = 0;
  for (let block = firstBlock; block <= lastBlock; block++) {
    let claimed = await claim(`127.${block}.0.1`, 636 + raised);
    if (claimed.status === 'forbidden' && raised === 0) {
      raised = RAISED_BY;
      claimed = await claim(`127.${block}.0.1`, 636 + raised);
    }
    if (claimed.status === 'missing')
      throw new Error('The demo needs the whole loopback network 127.0.0.0/8, which Linux has and this system has not.');
    if (claimed.status !== 'ours') continue;
    return {
      address: (number) => `127.${block}.${1 + Math.floor(number / 250)}.${1 + (number % 250)}`,
      port: (port) => (port < firstFreePort ? port + raised : port),
      release: claimed.release,
    };
  }
  throw new Error(`No part of the loopback network is free for the demo: 127.${firstBlock}.0.1 to 127.${lastBlock}.0.1 are all in use.`);
}
