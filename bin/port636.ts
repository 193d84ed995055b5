import { existsSync } from 'node:fs';
import path from 'node:path';
import { errorText } from './start/error-text.ts';

const projectFolder = path.resolve(import.meta.dirname, '..');
const environmentFile = path.join(projectFolder, '.env');
if (existsSync(environmentFile)) process.loadEnvFile(environmentFile);

type Command = { help: string; run: (args: string[]) => Promise<number> };

/** Each command's module is loaded when it is called: `probe` needs no database, `start` makes what the others need. */
const commands: Record<string, Command> = {
  start: {
    help: 'everything on this machine: database, pages and worker [--demo]',
    run: async (args) => (await import('./commands/start.ts')).start(projectFolder, args),
  },
  web: { help: 'the web pages alone (needs DATABASE_URL)', run: async () => (await import('./commands/web.ts')).web(projectFolder) },
  worker: {
    help: 'the worker alone (needs DATABASE_URL) [--location NAME] [--reach inside|outside]',
    run: async (args) => (await import('./commands/worker.ts')).worker(args),
  },
  demo: {
    help: 'the simulated servers of the demo fleet alone, as long as it is wanted (needs DATABASE_URL)',
    run: async () => (await import('./commands/demo.ts')).demo(),
  },
  migrate: {
    help: 'bring the database at DATABASE_URL to this version',
    run: async () => (await import('./commands/migrate.ts')).migrateDatabase(),
  },
  apply: {
    help: 'make the fleet what a file says: FILE [--dry-run] [--prune]',
    run: async (args) => (await import('./commands/apply.ts')).apply(projectFolder, args),
  },
  import: {
    help: 'register the hosts of a list, CSV or one per line: FILE [--dry-run]',
    run: async (args) => (await import('./commands/import.ts')).importHosts(projectFolder, args),
  },
  probe: {
    help: 'probe one server and explain what was found; needs no database',
    run: async (args) => (await import('./commands/probe.ts')).probe(args),
  },
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];
if (command) {
  try {
    process.exitCode = await command.run(args);
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    // Of `probe`, 1 would be a verdict; 3 says that there is none.
    process.exitCode = name === 'probe' ? 3 : 1;
  }
} else {
  const asked = ['help', '--help', '-h'].includes(name);
  const lines = Object.entries(commands).map(([key, { help }]) => `  port636 ${key.padEnd(8)} ${help}`);
  (asked ? process.stdout : process.stderr).write(`${asked ? '' : `"${name}" is not a command. `}Commands:\n${lines.join('\n')}\n`);
  process.exitCode = asked ? 0 : 3;
}
