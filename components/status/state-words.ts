import type { HostState } from '#lib/checks/read/views.ts';

/** Each state's word, as it stands in a sentence: lower case. */
export const stateWords: Readonly<Record<HostState, string>> = {
  critical: 'critical',
  warning: 'warning',
  stale: 'stale',
  'not-checked': 'not checked',
  maintenance: 'maintenance',
  healthy: 'healthy',
};

/** Each state's word as a label. */
export const stateLabels: Readonly<Record<HostState, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  stale: 'Stale',
  'not-checked': 'Not checked',
  maintenance: 'Maintenance',
  healthy: 'Healthy',
};
