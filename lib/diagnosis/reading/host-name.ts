/** An IPv4 or IPv6 literal, by its look: what was registered was validated before. */
export const isIpLiteral = (host: string): boolean => host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);

const normal = (host: string): string => host.toLowerCase().replace(/\.$/, '');

/**
 * Do two names mean the same host? Case and a final dot do not count, and a name without a dot is the host of the same
 * first label: the resolver's search list completed it.
 */
export function sameHost(registered: string, announced: string): boolean {
  const [ours, theirs] = [normal(registered), normal(announced)];
  if (ours === theirs) return true;
  return !ours.includes('.') && theirs.split('.')[0] === ours;
}
