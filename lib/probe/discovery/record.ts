import { z } from 'zod';

export const DISCOVERY_SCHEMA_VERSION = 1;

/** How a question to DNS failed; `no-record`: the name exists without such a record. */
export const lookupCodes = [
  'name-not-found',
  'no-record',
  'resolver-timeout',
  'resolver-refused',
  'resolver-unreachable',
  'resolver-failed',
  'unclassified',
] as const;
export type LookupCode = (typeof lookupCodes)[number];
const lookupCode = z.enum(lookupCodes);

/** What a question asks for: the domain's controllers, those that serve one site, the global catalogs, the one that is the PDC. */
export const questionPurposes = ['domain-controllers', 'site', 'global-catalogs', 'primary'] as const;

const question = z.strictObject({
  /** The name that was asked for, type SRV. */
  name: z.string(),
  purpose: z.enum(questionPurposes),
  /** Domain whose zone the name is in. */
  domain: z.string(),
  /** The site, for that purpose. */
  site: z.string().nullable(),
  /** Null when there was an answer. */
  failure: z.strictObject({ code: lookupCode, message: z.string() }).nullable(),
  /** Records of the answer, and how many of them were not read because there were too many. */
  recordCount: z.number(),
  leftOutCount: z.number(),
});
export type DiscoveryQuestion = z.infer<typeof question>;

const server = z.strictObject({
  /** As hosts are named: lower case, without a trailing dot. */
  name: z.string(),
  domain: z.string(),
  /** The site it is in, from the directory or its own rootDSE; null when neither told. */
  site: z.string().nullable(),
  /** Sites whose records name it: also those that it serves because they have no server of their own. */
  servesSites: z.array(z.string()),
  addresses: z.array(z.string()),
  /** Why it has none. */
  addressFailure: z.string().nullable(),
  inDns: z.boolean(),
  /** Null when the directory was not read. */
  inDirectory: z.boolean().nullable(),
  /** Null when nothing tells. */
  globalCatalog: z.boolean().nullable(),
  readOnly: z.boolean().nullable(),
  primary: z.boolean().nullable(),
});
export type DiscoveredServer = z.infer<typeof server>;

const domain = z.strictObject({
  name: z.string(),
  netbiosName: z.string().nullable(),
  /** Domain above it in the forest; null for the root of a tree, or where nothing tells. */
  parent: z.string().nullable(),
  /** Why there may be servers that were not found; null when all were. */
  incompleteBecause: z.string().nullable(),
});
export type DiscoveredDomain = z.infer<typeof domain>;

const directory = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('not-opened'), code: z.string(), message: z.string(), server: z.string().nullable() }),
  z.strictObject({
    /** read: sites, servers and domains. root-dse: nothing but the rootDSE may be read by whoever was signed in. */
    status: z.enum(['read', 'root-dse']),
    server: z.string(),
    address: z.string(),
    port: z.number(),
    boundAs: z.string().nullable(),
    identityProven: z.boolean(),
    /** Why not everything was read; null when it was. */
    incompleteBecause: z.string().nullable(),
    /** Other servers that the answers point to: none was followed. */
    referrals: z.array(z.string()),
    referralCount: z.number(),
  }),
]);

/** Certificates of authorities that the directory publishes (lib/probe/discovery/directory-anchors.ts). Nobody trusts them for that. */
const publishedCertificates = z.strictObject({
  certificates: z.array(
    z.strictObject({
      /** The bytes as kept there, base64. */
      der: z.string(),
      /** CN=Certification Authorities, CN=NTAuthCertificates, CN=AIA. */
      containers: z.array(z.enum(['root', 'nt-auth', 'aia'])),
    }),
  ),
  /** Why not all were read; null when they were. */
  incompleteBecause: z.string().nullable(),
});
export type PublishedCertificates = z.infer<typeof publishedCertificates>;

/** What one discovery of a domain or forest found: facts alone. */
export const discoveryRecord = z.strictObject({
  schemaVersion: z.literal(DISCOVERY_SCHEMA_VERSION),
  domain: z.string(),
  forest: z.boolean(),
  /** Name of the place that looked. */
  location: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** DNS servers that were asked. */
  resolvers: z.array(z.string()),
  forestRoot: z.string().nullable(),
  domains: z.array(domain),
  questions: z.array(question),
  servers: z.array(server),
  /** Names that cannot be a host's, as they were found. */
  oddNames: z.array(z.strictObject({ where: z.enum(['dns', 'directory']), text: z.string(), because: z.string() })),
  directory,
  /** Left out or null when the directory was not read, or by a server that did not prove who it is. */
  anchors: publishedCertificates.nullable().optional(),
});
export type DiscoveryRecord = z.infer<typeof discoveryRecord>;
