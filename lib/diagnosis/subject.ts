import { defaultExpiryWindows, defaultSlowAfterMs, type Subject } from './rule.ts';

/** An endpoint about which nothing is registered or known: profile from the evidence, one server, default windows. */
export const defaultSubject: Subject = {
  profile: null,
  detectedProfile: null,
  standsForDomain: false,
  expiryWindows: defaultExpiryWindows,
  expectedAddresses: [],
  reachedFromOutside: false,
  slowAfterMs: defaultSlowAfterMs,
  ldapsIntended: true,
};
