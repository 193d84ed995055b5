import type { ReactNode } from 'react';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { list } from '#lib/diagnosis/reading/wording.ts';
import { lookupWords } from '#lib/fleet/discovery/views.ts';
import type { DiscoveryRecord } from '#lib/probe/discovery/record.ts';

/** What the discovery could not learn, and what it learnt beside servers. */
export function RecordNotices({ record, accountWanted }: { record: DiscoveryRecord; accountWanted: boolean }) {
  const partial = record.domains.filter(({ incompleteBecause }) => incompleteBecause !== null);
  return (
    <ul className="list-disc space-y-1 pl-5">
      <li className="wrap-anywhere">{directoryWords(record.directory, accountWanted)}</li>
      {partial.map(({ name, incompleteBecause }) => (
        <li key={name} className="wrap-anywhere">
          <span className="font-medium">The look at {name} is partial:</span> {incompleteBecause} Hosts that were not seen are not called
          gone.
        </li>
      ))}
      {record.oddNames.length > 0 && (
        <li className="wrap-anywhere">
          <span className="font-medium">Names that cannot be registered:</span>{' '}
          {list(
            record.oddNames.map(({ where, text, because }) => `${JSON.stringify(text)} (${where}): ${because}`),
            5,
          )}
        </li>
      )}
    </ul>
  );
}

function directoryWords(directory: DiscoveryRecord['directory'], accountWanted: boolean): string {
  if (directory.status === 'not-opened')
    return `The directory was not read${directory.server === null ? '' : ` (tried ${directory.server})`}: ${directory.message} What follows is from DNS alone.`;
  const { server, port, boundAs, identityProven, referralCount } = directory;
  const who = boundAs === null ? 'without an account' : `as ${boundAs}`;
  const proven = identityProven ? '' : ' Its certificate does not prove who it is.';
  const referrals = referralCount === 0 ? '' : ` ${referralCount} referrals to other servers were not followed.`;
  const because = directory.incompleteBecause === null ? '' : ` ${directory.incompleteBecause}`;
  if (directory.status === 'root-dse')
    return `${server}, port ${port}, shows its root entry alone ${who}: sites and read-only servers may be missing, and the authorities that the directory publishes were not read.${accountWanted ? because : ''}${proven}`;
  return `The directory was read ${who} from ${server}, port ${port}.${because}${proven}${referrals}`;
}

/** Every question that was put to DNS, with its answer, and the ways to take them along. */
export function QuestionTable({ record, takeAlong }: { record: DiscoveryRecord; takeAlong: ReactNode }) {
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-link">
        What DNS was asked ({record.questions.length}), {record.resolvers.length === 0 ? 'by nobody' : `at ${list(record.resolvers, 4)}`}
      </summary>
      <p className="mt-2">{takeAlong}</p>
      <ScrollRegion label="Questions to DNS" className="mt-2 overflow-x-auto">
        <table className="w-full">
          <thead>
            <tr className="border-line border-b text-muted">
              <th scope="col" className="py-1 pr-3 text-left font-medium">
                SRV record
              </th>
              <th scope="col" className="py-1 text-left font-medium">
                Answer
              </th>
            </tr>
          </thead>
          <tbody>
            {record.questions.map(({ name, failure, recordCount, leftOutCount }) => (
              <tr key={name} className="border-line border-b last:border-b-0">
                <td className="py-1 pr-3 align-top font-mono text-xs wrap-anywhere">{name}</td>
                <td className="py-1 align-top">
                  {failure === null
                    ? `${recordCount} ${recordCount === 1 ? 'server' : 'servers'}${leftOutCount > 0 ? `, ${leftOutCount} left out` : ''}`
                    : (lookupWords[failure.code] ?? failure.code)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
