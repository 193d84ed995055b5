import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, decode, encode } from 'dns-packet';
import { afterEach, describe, expect, it } from 'vitest';
import { type SimulatedDnsServer, startDnsServer, type Zone } from '../../simulation/dns-server.ts';
import { Deadline } from '../deadline.ts';
import { askServices } from './ask-srv.ts';

const name = '_ldap._tcp.dc._msdcs.corp.example';
const record = (target: string, data: { port?: number; priority?: number; weight?: number } = {}): Answer => ({
  type: 'SRV',
  name,
  ttl: 60,
  data: { port: 389, priority: 0, weight: 100, target, ...data },
});
const many = (count: number) => Array.from({ length: count }, (_, index) => record(`dc${String(index).padStart(4, '0')}.corp.example`));

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
async function serve(entry: Zone[string]): Promise<SimulatedDnsServer> {
  const server = await startDnsServer({ [name]: entry });
  stops.push(server.stop);
  return server;
}
const ask = (resolvers: string[], totalMs = 8_000) => askServices(name, resolvers, Deadline.after(totalMs));

describe('asking for SRV records', () => {
  it('puts them in order by priority, weight and name', async () => {
    const { resolver } = await serve({
      records: [
        record('b.corp.example'),
        record('a.corp.example'),
        record('c.corp.example', { weight: 200 }),
        record('d.corp.example', { priority: 5 }),
      ],
    });
    expect(await ask([resolver])).toMatchObject({
      status: 'ok',
      leftOutCount: 0,
      resolvers: [resolver],
      records: [{ target: 'c.corp.example' }, { target: 'a.corp.example' }, { target: 'b.corp.example' }, { target: 'd.corp.example' }],
    });
  });

  it('takes 400 of them, over TCP as they are too many for UDP', async () => {
    const server = await serve({ records: many(400) });
    const answer = await ask([server.resolver]);
    expect(answer).toMatchObject({ status: 'ok', recordCount: 400, leftOutCount: 0 });
    expect(server.questions).toEqual([`SRV ${name}`, `SRV ${name}`]);
  });

  it('says how many were left out when there are more than it keeps', async () => {
    // Short owners, as compression makes them: what is asked for fits into 64 kB.
    const { resolver } = await serve({ records: many(1_100).map((answer) => ({ ...answer, name: '.' }) as Answer) });
    const answer = await ask([resolver]);
    expect(answer).toMatchObject({ status: 'ok', recordCount: 1_100, leftOutCount: 100 });
    expect(answer.status === 'ok' && answer.records.length).toBe(1_000);
  });

  it('leaves out the target that says that there is no such service', async () => {
    const { resolver } = await serve({ records: [record('.')] });
    expect(await ask([resolver])).toMatchObject({ status: 'ok', records: [], recordCount: 0 });
  });

  it.each([
    ['NXDOMAIN', 'name-not-found'],
    ['SERVFAIL', 'resolver-failed'],
    ['REFUSED', 'resolver-refused'],
    [{ A: ['192.0.2.1'] }, 'no-record'],
  ] as const)('tells %j as %s', async (entry, code) => {
    const { resolver } = await serve(entry);
    expect(await ask([resolver])).toMatchObject({ status: 'failed', code });
  });

  it('tells a closed port and silence apart, and takes no longer than it may', async () => {
    const gone = await startDnsServer({});
    await gone.stop();
    expect(await ask([gone.resolver])).toMatchObject({ status: 'failed', code: 'resolver-unreachable' });
    const { resolver } = await serve('silent');
    const before = performance.now();
    expect(await ask([resolver], 700)).toMatchObject({ status: 'failed', code: 'resolver-timeout' });
    expect(performance.now() - before).toBeLessThan(2_500);
  });

  it('goes on to the next server when one fails, and believes the first that speaks of the name', async () => {
    const [failing, refusing, good] = [await serve('SERVFAIL'), await serve('REFUSED'), await serve({ records: many(2) })];
    expect(await ask([failing.resolver, refusing.resolver, good.resolver])).toMatchObject({ status: 'ok', recordCount: 2 });
    const denying = await serve('NXDOMAIN');
    expect(await ask([denying.resolver, good.resolver])).toMatchObject({ status: 'failed', code: 'name-not-found' });
  });

  it('waits for the real answer when forged ones and rubbish come first', async () => {
    const socket = createSocket('udp4');
    socket.on('message', (bytes, from) => {
      const query = decode(bytes);
      const reply = (id: number, asked: string, target: string) =>
        encode({ type: 'response', id, questions: [{ type: 'SRV', name: asked }], answers: [record(target)] });
      const id = query.id ?? 0;
      for (const packet of [Buffer.from('rubbish'), reply(id ^ 1, name, 'evil.example'), reply(id, 'other.example', 'evil.example')])
        socket.send(packet, from.port, from.address);
      setTimeout(() => socket.send(reply(id, name, 'dc1.corp.example'), from.port, from.address), 50);
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    stops.push(async () => {
      socket.close();
    });
    expect(await ask([`127.0.0.1:${socket.address().port}`])).toMatchObject({ status: 'ok', records: [{ target: 'dc1.corp.example' }] });
  });
});
