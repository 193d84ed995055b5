/**
 * Every address of the web pages, once. A host's page is named by the host, with `~port` where one door is meant:
 * `/hosts/dc03.corp.example` and `/hosts/dc03.corp.example~3269`.
 */
const hostKey = (name: string, port?: number): string => encodeURIComponent(port === undefined ? name : `${name}~${port}`);

/** Query of a page: filters, order and the like. */
type Choice = Readonly<Record<string, string>>;
const withChoice = (path: string, choice: Choice = {}): string => {
  const query = new URLSearchParams(choice).toString();
  return query === '' ? path : `${path}?${query}`;
};

export const paths = {
  board: () => '/board',
  boardFiltered: (filter: Readonly<Record<string, string>>) => `/board?${new URLSearchParams(filter)}`,
  boardExport: (choice: Choice) => withChoice('/board/export', choice),
  setup: () => '/setup',
  host: (name: string, port?: number) => `/hosts/${hostKey(name, port)}`,
  hostExport: (name: string, port: number, choice: Choice) => withChoice(`/hosts/${hostKey(name, port)}/export`, choice),
  why: (name: string, port: number, findingId: string) => `/hosts/${hostKey(name, port)}/why/${findingId}`,
  causes: () => '/causes',
  cause: (findingId: string) => `/causes/${findingId}`,
  expiry: (choice?: Choice) => withChoice('/expiry', choice),
  expiryExport: (choice?: Choice) => withChoice('/expiry/export', choice),
  expiryReport: (choice?: Choice) => withChoice('/reports/expiry', choice),
  expiryReportExport: (choice: Choice) => withChoice('/reports/expiry/export', choice),
  certificates: (choice?: Choice) => withChoice('/certificates', choice),
  certificatesExport: (choice?: Choice) => withChoice('/certificates/export', choice),
  certificateRows: (choice?: Choice) => withChoice('/api/certificates', choice),
  certificate: (sha256: string) => `/certificates/${sha256}`,
  certificateExport: (sha256: string, choice: Choice) => withChoice(`/certificates/${sha256}/export`, choice),
  certificateFile: (sha256: string, format: 'pem' | 'der' | 'txt' | 'chain') => `/certificates/${sha256}/file?format=${format}`,
  certificateComparison: (one?: string, other = '') => withChoice('/certificates/compare', one === undefined ? {} : { one, other }),
  certificateComparisonExport: (choice: Choice) => withChoice('/certificates/compare/export', choice),
  renewals: (choice?: Choice) => withChoice('/renewals', choice),
  renewal: (id: string) => `/renewals/${id}`,
  renewalExport: (id: string, choice: Choice) => withChoice(`/renewals/${id}/export`, choice),
  renewalsExport: (choice?: Choice) => withChoice('/renewals/export', choice),
  preflight: (choice?: Choice) => withChoice('/preflight', choice),
  preflightHosts: (search: string) => withChoice('/preflight/hosts', { search }),
  preflightRequest: (choice: Choice) => withChoice('/preflight/request', choice),
  hosts: (choice?: Choice) => withChoice('/hosts', choice),
  hostsExport: (choice?: Choice) => withChoice('/hosts/export', choice),
  hostsTable: (choice: Choice) => withChoice('/hosts/table', choice),
  hostRows: (choice?: Choice) => withChoice('/api/hosts', choice),
  bulkChanges: () => '/hosts/changes',
  newBulkChange: (choice: Choice) => withChoice('/hosts/changes/new', choice),
  domains: () => '/domains',
  domain: (name: string, choice?: Choice) => withChoice(`/domains/${encodeURIComponent(name)}`, choice),
  fleetFindings: () => '/domains/findings',
  domainsExport: (choice: Choice) => withChoice('/domains/export', choice),
  discover: (choice?: Choice) => withChoice('/setup/discover', choice),
  discoveryRun: (id: string) => `/setup/discover/${id}`,
  discoveryRunExport: (id: string, choice: Choice) => withChoice(`/setup/discover/${id}/export`, choice),
  importHosts: (choice?: Choice) => withChoice('/setup/import', choice),
  importDraft: (id: string, choice?: Choice) => withChoice(`/setup/import/${id}`, choice),
  importDraftExport: (id: string, choice: Choice) => withChoice(`/setup/import/${id}/export`, choice),
  importRun: (what: string) => withChoice('/setup/import/run', { do: what }),
  fleetFile: () => '/setup/fleet-file',
  fleetFileExport: () => '/setup/fleet-file/export',
  fleetFileSchema: () => '/setup/fleet-file/schema',
  demo: () => '/setup/demo',
  waivers: (choice?: Choice) => withChoice('/waivers', choice),
  waiversExport: (choice?: Choice) => withChoice('/waivers/export', choice),
  /** The form that accepts a finding, filled in. */
  acceptFinding: (choice: Choice) => `${withChoice('/waivers', choice)}#accept`,
  trustExport: (choice: Choice) => withChoice('/settings/trust/export', choice),
  trustSettings: (choice?: Choice) => withChoice('/settings/trust', choice),
  trustStore: (id: string) => `/settings/trust/${id}`,
  trustStoreFile: (id: string, choice: Choice) => withChoice(`/settings/trust/${id}/file`, choice),
  trustIssuer: (endpoint: string, sha256: string) => `/settings/trust/issuer?${new URLSearchParams({ endpoint, sha256 })}`,
  locationSettings: () => '/settings/locations',
  settings: () => '/settings',
  expirySettings: () => '/settings/expiry',
  expirySettingsExport: (choice: Choice) => withChoice('/settings/expiry/export', choice),
  calendarSettings: () => '/settings/calendars',
  calendarSettingsExport: (choice: Choice) => withChoice('/settings/calendars/export', choice),
  calendar: (secret: string) => `/calendar/${secret}.ics`,
  stream: () => '/api/stream',
  fleet: (since?: string) => (since === undefined ? '/api/fleet' : `/api/fleet?since=${encodeURIComponent(since)}`),
} as const;

/** The name and port of a host page's address part; null port when none is given. */
export function parseHostKey(key: string): { name: string; port: number | null } {
  const decoded = decodeURIComponent(key);
  const match = /^(.+)~(\d{1,5})$/.exec(decoded);
  return match?.[1] && match[2] ? { name: match[1], port: Number(match[2]) } : { name: decoded, port: null };
}
