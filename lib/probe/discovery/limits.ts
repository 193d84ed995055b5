/** What a discovery may cost at most. */
export const discoveryLimits = {
  /** The whole discovery, in milliseconds. */
  totalMs: 120_000,
  /** One question to DNS, and the addresses of one server, in milliseconds. */
  questionMs: 8_000,
  /** Records of one SRV answer that are read. */
  recordsPerAnswer: 1_000,
  /** Servers, sites and domains that are kept. */
  servers: 5_000,
  sites: 1_000,
  domains: 200,
  /** Names that cannot be host names, that are reported. */
  oddNames: 100,
  /** Questions to DNS at the same time. */
  questionsAtOnce: 16,
  /** Servers that are tried for a connection to the directory, and those whose rootDSE is asked for its site. */
  directoryServers: 4,
  rootDses: 64,
  rootDsesAtOnce: 8,
  /** Asking one server for its rootDSE, and all of them, in milliseconds. */
  rootDseOpenMs: 4_000,
  rootDsesMs: 20_000,
  /** Opening the directory at one server, and one request to it, in milliseconds. */
  openMs: 12_000,
  requestMs: 15_000,
  /** Use of one open directory, in milliseconds. */
  sessionMs: 60_000,
  /** Bytes of one LDAP message and of one connection, and messages of one connection. */
  messageBytes: 1024 * 1024,
  connectionBytes: 32 * 1024 * 1024,
  messages: 40_000,
  /** Entries of one search, and of one page of it. */
  entries: 20_000,
  pageEntries: 500,
  /** Addresses of referrals that are kept; the others are counted. */
  referrals: 20,
} as const;
