import { expect, it } from 'vitest';
import { defaultExpiryWindows } from '#lib/diagnosis/rule.ts';
import { previewRows, typedWindows } from './window-preview.ts';

const form = (...[warningDays = '', warningShare = '', criticalDays = '', criticalShare = '']: string[]) => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ warningDays, warningShare, criticalDays, criticalShare })) data.set(name, value);
  return data;
};

it('shows when certificates of usual lifetimes warn and turn critical', () => {
  expect(previewRows(defaultExpiryWindows)).toEqual([
    { lifetime: '47 days', warning: '9.4 days', critical: '2.4 days' },
    { lifetime: '90 days', warning: '18 days', critical: '4.5 days' },
    { lifetime: '398 days', warning: '30 days', critical: '7 days' },
    { lifetime: '2 years', warning: '30 days', critical: '7 days' },
    { lifetime: '5 years', warning: '30 days', critical: '7 days' },
  ]);
  const narrow = { warningDays: 1, warningShare: 1, criticalDays: 1, criticalShare: 0.01 };
  expect(previewRows(narrow)[0]).toEqual({ lifetime: '47 days', warning: '1 day', critical: '11.3 hours' });
});

it('follows what is typed, once it is whole', () => {
  expect(typedWindows(form('30', '20', '7', '5'), defaultExpiryWindows)).toEqual(defaultExpiryWindows);
  expect(typedWindows(form(), defaultExpiryWindows)).toBe(defaultExpiryWindows);
  expect(typedWindows(form('30', '20', '7', ''), defaultExpiryWindows)).toBeNull();
  expect(typedWindows(form('30', '20', '7', 'x'), defaultExpiryWindows)).toBeNull();
});
