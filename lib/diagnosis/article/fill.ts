import type { ProbeTarget } from '../../probe/evidence.ts';
import type { Article, Command, Shell } from './article.ts';

/** The endpoint whose values are filled in; `address` is the one that failed, when known. */
export type FillTarget = ProbeTarget & { address?: string | null };

/** Names of the placeholders that a text may hold, each written in braces. */
export const placeholders = [
  'host',
  'shortHost',
  'domain',
  'port',
  'hostPort',
  'address',
  'addressPort',
  'url',
  'plainPort',
  'plainUrl',
  'hostPlainPort',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** The server of pages that explain a finding without a host. */
export const exampleTarget: FillTarget = { host: 'dc01.corp.example', port: 636, transport: 'ldaps', address: '192.0.2.10' };

const exampleDomain = 'corp.example';
const safeValue = /^[A-Za-z0-9._:%-]+$/;
const placeholderPattern = /\{([A-Za-z]+)\}/g;

const isIpAddress = (host: string): boolean => host.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The plain LDAP port beside a TLS port: 3268 beside the global catalog's 3269, 389 otherwise. */
function plainPortOf(target: ProbeTarget): number {
  if (target.transport === 'starttls') return target.port;
  return target.port === 3269 ? 3268 : 389;
}

/**
 * The values of every placeholder. Hosts are validated where they are registered; one that could still mean something to a
 * shell is replaced by the example server, because these texts are copied into terminals.
 */
function valuesOf(given: FillTarget | null): Record<Placeholder, string> {
  const safe = given !== null && safeValue.test(given.host) && (!given.address || safeValue.test(given.address));
  const target = safe ? given : exampleTarget;
  const { host, port } = target;
  const plainPort = plainPortOf(target);
  const address = target.address ?? host;
  const labels = host.replace(/\.$/, '').split('.');
  const hasDomain = !isIpAddress(host) && labels.length > 1;
  return {
    host,
    shortHost: isIpAddress(host) ? host : (labels[0] ?? host),
    domain: hasDomain ? labels.slice(1).join('.') : exampleDomain,
    port: String(port),
    hostPort: `${bracketed(host)}:${port}`,
    address,
    addressPort: `${bracketed(address)}:${port}`,
    url: `${target.transport === 'ldaps' ? 'ldaps' : 'ldap'}://${bracketed(host)}:${port}`,
    plainPort: String(plainPort),
    plainUrl: `ldap://${bracketed(host)}:${plainPort}`,
    hostPlainPort: `${bracketed(host)}:${plainPort}`,
  };
}

const isPlaceholder = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name);

/** What is written for a name, and what takes its place for an IP literal: SNI and DNS entries of certificates are for names alone. */
const forms: readonly (readonly [string, string])[] = [
  ['-servername {host}', '-noservername'],
  ['-verify_hostname {host}', '-verify_ip {host}'],
  ['"dns={host}&"', '"ipaddress={host}&"'],
  ['subjectAltName=DNS:{host}', 'subjectAltName=IP:{host}'],
  ['DNS:{host}', 'IP Address:{host}'],
  ['{host} as common name and as DNS name', '{host} as common name and as IP address'],
  ['{host} in the subject alternative name, best as its first DNS name', '{host} in the subject alternative name, as an IP address'],
  ['the name {host} among the DNS names', '{host} among the IP addresses'],
  ['{host} is among the DNS names', '{host} is among the IP addresses'],
  ['{host} is in DnsNameList.', '{host} is in the extension with the object identifier 2.5.29.17; DnsNameList holds names alone.'],
  [
    'DnsNameList holds {host}, and so does the extension with the object identifier 2.5.29.17.',
    'The extension with the object identifier 2.5.29.17 holds {host}; DnsNameList holds names alone.',
  ],
];

function fillWith(text: string, values: Record<Placeholder, string>): string {
  const fitting = isIpAddress(values.host) ? forms.reduce((done, [name, address]) => done.replaceAll(name, address), text) : text;
  return fitting.replace(placeholderPattern, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole));
}

/** Replaces the placeholders of one text; unknown names in braces are left as they are (PowerShell blocks, for one). */
export const fill = (text: string, target: FillTarget | null): string => fillWith(text, valuesOf(target));

const bracketedAddress = /(?<![\w"'/])(?:ldaps?:\/\/)?\[[0-9A-Fa-f:.]+\](?::\d+)?(?=\s|$)/g;

/** Some shells take the brackets around an IPv6 literal for a pattern and fail when no file fits it. */
const quoted = (shell: Shell, text: string): string => (shell === 'sh' ? text.replace(bracketedAddress, '"$&"') : text);

/**
 * The article for one endpoint, or for the example server when there is none. Verifications meant for the other transport
 * are left out.
 */
export function fillArticle(article: Article, target: FillTarget | null): Article {
  const values = valuesOf(target);
  const text = (raw: string): string => fillWith(raw, values);
  const filled = (command: Command): Command => ({ ...command, text: quoted(command.shell, text(command.text)) });
  const transport = (target ?? exampleTarget).transport;
  return {
    whatHappened: article.whatHappened.map(text),
    whyItMatters: article.whyItMatters.map(text),
    events: article.events.map((event) => ({ ...event, message: text(event.message), note: text(event.note) })),
    couldAlsoBe: article.couldAlsoBe.map((other) => ({ ...other, text: text(other.text) })),
    resolve: article.resolve.map((resolution) => ({
      ...resolution,
      title: text(resolution.title),
      steps: resolution.steps.map((step) => ({
        text: text(step.text),
        ...(step.commands === undefined ? {} : { commands: step.commands.map(filled) }),
      })),
      rollback: resolution.rollback === null ? null : text(resolution.rollback),
    })),
    verify: article.verify
      .filter((verification) => verification.transport === undefined || verification.transport === transport)
      .map((verification) => ({
        ...verification,
        text: text(verification.text),
        command: verification.command === null ? null : filled(verification.command),
        expect: text(verification.expect),
      })),
    inference: article.inference === null ? null : text(article.inference),
    sources: article.sources,
  };
}
