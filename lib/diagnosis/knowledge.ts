import type { DeepScan } from '../probe/deep-scan/record.ts';
import type { Attempt } from '../probe/evidence.ts';
import type { NameAnswer } from './name-answers.ts';
import type { Waiver } from './rule.ts';

/** A leaf certificate in few words. Times are ISO 8601 in UTC; null when the bytes could not be read. */
export type KnownLeaf = {
  /** Lower-case hex SHA-256 of the DER bytes. */
  sha256: string;
  subject: string;
  /** Distinguished name of the issuer; left out where it was not kept. */
  issuer?: string;
  notBefore: string | null;
  notAfter: string | null;
};

/** The leaf that this door served before the present one. */
export type FormerLeaf = KnownLeaf & { changedAt: string };

/** The leaf that another door of the same host served when it was last looked at. */
export type OtherDoor = { port: number; transport: 'ldaps' | 'starttls'; lookedAt: string; leaf: KnownLeaf };

/** A newer certificate that somebody said this host will serve. */
export type AnnouncedLeaf = KnownLeaf & { announcedAt: string };

/**
 * The refused bind that put this door's account on hold. A password that was refused is not sent again until a person confirms it, so
 * later evidence says that the bind was skipped; the finding lasts as long as the hold does (lib/diagnosis/held-bind.ts).
 */
export type HeldBind = { since: string; address: string; failure: Extract<Attempt['bind'], { status: 'failed' }> };

/**
 * What is known at the time of judging beside the evidence itself, read from the store by whoever judges. Absent knowledge is null
 * or empty, and the rules that need it do not apply.
 */
/** How far another location gets with the same door: asked for only where this one makes no connection. */
export type SeenElsewhere = {
  location: string;
  reach: 'inside' | 'outside';
  /** ISO 8601 in UTC. */
  lookedAt: string;
  way: 'open' | 'filtered' | 'refused' | 'unreachable';
  /** That the name led to there. */
  addresses: readonly string[];
};

export type Knowledge = {
  /** The newest deep scan of this door from the same location. */
  deepScan: DeepScan | null;
  formerLeaf: FormerLeaf | null;
  otherDoors: readonly OtherDoor[];
  announcedLeaves: readonly AnnouncedLeaf[];
  /** Names of hosts other than this one that serve the leaf's public key now. */
  hostsWithSameKey: readonly string[];
  /** Full names of the registered domain controllers in this host's domain, this one included. */
  domainControllers: readonly string[];
  /** Null unless the account is on hold because of what this very door answered. */
  heldBind: HeldBind | null;
  /** Fresh looks of other locations at this door; empty while this one connects. */
  otherLocations: readonly SeenElsewhere[];
  /** What the DNS servers of the host's domain last answered for its name; empty where no external ones were named. */
  nameAnswers: readonly NameAnswer[];
  /** The host's domain names external DNS servers, and none of them was asked for its name yet. */
  outsideIsUnasked: boolean;
  /** Findings that people accept at this door. */
  waivers: readonly Waiver[];
};

export const noKnowledge: Knowledge = {
  deepScan: null,
  formerLeaf: null,
  otherDoors: [],
  announcedLeaves: [],
  hostsWithSameKey: [],
  domainControllers: [],
  heldBind: null,
  otherLocations: [],
  nameAnswers: [],
  outsideIsUnasked: false,
  waivers: [],
};
