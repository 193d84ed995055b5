import type { Attempt, Evidence } from '../probe/evidence.ts';
import type { Article } from './article/article.ts';
import type { Knowledge } from './knowledge.ts';

/** critical: clients fail now. warning: some fail, or all will soon. notice: worth knowing. */
export const severities = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

/** What kind of server the rules are for. Guessed from the rootDSE, settable by hand. */
export const profiles = ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'] as const;
export type Profile = (typeof profiles)[number];

/** Catalog stages; a rule's number lies in its stage's hundred. */
export const ruleStages = ['resolve', 'connect', 'tls', 'certificate', 'ldap', 'fleet'] as const;
export type RuleStage = (typeof ruleStages)[number];

/** How sure the evidence makes us. `certain` for what was read off the wire; less for inferences. */
export type Confidence = 'certain' | 'high' | 'medium' | 'low';

/** When a certificate counts as expiring: the shorter of days and share of the lifetime. */
export type ExpiryWindows = { warningDays: number; warningShare: number; criticalDays: number; criticalShare: number };
export const defaultExpiryWindows: ExpiryWindows = { warningDays: 30, warningShare: 0.2, criticalDays: 7, criticalShare: 0.05 };

/** What the registration says of the endpoint, beside the evidence. */
export type Subject = {
  /** Set by hand: decides, whatever the evidence says. Null when nobody set one. */
  profile: Profile | null;
  /** Seen at this door earlier: decides only where this evidence tells nothing (nothing answered). Null when never seen. */
  detectedProfile: Profile | null;
  /** The name stands for a whole domain (answers come from any of its servers). */
  standsForDomain: boolean;
  expiryWindows: ExpiryWindows;
  /** The addresses that the name must resolve to, neither more nor fewer; empty when none are set. */
  expectedAddresses: readonly string[];
  /** Do clients come from outside the network that the server is in? */
  reachedFromOutside: boolean;
  /** From this duration of a probe on the server counts as slow, in milliseconds. */
  slowAfterMs: number;
  /** False when the operator marked the host "LDAPS not intended": its TLS doors are not probed. */
  ldapsIntended: boolean;
};

/** Three seconds: what the catalog calls slow unless an endpoint says otherwise. */
export const defaultSlowAfterMs = 3_000;

/** What a rule sees: one address's attempt for rules of scope `address`, null attempt for scope `endpoint`. */
export type RuleContext = {
  evidence: Evidence;
  subject: Subject;
  /** The profile in force: set by hand, else what this evidence speaks for, else the one seen earlier, else `ldap`. */
  profile: Profile;
  /** What the store knows beside the evidence; `noKnowledge` where there is no store. */
  knowledge: Knowledge;
  now: Date;
};
export type AddressContext = RuleContext & { attempt: Attempt };

export type Fact = string | number | boolean | null | readonly string[];

/** One row of the evidence table: what was seen beside what a healthy server shows. */
export type Observation = { label: string; seen: string; healthy: string };

/** What a rule's check returns when it finds something. */
export type Discovery = {
  /** One of the rule's severities; the first one when left out. */
  severity?: Severity;
  /** `certain` when left out. */
  confidence?: Confidence;
  /** One sentence for a tired person, with this endpoint's values; no trailing advice. */
  summary: string;
  /** Machine-readable values, camelCase keys, units at the end. Public: they appear in the command line's JSON. */
  facts: Readonly<Record<string, Fact>>;
  observations: readonly Observation[];
};

type RuleBase = {
  /** Public kebab-case id; equals the file name; never changes. */
  id: string;
  /** Public number, unique. */
  no: number;
  stage: RuleStage;
  /** Severities the rule may report; the first is its default. */
  severities: readonly [Severity, ...Severity[]];
  /** Profiles the rule applies to; all when left out. */
  profiles?: readonly Profile[];
  /** Short title, as in "No certificate is served". */
  title: string;
  /** Ids of findings that merely follow from this one and are left out beside it (at the same address). */
  suppresses?: readonly string[];
  article: Article;
};

/** Judges each address by itself; the engine joins equal findings and lists their addresses. */
export type AddressRule = RuleBase & {
  scope: 'address';
  /** Was the evidence that this rule needs gathered at all? Not applicable is not the same as passed. */
  applies(context: AddressContext): boolean;
  check(context: AddressContext): Discovery | null;
};

/** Judges the endpoint as a whole (name resolution, addresses compared). */
export type EndpointRule = RuleBase & {
  scope: 'endpoint';
  applies(context: RuleContext): boolean;
  check(context: RuleContext): Discovery | null;
};

export type Rule = AddressRule | EndpointRule;

/** Judges the fleet rather than one door, by the facts that it asks for; whoever has them read calls it. */
export type FleetRule<Facts> = RuleBase & {
  scope: 'fleet';
  /** `now` and the like are among the facts. Null when all is well. */
  check(facts: Facts): Discovery | null;
};

/** Any rule that the catalog explains, without what it judges by. */
export type CatalogRule = RuleBase & { scope: Rule['scope'] | 'fleet' };

/** One finding that people accept at a host, in a domain or under a tag, until a time. */
export type Waiver = {
  id: string;
  findingId: string;
  reason: string;
  /** ISO 8601 in UTC: from then on it counts no more. */
  until: string;
  /** Who accepted it. */
  by: string;
  /** What it is for, and that one's name. */
  scope: 'host' | 'domain' | 'tag';
  scopeName: string;
};

/** A rule's result for one endpoint. */
export type Finding = {
  id: string;
  no: number;
  stage: RuleStage;
  severity: Severity;
  confidence: Confidence;
  title: string;
  summary: string;
  facts: Readonly<Record<string, Fact>>;
  observations: readonly Observation[];
  /** Addresses it was found at; empty for findings about the endpoint as a whole. */
  addresses: readonly string[];
  /** Left out where nobody accepts it. What is accepted is told and counts for no verdict. */
  waiver?: Waiver;
};

/** unknown: the probe itself could not run. `paused` is added by whoever keeps the schedule. */
export const verdicts = ['critical', 'warning', 'healthy', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

export type Diagnosis = {
  verdict: Verdict;
  /** Why the verdict is unknown; null otherwise. */
  unknownBecause: string | null;
  /** Root cause first, then by stage and severity; those that are accepted last. */
  findings: readonly Finding[];
  profile: Profile;
  /** Rules that broke on this evidence; the others are not affected. */
  crashed: readonly { id: string; message: string }[];
};
