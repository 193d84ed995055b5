/**
 * Everything a peer may cost: bytes, counts and time. A hostile server can use up these limits and no more.
 */

/** Longest durations of the stages, in milliseconds. `totalMs` bounds the whole probe; waiting for the handshake gate is not counted. */
export type ProbeTimeouts = {
  resolveMs: number;
  connectMs: number;
  startTlsMs: number;
  handshakeMs: number;
  directoryMs: number;
  bindMs: number;
  secondLookMs: number;
  totalMs: number;
};

export const defaultTimeouts: ProbeTimeouts = {
  resolveMs: 3_000,
  connectMs: 4_000,
  startTlsMs: 4_000,
  handshakeMs: 5_000,
  directoryMs: 5_000,
  bindMs: 5_000,
  secondLookMs: 5_000,
  totalMs: 15_000,
};

export const limits = {
  /** Raw texts of libraries, systems and servers are cut to this many characters. */
  textCharacters: 500,
  /** Addresses of one name that are tried. */
  addresses: 16,
  /** Certificates of one Certificate message that are read. */
  certificates: 32,
  /** Bytes read from the peer during one handshake; OpenSSL itself gives up at a fraction of it. */
  handshakeBytes: 256 * 1024,
  /** Bytes read from one connection in all: the handshake and LDAP have limits of their own, the rest is session tickets and the like. */
  connectionBytes: 768 * 1024,
  /** Bytes of one LDAP message, header included. */
  ldapMessageBytes: 64 * 1024,
  /** LDAP messages and bytes of one connection. */
  ldapMessages: 64,
  ldapConnectionBytes: 256 * 1024,
  /** Attributes of a rootDSE and values of one attribute that are kept. */
  rootDseAttributes: 100,
  rootDseValues: 500,
  /** Size of the hosts file and of resolv.conf that is read, and domains of its search list that are tried. */
  hostsFileBytes: 1024 * 1024,
  resolverFileBytes: 64 * 1024,
  searchDomains: 16,
  /**
   * An answer for the other address family is awaited this long after the first family answered: long enough for a question
   * that got lost to be asked again, which the resolver pool does after a second.
   */
  otherFamilyGraceMs: 1_500,
  /** The control lookup after a resolver failed. */
  controlLookupMs: 1_000,
  /** The second look: least time it needs, silence before a peer counts as silent, patience for a plain answer, bytes kept. */
  secondLookAtLeastMs: 600,
  holdBackMs: 400,
  plainAnswerMs: 1_500,
  firstBytes: 64,
  /** The second look: time of one further handshake with its connection, and certificates of it that are kept. */
  furtherHandshakeMs: 2_000,
  furtherCertificates: 4,
  /** Bytes read at most from a connection on which no TLS is spoken. */
  secondLookBytes: 16 * 1024,
  /** From this stall of our own event loop on, the timings of a probe are doubtful. */
  loopLagDoubtfulMs: 100,
} as const;
