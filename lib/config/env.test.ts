import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSettings } from './env.ts';
import { variables } from './variables.ts';

const parse = (environment: Record<string, string>, files: Record<string, string> = {}) =>
  parseSettings(environment, {
    folder: '/srv/port636',
    readFile: (file) => {
      const text = files[file];
      if (text === undefined) throw new Error('ENOENT');
      return text;
    },
  });
const settingsOf = (environment: Record<string, string>, files?: Record<string, string>) => {
  const result = parse(environment, files);
  if ('faults' in result) throw new Error(result.faults.join('\n'));
  return result.settings;
};
const faultsOf = (environment: Record<string, string>) => {
  const result = parse(environment);
  return 'faults' in result ? result.faults : [];
};

describe('parseSettings', () => {
  it('has a working default for everything', () => {
    expect(settingsOf({})).toMatchObject({
      databaseUrl: null,
      dataFolder: '/srv/port636/data',
      port: 3636,
      listen: '127.0.0.1',
      baseUrl: 'http://localhost:3636',
      probe: { intervalSeconds: 300, timeoutMs: 10_000, concurrency: 50, resolvers: [], systemAnchors: true },
      retention: { checksDays: 14, rollupsDays: 400 },
    });
  });

  it('reports every fault in a line of its own with variable, value and what is allowed', () => {
    const faults = faultsOf({
      PORT: '70000',
      PORT636_PROBE_INTERVAL: '10',
      PORT636_LISTEN: 'localhost',
      DATABASE_URL: 'mysql://u:hunter2@db',
    });
    expect(faults).toHaveLength(4);
    expect(faults.join('\n')).toContain('PORT is "70000": allowed is a whole number from 1 to 65535.');
    expect(faults.join('\n')).toContain('PORT636_PROBE_INTERVAL is "10": allowed is a duration');
  });

  it('never repeats the value of a secret', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://u:hunter2@db' }).join()).not.toContain('hunter2');
  });

  it('names a variable that does not exist, since it is probably misspelt', () => {
    expect(faultsOf({ PORT636_PROBE_INTERVALL: '5m' })).toEqual([
      'PORT636_PROBE_INTERVALL is not a setting of this version: see .env.example for those that are.',
    ]);
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    expect(settingsOf({ DATABASE_URL_FILE: '/run/secrets/db' }, { '/run/secrets/db': 'postgresql://u@db/port636\n' }).databaseUrl).toBe(
      'postgresql://u@db/port636',
    );
  });

  it('refuses a secret given twice', () => {
    expect(faultsOf({ DATABASE_URL: 'postgresql://u@db/x', DATABASE_URL_FILE: '/x' }).join()).toContain('both set');
  });

  it('ignores HOSTNAME, which every container sets', () => {
    expect(settingsOf({ HOSTNAME: '0.0.0.0' }).listen).toBe('127.0.0.1');
  });

  it('refuses a trust bundle that cannot be read and a trust in nothing', () => {
    expect(faultsOf({ PORT636_TRUST_BUNDLE: 'ca.pem' }).join()).toContain('cannot be read');
    expect(faultsOf({ PORT636_SYSTEM_TRUST: 'off' }).join()).toContain('no certificate could be trusted');
  });

  it('takes a secret key in base64 or hexadecimal, and says what it takes without repeating it', () => {
    const key = Buffer.alloc(32, 7);
    expect(settingsOf({ PORT636_SECRET_KEY: key.toString('base64') }).secretKey).toEqual(key);
    expect(settingsOf({ PORT636_SECRET_KEY_FILE: '/k' }, { '/k': `${key.toString('hex')}\n` }).secretKey).toEqual(key);
    const faults = faultsOf({ PORT636_SECRET_KEY: 'hunter2' }).join();
    expect(faults).toContain('PORT636_SECRET_KEY is set to a value that does not fit: allowed are 32 bytes in base64');
    expect(faults).not.toContain('hunter2');
  });

  it('fetches nothing about revocation unless that is allowed', () => {
    expect(settingsOf({}).revocation).toEqual({ allowed: false, proxy: null });
    const proxy = 'http://proxy.corp.example:3128';
    expect(settingsOf({ PORT636_REVOCATION: 'on', PORT636_REVOCATION_PROXY: proxy }).revocation).toEqual({ allowed: true, proxy });
    expect(faultsOf({ PORT636_REVOCATION_PROXY: 'proxy:3128' })).toHaveLength(1);
  });

  it('takes resolvers with and without a port', () => {
    expect(settingsOf({ PORT636_RESOLVERS: '127.0.0.1:5353, [::1]:53,10.0.0.1' }).probe.resolvers).toEqual([
      '127.0.0.1:5353',
      '[::1]:53',
      '10.0.0.1',
    ]);
    expect(faultsOf({ PORT636_RESOLVERS: 'dns.corp.example' })).toHaveLength(1);
  });
});

describe('.env.example', () => {
  it('lists every variable with its default and help, and nothing else', () => {
    const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const listed = [...text.matchAll(/^#? ?([A-Z0-9_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    const expected = Object.entries(variables).flatMap(([name, { fallback, secret }]) => [
      [name, fallback ?? ''],
      ...(secret ? [[`${name}_FILE`, '']] : []),
    ]);
    expect(listed).toEqual(expected);
    for (const { help } of Object.values(variables)) expect(text).toContain(help);
  });
});
