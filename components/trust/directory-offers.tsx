'use client';

import { useActionState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome, SelectField } from '#components/host/form-fields.tsx';
import { Moment } from '#components/time/moment.tsx';
import { Button } from '#components/ui/button.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { DirectoryOffer } from '#lib/fleet/trust/views.ts';
import { CertificateChoice } from './certificate-choice.tsx';
import type { TrustActions } from './trust-actions.ts';
import { containerWords, followsWords } from './words.ts';

type Props = { offer: DirectoryOffer; domains: readonly { id: number; name: string }[]; action: TrustActions['trustFromDirectory'] };

/** What one directory publishes as certificates of authorities, none of it ticked: whoever may write there decides what is there. */
export function DirectoryOfferForm({ offer, domains, action }: Props) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const own = domains.find(({ name }) => name === offer.domain);
  return (
    <form action={submit} className="border-line border-t py-2 first:border-t-0">
      <h3 className="font-medium wrap-anywhere">The directory of {offer.domain}</h3>
      <p className="text-muted">
        Read <Moment at={offer.at} />. {count(offer.certificates.length, 'certificate')} {offer.certificates.length === 1 ? 'is' : 'are'}{' '}
        published there.
        {offer.unreadable > 0 &&
          ` ${count(offer.unreadable, 'value')} there cannot be read as a certificate and ${offer.unreadable === 1 ? 'is' : 'are'} not offered.`}
        {offer.incompleteBecause !== null && ` Not all of it was read: ${offer.incompleteBecause}`}
      </p>
      <input type="hidden" name="runId" value={offer.runId} />
      <details>
        <summary className="cursor-pointer py-1 text-link underline">Show the certificates of {offer.domain}</summary>
        <ul aria-label={`Certificates of the directory of ${offer.domain}`} className="mt-2 rounded-md border border-line px-3">
          {offer.certificates.map((certificate) => (
            <CertificateChoice
              key={certificate.sha256}
              certificate={certificate}
              isTicked={false}
              note={`Published in ${certificate.containers.map((container) => containerWords[container]).join(', ')}.`}
            />
          ))}
        </ul>
        <div className="mt-3 flex flex-wrap items-end gap-3">
          <SelectField
            state={state}
            name="domainId"
            label="Counts for"
            initial={own === undefined ? '' : String(own.id)}
            options={[{ value: '', label: 'All domains' }, ...domains.map(({ id, name }) => ({ value: String(id), label: name }))]}
          />
          <Button type="submit" variant="primary" disabled={pending}>
            {pending ? 'One moment…' : 'Trust the ticked certificates'}
          </Button>
        </div>
      </details>
      <FormOutcome
        fault={formFault(state, ['domainId'])}
        done={
          state.status === 'ok'
            ? `${count(state.data.added, 'certificate')} of ${state.data.name} are trusted now. ${followsWords(state.data)}`
            : null
        }
      />
    </form>
  );
}
