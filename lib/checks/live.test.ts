import { describe, expect, it } from 'vitest';
import { livePayload } from './live.ts';
import { liveEvent } from './live-events.ts';

const progress = (note: string | null) => ({
  type: 'progress' as const,
  requestId: '0192e1a0-7b3c-7def-8123-456789abcdef',
  endpointId: '0192e1a0-7b3c-7def-8123-456789abcdee',
  address: '192.0.2.10',
  stage: 'handshake',
  status: 'failed' as const,
  ms: 3,
  note,
});

describe('the payload of a live event', () => {
  it('is the event itself', () => {
    expect(liveEvent.parse(JSON.parse(livePayload(progress('timeout')) ?? ''))).toEqual(progress('timeout'));
  });

  it('shortens a note so that it fits into a notification', () => {
    const payload = livePayload(progress('🙂'.repeat(20_000))) ?? '';
    expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    expect(JSON.parse(payload).note).toMatch(/^🙂+…$/u);
  });

  it('is none when the event cannot be made to fit', () => {
    expect(livePayload({ type: 'host', revision: '1', name: 'x'.repeat(8_000) })).toBeNull();
  });
});
