import Link from 'next/link';
import { shortFingerprint } from '#components/certificate/pem.ts';
import { Moment } from '#components/time/moment.tsx';
import type { ChainStep } from '#lib/certificates/details/views.ts';
import { paths } from '#lib/paths.ts';

function Step({ step, isOwn }: { step: ChainStep; isOwn: boolean }) {
  return (
    <>
      {isOwn ? (
        <span className="font-medium font-mono wrap-anywhere" aria-current="true">
          {step.name}
        </span>
      ) : (
        <Link href={paths.certificate(step.sha256)} prefetch={false} className="font-mono text-link underline wrap-anywhere">
          {step.name}
        </Link>
      )}{' '}
      <span className="text-muted">
        {isOwn ? 'this certificate, ' : ''}
        <span className="font-mono">{shortFingerprint(step.sha256)}</span>
        {step.notAfter !== null && (
          <>
            , ends <Moment at={step.notAfter} />
          </>
        )}
        {step.sent ? ', sent by servers' : ', sent by no server'}
      </span>
      {step.stores.length > 0 && (
        <span className="block text-muted">
          Trusted: {step.stores.map(({ store, location }) => `store "${store}" of ${location}`).join(', ')}
        </span>
      )}
    </>
  );
}

function Branch({ steps, depth }: { steps: readonly ChainStep[]; depth: number }) {
  const [step, ...above] = steps;
  if (step === undefined) return null;
  return (
    <ul className={depth === 0 ? '' : 'mt-1 ml-2 border-line border-l pl-3'}>
      <li>
        <Step step={step} isOwn={depth === 0} />
        <Branch steps={above} depth={depth + 1} />
      </li>
    </ul>
  );
}

/** The way from a certificate up to its root, as it was last seen. */
export function ChainList({ chain }: { chain: readonly ChainStep[] }) {
  const last = chain.at(-1);
  return (
    <>
      <Branch steps={chain} depth={0} />
      {last !== undefined && !last.selfSigned && (
        <p className="mt-2 text-muted">The certificate above {chain.length === 1 ? 'it' : last.name} has not been seen in any chain.</p>
      )}
    </>
  );
}
