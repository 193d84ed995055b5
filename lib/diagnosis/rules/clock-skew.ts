import { article } from '../article/texts/clock-skew.ts';
import { serverClock } from '../reading/clock.ts';
import { count, isoTime } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

/** From here on time stamps mislead. */
const WARNING_SECONDS = 60;
/** Kerberos' default tolerance (RFC 4120 section 10.1.4; Windows: maximum tolerance for computer clock synchronization). */
const CRITICAL_SECONDS = 300;

/** 505: the rootDSE's currentTime against this location's clock at the middle of the round trip. Which of the two is wrong, it cannot tell. */
export const clockSkew: AddressRule = {
  scope: 'address',
  id: 'clock-skew',
  no: 505,
  stage: 'ldap',
  severities: ['warning', 'critical'],
  title: 'The clocks differ',
  article,
  applies: ({ attempt }) => serverClock(attempt) !== null,
  check({ attempt, evidence }) {
    const clock = serverClock(attempt);
    if (clock === null) return null;
    const skewSeconds = clock.aheadMs / 1000;
    const size = Math.abs(skewSeconds);
    if (size <= WARNING_SECONDS) return null;
    const direction = skewSeconds > 0 ? 'ahead of' : 'behind';
    return {
      severity: size > CRITICAL_SECONDS ? 'critical' : 'warning',
      summary: `The server's clock is ${count(Math.round(size), 'second')} ${direction} that of the location ${evidence.location}.`,
      facts: {
        skewSeconds: Math.round(skewSeconds * 10) / 10,
        serverTime: clock.serverTime.toISOString(),
        locationTime: clock.ourTime.toISOString(),
        location: evidence.location,
      },
      observations: [
        {
          label: 'Clock of the server',
          seen: isoTime(clock.serverTime),
          healthy: `${isoTime(clock.ourTime)}, give or take ${WARNING_SECONDS} seconds`,
        },
        { label: `Clock of ${evidence.location}, half the round trip added`, seen: isoTime(clock.ourTime), healthy: 'The true time' },
        {
          label: 'Difference',
          seen: `${Math.round(size)} s ${skewSeconds > 0 ? 'ahead' : 'behind'}`,
          healthy: `At most ${WARNING_SECONDS} s; Kerberos fails beyond ${CRITICAL_SECONDS} s`,
        },
      ],
    };
  },
};
