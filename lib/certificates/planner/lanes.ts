import { count as counted } from '../../diagnosis/reading/wording.ts';
import type { PlannerChoice } from './filter.ts';
import { countsOf, hostCount, type JudgedCertificate, levelCounts, worse } from './judge.ts';
import { pageOf } from './page.ts';
import { grouped } from './scope.ts';
import type { Lane, LaneMark, Page } from './views.ts';
import { type ChartTime, placeOf } from './window.ts';

/** Lanes of a page, unless all of them are asked for. */
const lanesPerPage = 25;
/** Marks closer than this part of the window are drawn as one with a count: a lane has a hundred marks at most. */
const markGap = 0.01;

const missing = {
  site: 'No site',
  issuer: 'No issuer named',
  owner: 'Nobody named',
  template: 'No template',
  domain: 'No domain',
} as const;

/** One lane for each group, that with the soonest end first. Only the lanes of the page get marks. */
export function lanePage(
  certificates: readonly JudgedCertificate[],
  time: ChartTime,
  choice: PlannerChoice,
  perPage: number = lanesPerPage,
): Page<Lane> {
  const groups = [...grouped(certificates, choice.by)].map(([key, members]) => ({ key, members, soonestMs: soonest(members) }));
  groups.sort((a, b) => a.soonestMs - b.soonestMs || (a.key < b.key ? -1 : 1));
  const page = pageOf(groups, choice.lanePage, perPage);
  return { ...page, items: page.items.map(({ key, members }) => laneOf(key, key === '' ? missing[choice.by] : key, members, time)) };
}

/** One lane for each issuer, that which ends first at the top; those beyond the first page are counted only. */
export function issuerLanes(issuers: readonly JudgedCertificate[], time: ChartTime, perPage: number = lanesPerPage): Page<Lane> {
  const sorted = [...issuers].sort((a, b) => a.notAfterMs - b.notAfterMs || (a.sha256 < b.sha256 ? -1 : 1));
  const page = pageOf(sorted, 1, perPage);
  return { ...page, items: page.items.map((issuer) => laneOf(issuer.sha256, issuer.name, [issuer], time)) };
}

const soonest = (members: readonly JudgedCertificate[]): number =>
  members.reduce((first, { notAfterMs }) => Math.min(first, notAfterMs), Number.POSITIVE_INFINITY);

function laneOf(key: string, label: string, members: readonly JudgedCertificate[], time: ChartTime): Lane {
  return {
    key,
    label,
    ...countsOf(members),
    levels: levelCounts(members),
    marks: laneMarks(members, time),
    earlier: members.filter(({ notAfterMs }) => notAfterMs < time.fromMs).length,
    later: members.filter(({ notAfterMs }) => notAfterMs >= time.toMs).length,
    soonestAt: new Date(soonest(members)).toISOString(),
  };
}

/**
 * The marks of a lane in order. Marks that would overlap become one with their count and their worst level, but what has ended never
 * joins what has not. A mark stands where the first of its certificates ends.
 */
export function laneMarks(members: readonly JudgedCertificate[], time: ChartTime): LaneMark[] {
  const marks: LaneMark[] = [];
  for (const { notAfterMs, level } of [...members].sort((a, b) => a.notAfterMs - b.notAfterMs)) {
    if (notAfterMs < time.fromMs || notAfterMs >= time.toMs) continue;
    const at = placeOf(notAfterMs, time);
    const last = marks.at(-1);
    if (last && at - last.at < markGap && (last.level === 'expired') === (level === 'expired'))
      marks[marks.length - 1] = { at: last.at, level: worse(last.level, level), count: last.count + 1 };
    else marks.push({ at, level, count: 1 });
  }
  return marks;
}

/** "3 issuers end within a year, 1 of them has ended; 800 hosts hang on them." What is in a trust store alone is counted with them. */
export function issuersSentence(issuers: readonly JudgedCertificate[]): string {
  const near = issuers.filter(({ daysLeft }) => daysLeft < 365);
  if (issuers.length === 0) return 'No issuer of the certificates in use was seen.';
  if (near.length === 0 && issuers.length === 1) return 'The only issuer does not end within a year.';
  if (near.length === 0) return `None of the ${issuers.length} issuers and trust anchors ends within a year.`;
  const ended = near.filter(({ level }) => level === 'expired').length;
  const hosts = hostCount(near);
  const already = ended === 0 ? '' : `, of which ${ended} already ${ended === 1 ? 'has' : 'have'}`;
  const hanging = `${hosts === 0 ? 'no host' : counted(hosts, 'host')} ${hosts <= 1 ? 'hangs' : 'hang'}`;
  return `${counted(near.length, 'issuer')} ${near.length === 1 ? 'ends' : 'end'} within a year${already}; ${hanging} on ${near.length === 1 ? 'it' : 'them'}.`;
}
