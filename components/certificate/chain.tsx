import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import { paths } from '#lib/paths.ts';
import type { CertificateFacts } from '#lib/probe/evidence.ts';
import { CertificateFactsList } from './certificate-facts.tsx';
import { type CertificateData, type ChainNode, type ChainRemark, chainTree } from './chain-tree.ts';
import { fingerprintWords } from './pem.ts';

function Remark({ remark }: { remark: ChainRemark }) {
  return (
    <span className="inline-flex items-start gap-1.5">
      <span className="mt-0.5 shrink-0">
        <StateTile state={remark.bad ? 'critical' : 'healthy'} size={16} />
      </span>
      <span className="min-w-0 wrap-anywhere">{remark.text}</span>
    </span>
  );
}

function StoreFacts({ node }: { node: ChainNode }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-muted">Subject</dt>
      <dd className="font-mono wrap-anywhere">{node.subject}</dd>
      {node.notBefore && node.notAfter && (
        <>
          <dt className="text-muted">Valid</dt>
          <dd>
            <Moment at={node.notBefore} /> to <Moment at={node.notAfter} /> ({node.lifetimeWords})
          </dd>
        </>
      )}
      <dt className="text-muted">SHA-256</dt>
      <dd className="font-mono wrap-anywhere">{fingerprintWords(node.sha256)}</dd>
    </dl>
  );
}

/** Where a certificate of the chain can be made an anchor: not those that are one, and of the leaf only when nobody else vouches for it. */
const mayBeTrusted = (node: ChainNode, isAlone: boolean): boolean => !node.isAnchor && (!node.isLeaf || isAlone);

/** `endpointId` is null for what is no part of the chain. */
type NodeProps = { node: ChainNode; facts: CertificateFacts | null; endpointId: string | null; isAlone: boolean };

function Certificate({ node, facts, endpointId, isAlone }: NodeProps) {
  const kind = node.isLeaf ? 'server certificate' : node.isAnchor ? 'trust anchor' : 'issuer';
  return (
    <details className="group/node" open={node.isLeaf}>
      <summary className="flex cursor-pointer list-none items-start gap-1.5 rounded-sm py-1 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          width={14}
          height={14}
          className="mt-1 shrink-0 text-muted transition-transform group-open/node:rotate-90"
        />
        <span className="min-w-0">
          <span className="font-medium font-mono wrap-anywhere">{node.title}</span>{' '}
          <span className="text-muted">
            {kind}, {node.origin}
            {node.lifetime === 'valid' && `, ${node.lifetimeWords}`}
          </span>
          {node.remarks.length > 0 && (
            <span className="mt-0.5 flex flex-col gap-0.5">
              {node.remarks.map((remark) => (
                <Remark key={remark.text} remark={remark} />
              ))}
            </span>
          )}
        </span>
      </summary>
      <div className="mb-2 ml-5 rounded-md bg-sunken p-3">
        {facts ? <CertificateFactsList facts={facts} lifetime={node.lifetimeWords} /> : <StoreFacts node={node} />}
        <p className="mt-2">
          <Link
            href={paths.certificate(node.sha256)}
            prefetch={false}
            aria-label={`All about this certificate: ${node.title}`}
            className="text-link underline"
          >
            All about this certificate
          </Link>
          {endpointId !== null && mayBeTrusted(node, isAlone) && (
            <Link
              href={paths.trustIssuer(endpointId, node.sha256)}
              prefetch={false}
              aria-label={`Trust this ${node.isLeaf ? 'certificate' : 'issuer'}: ${node.title}`}
              className="ml-4 text-link underline"
            >
              Trust this {node.isLeaf ? 'certificate' : 'issuer'}
            </Link>
          )}
        </p>
      </div>
    </details>
  );
}

function Branch({ nodes, endpointId, isAlone }: { nodes: readonly ChainNode[]; endpointId: string; isAlone: boolean }) {
  const [node, ...rest] = nodes;
  if (!node) return null;
  return (
    <ul className={node.isLeaf ? '' : 'ml-2 border-line border-l pl-3'}>
      <li>
        <Certificate node={node} facts={node.facts} endpointId={endpointId} isAlone={isAlone} />
        <Branch nodes={rest} endpointId={endpointId} isAlone={isAlone} />
      </li>
    </ul>
  );
}

/** The certificates as served, completed from the trust store, leaf first. Those of the path can be trusted from here. */
export function CertificateChain({ data, now, endpointId }: { data: CertificateData; now: Date; endpointId: string }) {
  const tree = chainTree(data, now);
  return (
    <>
      <p className="mb-1">
        <Remark remark={tree.ending} />
      </p>
      {tree.outOfOrder && <p className="mb-1 text-muted">The certificates were not sent in the order from leaf to root.</p>}
      <Branch nodes={tree.nodes} endpointId={endpointId} isAlone={tree.nodes.length === 1} />
      {tree.strangers.length > 0 && (
        <>
          <h3 className="mt-3 font-medium">Sent, but no part of the chain</h3>
          <ul>
            {tree.strangers.map((node) => (
              <li key={`${node.origin} ${node.sha256}`}>
                <Certificate node={node} facts={node.facts} endpointId={null} isAlone={false} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
