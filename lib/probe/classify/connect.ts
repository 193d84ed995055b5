import type { Attempt } from '../evidence.ts';

export type ConnectCode = Extract<Attempt['connect'], { status: 'failed' }>['code'];

const codes = new Map<string, ConnectCode>([
  ['ECONNREFUSED', 'refused'],
  ['ETIMEDOUT', 'timeout'],
  ['EHOSTUNREACH', 'host-unreachable'],
  ['EHOSTDOWN', 'host-unreachable'],
  ['ENETUNREACH', 'network-unreachable'],
  ['ENETDOWN', 'network-unreachable'],
  ['EADDRNOTAVAIL', 'network-unreachable'],
  ['EAFNOSUPPORT', 'network-unreachable'],
  // Linux answers so for a blackhole route and for a prohibited one.
  ['EINVAL', 'network-unreachable'],
  ['EACCES', 'network-unreachable'],
  ['ECONNRESET', 'reset'],
  ['ECONNABORTED', 'reset'],
  ['EMFILE', 'no-local-resources'],
  ['ENFILE', 'no-local-resources'],
  ['ENOBUFS', 'no-local-resources'],
  ['ENOMEM', 'no-local-resources'],
  ['EAGAIN', 'no-local-resources'],
  ['EADDRINUSE', 'no-local-resources'],
]);

/** Closed code for the errno of a failed connect(2). */
export const classifyConnect = (systemCode: string | null): ConnectCode => codes.get(systemCode ?? '') ?? 'unclassified';

const noRoute = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** Does the errno say that this machine has no way to that address family at all? */
export const saysNoRoute = (systemCode: string | null): boolean => noRoute.has(systemCode ?? '');
