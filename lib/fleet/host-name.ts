import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

/** A name as it is stored, or in words what is wrong with it. */
export type HostNameResult = { ok: true; name: string } | { ok: false; message: string };

/** Longest name and label, in characters, without the dot at the end (RFC 1035 section 2.3.4). */
const nameLengthMax = 253;
const labelLengthMax = 63;
const allowed = 'letters, digits, hyphens, underscores and dots, as in dc01.corp.example';

/**
 * The one spelling of a host: lower case, without the dot at its end, non-ASCII labels as A-labels (RFC 5890), IPv6 in its
 * shortest form. Brackets around IPv6 are the caller's affair.
 */
export function normaliseHostName(given: string): HostNameResult {
  if (isIPv4(given)) return { ok: true, name: given };
  if (given.includes(':')) return normaliseIPv6(given);
  const faulty = [...given].find((character) => character.charCodeAt(0) < 128 && !/[A-Za-z0-9._-]/.test(character));
  if (faulty !== undefined)
    return { ok: false, message: `${showCharacter(faulty)} cannot be part of a host name; allowed are ${allowed}.` };

  const name = (isAscii(given) ? given.toLowerCase() : domainToASCII(given)).replace(/\.$/, '');
  if (name === '') return { ok: false, message: `This is no host name; allowed are ${allowed}.` };
  if (name.length > nameLengthMax)
    return { ok: false, message: `The name has ${name.length} characters; at most ${nameLengthMax} are allowed.` };
  const fault = name
    .split('.')
    .map(labelFault)
    .find((message) => message !== null);
  if (fault) return { ok: false, message: fault };
  // A name that ends in a number is taken for an IPv4 address by most software, and this one is none.
  if (/(^|\.)(\d+|0x[0-9a-f]*)$/.test(name))
    return { ok: false, message: 'This is neither a name nor an IPv4 address such as 192.0.2.10.' };
  return { ok: true, name };
}

const isAscii = (text: string): boolean => [...text].every((character) => character.charCodeAt(0) < 128);
const showCharacter = (character: string): string => (character === ' ' ? 'A space' : `The character ${character}`);

function labelFault(label: string): string | null {
  if (label === '') return 'Two dots in a row, or a dot at the beginning, leave a part of the name empty.';
  if (label.length > labelLengthMax)
    return `The part ${label.slice(0, 12)}… has ${label.length} characters; at most ${labelLengthMax} are allowed between two dots.`;
  if (label.startsWith('-') || label.endsWith('-')) return `The part ${label} begins or ends with a hyphen.`;
  if (!/^[a-z0-9_-]+$/.test(label))
    return `The part ${label} holds a character that cannot be part of a host name; allowed are ${allowed}.`;
  return null;
}

function normaliseIPv6(given: string): HostNameResult {
  if (given.includes('%'))
    return { ok: false, message: 'An IPv6 address with a zone (%) means something on one machine only and cannot be watched.' };
  if (!given.includes(':', given.indexOf(':') + 1))
    return { ok: false, message: 'A port is no part of a name: leave out the colon and what follows.' };
  if (/^\[.*\]$/.test(given)) return { ok: false, message: 'An IPv6 address stands here without brackets, as in 2001:db8::10.' };
  if (!isIPv6(given)) return { ok: false, message: 'This is not an IPv6 address such as 2001:db8::10.' };
  return { ok: true, name: new URL(`http://[${given}]`).hostname.slice(1, -1) };
}

/** Is the stored name an address rather than a name? */
const isAddress = (name: string): boolean => isIPv4(name) || isIPv6(name);

/** The domain a host is in: its name without the first label, or the name itself when it stands for a domain; null when there is none. */
export function domainOf(name: string, standsForDomain: boolean): string | null {
  if (isAddress(name)) return null;
  if (standsForDomain) return name;
  const dot = name.indexOf('.');
  return dot === -1 ? null : name.slice(dot + 1);
}
