import { expect, it } from 'vitest';
import { progressResponse } from './progress-response.ts';

it('tells line by line how far the work is, and ends with what came of it', async () => {
  const response = progressResponse<{ done: number }>(async (tell) => {
    tell({ done: 1 });
    await Promise.resolve();
    tell({ done: 2 });
    return { done: 3 };
  });
  expect(response.headers.get('cache-control')).toContain('no-transform');
  expect(await response.text()).toBe('{"done":1}\n{"done":2}\n{"done":3}\n');
});

it('lets the work go on to its end when nobody reads any more', async () => {
  const gate = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<string>();
  const response = progressResponse<string>(async (tell) => {
    tell('begun');
    await gate.promise;
    tell('half');
    ended.resolve('written');
    return 'done';
  });
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  gate.resolve();
  expect(await ended.promise).toBe('written');
});
