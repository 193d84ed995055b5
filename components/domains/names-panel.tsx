import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { AnswerView, DomainView, NameView } from '#lib/fleet/domains/views.ts';
import { paths } from '#lib/paths.ts';

const sideWords = { internal: 'inside', external: 'outside' } as const;
const resolverName = (resolver: string): string => (resolver === 'system' ? 'resolvers of the worker' : resolver);

function Answer({ answer }: { answer: AnswerView }) {
  const wrong = answer.faults.length > 0;
  return (
    <>
      <p className="font-mono wrap-anywhere">
        {answer.addresses.join(', ')}
        {answer.failure !== null && <span className="font-sans text-muted">{answer.failure}</span>}
      </p>
      {wrong && (
        <p className="mt-1 flex items-start gap-1.5 font-medium">
          <span className="mt-0.5 shrink-0">
            <StateTile state="warning" size={16} />
          </span>
          <span className="min-w-0 wrap-anywhere">
            <span className="sr-only">Warning: </span>
            {answer.faults.join(' ')}
          </span>
        </p>
      )}
    </>
  );
}

function NameRows({ name }: { name: NameView }) {
  return name.answers.map((answer, index) => (
    <tr key={answer.resolver} className="border-line border-t">
      {index === 0 && (
        <th scope="rowgroup" rowSpan={name.answers.length} className="py-2 pr-4 align-top font-normal">
          <Link href={paths.host(name.host)} prefetch={false} className="font-mono text-link underline wrap-anywhere">
            {name.host}
          </Link>
          <span className="block text-muted">{name.reachedFromOutside ? 'clients come from outside' : 'clients are inside'}</span>
          {name.expectedAddresses.length > 0 && (
            <span className="block text-muted">
              expected: <span className="font-mono wrap-anywhere">{name.expectedAddresses.join(', ')}</span>
            </span>
          )}
        </th>
      )}
      <td className="py-2 pr-4 align-top">
        <span className="font-mono">{resolverName(answer.resolver)}</span>
        <span className="block text-muted">{sideWords[answer.side]}</span>
      </td>
      <td className="py-2 pr-4 align-top">
        <Answer answer={answer} />
      </td>
      <td className="py-2 align-top">
        <Moment at={answer.askedAt} />
      </td>
    </tr>
  ));
}

/** What the resolvers inside and outside answer for each name of a domain, and what of that misleads clients. */
export function NamesPanel({ view }: { view: Pick<DomainView, 'name' | 'names' | 'nameCount' | 'wrongNameCount' | 'externalResolvers'> }) {
  const { name: domain, names, nameCount, wrongNameCount, externalResolvers } = view;
  return (
    <Panel
      id="names"
      title="What DNS says, inside and outside"
      aside={
        nameCount > 0 && (
          <ExportLinks of="the answers of DNS" hrefOf={(format) => paths.domainsExport({ table: 'names', domain, format })} />
        )
      }
    >
      <p className="max-w-[75ch] text-muted">
        From outside a published name must lead to the public address of the server, from inside to the private one. Entra Domain Services,
        for one, has its secure LDAP external IP address in public DNS.
      </p>
      {externalResolvers.length === 0 && (
        <p className="mt-2">No resolver outside is named, so nobody is asked. Name one below, and each name is asked for every hour.</p>
      )}
      {externalResolvers.length > 0 && nameCount === 0 && (
        <p className="mt-2">Nothing was asked yet. The first answers come within a minute.</p>
      )}
      {nameCount > 0 && (
        <>
          <p className="mt-2 font-medium">
            {wrongNameCount === 0
              ? `Nothing is wrong with the answers for ${count(nameCount, 'name')}.`
              : `${wrongNameCount.toLocaleString('en')} of ${count(nameCount, 'name')} ${wrongNameCount === 1 ? 'misleads' : 'mislead'} clients.`}
          </p>
          <ScrollRegion label="Table of names and answers" className="mt-2 overflow-x-auto">
            <table className="w-full min-w-2xl text-left">
              <thead>
                <tr>
                  {['Name', 'Resolver', 'Answer', 'Asked'].map((head) => (
                    <th key={head} scope="col" className="py-1 pr-4 font-medium">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              {names.map((name) => (
                <tbody key={name.host}>
                  <NameRows name={name} />
                </tbody>
              ))}
            </table>
          </ScrollRegion>
          {nameCount > names.length && <p className="mt-1 text-muted">The first {names.length} of them are shown.</p>}
        </>
      )}
    </Panel>
  );
}
