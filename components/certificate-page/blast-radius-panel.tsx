import Link from 'next/link';
import type { ReactNode } from 'react';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import { TableHeads } from '#components/ui/table-heads.tsx';
import type { BlastRadius, CertificateRef, GroupCount } from '#lib/certificates/details/views.ts';
import { count } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import { CertificateLink } from './certificate-link.tsx';
import { radiusSentence } from './use-words.ts';

function Group({ title, groups, none }: { title: string; groups: readonly GroupCount[]; none: string }) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <ul>
        {groups.map(({ name, hosts }) => (
          <li key={name} className="wrap-anywhere">
            {name || <span className="text-muted">{none}</span>}: {count(hosts, 'host')}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Pages({ sha256, page, pages }: { sha256: string; page: number; pages: number }) {
  if (pages < 2) return null;
  const to = (number: number) => `${paths.certificate(sha256)}?hosts=${number}#hanging`;
  const step = (number: number, label: string) =>
    number < 1 || number > pages ? (
      <span className="text-muted">{label}</span>
    ) : (
      <Link href={to(number)} prefetch={false} className="text-link underline">
        {label}
      </Link>
    );
  return (
    <nav aria-label="Pages of hosts" className="mt-2 flex flex-wrap gap-4">
      {step(page - 1, 'Previous hosts')}
      <span>
        page {page} of {pages}
      </span>
      {step(page + 1, 'Next hosts')}
    </nav>
  );
}

function Hosts({ radius, issuerEnd }: { radius: BlastRadius; issuerEnd: string | null }) {
  return (
    <ScrollRegion label="Hosts that hang on it" className="mt-1 overflow-x-auto">
      <table className="w-full min-w-2xl text-left">
        <TableHeads heads={['Host', 'Site', 'Owner', 'Its certificate', 'Ends', 'Against the issuer']} />
        <tbody>
          {radius.listed.map(({ name, port, endpoints, site, owner, leaf }) => (
            <tr key={name} className="border-line border-t align-top">
              <th scope="row" className="min-w-44 py-1 pr-3 font-normal wrap-anywhere">
                <Link href={paths.host(name, port)} prefetch={false} className="font-mono text-link underline">
                  {name}
                </Link>
                {endpoints > 1 && <span className="text-muted"> {endpoints} doors</span>}
              </th>
              <td className="py-1 pr-3">{site || <span className="text-muted">none</span>}</td>
              <td className="py-1 pr-3">{owner || <span className="text-muted">nobody</span>}</td>
              <td className="min-w-44 py-1 pr-3 wrap-anywhere">
                <Link href={paths.certificate(leaf.sha256)} prefetch={false} className="font-mono text-link underline">
                  {leaf.name}
                </Link>
              </td>
              <td className="py-1 pr-3">{leaf.notAfter === null ? 'cannot be read' : <Moment at={leaf.notAfter} />}</td>
              <td className="py-1">
                {leaf.notAfter !== null && issuerEnd !== null && leaf.notAfter > issuerEnd ? 'valid longer' : 'ends first'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** A heading with what can be taken along beside it. */
function Title({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="mt-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <h3 className="font-medium">{text}</h3>
      <span className="flex flex-wrap gap-x-6">{children}</span>
    </div>
  );
}

/** What hangs on an issuer: what fails with it. `isOver` where its own end has passed. */
export function BlastRadiusPanel({ issuer, radius, isOver }: { issuer: CertificateRef; radius: BlastRadius; isOver: boolean }) {
  const end = issuer.notAfter;
  return (
    <Panel id="hanging" title="What hangs on it">
      <p>
        {end !== null && (
          <>
            This issuer {isOver ? 'ended' : 'ends'} on <Moment at={end} />.{' '}
          </>
        )}
        <strong className="font-semibold">{radiusSentence(radius)}</strong>
        {radius.issuers > 0 && ` Between it and them stand ${count(radius.issuers, 'further authority', 'further authorities')}.`}
      </p>
      {radius.hosts > 0 && (
        <>
          <p className="mt-1">
            {isOver ? 'Clients that verify have refused' : 'From that moment clients that verify refuse'} {count(radius.hosts, 'host')} (
            {count(radius.endpoints, 'door')}), whatever their own certificates say, unless their chain leads to another issuer
            {isOver ? '.' : ' by then.'}
          </p>
          <div className="mt-3 grid gap-4 sm:grid-cols-3">
            <Group title="Domains" groups={radius.domains} none="no domain" />
            <Group title="Sites" groups={radius.sites} none="no site" />
            <Group title="Owners" groups={radius.owners} none="nobody named" />
          </div>
          <Title text="Its certificates that end first">
            <ExportLinks
              of="all certificates below it"
              hrefOf={(format) => paths.certificateExport(issuer.sha256, { table: 'certificates', format })}
            />
          </Title>
          <ul>
            {radius.soonest.map((leaf) => (
              <li key={leaf.sha256}>
                <CertificateLink certificate={leaf} /> <span className="text-muted">({count(leaf.hosts, 'host')})</span>
              </li>
            ))}
          </ul>
          <Title text={`${count(radius.hosts, 'host')} by name`}>
            <ExportLinks
              of="all hosts that hang on it"
              hrefOf={(format) => paths.certificateExport(issuer.sha256, { table: 'hosts', format })}
            />
            <span className="no-print inline-flex items-center gap-x-3">
              <span className="text-muted">Doors:</span>
              <ExportLinks
                of="all doors that hang on it"
                hrefOf={(format) => paths.certificateExport(issuer.sha256, { table: 'doors', format })}
              />
            </span>
          </Title>
          {radius.listed.length > 0 ? (
            <Hosts radius={radius} issuerEnd={end} />
          ) : (
            <p className="text-muted">This page of hosts is empty.</p>
          )}
          <Pages sha256={issuer.sha256} page={radius.page} pages={radius.pages} />
        </>
      )}
    </Panel>
  );
}
