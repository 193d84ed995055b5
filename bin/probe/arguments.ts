import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { parseDuration } from '../../lib/config/duration.ts';
import { type Profile, profiles } from '../../lib/diagnosis/rule.ts';
import type { ProbeTarget } from '../../lib/probe/evidence.ts';

/** What `port636 probe` was asked to do. */
export type ProbeRequest = {
  target: ProbeTarget;
  /** Address to dial instead of resolving the name; null resolves it. */
  address: string | null;
  /** PEM texts of `--ca`, each named by its file. */
  authorities: { store: string; pem: string }[];
  systemAuthorities: boolean;
  profile: Profile | null;
  timeoutMs: number;
  /** Date to judge for; null is now. */
  judgedAt: Date | null;
  bind: { dn: string; password: string } | null;
  /** Ask for old versions, weak ciphers, other names, StartTLS and, where settings allow it, revocation too. */
  deep: boolean;
  json: boolean;
};

export const usage = `Usage: port636 probe <url> [options]
  <url>                        ldaps://host[:port] or ldap://host[:port] (StartTLS)
  --address IP                 dial this address; the name is still checked
  --ca FILE                    trust the certificates of this PEM file (may be given again)
  --no-system-ca               trust only the --ca files, neither the system's nor PORT636_TRUST_BUNDLE
  --profile P                  ${profiles.join(', ')} (default: guessed)
  --timeout 10s                longest time of the whole probe, 1s to 120s
  --now TIME                   judge for this time, such as 2027-01-31T00:00:00Z
  --bind-dn DN --bind-password-file FILE
                               bind with this account, then ask Who am I?
  --deep                       ask for old versions, weak ciphers, StartTLS beside it and, with PORT636_REVOCATION=on,
                               revocation too: up to 24 connections and 30 seconds more
  --json                       one JSON object on standard output
Exit code: 0 healthy, 1 warning, 2 critical, 3 unknown or wrong usage.`;

type ReadFile = (file: string) => string;

/** Reads the arguments. Every fault is returned, naming the argument, its value and what is allowed. */
export function parseProbeArguments(
  args: string[],
  readFile: ReadFile = (file) => readFileSync(file, 'utf8'),
): { request: ProbeRequest } | { faults: string[] } | { help: true } {
  let parsed: ReturnType<typeof parseOptions>;
  try {
    parsed = parseOptions(args);
  } catch (error) {
    return { faults: [error instanceof Error ? error.message : String(error)] };
  }
  const { values, positionals } = parsed;
  if (values.help) return { help: true };
  const faults: string[] = [];
  const file = (option: string, name: string): string => {
    try {
      return readFile(name);
    } catch (error) {
      faults.push(`${option} ${JSON.stringify(name)} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      return '';
    }
  };

  const target =
    positionals.length === 1 ? parseTarget(positionals[0] ?? '') : 'give exactly one address, such as ldaps://dc01.corp.example';
  if (typeof target === 'string') faults.push(target);
  if (values.address !== undefined && isIP(values.address) === 0)
    faults.push(`--address ${JSON.stringify(values.address)}: allowed is an IPv4 or IPv6 address.`);
  const profile = profiles.find((candidate) => candidate === values.profile) ?? null;
  if (values.profile !== undefined && profile === null)
    faults.push(`--profile ${JSON.stringify(values.profile)}: allowed is one of ${profiles.join(', ')}.`);
  const timeoutMs = parseDuration(values.timeout) ?? 0;
  if (timeoutMs < 1_000 || timeoutMs > 120_000)
    faults.push(`--timeout ${JSON.stringify(values.timeout)}: allowed is 1s to 120s, with its unit.`);
  const judgedAt = values.now === undefined ? null : parseTime(values.now);
  if (judgedAt === 'bad') faults.push(`--now ${JSON.stringify(values.now)}: allowed is an ISO 8601 time such as 2027-01-31T00:00:00Z.`);
  const authorities = (values.ca ?? []).map((name) => ({ store: name, pem: file('--ca', name) }));
  for (const { store, pem } of authorities)
    if (pem !== '' && !pem.includes('-----BEGIN CERTIFICATE-----')) faults.push(`--ca ${JSON.stringify(store)} holds no PEM certificate.`);
  const systemAuthorities = !values['no-system-ca'];
  if (!systemAuthorities && authorities.length === 0) faults.push('--no-system-ca without --ca: no certificate could be trusted.');
  const bindDn = values['bind-dn'];
  const passwordFile = values['bind-password-file'];
  if ((bindDn === undefined) !== (passwordFile === undefined)) faults.push('--bind-dn and --bind-password-file belong together.');
  const password = passwordFile === undefined ? '' : file('--bind-password-file', passwordFile).replace(/\r?\n$/, '');
  if (bindDn !== undefined && passwordFile !== undefined && password === '')
    faults.push(
      `--bind-password-file ${JSON.stringify(passwordFile)} is empty: an empty password would be an anonymous bind (RFC 4513 section 5.1.2).`,
    );

  if (faults.length > 0 || typeof target === 'string' || judgedAt === 'bad') return { faults };
  return {
    request: {
      ...{ target, address: values.address ?? null, authorities, systemAuthorities, profile, timeoutMs, judgedAt },
      bind: bindDn === undefined ? null : { dn: bindDn, password },
      deep: values.deep ?? false,
      json: values.json ?? false,
    },
  };
}

const parseOptions = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    strict: true,
    options: {
      address: { type: 'string' },
      ca: { type: 'string', multiple: true },
      'no-system-ca': { type: 'boolean' },
      profile: { type: 'string' },
      timeout: { type: 'string', default: '10s' },
      now: { type: 'string' },
      'bind-dn': { type: 'string' },
      'bind-password-file': { type: 'string' },
      deep: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });

function parseTime(text: string): Date | 'bad' {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) ? new Date(text) : new Date(Number.NaN);
  return Number.isNaN(time.getTime()) ? 'bad' : time;
}

/** `ldaps://host[:port]` or `ldap://host[:port]`; the text of the fault when it is neither. */
export function parseTarget(text: string): ProbeTarget | string {
  const allowed = 'allowed is ldaps://host[:port] or ldap://host[:port] (StartTLS)';
  const match = /^(ldaps?):\/\/(?:\[([0-9A-Fa-f:.]+)\]|([^/:[\]]+))(?::(\d{1,5}))?\/?$/i.exec(text);
  if (!match) return `The address ${JSON.stringify(text)} cannot be read: ${allowed}.`;
  const [, scheme = '', literal, name, portText] = match;
  const host = (literal ?? name ?? '').replace(/\.$/, '').toLowerCase();
  const port = portText === undefined ? (scheme.toLowerCase() === 'ldaps' ? 636 : 389) : Number(portText);
  if (port < 1 || port > 65_535) return `The port ${portText} of ${JSON.stringify(text)} is none: allowed is 1 to 65535.`;
  if (literal !== undefined ? isIP(host) !== 6 : isIP(host) === 0 && !isHostName(host))
    return `The host ${JSON.stringify(host)} is none: allowed are a DNS name of letters, digits and dashes, an IPv4 address, or an IPv6 address in brackets.`;
  return { host, port, transport: scheme.toLowerCase() === 'ldaps' ? 'ldaps' : 'starttls' };
}

const isHostName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) && !/^[\d.]+$/.test(name);
