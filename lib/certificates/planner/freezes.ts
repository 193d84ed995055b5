import { count as counted } from '../../diagnosis/reading/wording.ts';
import { freezeInterval } from '../freezes/freeze-interval.ts';
import type { FreezeView } from '../freezes/views.ts';
import { addDays } from './day.ts';
import { countsOf, type JudgedCertificate } from './judge.ts';
import type { FreezeBand } from './views.ts';
import { type ChartTime, placeOf } from './window.ts';
import { dayAt, dayStartMs } from './zoned-time.ts';

/** After a freeze there is hardly time to renew what ends within so many days. */
const daysAfter = 7;
const shown = 5;

/** The freezes that touch the stretch of the charts, earliest first, each with what ends in it or soon after. */
export function freezeBands(freezes: readonly FreezeView[], certificates: readonly JudgedCertificate[], time: ChartTime): FreezeBand[] {
  return freezes
    .map((freeze) => ({ freeze, ...freezeInterval(freeze) }))
    .filter(({ from, to }) => from.getTime() < time.toMs && to.getTime() > time.fromMs)
    .sort((a, b) => a.from.getTime() - b.from.getTime())
    .map(({ freeze, from, to }) => {
      const endMs = dayStartMs(addDays(freeze.toDay, 1 + daysAfter), freeze.timeZone);
      const caught = certificates
        .filter(({ notAfterMs }) => notAfterMs >= from.getTime() && notAfterMs < endMs)
        .sort((a, b) => a.notAfterMs - b.notAfterMs);
      const counts = countsOf(caught);
      const last = caught.at(-1)?.notAfterMs ?? endMs - 1;
      return {
        ...{ id: freeze.id, name: freeze.name, fromDay: freeze.fromDay, toDay: freeze.toDay, timeZone: freeze.timeZone },
        ...counts,
        left: Math.max(0, placeOf(from.getTime(), time)),
        right: Math.min(1, placeOf(to.getTime(), time)),
        sentence:
          counts.certificates === 0
            ? `No certificate ends in or within ${daysAfter} days after ${freeze.name}.`
            : `${counted(counts.certificates, 'certificate')} of ${counted(counts.hosts, 'host')} ${counts.certificates === 1 ? 'ends' : 'end'} in or within ${daysAfter} days after ${freeze.name}.`,
        soonest: caught
          .slice(0, shown)
          .map(({ sha256, name, notAfterMs }) => ({ sha256, name, endsAt: new Date(notAfterMs).toISOString() })),
        ends: { fromDay: dayAt(caught[0]?.notAfterMs ?? from.getTime(), time.zone), toDay: dayAt(last, time.zone) },
      };
    });
}
