#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine on machines that cannot download it. It answers the same JSON-RPC calls
 * on standard input and output, with the WebAssembly build of the engine that Prisma publishes, over the pg driver.
 *
 *   PRISMA_SCHEMA_ENGINE_BINARY=scripts/schema-engine.mjs npx prisma migrate diff …
 *
 * A tool for those who change the schema; the product applies its migrations by itself (lib/db/migrate.ts).
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** PostgreSQL's one-byte "char" type, which the catalogue uses and the adapter does not know, and its text type. */
const CHAR_OID = 18;
const TEXT_OID = 25;

const options = process.argv.slice(2);
const valuesOf = (name) => options.flatMap((option, index) => (option === name ? [options[index + 1]] : []));

if (options.includes('--version')) {
  console.log('schema-engine-wasm');
  process.exit(0);
}
// `can-connect-to-database` and `create-database`: whoever runs this has made the database already.
if (options.includes('cli')) process.exit(0);

const [datasource = '{}'] = valuesOf('--datasource');
const databaseUrl = JSON.parse(datasource).url ?? process.env.DATABASE_URL;
if (!databaseUrl) throw new Error('Set DATABASE_URL to the database that the engine may use.');

/** Lets the adapter read "char" columns, and run a script as a whole instead of cutting it at each semicolon. */
function withCatalogueTypes(connection) {
  const queryRaw = connection.queryRaw;

  connection.queryRaw = async (query) => {
    const result = await connection.performIO(query);
    const isChar = result.fields.map((field) => field.dataTypeID === CHAR_OID);
    const fields = result.fields.map((field, index) => (isChar[index] ? { ...field, dataTypeID: TEXT_OID } : field));
    const answering = Object.assign(Object.create(connection), { performIO: async () => ({ ...result, fields }) });
    const answer = await queryRaw.call(answering, query);
    answer.columnTypes = answer.columnTypes.map((type, index) => (isChar[index] ? ColumnTypeEnum.Character : type));
    return answer;
  };

  connection.executeScript = async (script) => {
    try {
      await connection.underlyingDriver().query(script);
    } catch (error) {
      connection.onError(error);
    }
  };

  return connection;
}

const connectTo = async (url) => withCatalogueTypes(await new PrismaPg({ connectionString: url }).connect());

/** A fresh database beside the given one for each shadow connection. Left behind: Prisma ends this process by a signal. */
let shadowCount = 0;
async function connectToShadow() {
  shadowCount += 1;
  const shadowUrl = new URL(databaseUrl);
  const name = `${shadowUrl.pathname.slice(1)}_shadow_${shadowCount}`;
  shadowUrl.pathname = `/${name}`;

  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  await client.end();
  return connectTo(shadowUrl.href);
}

async function startEngine() {
  const bindingsPath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bindings = await import(pathToFileURL(bindingsPath).href);
  const code = new WebAssembly.Module(readFileSync(path.join(path.dirname(bindingsPath), 'schema_engine_bg.wasm')));
  const instance = new WebAssembly.Instance(code, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();

  const { provider, adapterName } = new PrismaPg({ connectionString: databaseUrl });
  const adapter = bindMigrationAwareSqlAdapterFactory({
    provider,
    adapterName,
    connect: () => connectTo(databaseUrl),
    connectToShadowDb: connectToShadow,
  });
  const datamodels = valuesOf('--datamodels').map((file) => [file, readFileSync(file, 'utf8')]);
  const log = (line) => (process.env.DEBUG ? console.error(line) : undefined);
  return bindings.SchemaEngine.new(datamodels.length > 0 ? { datamodels } : {}, log, adapter);
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

/** The WebAssembly engine names one method differently and hands a diff's text back instead of printing it. */
async function answer(engine, { id, method, params }) {
  const result = await engine[method === 'getDatabaseVersion' ? 'version' : method](params);
  if (method !== 'diff') return result ?? null;
  if (result.stdout) send({ id: `print-${id}`, method: 'print', params: { content: result.stdout } });
  return { exitCode: result.exitCode };
}

const engine = await startEngine();
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (!request.method) continue;
  try {
    send({ id: request.id, result: await answer(engine, request) });
  } catch (error) {
    const data = { is_panic: false, message: error.message ?? String(error), meta: error.meta ?? null, error_code: error.code ?? null };
    send({ id: request.id, error: { code: 4466, message: 'The schema engine failed.', data } });
  }
}
process.exit(0);
