import { pathToFileURL } from 'node:url';
import { settings } from '../../lib/config/env.ts';
import { databaseUrl } from '../../lib/db/url.ts';
import { ensureBuilt } from '../start/build.ts';
import { errorText } from '../start/error-text.ts';

/** The web pages alone, in this process, for a machine of their own behind a load balancer. Returns the exit code. */
export async function web(projectFolder: string): Promise<number> {
  process.chdir(projectFolder);
  try {
    const { port, listen, baseUrl, dataFolder, probe } = settings();
    const server = await ensureBuilt(projectFolder, (line) => process.stderr.write(`${line}\n`));
    // The server reads its address from these and from nowhere else, and changes to a folder of its own, where relative paths
    // would mean something else.
    const environment = { NODE_ENV: 'production', PORT: String(port), HOSTNAME: listen, DATABASE_URL: databaseUrl() };
    const folders = { PORT636_DATA_FOLDER: dataFolder, ...(probe.trustBundle === null ? {} : { PORT636_TRUST_BUNDLE: probe.trustBundle }) };
    Object.assign(process.env, environment, folders);
    delete process.env.DATABASE_URL_FILE;
    await import(pathToFileURL(server).href);
    process.stdout.write(`Port636 web pages: ${baseUrl}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    return 1;
  }
}
