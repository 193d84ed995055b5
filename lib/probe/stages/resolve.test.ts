import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatedDnsServer, startDnsServer } from '../../simulation/dns-server.ts';
import { Deadline } from '../deadline.ts';
import { defaultTimeouts, limits } from '../limits.ts';
import { type ResolveOptions, resolveName } from './resolve.ts';

let dns: SimulatedDnsServer;
let refusing: SimulatedDnsServer;
let dead: SimulatedDnsServer;
let folder: string;

beforeAll(async () => {
  dns = await startDnsServer({
    'dc1.example.test': { A: ['192.0.2.1', '192.0.2.2'], AAAA: ['2001:db8::1'] },
    'v6.example.test': { AAAA: ['2001:db8::6'] },
    'many.example.test': { A: Array.from({ length: 40 }, (_, index) => `192.0.2.${index + 1}`) },
    'turned.example.test': { A: Array.from({ length: 40 }, (_, index) => `192.0.2.${40 - index}`) },
    'text.example.test': { records: [{ type: 'TXT', name: 'text.example.test', data: 'no address' }] },
    'half.example.test': { A: ['192.0.2.5'], unanswered: ['AAAA'] },
    'unknown.example.test': { unanswered: ['A'] },
    'lost.example.test': { A: ['192.0.2.6'], AAAA: ['2001:db8::7'], lost: ['AAAA'] },
    'dc7.second.example': { A: ['192.0.2.7'] },
    'text.first.example': { records: [{ type: 'TXT', name: 'text.first.example', data: 'no address' }] },
    'ill.first.example': 'SERVFAIL',
    'ill.second.example': { A: ['192.0.2.8'] },
    'mute.first.example': 'silent',
    'mute.second.example': { A: ['192.0.2.9'] },
    'sick.example.test': 'SERVFAIL',
    'refused.example.test': 'REFUSED',
    'silent.example.test': 'silent',
  });
  refusing = await startDnsServer({ '*': 'REFUSED' });
  dead = await startDnsServer({ '*': 'silent' });
  folder = await mkdtemp(join(tmpdir(), 'port636-hosts-'));
});
afterAll(async () => {
  await Promise.all([dns.stop(), refusing.stop(), dead.stop(), rm(folder, { recursive: true })]);
});

function resolve(host: string, options: ResolveOptions = {}) {
  return resolveName(host, { resolvers: [dns.resolver], hostsFile: null, ...options }, Deadline.after(2_000), 400);
}

describe('the addresses of a name', () => {
  it('come from DNS, IPv4 and IPv6, with the resolvers that were asked', async () => {
    expect(await resolve('dc1.example.test')).toEqual({
      status: 'ok',
      ms: expect.any(Number),
      data: {
        source: 'dns',
        resolvers: [dns.resolver],
        addresses: [
          { address: '192.0.2.1', family: 4 },
          { address: '192.0.2.2', family: 4 },
          { address: '2001:db8::1', family: 6 },
        ],
        leftOutCount: 0,
        unanswered: [],
      },
    });
  });

  it('are those of one family when the resolver never answers for the other, and tell which is missing', async () => {
    expect(await resolve('half.example.test')).toMatchObject({
      status: 'ok',
      data: { addresses: [{ address: '192.0.2.5', family: 4 }], unanswered: ['AAAA'] },
    });
  });

  it('are those of both families when the question for one got lost once and is asked again', async () => {
    const options = { resolvers: [dns.resolver], hostsFile: null };
    const stage = await resolveName('lost.example.test', options, Deadline.after(5_000), defaultTimeouts.resolveMs);
    expect(stage).toMatchObject({
      status: 'ok',
      data: { addresses: [{ address: '192.0.2.6' }, { address: '2001:db8::7' }], unanswered: [] },
    });
  });

  it('may all be of one family', async () => {
    expect(await resolve('v6.example.test')).toMatchObject({
      data: { addresses: [{ address: '2001:db8::6', family: 6 }], unanswered: [] },
    });
  });

  it('are at most sixteen, even when the answer needs TCP, and tell how many were left out', async () => {
    const stage = await resolve('many.example.test');
    expect(stage.status === 'ok' ? stage.data.addresses : []).toHaveLength(limits.addresses);
    expect(stage).toMatchObject({ data: { leftOutCount: 40 - limits.addresses } });
  });

  it('are the same whatever the order of the answer: IPv4 first, each family by number', async () => {
    const turned = await resolve('turned.example.test');
    expect(turned).toMatchObject({ status: 'ok', data: { leftOutCount: 24 } });
    const addresses = turned.status === 'ok' ? turned.data.addresses.map(({ address }) => address) : [];
    expect(addresses).toEqual(Array.from({ length: limits.addresses }, (_, index) => `192.0.2.${index + 1}`));
    expect(await resolve('dc1.example.test', { addresses: ['2001:db8::10', '192.0.2.100', '2001:db8::9', '192.0.2.20'] })).toMatchObject({
      data: { addresses: ['192.0.2.20', '192.0.2.100', '2001:db8::9', '2001:db8::10'].map((address) => ({ address })) },
    });
  });

  it('are the name itself when it is an IP literal, and no resolver is asked', async () => {
    const before = dns.questions.length;
    expect(await resolve('2001:db8::9')).toMatchObject({
      data: { source: 'literal', resolvers: [], addresses: [{ address: '2001:db8::9', family: 6 }] },
    });
    expect(dns.questions).toHaveLength(before);
  });

  it('are those of the caller when there are any, each once and only literals', async () => {
    expect(await resolve('dc1.example.test', { addresses: ['192.0.2.9', 'nonsense', '192.0.2.9'] })).toMatchObject({
      data: { source: 'given', addresses: [{ address: '192.0.2.9', family: 4 }] },
    });
  });

  it('come from the hosts file before DNS', async () => {
    const hostsFile = join(folder, 'hosts');
    writeFileSync(hostsFile, '# local\n192.0.2.77\tDC1.example.test dc1 # the first\n');
    expect(await resolve('dc1.example.test.', { hostsFile })).toMatchObject({
      data: { source: 'hosts-file', addresses: [{ address: '192.0.2.77' }] },
    });
  });
});

describe('a short name', () => {
  let resolverFile: string;
  beforeAll(() => {
    resolverFile = join(folder, 'resolv.conf');
    writeFileSync(resolverFile, 'search first.example second.example\n');
  });

  it('is completed by the search list, domain after domain', async () => {
    const before = dns.questions.length;
    expect(await resolve('dc7', { resolverFile })).toMatchObject({ status: 'ok', data: { addresses: [{ address: '192.0.2.7' }] } });
    const asked = new Set(dns.questions.slice(before).map((question) => question.split(' ')[1]));
    expect([...asked]).toEqual(['dc7.first.example', 'dc7.second.example']);
  });

  it('is asked for as it is where resolvers are given', async () => {
    const before = dns.questions.length;
    expect(await resolve('dc7')).toMatchObject({ status: 'failed', code: 'name-not-found' });
    expect(dns.questions.slice(before).toSorted()).toEqual(['A dc7', 'AAAA dc7']);
  });

  it('is looked for further when one domain is ill, but not when the resolver is silent', async () => {
    expect(await resolve('ill', { resolverFile })).toMatchObject({ status: 'ok', data: { addresses: [{ address: '192.0.2.8' }] } });
    expect(await resolve('mute', { resolverFile })).toMatchObject({ status: 'failed', code: 'resolver-timeout' });
  });

  it('that is nowhere fails by the answer that tells most', async () => {
    expect(await resolve('nowhere', { resolverFile })).toMatchObject({ status: 'failed', code: 'name-not-found' });
    expect(await resolve('text', { resolverFile })).toMatchObject({ status: 'failed', code: 'no-address' });
    expect(await resolve('sick.example.test', { resolverFile })).toMatchObject({ status: 'failed', code: 'resolver-failed' });
  });
});

describe('a name that does not resolve', () => {
  it('because it does not exist needs no control lookup', async () => {
    expect(await resolve('missing.example.test')).toMatchObject({
      status: 'failed',
      code: 'name-not-found',
      detail: { systemCode: 'ENOTFOUND', control: 'not-tried', resolvers: [dns.resolver] },
    });
  });

  it('because it exists without an address is something else', async () => {
    expect(await resolve('text.example.test')).toMatchObject({ code: 'no-address', detail: { systemCode: 'ENODATA' } });
  });

  it('because only its IPv6 half was answered is no name without an address', async () => {
    expect(await resolve('unknown.example.test')).toMatchObject({
      code: 'resolver-timeout',
      detail: { systemCode: 'ECANCELLED', control: 'answers' },
    });
  });

  it('because its zone is sick is told from a resolver that answers nothing', async () => {
    expect(await resolve('sick.example.test')).toMatchObject({ code: 'resolver-failed', detail: { control: 'answers' } });
    expect(await resolve('refused.example.test')).toMatchObject({ code: 'resolver-refused', detail: { control: 'answers' } });
    expect(await resolve('silent.example.test')).toMatchObject({ code: 'resolver-timeout', detail: { control: 'answers' } });
    expect(await resolve('dc1.example.test', { resolvers: [refusing.resolver] })).toMatchObject({
      code: 'resolver-refused',
      detail: { control: 'answers' },
    });
    expect(await resolve('dc1.example.test', { resolvers: [dead.resolver] })).toMatchObject({
      code: 'resolver-timeout',
      detail: { control: 'no-answer' },
    });
  });

  it('because nothing listens at the resolver says so', async () => {
    const gone = await startDnsServer({});
    await gone.stop();
    expect(await resolve('dc1.example.test', { resolvers: [gone.resolver] })).toMatchObject({
      code: 'resolver-unreachable',
      detail: { systemCode: 'ECONNREFUSED', control: 'no-answer' },
    });
  });

  it('within its time, whatever the resolver does', async () => {
    const stage = await resolve('dc1.example.test', { resolvers: [dead.resolver] });
    expect(stage.status === 'failed' ? stage.ms : 0).toBeLessThan(400 + limits.controlLookupMs + 300);
  });

  it('because the resolver is misspelt keeps what was wrong', async () => {
    expect(await resolve('dc1.example.test', { resolvers: ['not an address'] })).toMatchObject({
      code: 'unclassified',
      detail: { message: expect.stringContaining('not an address'), control: 'not-tried' },
    });
  });
});
