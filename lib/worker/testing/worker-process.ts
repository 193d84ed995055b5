/** A worker as a process of its own, to be killed. Arguments: location; its settings come from the environment. */
import { runWorker } from '../main.ts';

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await runWorker({ location: process.argv[2] ?? '', signal: stop.signal });
