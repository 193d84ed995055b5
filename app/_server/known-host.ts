import { isIP } from 'node:net';

/**
 * May a request that names this host be answered? A page of another site can point its own name at our address (DNS rebinding) and
 * would then count as same-origin; so only names that are ours are answered. An IP address cannot be rebound, nor can localhost.
 * @param hostHeader value of the Host header, with or without a port
 * @param baseUrl the address people use, from PORT636_BASE_URL
 */
export function isKnownHost(hostHeader: string | null, baseUrl: string): boolean {
  const url = hostHeader === null || /[\s/@?#\\]/.test(hostHeader) ? null : URL.parse(`http://${hostHeader}`);
  if (url === null || url.hostname === '') return false;
  const name = url.hostname.replace(/\.$/, '');
  const literal = name.startsWith('[') ? name.slice(1, -1) : name;
  return isIP(literal) !== 0 || name === 'localhost' || name.endsWith('.localhost') || name === URL.parse(baseUrl)?.hostname;
}
