import { cookies } from 'next/headers';
import { isTimeZone } from '#components/time/words.ts';

/** The zone in which this reader's pages show times: an IANA name. */
export async function shownZone(): Promise<string> {
  const zone = (await cookies()).get('tz')?.value ?? 'UTC';
  return isTimeZone(zone) ? zone : 'UTC';
}
