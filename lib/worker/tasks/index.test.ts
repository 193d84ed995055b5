import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tasks } from './index.ts';

describe('the list of repeated tasks', () => {
  it('names every task file of the folder, each once, and each task is in the file of its name', () => {
    const others = ['index.ts', 'task.ts'];
    const files = readdirSync(import.meta.dirname).filter((name) => !name.endsWith('.test.ts') && !others.includes(name));
    expect(tasks.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  it('pauses after each run, and says what went wrong in words of its own', () => {
    expect(tasks.filter(({ everyMs }) => everyMs < 1_000)).toEqual([]);
    expect(new Set(tasks.map(({ complaint }) => complaint)).size).toBe(tasks.length);
  });
});
