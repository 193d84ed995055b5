import { expect } from 'vitest';
import type { ProbeTarget } from '../../evidence.ts';
import { TEST_HOST } from '../../testing/probe-setup.ts';
import { deepScan } from '../deep-scan.ts';
import type { DeepScanOptions } from '../options.ts';
import { type DeepScan, deepScan as deepScanRecord, type Protocol, type VersionAnswer } from '../record.ts';

/** Scans a port of 127.0.0.1 under the test name, asks no plain ports unless told to, and checks that the record fits its own schema. */
export async function scanPort(port: number, options: Partial<DeepScanOptions> = {}, target: Partial<ProbeTarget> = {}): Promise<DeepScan> {
  const record = await deepScan(
    { host: TEST_HOST, port, transport: 'ldaps', ...target },
    { location: 'test', addresses: ['127.0.0.1'], plainPorts: {}, ...options },
  );
  expect(deepScanRecord.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  const known = new Set(record.certificates.map(({ sha256 }) => sha256));
  expect(known.size).toBe(record.certificates.length);
  for (const { chain } of [...record.versions, ...record.names, ...record.startTls])
    for (const sha256 of chain) expect(known).toContain(sha256);
  return record;
}

/** What was said of one version. */
export function versionOf(record: DeepScan, protocol: Protocol): VersionAnswer {
  const answer = record.versions.find((version) => version.protocol === protocol);
  if (answer === undefined) throw new Error(`${protocol} was not asked for.`);
  return answer;
}

/** yes, no or unclear, from TLS 1.0 to TLS 1.3. */
export const offeredOf = (record: DeepScan): string[] => record.versions.map(({ offered }) => offered);
