import { expect, it } from 'vitest';
import { SetBindAccountInput } from '#lib/fleet/set-bind-account.ts';
import { defineAction } from './define-action.ts';

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

it('sends back what was typed when it was wrong, but no password', async () => {
  const action = defineAction({ schema: SetBindAccountInput, role: 'admin', verb: async () => 'never' });
  const state = await action({ status: 'idle' }, form({ hostId: 'dc01', scope: 'host', dn: 'CN=probe', password: 'hunter2' }));
  expect(state).toEqual({
    status: 'invalid',
    faults: [{ field: 'hostId', message: 'The host is named by its id.' }],
    values: { hostId: 'dc01', scope: 'host', dn: 'CN=probe' },
  });
});
