import { describe, expect, it } from 'vitest';
import { addFreeze } from '../freezes/add-freeze.ts';
import { clearSuccessor } from './clear-successor.ts';
import { editRenewal } from './edit-renewal.ts';
import { parseRenewalFilter } from './filter.ts';
import { planRenewal } from './plan-renewal.ts';
import { readRenewals, readRenewalsForExport } from './read-renewals.ts';
import { setRenewalState } from './set-renewal-state.ts';
import { setSuccessor } from './set-successor.ts';
import { authority, context, faultsOf, issue, name, old, read, reader, renewed, shaOf, test, withFile } from './testing/renewal-fixture.ts';

describe('the new certificate of a plan', () => {
  it('may be pasted, with its chain', async () => {
    const { id } = await planRenewal(context(), { subject: name });
    const { sha256 } = await setSuccessor({ ...context(), files: {} }, { planId: id, pasted: renewed.chainPem });
    expect(sha256).toBe(shaOf(renewed));
    expect(await test.db.certificate.findUnique({ where: { sha256 } })).toMatchObject({ name, readVersion: expect.any(Number) });
    await clearSuccessor(context(2), { planId: id });
    expect(await read(id)).toMatchObject({ successor: null, state: 'ordered' });
  });

  it('is refused when it lacks a name, and nothing is kept', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    const wrong = await issue('2026-11-01', '2027-11-01', ['dc99.corp.example']);
    expect(await faultsOf(setSuccessor(withFile(wrong.der), { planId: id }))).toEqual([
      { field: 'certificate', message: `It lacks the name ${name}; clients that use it would refuse it.` },
    ]);
    expect(await test.db.certificate.count({ where: { sha256: shaOf(wrong) } })).toBe(0);
    expect(await read(id)).toMatchObject({ state: 'open', successor: null });
  });

  it('is refused when it is no certificate at all', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old) });
    expect(await faultsOf(setSuccessor(withFile(new TextEncoder().encode('hello')), { planId: id }))).toHaveLength(1);
    expect(await faultsOf(setSuccessor({ ...context(), files: {} }, { planId: id }))).toMatchObject([{ field: 'pasted' }]);
    expect(await faultsOf(setSuccessor(withFile(authority.certificate.der), { planId: id }))).not.toHaveLength(0);
  });
});

it('tells that a new certificate ends no later and comes from another issuer, and keeps that in the history', async () => {
  const { id } = await planRenewal(context(), { subject: name, expectedIssuer: 'Public CA' });
  const short = await issue('2026-11-01', '2026-12-18');
  const { warnings } = await setSuccessor(withFile(short.der), { planId: id });
  expect(warnings).toEqual([expect.stringContaining('no later than the old one'), expect.stringContaining('the plan expects Public CA')]);
  expect((await read(id)).history[0]?.after?.warnings).toBe(warnings.join(' '));
});

describe('the list of plans', () => {
  it('shows those that are not closed first, by owner and state, and as a file', async () => {
    const { id } = await planRenewal(context(), { subject: shaOf(old), owner: 'List team', dueOn: '2026-11-19', note: '=1+1' });
    const list = await readRenewals(test.db, parseRenewalFilter({ owner: 'List team' }), reader());
    expect(list.rows.map((row) => row.id)).toEqual([id]);
    expect(list.rows[0]?.progress.concern).toBe('overdue');
    expect(list.owners).toContain('List team');
    expect(list.counts.overdue).toBeGreaterThan(0);
    expect((await readRenewals(test.db, parseRenewalFilter({ owner: 'List team', state: 'done' }), reader())).rows).toEqual([]);
    await setRenewalState(context(), { planId: id, state: 'done' });
    expect(
      (await readRenewalsForExport(test.db, parseRenewalFilter({ owner: 'List team', state: 'done' }), reader())).map((row) => row.id),
    ).toEqual([id]);
  });

  it('says when a certificate ends inside a change freeze', async () => {
    await addFreeze(context(), { name: 'Year end', fromDay: '2026-12-20', toDay: '2027-01-06', timeZone: 'Europe/Berlin' });
    const { id } = await planRenewal(context(), { subject: name });
    expect((await read(id)).progress).toMatchObject({ concern: 'at-risk', label: 'at risk, open' });
  });
});

it('an edit clears what is left out and is told field by field', async () => {
  const { id } = await planRenewal(context(), { subject: name, dueOn: '2026-12-01', note: 'Ask the CA team' });
  await editRenewal(context(2), { planId: id, owner: 'PKI team', note: '' });
  const view = await read(id);
  expect(view).toMatchObject({ owner: 'PKI team', note: '', dueOn: null });
  expect(view.history[0]).toMatchObject({ action: 'renewal.edit', before: { dueOn: '2026-12-01' }, after: { dueOn: null } });
});
