import { defaultSlowAfterMs, type ExpiryWindows, type Profile, type Subject } from '../diagnosis/rule.ts';

/** What the registration and earlier checks say of a door. */
export type RegisteredDoor = {
  /** Set by hand. */
  profile: Profile | null;
  /** Seen at this door earlier. */
  detectedProfile: Profile | null;
  standsForDomain: boolean;
  expectedAddresses: string[];
  reachedFromOutside: boolean;
  ldapsIntended: boolean;
  /** Null: the usual three seconds. */
  slowAfterMs: number | null;
  /** Those in force: the host's, its domain's, the installation's or the usual ones. */
  expiryWindows: ExpiryWindows;
};

/** The subject of a diagnosis. Checks and pages make it here, so that both judge alike. */
export const subjectOf = (door: RegisteredDoor): Subject => ({
  profile: door.profile,
  detectedProfile: door.detectedProfile,
  standsForDomain: door.standsForDomain,
  expiryWindows: door.expiryWindows,
  expectedAddresses: door.expectedAddresses,
  reachedFromOutside: door.reachedFromOutside,
  slowAfterMs: door.slowAfterMs ?? defaultSlowAfterMs,
  ldapsIntended: door.ldapsIntended,
});
