import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type GivenFiles, MAX_FILE_BYTES } from '#lib/access/given-file.ts';
import { ConflictError } from '#lib/errors.ts';
import { SetBindAccountInput } from '#lib/fleet/set-bind-account.ts';
import { defineAction } from './define-action.ts';

// These verbs write nothing.
vi.mock('#lib/db/client.ts', () => ({ database: () => ({}) }));

const form = (fields: Record<string, string | File>): FormData => {
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

it('sends back what was typed when the verb refuses it or breaks, but no password', async () => {
  for (const error of [new ConflictError('The host is there already.'), new Error('broken')]) {
    const verb = async () => {
      throw error;
    };
    const action = defineAction({ schema: z.object({ name: z.string(), password: z.string() }), role: 'admin', verb });
    const state = await action({ status: 'idle' }, form({ name: 'dc01', password: 'hunter2' }));
    expect(state).toMatchObject({ status: 'error', values: { name: 'dc01' } });
    expect(JSON.stringify(state)).not.toContain('hunter2');
  }
});

const readBack = (into: GivenFiles[]) =>
  defineAction({
    schema: z.object({ note: z.string() }),
    role: 'operator',
    files: ['certificate'],
    secrets: ['note'],
    verb: async ({ files }) => {
      into.push(files);
    },
  });

it('gives a verb the bytes of the files it asked for, and no others', async () => {
  const given: GivenFiles[] = [];
  const bytes = new Uint8Array([0x30, 0x82, 0, 255]);
  const state = await readBack(given)(
    { status: 'idle' },
    form({ note: '', certificate: new File([bytes], 'dc01.cer'), other: new File(['x'], 'x') }),
  );
  expect(state.status).toBe('ok');
  expect(given).toEqual([{ certificate: { name: 'dc01.cer', bytes } }]);
});

it('takes the empty file of a field left empty for none', async () => {
  const given: GivenFiles[] = [];
  await readBack(given)({ status: 'idle' }, form({ note: '', certificate: new File([], 'undefined') }));
  expect(given).toEqual([{}]);
});

it('refuses a file that is too large by its name, and sends neither it nor a secret back', async () => {
  const given: GivenFiles[] = [];
  const large = new File([new Uint8Array(MAX_FILE_BYTES + 1)], 'dump.bin');
  const state = await readBack(given)({ status: 'idle' }, form({ note: 'a private key', certificate: large }));
  expect(state).toEqual({
    status: 'invalid',
    faults: [{ field: 'certificate', value: 'dump.bin', message: 'dump.bin has 1025 kB; a file may have at most 1024 kB.' }],
    values: {},
  });
  expect(given).toEqual([]);
});
