'use server';

import { defineAction } from '#app/_server/define-action.ts';
import { PreflightInput } from '#lib/certificates/preflight/input.ts';
import { runPreflight } from '#lib/certificates/preflight/run-preflight.ts';

export const check = defineAction({
  schema: PreflightInput,
  role: 'viewer',
  verb: runPreflight,
  files: ['file'],
  secrets: ['password', 'pasted'],
});
