import type { Profile } from '../rule.ts';

/**
 * The shape of every explanation, after Microsoft's event articles: event details, resolve, verify.
 *
 * Every text may hold the placeholders {host}, {shortHost}, {domain}, {port}, {hostPort}, {address}, {addressPort}, {url},
 * {plainPort}, {plainUrl}, {hostPlainPort}; `fill` replaces them with an endpoint's values, or with those of an example server on pages without a host.
 */
export type Article = {
  /** One to three short paragraphs. */
  whatHappened: readonly string[];
  /** Who is affected and how they notice. */
  whyItMatters: readonly string[];
  /** Windows events that go with it; empty where Windows logs none. */
  events: readonly EventDetails[];
  /** What else looks like this, and what tells it apart. */
  couldAlsoBe: readonly { text: string; findingId?: string }[];
  resolve: readonly Resolution[];
  verify: readonly Verification[];
  /** Catalog says the rule is an inference: what it is inferred from; null when read off the wire. */
  inference: string | null;
  sources: readonly Source[];
};

/** One row set of the event-details table. */
export type EventDetails = {
  product: string;
  id: number;
  log: string;
  source: string;
  symbolicName: string | null;
  level: string | null;
  message: string;
  /** Where the event is logged and what proves it, in one sentence. */
  note: string;
};

/** Steps for some profiles and, where they differ, Windows Server generations. */
export type Resolution = {
  title: string;
  /** Profiles these steps are for. */
  profiles: readonly Profile[];
  /** Such as "Windows Server 2008 to 2025"; null when it makes no difference. */
  generation: string | null;
  /** The least role that can do it, such as "Domain Admins or equivalent". */
  requires: string;
  steps: readonly Step[];
  /** How to go back; null when nothing is changed. */
  rollback: string | null;
};

export type Step = { text: string; commands?: readonly Command[] };
export type Shell = 'PowerShell' | 'cmd' | 'sh' | 'ldif' | 'ini';
export type Command = { shell: Shell; text: string };

export const tools = ['ldp.exe', 'PowerShell', 'openssl', 'ldapsearch', 'certutil', 'event log', 'nslookup', 'dig'] as const;
export type Tool = (typeof tools)[number];

/** One way to prove the mending (or the fault), with what to expect. */
export type Verification = {
  tool: Tool;
  /** What to do, in words; for ldp.exe the whole instruction. */
  text: string;
  command: Command | null;
  /** What a healthy server answers. */
  expect: string;
  /** Shown for targets of this transport alone; for all of them when left out. Pages without a host show the LDAPS form. */
  transport?: 'ldaps' | 'starttls';
};

export type Source = { name: string; section: string | null; address: string };
