// `npm test`: brings the dependencies, then hands over to the checks under the project's own Node.
import { ensureDependencies, handOver } from '../bin/bootstrap.js';

ensureDependencies();
handOver('scripts/test/run.ts', process.argv.slice(2));
