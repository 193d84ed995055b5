import { isIP } from 'node:net';
import { z } from 'zod';
import { formatDuration, parseDuration } from './duration.ts';
import { parseSecretKey } from './secret-key.ts';

/** A duration with its unit, between two limits in milliseconds; the value is in milliseconds. */
const duration = (minMs: number, maxMs: number) =>
  z.string().transform((text, context) => {
    const ms = parseDuration(text);
    if (ms === null || ms < minMs || ms > maxMs) {
      context.addIssue(`allowed is a duration with its unit from ${formatDuration(minMs)} to ${formatDuration(maxMs)}, such as 30s or 5m`);
      return z.NEVER;
    }
    return ms;
  });

const wholeNumber = (min: number, max: number) =>
  z.string().transform((text, context) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) {
      context.addIssue(`allowed is a whole number from ${min} to ${max}`);
      return z.NEVER;
    }
    return value;
  });

const days = (minDays: number, maxDays: number) =>
  duration(minDays * 86_400_000, maxDays * 86_400_000).transform((ms) => Math.round(ms / 86_400_000));

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `allowed is one of ${values.join(', ')}` });

const resolverAddress = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:]+))(?::(?<port>\d{1,5}))?$/;
const isResolver = (text: string): boolean => {
  if (isIP(text) !== 0) return true;
  const groups = resolverAddress.exec(text)?.groups;
  return groups !== undefined && isIP(groups.six ?? groups.four ?? '') !== 0 && Number(groups.port ?? 53) <= 65_535;
};

const httpUrl = z.string().refine(
  (text) => {
    const url = URL.parse(text);
    return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
  },
  { error: 'allowed is an http or https address such as https://port636.corp.example' },
);

const postgresUrl = z.string().refine((text) => /^postgres(?:ql)?:$/.test(URL.parse(text)?.protocol ?? ''), {
  error: 'allowed is a PostgreSQL address such as postgresql://user:password@db.corp.example:5432/port636',
});

/** Thirty-two bytes in base64 or hexadecimal. */
const secretKey = z.string().transform((text, context) => {
  const key = parseSecretKey(text);
  if (key === null) {
    context.addIssue('allowed are 32 bytes in base64 (44 characters) or hexadecimal (64 digits), as `openssl rand -base64 32` makes them');
    return z.NEVER;
  }
  return key;
});

const isControlName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));

/** What a name of a location or folder may hold. */
const locationName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, {
  error: 'allowed are 1 to 63 letters, digits, dots, dashes and underscores, beginning with a letter or digit',
});

/**
 * Every variable the product reads, once: how it is checked, its default and one line of help. Secrets may also come from a
 * file named by `NAME_FILE`.
 */
export const variables = {
  DATABASE_URL: {
    schema: postgresUrl,
    fallback: null,
    secret: true,
    help: 'Your own PostgreSQL (15 or newer). Empty: the embedded server in the data folder.',
  },
  PORT: { schema: wholeNumber(1, 65_535), fallback: '3636', secret: false, help: 'Port of the web pages.' },
  PORT636_LISTEN: {
    schema: z.string().refine((text) => isIP(text) !== 0, { error: 'allowed is an IP address such as 127.0.0.1 or 0.0.0.0' }),
    fallback: '127.0.0.1',
    secret: false,
    help: 'Address the web pages listen on. There is no sign-in yet: anything but a loopback address lets everybody in who reaches it.',
  },
  PORT636_BASE_URL: {
    schema: httpUrl,
    fallback: null,
    secret: false,
    help: 'Address people use for the web pages: for links, and the one name besides localhost that is answered. Empty: http://localhost:PORT.',
  },
  PORT636_DATA_FOLDER: {
    schema: z.string().min(1),
    fallback: 'data',
    secret: false,
    help: 'Folder of the embedded database, the lock and the secret key, relative to the project.',
  },
  PORT636_SECRET_KEY: {
    schema: secretKey,
    fallback: null,
    secret: true,
    help: 'Key that stored passwords are encrypted with, 32 bytes in base64 or hexadecimal; all processes need the same. Empty: made in the data folder.',
  },
  PORT636_WORKER: {
    schema: oneOf(['inline', 'off', 'only']),
    fallback: 'inline',
    secret: false,
    help: 'inline: pages and worker. off: pages alone. only: worker alone.',
  },
  PORT636_LOCATION: { schema: locationName, fallback: 'main', secret: false, help: 'Name of the place this worker looks from.' },
  PORT636_REACH: {
    schema: oneOf(['inside', 'outside']),
    fallback: 'inside',
    secret: false,
    help: 'outside: this worker looks from where clients outside the network of the servers are.',
  },
  PORT636_CONTROL_NAMES: {
    schema: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim().toLowerCase().replace(/\.$/, ''))
          .filter(Boolean),
      )
      .refine((list) => list.length <= 5 && list.every(isControlName), {
        error: 'allowed are up to 5 names such as corp.example, separated by commas',
      }),
    fallback: null,
    secret: false,
    help: 'Names whose lookup tells whether the network of this worker works, separated by commas. Empty: the root of the DNS and doors that were reached lately.',
  },
  PORT636_PROBE_INTERVAL: {
    schema: duration(30_000, 86_400_000),
    fallback: '5m',
    secret: false,
    help: 'How often a newly registered endpoint is probed.',
  },
  PORT636_PROBE_TIMEOUT: { schema: duration(1_000, 120_000), fallback: '10s', secret: false, help: 'Longest time of one whole probe.' },
  PORT636_PROBE_CONCURRENCY: {
    schema: wholeNumber(1, 2_000),
    fallback: '50',
    secret: false,
    help: 'Probes in flight at once in one worker.',
  },
  PORT636_RESOLVERS: {
    schema: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .refine((list) => list.every(isResolver), { error: 'allowed are IP addresses, each with an optional port, separated by commas' }),
    fallback: null,
    secret: false,
    help: 'DNS resolvers to ask, separated by commas. Empty: those of this machine.',
  },
  PORT636_TRUST_BUNDLE: {
    schema: z.string().min(1),
    fallback: null,
    secret: false,
    help: 'PEM file with your own certification authorities, trusted beside the system store.',
  },
  PORT636_FLEET_FILE: {
    schema: z.string().min(1),
    fallback: null,
    secret: false,
    help: 'Fleet file (docs/fleet-file.md) that is applied at every start, relative to the project.',
  },
  PORT636_SYSTEM_TRUST: { schema: oneOf(['on', 'off']), fallback: 'on', secret: false, help: 'off: trust only PORT636_TRUST_BUNDLE.' },
  PORT636_DEMO: {
    schema: oneOf(['0', '1']),
    fallback: '0',
    secret: false,
    help: '1: start simulates the demo fleet on this machine and watches it. Better apart, in a data folder of its own: npm run demo.',
  },
  PORT636_REVOCATION: {
    schema: oneOf(['off', 'on']),
    fallback: 'off',
    secret: false,
    help: 'on: deep scans fetch OCSP answers and CRLs from the addresses that certificates name.',
  },
  PORT636_REVOCATION_PROXY: {
    schema: z.string().refine((text) => URL.parse(text)?.protocol === 'http:', {
      error: 'allowed is an http address such as http://proxy.corp.example:3128',
    }),
    fallback: null,
    secret: true,
    help: 'HTTP proxy for those fetches, such as http://proxy.corp.example:3128. Empty: they go out directly.',
  },
  PORT636_RETENTION_CHECKS: { schema: days(1, 3_650), fallback: '14d', secret: false, help: 'How long single checks are kept.' },
  PORT636_RETENTION_ROLLUPS: {
    schema: days(1, 36_500),
    fallback: '400d',
    secret: false,
    help: 'How long hourly roll-ups are kept. Spans and certificates stay for ever.',
  },
  PORT636_LOG_LEVEL: {
    schema: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    fallback: 'info',
    secret: false,
    help: 'Least severe line of the logs.',
  },
} as const;

export type VariableName = keyof typeof variables;
