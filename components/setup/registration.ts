import type { ActionState } from '#components/ui/action-state.ts';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import type { InputFault } from '#lib/errors.ts';

/** What a registration came to, as the forms need it. */
export type Registration = {
  /** Names of the hosts that are new. */
  hosts: string[];
  /** Doors that are new. */
  endpointCount: number;
  /** Doors that were registered before. */
  alreadyRegistered: { name: string; port: number }[];
};

/** Doors that one host can be added with, by custom; `other` asks for port and transport. */
export const doors = [
  { value: '636', label: '636, LDAPS' },
  { value: '3269', label: '3269, LDAPS, global catalog' },
  { value: '389', label: '389, StartTLS' },
  { value: '3268', label: '3268, StartTLS, global catalog' },
  { value: 'other', label: 'Another port' },
] as const;

type OneHost = { name: string; door: string; port: string; transport: string };

/**
 * The line of a host list that says what the form for one host says. A name typed with `ldaps://` or `ldap://`, or with a port, is
 * such a line already and is left alone.
 */
export function lineOf({ name, door, port, transport }: OneHost): string {
  const typed = name.trim();
  const complete = typed.includes('://') || /^[^:]+:\d+$/.test(typed) || /^\[.*\]:\d+$/.test(typed);
  if (typed === '' || complete) return typed;
  const host = typed.includes(':') && !typed.startsWith('[') ? `[${typed}]` : typed;
  return door === 'other' ? `${transport === 'starttls' ? 'ldap' : 'ldaps'}://${host}:${port.trim()}` : `${host}:${door}`;
}

/** What happened, in one or two sentences. */
export function registrationWords({ hosts, endpointCount, alreadyRegistered }: Registration): string {
  const before = alreadyRegistered.length;
  if (endpointCount === 0)
    return `Nothing new: ${before === 1 ? 'this door was' : `all ${counted(before, 'door')} were`} registered already, and nothing was changed.`;
  const had = before === 0 ? '' : `, ${before} ${before === 1 ? 'was' : 'were'} registered before`;
  const what =
    hosts.length === 0
      ? `${counted(endpointCount, 'door')} added to known hosts${before === 0 ? '' : ` (${had.slice(2)})`}.`
      : `${counted(hosts.length, 'host')} registered (${counted(endpointCount, 'door')}${had}).`;
  return `${what} ${endpointCount === 1 ? 'The first check is' : 'Their first checks are'} running.`;
}

/** A fault with the number of the line that it is in; null for one of the list as a whole or of another field. */
export type LineFault = InputFault & { line: number | null };

/** The faults of a refused form, with their lines. */
export function lineFaults(state: ActionState): LineFault[] {
  if (state.status !== 'invalid') return [];
  return state.faults.map((fault) => {
    const line = /^lines\.(\d+)$/.exec(fault.field)?.[1];
    return { ...fault, line: line === undefined ? null : Number(line), message: fault.message.replace(/^Line \d+: /, '') };
  });
}
