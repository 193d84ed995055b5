import { describe, expect, it } from 'vitest';
import { EVIDENCE_SCHEMA_VERSION, type Evidence, evidence as evidenceRecord } from '../probe/evidence.ts';
import { checkTimings, putTimings, takeTimings } from './timings.ts';

const skipped = { status: 'skipped', because: 'not needed' } as const;

function evidenceWith(times: { resolve: number; connect: number; handshake: number; address?: string }): Evidence {
  const message = {
    message: 'reset',
    systemCode: 'ECONNRESET',
    alert: null,
    bytesRead: 0,
    bytesWritten: 1,
    serverName: null,
    protocol: null,
    cipher: null,
  };
  return evidenceRecord.parse({
    schemaVersion: EVIDENCE_SCHEMA_VERSION,
    target: { host: 'dc01.corp.example', port: 636, transport: 'ldaps' },
    location: 'here',
    startedAt: `2026-03-01T12:00:0${times.resolve}.000Z`,
    totalMs: times.resolve + times.connect + times.handshake,
    eventLoopLagMs: 0,
    timingsDoubtful: false,
    resolve: { status: 'ok', ms: times.resolve, data: { source: 'dns', resolvers: [], addresses: [{ address: '192.0.2.1', family: 4 }] } },
    attempts: [
      {
        address: times.address ?? '192.0.2.1',
        family: 4,
        connect: { status: 'ok', ms: times.connect, data: { localAddress: null } },
        startTls: skipped,
        handshake: { status: 'failed', ms: times.handshake, code: 'reset-before-certificate', detail: message },
        certificate: skipped,
        directory: skipped,
        bind: skipped,
        secondLook: skipped,
      },
    ],
  });
}

describe('the times of a check', () => {
  const stored = evidenceWith({ resolve: 1, connect: 10, handshake: 100 });
  const later = evidenceWith({ resolve: 2, connect: 20, handshake: 200 });

  it('are taken from every stage that ran', () => {
    const timings = takeTimings(later);
    expect(timings).toMatchObject({
      resolveMs: 2,
      totalMs: 222,
      attempts: [{ address: '192.0.2.1', ms: { connect: 20, handshake: 200 } }],
    });
    expect(checkTimings.parse(JSON.parse(JSON.stringify(timings)))).toEqual(timings);
  });

  it('make stored evidence equal to the later one that saw the same', () => {
    expect(putTimings(stored, takeTimings(later))).toEqual(later);
  });

  it('leave alone what they know nothing of: other addresses and skipped stages', () => {
    const elsewhere = takeTimings(evidenceWith({ resolve: 3, connect: 30, handshake: 300, address: '192.0.2.9' }));
    const merged = putTimings(stored, elsewhere);
    expect(merged.attempts).toEqual(stored.attempts);
    expect(merged.totalMs).toBe(333);
    expect(evidenceRecord.parse(merged)).toEqual(merged);
  });
});
