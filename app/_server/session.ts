/** Who may do what; each role may do what the ones before it may. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** On whose behalf a request acts. */
export type Session = { actor: string; role: Role };

/**
 * The session of the current request, null when there is none. Every page, action and handler asks here, and here alone sign-in
 * will be added; until then the pages listen on loopback, and whoever reaches them is the operator of this machine.
 */
export async function currentSession(): Promise<Session | null> {
  return { actor: 'local operator', role: 'admin' };
}

/** May a session with `role` do what needs `needed`? */
export const isAllowed = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
