/**
 * Every address of the web pages, once. A host's page is named by the host, with `~port` where one door is meant:
 * `/hosts/dc03.corp.example` and `/hosts/dc03.corp.example~3269`.
 */
const hostKey = (name: string, port?: number): string => encodeURIComponent(port === undefined ? name : `${name}~${port}`);

export const paths = {
  board: () => '/board',
  boardFiltered: (filter: Readonly<Record<string, string>>) => `/board?${new URLSearchParams(filter)}`,
  setup: () => '/setup',
  host: (name: string, port?: number) => `/hosts/${hostKey(name, port)}`,
  why: (name: string, port: number, findingId: string) => `/hosts/${hostKey(name, port)}/why/${findingId}`,
  causes: () => '/causes',
  cause: (findingId: string) => `/causes/${findingId}`,
  stream: () => '/api/stream',
  fleet: (since?: string) => (since === undefined ? '/api/fleet' : `/api/fleet?since=${encodeURIComponent(since)}`),
} as const;

/** The name and port of a host page's address part; null port when none is given. */
export function parseHostKey(key: string): { name: string; port: number | null } {
  const decoded = decodeURIComponent(key);
  const match = /^(.+)~(\d{1,5})$/.exec(decoded);
  return match?.[1] && match[2] ? { name: match[1], port: Number(match[2]) } : { name: decoded, port: null };
}
