import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import type { DomainSettingsView } from '#lib/certificates/settings/views.ts';
import { windowWords } from '#lib/diagnosis/expiry.ts';
import { paths } from '#lib/paths.ts';

const cell = 'py-2 pr-4 align-top';
const exceptions = (count: number): string => (count === 0 ? '' : `; ${count} ${count === 1 ? 'host differs' : 'hosts differ'}`);

/** Every domain with its hosts, owner and windows, and the way to change them. */
export function DomainTable({ domains, current }: { domains: readonly DomainSettingsView[]; current: string | null }) {
  return (
    <ScrollRegion label="Table of domains">
      <table className="w-full min-w-xl text-left">
        <thead>
          <tr>
            {['Domain', 'Hosts', 'Owner', 'Expiry windows', 'Change'].map((head) => (
              <th key={head} scope="col" className="py-1 pr-4 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {domains.map(({ id, name, owner, windows, hostCount, ownOwnerCount, ownWindowsCount }) => (
            <tr key={id} className="border-line border-t">
              <th scope="row" className={`${cell} font-mono font-normal wrap-anywhere`}>
                {name}
              </th>
              <td className={cell}>{hostCount}</td>
              <td className={`${cell} wrap-anywhere`}>
                {owner === '' ? <span className="text-muted">nobody</span> : owner}
                {exceptions(ownOwnerCount)}
              </td>
              <td className={cell}>
                {windowWords(windows)}
                {exceptions(ownWindowsCount)}
              </td>
              <td className={cell}>
                <Link
                  href={`${paths.expirySettings()}?${new URLSearchParams({ domain: name })}#domain`}
                  aria-current={name === current ? 'true' : undefined}
                  aria-label={`Change ${name}`}
                  prefetch={false}
                  className="text-link underline"
                >
                  Change
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
