import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { editHost } from '../edit-host.ts';
import { changeHosts } from './change-hosts.ts';
import { deleteHosts } from './delete-hosts.ts';
import { listBulkChanges } from './list-bulk-changes.ts';
import { BulkFixture, now, refusal } from './testing/bulk-fixture.ts';

const fleet = new BulkFixture();
const { hosts, audited, change, undo } = fleet;

describe('undoing', () => {
  it('leaves and names hosts that were changed or deleted since', async () => {
    const { changeId } = await change({ action: 'set-site', site: 'AMS-2' });
    await editHost(fleet.context, { hostId: fleet.ids[0] ?? '', site: 'BER-1' });
    await deleteHosts(fleet.context, { hostIds: [fleet.ids[1] ?? ''], confirmation: '1' });
    expect(await undo(changeId)).toMatchObject({ restored: 1, left: ['dc01.corp.example', 'dc02.corp.example'], leftCount: 2 });
    expect((await hosts()).map(({ site }) => site)).toEqual(['BER-1', 'FRA-1']);
  });

  it('does not care for changes of other things', async () => {
    const { changeId } = await change({ action: 'set-site', site: 'AMS-2' });
    await change({ action: 'add-tags', tags: ['tier0'] });
    expect(await undo(changeId)).toMatchObject({ restored: 3, leftCount: 0 });
    expect((await hosts()).map(({ tags }) => tags)).toEqual([['tier0'], ['tier0'], ['tier0']]);
  });

  it('takes away only the tags that were added', async () => {
    await changeHosts(fleet.context, { hostIds: fleet.ids.slice(0, 1), action: 'add-tags', tags: 'old tier0' });
    const { changeId } = await change({ action: 'add-tags', tags: 'tier0' });
    await undo(changeId);
    expect((await hosts()).map(({ tags }) => tags)).toEqual([['old', 'tier0'], [], []]);
    await change({ action: 'remove-tags', tags: 'old' });
    expect((await hosts())[0]?.tags).toEqual(['tier0']);
  });

  it('makes a domain anew that nobody was in any more', async () => {
    const { changeId } = await change({ action: 'move', domain: 'emea.example' });
    await fleet.db.domain.delete({ where: { name: 'corp.example' } });
    expect(await undo(changeId)).toMatchObject({ restored: 2 });
    expect((await hosts()).map(({ domain }) => domain?.name)).toEqual(['corp.example', 'corp.example', 'emea.example']);
  });

  it('has doors of a location that was removed since probed from all', async () => {
    await change({ action: 'set-locations', locations: 'there' });
    const { changeId } = await change({ action: 'set-locations', locations: 'here' });
    await fleet.db.location.delete({ where: { name: 'there' } });
    expect(await undo(changeId)).toMatchObject({ restored: 3, leftCount: 0 });
    expect((await hosts()).flatMap(({ endpoints }) => endpoints.map(({ probedFrom }) => probedFrom))).toEqual([[], [], [], []]);
    expect(await fleet.db.endpointState.count()).toBe(4);
  });

  it('is done by one of two that ask at the same time', async () => {
    const { changeId } = await change({ action: 'set-site', site: 'AMS-2' });
    const ends = await Promise.allSettled([undo(changeId), undo(changeId)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await audited('host.undo-set-site')).toHaveLength(3);
  });
});

describe('deleting many hosts', () => {
  it('asks for their number, deletes them with everything, and cannot be undone', async () => {
    const wrong = await refusal(deleteHosts(fleet.context, { hostIds: fleet.ids, confirmation: '2' }));
    expect(wrong).toMatchObject({ faults: [{ field: 'confirmation', value: '2', message: 'Type 3 to delete these hosts.' }] });
    expect(await hosts()).toHaveLength(3);
    const outcome = await deleteHosts(fleet.context, { hostIds: fleet.ids, confirmation: '3' });
    expect(outcome).toMatchObject({ summary: '3 hosts deleted', chosen: 3, changed: 3 });
    expect([await fleet.db.host.count(), await fleet.db.endpointState.count(), await fleet.db.domain.count()]).toEqual([0, 0, 0]);
    expect((await audited('host.delete')).map(({ subject }) => subject)).toEqual([
      'dc01.corp.example',
      'dc02.corp.example',
      'dc03.emea.example',
    ]);
    expect((await listBulkChanges(fleet.db))[0]?.undo).toEqual({ state: 'impossible' });
    expect(await refusal(undo(outcome.changeId))).toEqual(new ConflictError('This change cannot be undone.'));
    expect(await refusal(deleteHosts(fleet.context, { hostIds: fleet.ids, confirmation: '3' }))).toEqual(
      new NotFoundError('Any of the hosts'),
    );
  });

  it('keeps the domain of a host that is registered at the same time', async () => {
    const host = { id: randomUUID(), name: 'dc09.corp.example', createdAt: now, updatedAt: now };
    const [inserted, deleted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const registering = fleet.db.$transaction(
      async (tx) => {
        const corp = await tx.domain.findUniqueOrThrow({ where: { name: 'corp.example' } });
        await tx.host.create({ data: { ...host, domainId: corp.id } });
        inserted.resolve();
        await deleted.promise;
      },
      { timeout: 20_000 },
    );
    await inserted.promise;
    const deleting = deleteHosts(fleet.context, { hostIds: fleet.ids, confirmation: '3' });
    await Promise.race([deleting, setTimeout(1_500)]);
    deleted.resolve();
    await Promise.all([registering, deleting]);
    expect((await hosts()).map(({ name, domain }) => [name, domain?.name])).toEqual([['dc09.corp.example', 'corp.example']]);
  });
});
