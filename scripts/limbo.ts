import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { now } from '../lib/clock.ts';
import { pathCases } from '../lib/probe/x509/testing/path-cases/index.ts';
import { agreementTable, disagreements, judgeAll, skippedWords } from './limbo/agreement.ts';
import { readLimboFile, writeLimboFile } from './limbo/limbo-file.ts';

const usage = `npm run limbo -- FILE [--openssl] [--failures]
    Judges the server cases of a limbo.json (https://github.com/C2SP/x509-limbo) and prints, by category, how many the board agrees
    with: by what it calls critical ("board"), and with the strict profile of RFC 5280 added ("strict").
    --openssl   judge them by openssl verify as well, with its defaults and strictly (-x509_strict -auth_level 2)
    --failures  name the cases that the board judges otherwise
npm run limbo -- --generate FILE
    Writes our own cases in the same form.`;

const { values, positionals } = parseArgs({
  options: { openssl: { type: 'boolean' }, failures: { type: 'boolean' }, generate: { type: 'string' } },
  allowPositionals: true,
});
const [file] = positionals;

if (values.generate !== undefined) {
  await writeFile(values.generate, writeLimboFile(pathCases));
  console.log(`${pathCases.length} cases written to ${values.generate}.`);
} else if (file === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const withOpenSsl = values.openssl === true;
  const { cases, skipped } = readLimboFile(await readFile(file, 'utf8'), now());
  const judged = await judgeAll(cases, withOpenSsl);
  console.log([agreementTable(judged, withOpenSsl), skippedWords(skipped)].filter((text) => text !== '').join('\n'));
  if (values.failures === true) console.log(`\n${disagreements(judged, withOpenSsl)}`);
}
