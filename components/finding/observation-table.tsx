import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { FindingView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';

/** What was seen at this host beside what a healthy server shows. */
export function ObservationTable({
  finding,
  name,
  port,
  checkedAt,
}: {
  finding: FindingView;
  name: string;
  port: number;
  checkedAt: string | null;
}) {
  return (
    <>
      <p className="mb-3 wrap-anywhere">{finding.summary}</p>
      <ScrollRegion label="Evidence" className="overflow-x-auto rounded-md border border-line">
        <table className="w-full min-w-md text-left">
          <thead className="bg-sunken">
            <tr>
              {['What', 'Seen', 'A healthy server shows'].map((head) => (
                <th key={head} scope="col" className="px-3 py-1.5 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {finding.observations.map((observation) => (
              <tr key={observation.label} className="border-line border-t align-top">
                <th scope="row" className="px-3 py-1.5 font-normal text-muted">
                  {observation.label}
                </th>
                <td className="px-3 py-1.5 font-medium wrap-anywhere">{observation.seen}</td>
                <td className="px-3 py-1.5 wrap-anywhere">{observation.healthy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="mt-2 text-muted">
        Seen from {finding.location}
        {finding.addresses.length > 0 && ` at ${finding.addresses.join(', ')}`}
        {checkedAt && (
          <>
            , last <Moment at={checkedAt} />
          </>
        )}
        , first <Moment at={finding.since} />.{' '}
        <Link href={paths.host(name, port)} className="text-link underline">
          Every stage of the probe
        </Link>
      </p>
    </>
  );
}
