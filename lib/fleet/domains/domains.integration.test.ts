import { describe, expect, it } from 'vitest';
import { FleetFixture, now } from '../../checks/read/testing/fleet-fixture.ts';
import { InvalidInputError } from '../../errors.ts';
import { deleteHost } from '../delete-host.ts';
import { registerHosts } from '../register-hosts.ts';
import { addDomain } from './add-domain.ts';
import { removeDomain } from './remove-domain.ts';
import { setDomainNotes } from './set-domain-notes.ts';
import { setDomainResolvers } from './set-domain-resolvers.ts';

const fleet = new FleetFixture();
const domainOf = (name: string) => fleet.db.domain.findUniqueOrThrow({ where: { name } });
const names = async () => (await fleet.db.domain.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name);
const faultsOf = (error: unknown) => (error instanceof InvalidInputError ? error.faults : error);
const actions = async () => (await fleet.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);

async function registerAndDelete(host: string, between: () => Promise<unknown> = async () => undefined): Promise<void> {
  await registerHosts(fleet.context, { lines: host });
  await between();
  await deleteHost(fleet.context, { hostId: await fleet.hostId(host), confirmation: host });
}

describe('a domain', () => {
  it('is added by name before it has hosts, once, and stays when its last host goes', async () => {
    expect(await addDomain(fleet.context, { name: ' Corp.Example. ' })).toEqual({ name: 'corp.example' });
    await expect(addDomain(fleet.context, { name: 'CORP.example' })).rejects.toThrow('is there already');
    await registerAndDelete('dc01.corp.example');
    expect(await names()).toEqual(['corp.example']);
    expect(await actions()).toContain('domain.add');
  });

  it('has a name of DNS and no address', async () => {
    for (const name of ['192.0.2.1', '2001:db8::1', 'corp example', '-corp.example', '', 'a..b'])
      expect(await addDomain(fleet.context, { name }).then(() => 'added', faultsOf)).toMatchObject([{ field: 'name' }]);
  });

  it('goes with its last host, unless somebody set something on it', async () => {
    await registerAndDelete('dc01.corp.example');
    expect(await names()).toEqual([]);
    await registerAndDelete('dc01.lab.example', async () =>
      setDomainNotes(fleet.context, { domainId: (await domainOf('lab.example')).id, notes: 'Rack 4\r\n' }),
    );
    expect(await domainOf('lab.example')).toMatchObject({ notes: 'Rack 4' });
  });

  it('is removed by hand when no host is in it', async () => {
    await registerHosts(fleet.context, { lines: 'dc01.corp.example' });
    const { id: domainId } = await domainOf('corp.example');
    await expect(removeDomain(fleet.context, { domainId })).rejects.toThrow('Move or delete them first');
    await fleet.db.host.deleteMany();
    await removeDomain(fleet.context, { domainId });
    expect(await names()).toEqual([]);
  });
});

describe('the resolvers of a domain', () => {
  const set = async (resolvers: string, externalResolvers: string) =>
    setDomainResolvers(fleet.context, { domainId: (await domainOf('corp.example')).id, resolvers, externalResolvers });

  it('are kept in one spelling, and its doors are checked again when those inside changed', async () => {
    await registerHosts(fleet.context, { lines: 'dc01.corp.example' });
    await fleet.db.endpointState.updateMany({ data: { nextDueAt: new Date(now.getTime() + 3_600_000) } });
    expect(await set('10.0.0.1:53, [2001:DB8:0::1]:53\n10.0.0.1', '9.9.9.9:5353 [2001:db8::2]:5353')).toEqual({
      resolvers: ['10.0.0.1', '2001:db8::1'],
      externalResolvers: ['9.9.9.9:5353', '[2001:db8::2]:5353'],
    });
    expect(await fleet.db.endpointState.findMany({ select: { nextDueAt: true } })).toEqual([{ nextDueAt: fleet.context.now }]);
  });

  it('drop what was answered before, and an unchanged setting changes nothing', async () => {
    await registerHosts(fleet.context, { lines: 'dc01.corp.example' });
    await set('10.0.0.1', '9.9.9.9');
    const hostId = await fleet.hostId('dc01.corp.example');
    await fleet.db.nameAnswer.create({ data: { hostId, resolver: '9.9.9.9', side: 'external', askedAt: now, addresses: ['192.0.2.1'] } });
    await set('10.0.0.1', '9.9.9.9');
    expect(await fleet.db.nameAnswer.count()).toBe(1);
    await set('10.0.0.1', '1.1.1.1');
    expect(await fleet.db.nameAnswer.count()).toBe(0);
  });

  it.each([
    ['dns.corp.example', '', 'resolvers'],
    ['10.0.0.1:99999', '', 'resolvers'],
    ['', '10.0.0.256', 'externalResolvers'],
    ['10.0.0.1', '10.0.0.1:53', 'externalResolvers'],
    [Array.from({ length: 9 }, (_, index) => `10.0.0.${index}`).join(' '), '', 'resolvers'],
  ])('refuse %j inside with %j outside, and say which field', async (inside, outside, field) => {
    await registerHosts(fleet.context, { lines: 'dc01.corp.example' });
    expect(await set(inside, outside).then(() => 'set', faultsOf)).toMatchObject([{ field }]);
  });
});
