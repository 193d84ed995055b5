import { article } from '../article/texts/certificate-not-yet-valid.ts';
import { serverClock } from '../reading/clock.ts';
import { servedBy } from '../reading/served.ts';
import { certificateName, commonNameOf, duration, isoTime, minuteTime, timeFromNow } from '../reading/wording.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

/** The first certificate from the leaf up whose notBefore lies ahead: an issuer from the future breaks the chain just as well. */
function firstFromTheFuture({ attempt, now }: AddressContext): { name: string; isLeaf: boolean; sha256: string; notBefore: Date } | null {
  const served = servedBy(attempt);
  if (served === null) return null;
  const { leaf } = served;
  const leafEntry = { name: certificateName(leaf), isLeaf: true, sha256: leaf.sha256, notBefore: leaf.notBefore };
  const issuers = served.trust.path
    .slice(1)
    .map((step) => ({ name: commonNameOf(step.subject), isLeaf: false, sha256: step.sha256, notBefore: step.notBefore }));
  for (const entry of [leafEntry, ...issuers]) {
    if (entry.notBefore !== null && new Date(entry.notBefore) > now) return { ...entry, notBefore: new Date(entry.notBefore) };
  }
  return null;
}

/** 402: now is before notBefore of the leaf, or of an issuer of its path. */
export const certificateNotYetValid: AddressRule = {
  scope: 'address',
  id: 'certificate-not-yet-valid',
  no: 402,
  stage: 'certificate',
  severities: ['critical'],
  title: 'The certificate is not yet valid',
  article,
  applies: ({ attempt }) => (servedBy(attempt)?.leaf.notBefore ?? null) !== null,
  check(context) {
    const { attempt, now } = context;
    const future = firstFromTheFuture(context);
    if (future === null) return null;
    const { notBefore } = future;
    const waitMs = notBefore.getTime() - now.getTime();
    const clock = serverClock(attempt);
    const validByServerClock = clock !== null && now.getTime() + clock.aheadMs >= notBefore.getTime();
    const which = future.isLeaf ? `The certificate of ${future.name}` : `The issuer ${future.name} in the chain`;
    const clockWords = validByServerClock
      ? ` The server's own clock is ${duration(clock.aheadMs)} ahead of this location's and counts it as valid: a wrong clock may be the cause.`
      : '';
    return {
      summary: `${which} becomes valid only in ${duration(waitMs)}, on ${minuteTime(notBefore)}.${clockWords}`,
      facts: {
        certificate: future.name,
        isLeaf: future.isLeaf,
        sha256: future.sha256,
        notBefore: notBefore.toISOString(),
        secondsUntilValid: Math.ceil(waitMs / 1000),
        serverClockAheadSeconds: clock === null ? null : Math.round(clock.aheadMs / 1000),
        clockMayBeTheCause: validByServerClock,
      },
      observations: [
        { label: 'Valid from', seen: timeFromNow(notBefore, now), healthy: `A time before ${isoTime(now)}` },
        { label: 'Clock of this location', seen: isoTime(now), healthy: 'The true time' },
        {
          label: 'Clock of the server',
          seen:
            clock === null
              ? 'not told'
              : `${isoTime(clock.serverTime)} (${duration(clock.aheadMs)} ${clock.aheadMs >= 0 ? 'ahead' : 'behind'})`,
          healthy: 'Within 60 seconds of this location',
        },
      ],
    };
  },
};
