import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeLocation } from '../../checks/testing/fleet.ts';
import { followRenewals } from './follow-renewals.ts';
import { planRenewal } from './plan-renewal.ts';
import { readHostRenewals } from './read-renewals.ts';
import { setRenewalState } from './set-renewal-state.ts';
import { setSuccessor } from './set-successor.ts';
import {
  context,
  doors,
  faultsOf,
  hostId,
  hoursLater,
  issue,
  makeDoor,
  name,
  old,
  openPlans,
  read,
  reader,
  renewed,
  serve,
  shaOf,
  start,
  test,
  withFile,
} from './testing/renewal-fixture.ts';

describe('a plan for a certificate', () => {
  it('follows its named successor from door to door and is done by itself', async () => {
    const { id } = await planRenewal(context(), {
      subject: shaOf(old)
        .toUpperCase()
        .replace(/(..)(?!$)/g, '$1:'),
      dueOn: '2026-12-01',
    });
    expect(await read(id)).toMatchObject({ owner: 'Directory team', progress: { step: 'open', doorsTotal: 2, concern: null } });
    await setRenewalState(context(), { planId: id, state: 'ordered' });
    expect(await setSuccessor(withFile(renewed.der), { planId: id })).toMatchObject({ sha256: shaOf(renewed), warnings: [] });
    expect((await read(id)).progress.sentence).toContain('none of 2 doors serves it yet');

    await serve(doors[0], renewed, 2);
    const partly = await read(id, 2);
    expect(partly.progress).toMatchObject({ step: 'serving', label: 'served on 1 of 2 doors' });
    expect(partly.doors.map(({ port, serves }) => [port, serves])).toEqual([
      [3269, 'old'],
      [636, 'new'],
    ]);

    await serve(doors[1], renewed, 3);
    const done = await read(id, 3);
    expect(done).toMatchObject({ state: 'done', closedAt: hoursLater(3).toISOString(), progress: { step: 'done' } });
    expect(done.history.map(({ action }) => action)).toEqual([
      'renewal.done',
      'renewal.served',
      'renewal.served',
      'renewal.set-successor',
      'renewal.state',
      'renewal.plan',
    ]);
    expect(await openPlans()).toHaveLength(1);
  });

  it('takes the first certificate that fits its rule for the successor', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old), expectedIssuer: 'issuing ca', expectedNotBefore: '2026-11-02' });
    await serve(doors[0], renewed, 2);
    expect(await read(id, 2)).toMatchObject({ successor: null, progress: { step: 'open' } });
    const later = await issue('2026-11-02', '2027-11-02');
    await serve(doors[0], later, 3);
    expect(await read(id, 3)).toMatchObject({ state: 'issued', successor: { sha256: shaOf(later) }, progress: { doorsServed: 1 } });
  });

  it('is opened again when a door goes back within a day', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    for (const door of doors) await serve(door, renewed, 2);
    expect((await read(id, 2)).state).toBe('done');
    await serve(doors[1], old, 20);
    expect(await read(id, 20)).toMatchObject({ state: 'issued', closedAt: null, progress: { label: 'served on 1 of 2 doors' } });
    await serve(doors[1], renewed, 21);
    expect((await read(id, 21)).state).toBe('done');
  });

  it('tells it in the history when a door goes back later', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    for (const door of doors) await serve(door, renewed, 2);
    await serve(doors[1], old, 40);
    const view = await read(id, 40);
    expect(view.state).toBe('done');
    expect(view.history[0]).toMatchObject({ action: 'renewal.went-back', after: { door: `${name}:3269` } });
  });

  it('is refused a second time, with the id of the first', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    expect(await faultsOf(planRenewal(context(), { subject: shaOf(old) }))).toEqual([
      { field: 'plan', value: id, message: `There is an open plan for ${name} already.` },
    ]);
    const attempts = await Promise.allSettled([1, 2, 3].map(() => planRenewal(context(), { subject: name })));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is refused for what nobody serves or knows', async () => {
    expect((await faultsOf(planRenewal(context(), { subject: 'f'.repeat(64) })))[0]).toMatchObject({ field: 'subject' });
    expect((await faultsOf(planRenewal(context(), { subject: 'dc99.corp.example' })))[0]?.message).toContain('neither the SHA-256');
    expect((await faultsOf(planRenewal(context(), { subject: name, dueOn: '2026-02-30' })))[0]).toMatchObject({ field: 'dueOn' });
  });

  it('counts both doors when they are saved at the same time', async () => {
    let before = old;
    for (let round = 0; round < 5; round++) {
      const next = await issue(`2026-11-0${round + 2}`, `2027-11-0${round + 2}`);
      const { id } = await planRenewal(context(round * 2 + 2), { subject: shaOf(before) });
      await Promise.all(doors.map((door) => serve(door, next, round * 2 + 3)));
      expect(await read(id, round * 2 + 3)).toMatchObject({ state: 'done', progress: { doorsServed: 2 } });
      before = next;
    }
  });
});

it('counts a door only when every location sees the new certificate there', async () => {
  const elsewhere = (await makeLocation(test.db, `tokyo-${randomUUID()}`, start)).id;
  await test.db.endpointState.create({ data: { endpointId: doors[0], locationId: elsewhere, nextDueAt: start } });
  await serve(doors[0], old, 1, elsewhere);
  const { id } = await planRenewal(context(), { subject: shaOf(old) });
  await serve(doors[0], renewed, 2);
  expect((await read(id, 2)).progress).toMatchObject({ doorsServed: 0, doorsTotal: 2 });
  await serve(doors[0], renewed, 3, elsewhere);
  expect((await read(id, 3)).progress.doorsServed).toBe(1);
});

it('changes nothing when it follows the same twice', async () => {
  await serve(doors[0], renewed, 2);
  const everything = async () => [
    await openPlans(),
    await test.db.renewalDoor.findMany({ where: { endpointId: { in: doors } } }),
    await test.db.auditEntry.count(),
  ];
  const before = await everything();
  await test.db.$transaction((tx) => followRenewals(tx, { endpointId: doors[0], at: hoursLater(3) }));
  expect(await everything()).toEqual(before);
});

describe('a plan by itself', () => {
  it('is made when a renewal reaches one door and not the other', async () => {
    await serve(doors[0], renewed, 2);
    const [plan, ...others] = await openPlans();
    expect(others).toEqual([]);
    expect(plan).toMatchObject({
      automatic: true,
      createdBy: 'port636',
      state: 'issued',
      successorSha256: shaOf(renewed),
      owner: 'Directory team',
    });
    expect((await read(plan?.id ?? '', 2)).progress.label).toBe('served on 1 of 2 doors');
    expect(await readHostRenewals(test.db, hostId, reader(2))).toHaveLength(1);
    await serve(doors[1], renewed, 3);
    expect(await openPlans()).toMatchObject([{ state: 'done' }]);
    expect(await readHostRenewals(test.db, hostId, reader(3))).toEqual([]);
  });

  it('is made when the door that is behind is looked at last', async () => {
    const [ahead, behind] = [await makeDoor(10_636), await makeDoor(10_637)];
    const [older, newer] = [
      await issue('2026-02-01', '2027-02-01', ['other.corp.example']),
      await issue('2026-11-02', '2027-11-02', ['other.corp.example']),
    ];
    await serve(ahead, newer, 1);
    const plans = () => test.db.renewalPlan.findMany({ where: { sha256: shaOf(older) } });
    expect(await plans()).toEqual([]);
    await serve(behind, older, 2);
    const [plan, ...others] = await plans();
    expect(others).toEqual([]);
    expect(plan).toMatchObject({ automatic: true, state: 'issued', successorSha256: shaOf(newer) });
    expect((await read(plan?.id ?? '', 2)).progress.label).toBe('served on 1 of 2 doors');
    await serve(behind, newer, 3);
    expect(await plans()).toMatchObject([{ state: 'done' }]);
  });

  it('is made once, whoever comes first', async () => {
    const third = await makeDoor(50636);
    await serve(third, old, 1);
    await Promise.all(doors.map((door) => serve(door, renewed, 2)));
    const plans = await openPlans();
    expect(plans).toHaveLength(1);
    expect((await read(plans[0]?.id ?? '', 2)).progress.label).toBe('served on 2 of 3 doors');
  });

  it('is not made again after somebody gave it up', async () => {
    await serve(doors[0], renewed, 2);
    const [plan] = await openPlans();
    await setRenewalState(context(3), { planId: plan?.id ?? '', state: 'cancelled' });
    await serve(doors[0], old, 4);
    await serve(doors[0], renewed, 5);
    expect(await openPlans()).toMatchObject([{ state: 'cancelled' }]);
  });
});

describe('a plan that was given up and is open again', () => {
  it('counts the doors that followed meanwhile, and announces its certificate since when it did', async () => {
    await serve(doors[0], renewed, 2);
    const [plan] = await openPlans();
    const planId = plan?.id ?? '';
    await setRenewalState(context(3), { planId, state: 'cancelled' });
    await serve(doors[0], old, 4);
    await setRenewalState(context(5), { planId, state: 'issued' });
    expect((await read(planId, 5)).progress).toMatchObject({ step: 'issued', doorsServed: 0 });
    expect(await openPlans()).toMatchObject([{ issuedAt: hoursLater(2) }]);
    await setRenewalState(context(6), { planId, state: 'cancelled' });
    for (const door of doors) await serve(door, renewed, 7);
    await setRenewalState(context(8), { planId, state: 'issued' });
    expect((await read(planId, 8)).progress).toMatchObject({ step: 'done', doorsServed: 2 });
  });

  it('finds the certificate that came meanwhile', async () => {
    const { id: planId } = await planRenewal(context(), { subject: shaOf(old) });
    await setRenewalState(context(2), { planId, state: 'cancelled' });
    await serve(doors[0], renewed, 3);
    await test.db.renewalPlan.deleteMany({ where: { automatic: true, sha256: shaOf(old) } });
    await setRenewalState(context(4), { planId, state: 'open' });
    expect((await read(planId, 4)).progress).toMatchObject({ step: 'serving', doorsServed: 1, doorsTotal: 2 });
  });
});
