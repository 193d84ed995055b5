import { type Profile, profiles } from '#lib/diagnosis/rule.ts';
import { type RequestKey, type RequestUsages, requestKeys, requestUsages } from '../request-files/views.ts';

/** What the address of the preflight page says; unknown values are ignored. */
export type PreflightChoice = {
  /** Hosts filled in, as text. */
  hosts: string;
  domain: string;
  /** The request to be made; null for none. */
  request: RequestAddress | null;
};

/** A request by its address. An empty profile takes the host's own. */
export type RequestAddress = { host: string; profile: Profile | ''; key: RequestKey; usages: RequestUsages; withDomain: boolean };

type Query = Readonly<Record<string, string | string[] | undefined>>;

const oneOf = <Value extends string>(values: readonly Value[], text: string): Value | undefined => values.find((value) => value === text);
const textOf = (query: Query, name: string): string => {
  const value = query[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim().slice(0, 300);
};

/** Reads the address of the page: `host` (repeatable), `domain`, and `request` with its `profile`, `key`, `usages` and `withDomain`. */
export function parsePreflightChoice(query: Query): PreflightChoice {
  const hosts = [query.host].flat().flatMap((name) => (name ? [name.slice(0, 300)] : []));
  return { hosts: hosts.slice(0, 500).join('\n'), domain: textOf(query, 'domain'), request: parseRequestAddress(query) };
}

/** The part of an address that names a request; null without a host. */
export function parseRequestAddress(query: Query): RequestAddress | null {
  const host = textOf(query, 'request');
  if (host === '') return null;
  return {
    host,
    profile: oneOf(profiles, textOf(query, 'profile')) ?? '',
    key: oneOf(requestKeys, textOf(query, 'key')) ?? requestKeys[0],
    usages: oneOf(requestUsages, textOf(query, 'usages')) ?? requestUsages[0],
    withDomain: textOf(query, 'withDomain') === 'on',
  };
}

/** The same as an address has it. */
export const requestQuery = ({ host, profile, key, usages, withDomain }: RequestAddress): Record<string, string> => ({
  request: host,
  ...(profile === '' ? {} : { profile }),
  key,
  usages,
  ...(withDomain ? { withDomain: 'on' } : {}),
});
