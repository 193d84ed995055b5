import Link from 'next/link';
import { Panel } from '#components/host/panel.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedOfWords } from '#components/status/accepted-words.ts';
import { Moment } from '#components/time/moment.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { AcrossHostsView, DomainView, SharedKeyView } from '#lib/fleet/domains/views.ts';
import { paths } from '#lib/paths.ts';

const hostLink = 'font-mono text-link underline wrap-anywhere';

function Leaf({ leaf: { sha256, name, notAfter, hosts, hostCount } }: { leaf: SharedKeyView['leaves'][number] }) {
  return (
    <>
      <Link href={paths.certificate(sha256)} prefetch={false} className="font-mono text-link underline wrap-anywhere">
        {name}
      </Link>
      {notAfter !== null && (
        <span className="text-muted">
          , ends <Moment at={notAfter} />
        </span>
      )}
      <ul aria-label={`Hosts that serve ${name}`} className="flex flex-wrap gap-x-3">
        {hosts.map((host) => (
          <li key={host}>
            <Link href={paths.host(host)} prefetch={false} className={hostLink}>
              {host}
            </Link>
          </li>
        ))}
        {hostCount > hosts.length && <li className="text-muted">and {(hostCount - hosts.length).toLocaleString('en')} more</li>}
      </ul>
    </>
  );
}

function SharedKey({ leaves }: SharedKeyView) {
  const hostCount = new Set(leaves.flatMap(({ hosts }) => hosts)).size;
  const [first] = leaves;
  return (
    <li className="border-line border-t py-2">
      {leaves.length > 1 && (
        <p className="font-medium">{`${count(leaves.length, 'certificate')} with the same key, on ${count(hostCount, 'host')}`}</p>
      )}
      {leaves.length === 1 && first && <p className="font-medium">{`One certificate on ${count(first.hostCount, 'host')}`}</p>}
      {leaves.map((leaf) => (
        <div key={leaf.sha256} className="mt-1">
          <Leaf leaf={leaf} />
        </div>
      ))}
    </li>
  );
}

/** Which hosts of a domain serve the same certificate or key, and which have one of their own. */
export function CertificatesPanel({ view }: { view: Pick<DomainView, 'sharedKeys' | 'sharedKeyCount' | 'ownKeyHostCount'> }) {
  const { sharedKeys, sharedKeyCount, ownKeyHostCount } = view;
  return (
    <Panel id="certificates" title="Who serves which certificate">
      <p className="pb-2">
        {sharedKeyCount === 0 && ownKeyHostCount === 0 && 'No certificate was received yet.'}
        {ownKeyHostCount > 0 &&
          `${count(ownKeyHostCount, 'host')} ${ownKeyHostCount === 1 ? 'serves' : 'serve'} a certificate with a key of ${ownKeyHostCount === 1 ? 'its' : 'their'} own.`}
        {sharedKeyCount === 0 && ownKeyHostCount > 0 && ' No key is shared.'}
        {sharedKeyCount > 0 &&
          ` ${count(sharedKeyCount, 'key')} ${sharedKeyCount === 1 ? 'is' : 'are'} shared: whoever takes one from a host can stand in for all of its hosts.`}
      </p>
      <ul>
        {sharedKeys.map((shared) => (
          <SharedKey key={shared.leaves[0]?.sha256} leaves={shared.leaves} />
        ))}
      </ul>
      {sharedKeyCount > sharedKeys.length && <p className="text-muted">and {sharedKeyCount - sharedKeys.length} more shared keys</p>}
    </Panel>
  );
}

/** Findings that come of comparing hosts, doors and resolvers, with the hosts that have them. */
export function AcrossHostsPanel({ findings }: { findings: readonly AcrossHostsView[] }) {
  return (
    <Panel id="across" title="Found by comparing hosts">
      {findings.length === 0 ? (
        <p className="text-muted">
          No shared key, no doors that differ, no issuing authority on a domain controller, and no name that misleads.
        </p>
      ) : (
        <ul>
          {findings.map(({ id, no, title, hostCount, acceptedHostCount, hosts }) => (
            <li key={id} className="border-line border-t py-2 first:border-t-0">
              <Link href={paths.cause(id)} prefetch={false} className="font-medium text-link underline">
                {no} {title}
              </Link>{' '}
              on {count(hostCount, 'host')} <AcceptedMark words={acceptedOfWords(acceptedHostCount, hostCount)} />
              <ul aria-label={`Hosts with ${title}`} className="flex flex-wrap gap-x-3">
                {hosts.map(({ name, port, isAccepted }) => (
                  <li key={name} className="inline-flex items-center gap-1">
                    <Link href={paths.why(name, port, id)} prefetch={false} className={hostLink}>
                      {name}
                    </Link>
                    {acceptedHostCount < hostCount && <AcceptedMark glyphOnly words={isAccepted ? 'accepted' : null} />}
                  </li>
                ))}
                {hostCount > hosts.length && <li className="text-muted">and {(hostCount - hosts.length).toLocaleString('en')} more</li>}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
