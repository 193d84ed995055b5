import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { settings } from '../../lib/config/env.ts';
import { databaseUrl } from '../../lib/db/url.ts';
import { ensureBuilt } from '../start/build.ts';
import { errorText } from '../start/error-text.ts';

/** The web pages alone, in this process, for a machine of their own behind a load balancer. Returns the exit code. */
export async function web(projectFolder: string): Promise<number> {
  process.chdir(projectFolder);
  try {
    databaseUrl();
    const { port, listen, baseUrl } = settings();
    ensureBuilt(projectFolder, (line) => process.stderr.write(`${line}\n`));
    // The standalone server reads its address from these and from nowhere else.
    Object.assign(process.env, { NODE_ENV: 'production', PORT: String(port), HOSTNAME: listen });
    await import(pathToFileURL(path.join(projectFolder, '.next', 'standalone', 'server.js')).href);
    process.stdout.write(`Port636 web pages: ${baseUrl}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    return 1;
  }
}
