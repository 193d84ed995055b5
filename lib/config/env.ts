import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type VariableName, variables } from './variables.ts';

/** The product's settings, checked and typed. Durations are in the unit that their name ends with. */
export type Settings = {
  /** Null: the embedded server. */
  databaseUrl: string | null;
  /** Absolute. */
  dataFolder: string;
  /** 32 bytes; null: the key of the data folder. */
  secretKey: Uint8Array | null;
  port: number;
  listen: string;
  baseUrl: string;
  workerMode: 'inline' | 'off' | 'only';
  location: string;
  /** Which side of the servers' network this machine's worker looks from. */
  reach: 'inside' | 'outside';
  probe: {
    intervalSeconds: number;
    timeoutMs: number;
    concurrency: number;
    /** Empty: those of this machine. */
    resolvers: string[];
    /** Names whose lookup tells whether the network works; empty: the usual controls. */
    controlNames: string[];
    /** Absolute path of a PEM file. */
    trustBundle: string | null;
    systemAnchors: boolean;
  };
  /** Absolute path of the fleet file that is applied at every start; null for none. */
  fleetFile: string | null;
  /** The demonstration fleet is wanted from the start. */
  demo: boolean;
  /** May deep scans fetch OCSP answers and CRLs, and through which proxy? */
  revocation: { allowed: boolean; proxy: string | null };
  retention: { checksDays: number; rollupsDays: number };
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

/** One line for each fault: variable, value (never a secret's) and what is allowed. */
export type SettingsFaults = { faults: string[] };

type Environment = Readonly<Record<string, string | undefined>>;
type ReadFile = (file: string) => string;

/** Set for the product's own child processes; not settings. */
const internalVariables = new Set(['PORT636_SUPERVISED']);

/** Checks all variables at once; every fault is reported, none is guessed around. */
export function parseSettings(
  environment: Environment,
  options: { folder: string; readFile?: ReadFile },
): { settings: Settings } | SettingsFaults {
  const faults: string[] = [];
  const readFile = options.readFile ?? ((file) => readFileSync(file, 'utf8'));

  const raw = (name: VariableName): string | null => {
    const direct = environment[name]?.trim();
    const file = variables[name].secret ? environment[`${name}_FILE`]?.trim() : undefined;
    if (direct && file) faults.push(`${name} and ${name}_FILE are both set: allowed is one of them.`);
    if (direct) return direct;
    if (!file) return variables[name].fallback;
    try {
      return readFile(path.resolve(options.folder, file)).trim();
    } catch (error) {
      faults.push(
        `${name}_FILE is ${JSON.stringify(file)}, which cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      );
      return variables[name].fallback;
    }
  };

  const value = <Name extends VariableName>(name: Name): (typeof variables)[Name]['schema']['_output'] | null => {
    const text = raw(name);
    if (text === null) return null;
    const result = variables[name].schema.safeParse(text);
    if (result.success) return result.data as (typeof variables)[Name]['schema']['_output'];
    const allowed = [...new Set(result.error.issues.map((issue) => issue.message))].join('; ');
    faults.push(`${name} is ${variables[name].secret ? 'set to a value that does not fit' : JSON.stringify(text)}: ${allowed}.`);
    return null;
  };

  for (const name of Object.keys(environment)
    .filter((key) => key.startsWith('PORT636_'))
    .sort()) {
    const known =
      name in variables || (name.endsWith('_FILE') && variables[name.slice(0, -5) as VariableName]?.secret) || internalVariables.has(name);
    if (!known) faults.push(`${name} is not a setting of this version: see .env.example for those that are.`);
  }

  const port = value('PORT');
  const intervalMs = value('PORT636_PROBE_INTERVAL');
  const bundle = value('PORT636_TRUST_BUNDLE');
  const systemTrust = value('PORT636_SYSTEM_TRUST');
  const fleetFile = value('PORT636_FLEET_FILE');
  const parsed = {
    databaseUrl: value('DATABASE_URL'),
    dataFolder: path.resolve(options.folder, value('PORT636_DATA_FOLDER') ?? 'data'),
    secretKey: value('PORT636_SECRET_KEY'),
    port,
    listen: value('PORT636_LISTEN'),
    baseUrl: value('PORT636_BASE_URL')?.replace(/\/+$/, '') ?? `http://localhost:${port}`,
    workerMode: value('PORT636_WORKER'),
    location: value('PORT636_LOCATION'),
    reach: value('PORT636_REACH'),
    probe: {
      intervalSeconds: intervalMs === null ? null : Math.round(intervalMs / 1_000),
      timeoutMs: value('PORT636_PROBE_TIMEOUT'),
      concurrency: value('PORT636_PROBE_CONCURRENCY'),
      resolvers: value('PORT636_RESOLVERS') ?? [],
      controlNames: value('PORT636_CONTROL_NAMES') ?? [],
      trustBundle: bundle === null ? null : path.resolve(options.folder, bundle),
      systemAnchors: systemTrust !== 'off',
    },
    fleetFile: fleetFile === null ? null : path.resolve(options.folder, fleetFile),
    demo: value('PORT636_DEMO') === '1',
    revocation: { allowed: value('PORT636_REVOCATION') === 'on', proxy: value('PORT636_REVOCATION_PROXY') },
    retention: { checksDays: value('PORT636_RETENTION_CHECKS'), rollupsDays: value('PORT636_RETENTION_ROLLUPS') },
    logLevel: value('PORT636_LOG_LEVEL'),
  };
  if (parsed.probe.trustBundle !== null) {
    try {
      if (!readFile(parsed.probe.trustBundle).includes('-----BEGIN CERTIFICATE-----'))
        faults.push(`PORT636_TRUST_BUNDLE is ${JSON.stringify(bundle)}, which holds no PEM certificate.`);
    } catch (error) {
      faults.push(
        `PORT636_TRUST_BUNDLE is ${JSON.stringify(bundle)}, which cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      );
    }
  }
  if (systemTrust === 'off' && bundle === null)
    faults.push('PORT636_SYSTEM_TRUST is "off" and PORT636_TRUST_BUNDLE is not set: no certificate could be trusted.');
  // Every null left is a fault that has been recorded above: the fallbacks are valid.
  return faults.length > 0 ? { faults } : { settings: parsed as Settings };
}

let current: Settings | null = null;

/** The settings of this process, read once. Throws with one line per fault; `start` checks them before anything runs. */
export function settings(): Settings {
  if (current === null) {
    const result = parseSettings(process.env, { folder: process.cwd() });
    if ('faults' in result) throw new Error(`Bad settings:\n${result.faults.join('\n')}`);
    current = result.settings;
  }
  return current;
}
