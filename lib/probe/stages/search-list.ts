import { hostname, platform } from 'node:os';
import { limits } from '../limits.ts';
import { watchedFile } from './watched-file.ts';

/** Where the operating system keeps the settings of its resolver; null where there is no such file. */
export const systemResolverFile = platform() === 'win32' ? null : '/etc/resolv.conf';

/** How short names are completed (resolv.conf(5)). */
export type SearchList = {
  /** Domains in the order they are appended; an empty one is the root. Null when the file names none. */
  domains: readonly string[] | null;
  /** A name with at least so many dots is asked as it is first. */
  dots: number;
};

const MOST_DOTS = 15;
const LONGEST_NAME = 253;

/** Reads `search`, `domain` (the last of them counts) and `options ndots:` of a resolv.conf; all else is left alone. */
export function parseSearchList(text: string): SearchList {
  let domains: readonly string[] | null = null;
  let dots = 1;
  for (const line of text.split('\n')) {
    const [keyword, ...values] = line.trim().split(/\s+/);
    if (keyword === 'search' || keyword === 'domain') {
      const named = keyword === 'domain' ? values.slice(0, 1) : values;
      domains = named.length === 0 ? domains : named.slice(0, limits.searchDomains).map((domain) => domain.replace(/^\.+|\.+$/g, ''));
    } else if (keyword === 'options') {
      for (const value of values) {
        const digits = /^ndots:(\d{1,9})$/.exec(value)?.[1];
        if (digits !== undefined) dots = Math.min(Number(digits), MOST_DOTS);
      }
    }
  }
  return { domains, dots };
}

/** The search list of a resolv.conf. The file is read again when it changed; one that cannot be read names nothing. */
export const readSearchList: (path: string) => SearchList = watchedFile(parseSearchList, limits.resolverFileBytes);

/**
 * The full names to ask for, in the order in which getaddrinfo(3) of glibc asks: as it is first when the name has dots enough,
 * else last; a name with a trailing dot is full already. Without a list the machine's own domain is searched.
 * @param ownName the machine's host name, whose part after the first dot is its domain
 */
export function namesToAsk(name: string, list: SearchList, ownName: string = hostname()): string[] {
  if (name.endsWith('.')) return [name];
  const ownDomain = ownName.includes('.') ? ownName.slice(ownName.indexOf('.') + 1) : '';
  const domains = list.domains ?? (ownDomain === '' ? [] : [ownDomain]);
  const completed = domains.map((domain) => (domain === '' ? name : `${name}.${domain}`)).filter((full) => full.length <= LONGEST_NAME);
  const asItIsFirst = name.split('.').length - 1 >= list.dots;
  return [...new Set(asItIsFirst ? [name, ...completed] : [...completed, name])];
}
