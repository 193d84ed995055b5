import { StateTile } from '#components/finding/state-tile.tsx';
import type { HostState } from '#lib/checks/read/views.ts';
import type { Basis } from '#lib/diagnosis/clients/client.ts';
import type { ClientLens, ClientReason, ClientVerdict } from '#lib/diagnosis/clients/client-verdicts.ts';

/** An outcome borrows the glyph and colour of a state; the word stands beside it. */
const marks: Readonly<Record<ClientVerdict['outcome'], { state: HostState; word: string }>> = {
  accepts: { state: 'healthy', word: 'Accepts' },
  refuses: { state: 'critical', word: 'Refuses' },
  depends: { state: 'warning', word: 'Depends' },
  unknown: { state: 'not-checked', word: 'Not known' },
};

const withoutReason: Readonly<Record<ClientVerdict['outcome'], string>> = {
  accepts: 'Nothing was seen that it is known to mind.',
  refuses: '',
  depends: '',
  unknown: 'The server was not reached from here, which says nothing of its clients.',
};

function Mark({ outcome, size = 16 }: { outcome: ClientVerdict['outcome']; size?: 16 | 18 }) {
  const { state, word } = marks[outcome];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StateTile state={state} size={size} />
      <span className="font-semibold">{word}</span>
    </span>
  );
}

function BasisNote({ basis }: { basis: Basis }) {
  if (basis === 'inference') return <span className="text-muted">Inferred.</span>;
  if (basis === 'measured') return <span className="text-muted">Measured.</span>;
  return (
    <a href={basis.address} className="text-link underline" rel="noreferrer">
      {basis.name}
      {basis.section && `, ${basis.section}`}
    </a>
  );
}

function Reason({ reason }: { reason: ClientReason }) {
  return (
    <li className="border-line border-t py-1.5 first:border-t-0">
      <p className="font-medium wrap-anywhere">
        {reason.title}: {marks[reason.outcome].word.toLowerCase()}
      </p>
      <p className="wrap-anywhere">
        {reason.because} <BasisNote basis={reason.basis} />
      </p>
    </li>
  );
}

function ClientCard({ verdict: { client, outcome, reasons } }: { verdict: ClientVerdict }) {
  return (
    <li className="min-w-0 rounded-md border border-line bg-surface p-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <p className="font-medium">{client.name}</p>
        <Mark outcome={outcome} size={18} />
      </div>
      <p className="text-muted wrap-anywhere">{client.examples}</p>
      {reasons.length === 0 ? (
        <p className="mt-1.5">{withoutReason[outcome]}</p>
      ) : (
        <ul aria-label={`Why ${client.name} ${marks[outcome].word.toLowerCase()}`} className="mt-1">
          {reasons.map((reason) => (
            <Reason key={reason.ruleId} reason={reason} />
          ))}
        </ul>
      )}
      {client.measuredWith !== null && reasons.some(({ basis }) => basis === 'measured') && (
        <p className="border-line border-t pt-1.5 text-muted">Measured with {client.measuredWith}.</p>
      )}
    </li>
  );
}

/** Who accepts this server and who refuses it, with the reasons; one row of cards for each different chain. */
export function ClientLenses({ lenses }: { lenses: readonly ClientLens[] }) {
  if (lenses.length === 0) return <p className="text-muted">No address of this server was looked at.</p>;
  return (
    <>
      <p className="mb-2 text-muted">
        Inferred from this evidence, as clients behave by default. Trust is judged by the trust anchors of this location; a client’s own may
        differ.
      </p>
      {lenses.map(({ leafSha256, addresses, verdicts }) => (
        <div key={`${leafSha256} ${addresses.join()}`} className="mt-3 first-of-type:mt-0">
          {lenses.length > 1 && <h3 className="mb-1 font-medium font-mono wrap-anywhere">{addresses.join(', ')}</h3>}
          <ul aria-label={`What clients make of ${addresses.join(', ')}`} className="grid grid-cols-1 items-start gap-2 lg:grid-cols-2">
            {verdicts.map((verdict) => (
              <ClientCard key={verdict.client.id} verdict={verdict} />
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
