import type { InputFault } from '../errors.ts';
import { normaliseHostName } from './host-name.ts';

/** LDAPS from the first byte, or plain LDAP that is raised to TLS by StartTLS. */
export const transports = ['ldaps', 'starttls'] as const;
export type Transport = (typeof transports)[number];

/** One door as a line of text names it. */
export type ListedEndpoint = { name: string; port: number; transport: Transport };
export type ListedLine = ListedEndpoint & {
  /** Counted from 1. */
  line: number;
};

/** Most lines and bytes that one list may have. */
export const hostListLinesMax = 5_000;
export const hostListBytesMax = 1_048_576;

/** What TLS on a well-known port is: LDAPS, LDAPS to the global catalog, and the plain ports of both. */
const transportOfPort: ReadonlyMap<number, Transport> = new Map([
  [636, 'ldaps'],
  [3269, 'ldaps'],
  [389, 'starttls'],
  [3268, 'starttls'],
]);

/** The transport that a port has by custom; null for any other port. */
export const customaryTransport = (port: number): Transport | null => transportOfPort.get(port) ?? null;

type LineResult = { ok: true; endpoint: ListedEndpoint } | { ok: false; message: string };
const refuse = (message: string): LineResult => ({ ok: false, message });

/**
 * Reads a door such as `dc01.corp.example`, `dc01.corp.example:3269`, `ldaps://[2001:db8::10]:10636` or `ldap://dc01.corp.example`
 * (StartTLS). Without a scheme the port must be 636, 3269, 389 or 3268; without a port it is 636, or 389 after `ldap://`.
 */
export function parseEndpoint(text: string): LineResult {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  const schemeName = scheme?.[1]?.toLowerCase();
  if (schemeName !== undefined && schemeName !== 'ldaps' && schemeName !== 'ldap')
    return refuse(`The scheme ${schemeName}:// is not known; allowed are ldaps:// and ldap:// (StartTLS), or none.`);
  const rest = scheme ? text.slice(scheme[0].length).replace(/\/$/, '') : text;
  if (rest === '') return refuse('The name is missing.');

  const parts = splitPort(rest);
  if (typeof parts === 'string') return refuse(parts);
  const host = normaliseHostName(parts.host);
  if (!host.ok) return refuse(host.message);
  const port = parts.port === null ? (schemeName === 'ldap' ? 389 : 636) : readPort(parts.port);
  if (port === null) return refuse(`The port ${parts.port} is not a number from 1 to 65535.`);
  const transport = schemeName === undefined ? customaryTransport(port) : schemeName === 'ldaps' ? 'ldaps' : 'starttls';
  if (transport === null)
    return refuse(
      `Port ${port} could be anything: write ldaps:// or ldap:// (StartTLS) before the name. Without that, 636, 3269, 389 and 3268 are allowed.`,
    );
  return { ok: true, endpoint: { name: host.name, port, transport } };
}

/** Host and port as written, or in words why they cannot be told apart. */
function splitPort(rest: string): { host: string; port: string | null } | string {
  if (rest.startsWith('[')) {
    const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(rest);
    if (!bracketed) return 'An IPv6 address in brackets looks like [2001:db8::10] or [2001:db8::10]:636.';
    const host = bracketed[1] ?? '';
    return host.includes(':') ? { host, port: bracketed[2] ?? null } : 'Brackets are for IPv6 addresses only.';
  }
  const colon = rest.indexOf(':');
  if (colon === -1) return { host: rest, port: null };
  if (rest.includes(':', colon + 1)) return 'Write an IPv6 address in brackets, as in [2001:db8::10]:636.';
  return { host: rest.slice(0, colon), port: rest.slice(colon + 1) };
}

function readPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/**
 * Reads a list with one door per line. Blank lines, and anything from a `#` on, are left out. Every line at fault is reported, as
 * field `lines.N` with the line as it was given; a door named twice is a fault that names both lines.
 */
export function parseHostList(text: string): { endpoints: ListedLine[]; faults: InputFault[] } {
  const bytes = Buffer.byteLength(text);
  const lines = text.split(/\r\n|\r|\n/);
  if (bytes > hostListBytesMax)
    return {
      endpoints: [],
      faults: [{ field: 'lines', message: `The list is ${bytes} bytes long; at most ${hostListBytesMax} are allowed. Split it.` }],
    };
  if (lines.length > hostListLinesMax)
    return {
      endpoints: [],
      faults: [{ field: 'lines', message: `The list has ${lines.length} lines; at most ${hostListLinesMax} are allowed. Split it.` }],
    };

  const endpoints: ListedLine[] = [];
  const faults: InputFault[] = [];
  const firstLineOf = new Map<string, number>();
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const value = raw.replace(/#.*$/, '').trim();
    if (value === '') continue;
    const result = parseEndpoint(value);
    const fault = (message: string) => faults.push({ field: `lines.${line}`, value: shorten(value), message: `Line ${line}: ${message}` });
    if (!result.ok) {
      fault(result.message);
      continue;
    }
    const key = `${result.endpoint.name} ${result.endpoint.port}`;
    const firstLine = firstLineOf.get(key);
    if (firstLine !== undefined)
      fault(`${result.endpoint.name}, port ${result.endpoint.port}, is named on line ${firstLine} already; leave one of them out.`);
    else {
      firstLineOf.set(key, line);
      endpoints.push({ ...result.endpoint, line });
    }
  }
  if (endpoints.length === 0 && faults.length === 0)
    faults.push({ field: 'lines', message: 'No host is named. Write one per line, such as dc01.corp.example or dc01.corp.example:3269.' });
  return { endpoints, faults };
}

const shorten = (value: string): string => (value.length > 120 ? `${value.slice(0, 120)}…` : value);
