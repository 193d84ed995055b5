import type { BoardHost } from '#lib/checks/read/views.ts';

/** A healthy host for tests, changed as given. */
export function boardHost(given: Partial<BoardHost> & { name: string }): BoardHost {
  return {
    ...{ site: '', domain: null, state: 'healthy', since: null, cause: null, summary: null, port: 636, ports: [636] },
    ...{ expiresAt: null, checkedAt: null, lastVerdict: null, confirming: false },
    ...given,
  };
}
