import type { Knowledge } from '../../diagnosis/knowledge.ts';
import type { Confidence, Observation, Profile, Severity, Subject, Verdict, Waiver } from '../../diagnosis/rule.ts';
import type { Reach } from '../../fleet/locations/views.ts';
import type { DeepScan } from '../../probe/deep-scan/record.ts';
import type { Evidence, ProbeTarget } from '../../probe/evidence.ts';

/**
 * Plain, serialisable objects that pages show. Times are ISO 8601 in UTC. No component sees a database row.
 */

/** States on the screen, worst first. `maintenance` is shown for paused hosts. */
export const hostStates = ['critical', 'warning', 'stale', 'not-checked', 'maintenance', 'healthy'] as const;
export type HostState = (typeof hostStates)[number];

/** The finding that leads, short. */
export type CauseRef = { id: string; no: number; title: string };

/** One host on the board: the worst of its endpoints. */
export type BoardHost = {
  /** The host's name; its page is paths.host(name). */
  name: string;
  /** AD site or the group the operator named; empty string when unknown. */
  site: string;
  domain: string | null;
  state: HostState;
  /** Since when it is in this state. */
  since: string | null;
  cause: CauseRef | null;
  /** The leading finding in one sentence. */
  summary: string | null;
  /** Port of the endpoint that decides the state. */
  port: number;
  ports: number[];
  /** notAfter of the soonest-expiring leaf it serves. */
  expiresAt: string | null;
  checkedAt: string | null;
  /** What it was before it went stale; shown in words only. */
  lastVerdict: Verdict | null;
  /** Bad news not yet confirmed by further checks. */
  confirming: boolean;
  /** Findings of its doors that people accept for now; left out where there are none. */
  acceptedCount?: number;
};

/** A location that does not look, or cannot: its workers are silent, or its own network is gone since then. */
export type WorkerNotice = { location: string; lastSeenAt: string | null; hostCount: number; networkGoneSince: string | null };

export type BoardView = {
  hosts: BoardHost[];
  counts: Record<HostState, number>;
  /** Distinct failing causes with how many hosts each leads on, most first. */
  causes: (CauseRef & { hostCount: number; severity: Severity })[];
  nextToExpire: { name: string; port: number; expiresAt: string }[];
  changedLastHour: { name: string; state: HostState; since: string }[];
  /** Locations that have been silent for three times the heartbeat, and those whose own network is gone. */
  silentWorkers: WorkerNotice[];
  /** Time of the newest result of any host. */
  lastResultAt: string | null;
  /** Resume point of the event stream. */
  revision: string;
  generatedAt: string;
};

/** Doors that are in another state by a later date, all because of one certificate. */
export type ForecastGroup = {
  /** Whose date brings it about; null when none does, and name and end with it. */
  sha256: string | null;
  name: string | null;
  /** It issues certificates, so that everything below it goes with it. */
  isIssuer: boolean;
  endsAt: string | null;
  /** The finding that leads then; null where none does. */
  cause: CauseRef | null;
  to: HostState;
  /** When the first and the last of its doors turn. */
  firstAt: string;
  lastAt: string;
  hostCount: number;
  /** Soonest first; the first few of them. */
  hosts: { name: string; doors: { port: number; from: HostState; at: string }[] }[];
};

/** What changes between now and a later date while nothing is renewed. */
export type ForecastView = {
  /** The worst first, then the soonest; the first few of them. */
  groups: ForecastGroup[];
  groupCount: number;
  /** Hosts with a door that turns, by the state it turns to. */
  hostCounts: Record<HostState, number>;
};

/** One door that is in another state by a later date, and the certificate that brings it about. */
export type ForecastDoor = Pick<ForecastGroup, 'sha256' | 'name' | 'isIssuer' | 'endsAt' | 'cause' | 'to'> & {
  host: string;
  port: number;
  from: HostState;
  /** When it turns. */
  at: string;
};

export type FindingView = {
  id: string;
  no: number;
  severity: Severity;
  confidence: Confidence;
  title: string;
  summary: string;
  since: string;
  facts: Record<string, string | number | boolean | null | readonly string[]>;
  observations: readonly Observation[];
  addresses: string[];
  location: string;
  /** Left out where nobody accepts it. */
  waiver?: Waiver;
};

/** One TLS door of a host, as a tab. */
export type DoorView = {
  endpointId: string;
  target: ProbeTarget;
  state: HostState;
  since: string | null;
  cause: CauseRef | null;
  intervalSeconds: number;
  /** From this duration of a probe on the door counts as slow; null where the usual three seconds hold. */
  slowAfterMs: number | null;
  checkedAt: string | null;
  nextDueAt: string | null;
  leafSha256: string | null;
  expiresAt: string | null;
  /** Names of the locations it is probed from; empty: from all. */
  probedFrom: string[];
  /** Findings there that are accepted and count for no state: the most that one location has. */
  acceptedCount: number;
};

export type SpanView = { from: string; to: string | null; state: HostState; cause: CauseRef | null };
export type ChangeView = {
  at: string;
  kind: 'certificate' | 'addresses' | 'tls-version' | 'state' | 'configuration';
  before: string | null;
  after: string | null;
};
/** One hour of response times in milliseconds; null where nothing was measured. */
export type ResponseHour = { hour: string; checks: number; p50Ms: number | null; p95Ms: number | null };

/** What one location sees of a door, for the comparison with others. */
export type PlaceView = {
  location: string;
  reach: Reach;
  state: HostState;
  /** It looked of late and could look, so that its word counts. */
  isFresh: boolean;
  cause: CauseRef | null;
  /** Findings from there that are accepted and count for no state. */
  acceptedCount: number;
  unknownBecause: string | null;
  networkGoneSince: string | null;
  checkedAt: string | null;
  /** How far it got with the connection; unknown where that says nothing about the door. */
  way: 'open' | 'filtered' | 'refused' | 'unreachable' | 'unresolved' | 'unknown';
  /** That the name leads to there. */
  addresses: readonly string[];
  leafSha256: string | null;
  expiresAt: string | null;
  /** Null before its first look. */
  evidence: Evidence | null;
};

/** A conclusion in one sentence, and how sure it is. */
export type Inference = { sentence: string; confidence: Confidence };

export type SideBySideView = {
  places: readonly PlaceView[];
  /** What the difference means, or that there is none; null while fewer than two looked of late. */
  inference: Inference | null;
  leftOutCount: number;
};

/** The newest deep scan of a door from the location that decides its state. */
export type DeepScanView = {
  /** Null before the first, and for a record that this version cannot read. */
  scan: DeepScan | null;
  /** When it began. */
  at: string | null;
  /** Is one under way now? */
  running: boolean;
};

/** The account that checks of this host bind with: its own, else its domain's. The password is in no view. */
export type BindAccountView = {
  dn: string;
  scope: 'host' | 'domain';
  /** Has the password been accepted since it was set or confirmed? */
  proven: boolean;
  /** Since then no check binds, until a person confirms the account; null while it is used. */
  heldSince: string | null;
  /** Why, in words. */
  heldBecause: string | null;
  updatedAt: string;
};

export type HostView = {
  id: string;
  name: string;
  site: string;
  domain: string | null;
  /** Kind of server: set by hand, else seen at the door shown. */
  profile: Profile | null;
  profileSetByHand: boolean;
  address: string | null;
  standsForDomain: boolean;
  /** IP literals that the name must resolve to, sorted; empty when none are set. */
  expectedAddresses: string[];
  reachedFromOutside: boolean;
  ldapsIntended: boolean;
  /** Who looks after its certificates: named at the host, else at its domain; null when nobody was named. */
  owner: { name: string; from: 'host' | 'domain' } | null;
  /** Where the windows of expiry in `subject` are set; `usual`: nowhere. */
  expiryWindowsFrom: 'host' | 'domain' | 'installation' | 'usual';
  bindAccount: BindAccountView | null;
  paused: { since: string; reason: string | null } | null;
  doors: DoorView[];
  /** The door shown. */
  door: DoorView;
  /** What several locations see of it; null while one alone looks. */
  sideBySide: SideBySideView | null;
  /** Every location, for choosing from where doors are probed. */
  locations: { name: string; reach: Reach }[];
  findings: FindingView[];
  /** Newest evidence of the shown door; null before the first check. */
  evidence: Evidence | null;
  evidenceAt: string | null;
  /** Newest evidence of a healthy check, when the newest is not healthy. */
  lastGood: { at: string; evidence: Evidence } | null;
  unknownBecause: string | null;
  /** What `evidence` is judged with beside itself: the same as the check used, so that it can be judged again for any time. */
  subject: Subject;
  knowledge: Knowledge;
  deepScan: DeepScanView;
  spans: SpanView[];
  changes: ChangeView[];
  responseHours: ResponseHour[];
  /** Other hosts whose leading finding is the same. */
  sameCauseHosts: string[];
  generatedAt: string;
};
