import { cookies } from 'next/headers';
import { isTimeZone } from '#components/time/words.ts';

/** The time zone of whoever reads the page, as the browser told it; UTC before it has. */
export async function readerZone(): Promise<string> {
  const zone = (await cookies()).get('tz')?.value;
  return zone !== undefined && isTimeZone(zone) ? zone : 'UTC';
}
