import type { Profile } from '../../diagnosis/rule.ts';
import type { Reach } from '../../fleet/locations/views.ts';
import type { Judged, LookFacts } from './host-state.ts';

/** What an endpoint's state row says, beside what decides its state. */
export type DoorLook = LookFacts & {
  locationId: number;
  location: string;
  reach: Reach;
  nextDueAt: Date | null;
  leafSha256: string | null;
  leafNotAfter: Date | null;
  /** Findings that are accepted and count for no verdict. */
  acceptedCount: number;
  /** Kind of server seen at this door; null before its rootDSE was read. */
  detectedProfile: Profile | null;
};

/** One TLS door with the state that its looks add up to. */
export type JudgedDoor = {
  id: string;
  port: number;
  transport: 'ldaps' | 'starttls';
  intervalSeconds: number;
  /** Null: the usual three seconds. */
  slowAfterMs: number | null;
  /** Names of the locations it is probed from; empty: from all. */
  probedFrom: readonly string[];
  looks: readonly DoorLook[];
  judged: Judged<DoorLook>;
};
