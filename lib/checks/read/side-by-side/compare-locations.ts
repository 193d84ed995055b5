import { list } from '../../../diagnosis/reading/wording.ts';
import type { Inference, PlaceView } from '../views.ts';

/** What decides between locations, of one that looked of late and could look. */
type Place = Pick<PlaceView, 'location' | 'state' | 'way' | 'addresses' | 'leafSha256' | 'cause' | 'isFresh'>;

const names = (places: readonly Place[]): string =>
  list(
    places.map(({ location }) => location),
    4,
  );
const sameAddresses = (places: readonly Place[]): boolean => new Set(places.map(({ addresses }) => addresses.toSorted().join())).size === 1;
const differently = 'The name leads to other addresses there, so that may also be another server.';

/**
 * What it means that locations see one door as they do, in one sentence with how sure that is: the first stage at which they part
 * decides. Null while fewer than two of them looked of late. Pure.
 */
export function compareLocations(all: readonly Place[]): Inference | null {
  const places = all.filter(({ isFresh, way }) => isFresh && way !== 'unknown');
  if (places.length < 2) return null;
  const of = (way: PlaceView['way']): Place[] => places.filter((place) => place.way === way);
  const [open, filtered, refused, unreachable, unresolved] = [
    of('open'),
    of('filtered'),
    of('refused'),
    of('unreachable'),
    of('unresolved'),
  ];
  const resolved = places.filter(({ way }) => way !== 'unresolved');

  if (unresolved.length > 0 && resolved.length > 0)
    return {
      sentence: `The name is found from ${names(resolved)}, and not from ${names(unresolved)}: the DNS servers there do not know it, or answer otherwise.`,
      confidence: 'high',
    };
  if (open.length === 0) return allShut(places);
  const apart = (shut: readonly Place[], verb: string, why: string): Inference => ({
    sentence: `Open from ${names(open)}, ${verb} from ${names(shut)}: ${why} is likely.${sameAddresses([...open, ...shut]) ? '' : ` ${differently}`}`,
    confidence: sameAddresses([...open, ...shut]) ? 'high' : 'medium',
  });
  if (filtered.length > 0) return apart(filtered, 'filtered', 'a network security group or firewall between');
  if (refused.length > 0)
    return apart(refused, 'refused', 'a firewall that rejects, or a server that listens on some of its addresses alone,');
  if (unreachable.length > 0) return apart(unreachable, 'not reachable', 'a missing route between');
  return served(open) ?? judged(open);
}

function allShut(places: readonly Place[]): Inference {
  const ways = new Set(places.map(({ way }) => way));
  const words = { filtered: 'gets an answer', refused: 'is let in', unreachable: 'has a way to it', unresolved: 'finds the name' };
  const [way] = ways;
  const shared = ways.size === 1 && way !== undefined && way in words ? words[way as keyof typeof words] : 'gets in';
  return {
    sentence: `None of ${names(places)} ${shared}: the fault lies at the server or right before it, rather than at one of them.`,
    confidence: ways.size === 1 ? 'high' : 'medium',
  };
}

/** Do they get different certificates? Null when all get the same, or some get none. */
function served(open: readonly Place[]): Inference | null {
  const byLeaf = [...Map.groupBy(open, ({ leafSha256 }) => leafSha256)];
  const withLeaf = byLeaf.filter(([leaf]) => leaf !== null);
  if (withLeaf.length > 1)
    return sameAddresses(open)
      ? {
          sentence: `${names(open)} get different certificates from the same address: something between that decrypts TLS, or a load balancer, is likely.`,
          confidence: 'medium',
        }
      : {
          sentence: `${names(open)} get different certificates: the name leads them to different addresses, and so to different servers.`,
          confidence: 'high',
        };
  if (byLeaf.length > 1) {
    const without = open.filter(({ leafSha256 }) => leafSha256 === null);
    const having = open.filter(({ leafSha256 }) => leafSha256 !== null);
    return {
      sentence: `${names(having)} get${having.length === 1 ? 's' : ''} a certificate, ${names(without)} none: a device between that interferes with TLS is likely.`,
      confidence: 'medium',
    };
  }
  return null;
}

function judged(open: readonly Place[]): Inference {
  if (new Set(open.map(({ state, cause }) => `${state} ${cause?.id ?? ''}`)).size === 1)
    return { sentence: `${names(open)} see the same.`, confidence: 'certain' };
  const untrusted = open.filter(({ cause }) => cause?.id === 'issuer-not-trusted');
  if (untrusted.length > 0 && untrusted.length < open.length)
    return {
      sentence: `The certificate is the same, and ${names(untrusted)} ${untrusted.length === 1 ? 'does' : 'do'} not trust its issuer: the workers trust different authorities.`,
      confidence: 'high',
    };
  return {
    sentence: `The certificate is the same, and ${names(open)} judge the door differently: it changed between their looks, or the way differs.`,
    confidence: 'low',
  };
}
