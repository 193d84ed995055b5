'use client';

import Link from 'next/link';
import { useActionState, useEffect, useRef } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FileField, FormOutcome, LinesField, SelectField, TextField } from '#components/host/form-fields.tsx';
import type { ActionState, FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { count } from '#lib/diagnosis/reading/wording.ts';
import type { GivenTrust } from '#lib/fleet/trust/views.ts';
import { paths } from '#lib/paths.ts';
import { CertificateChoice } from './certificate-choice.tsx';
import { followsWords } from './words.ts';

type Props = {
  action: FormAction<GivenTrust>;
  /** Domains to choose from, and the one chosen at first; empty for all. */
  domains: readonly { id: number; name: string }[];
  initialDomain: string;
  /** The store that the certificates are added to; a new one when left out. */
  store?: { id: string; name: string };
};
type Review = Extract<GivenTrust, { step: 'review' }>;

/** A file of certificates, then what is in it, and only then trust. It works without JavaScript. */
export function GiveForm({ action, domains, initialDomain, store }: Props) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (state.status === 'ok') heading.current?.focus();
  }, [state]);
  const given = state.status === 'ok' ? state.data : null;
  return (
    <form action={submit} className="flex flex-col gap-3">
      {store && <input type="hidden" name="storeId" value={store.id} />}
      {given?.step === 'done' && (
        <p role="status" className="font-medium wrap-anywhere">
          {given.change.added === 0
            ? `${given.change.name} held all of them already.`
            : `${count(given.change.added, 'certificate')} of ${given.change.name} ${given.change.added === 1 ? 'is' : 'are'} trusted. ${followsWords(given.change)}`}{' '}
          <Link href={paths.trustStore(given.change.id)} className="text-link underline">
            Open {given.change.name}
          </Link>
        </p>
      )}
      {given?.step === 'review' ? (
        <ReviewFields given={given} domains={domains} isNew={store === undefined} pending={pending} headingRef={heading} />
      ) : (
        <FileFields state={state} pending={pending} initialDomain={initialDomain} />
      )}
    </form>
  );
}

function FileFields({ state, pending, initialDomain }: { state: ActionState<GivenTrust>; pending: boolean; initialDomain: string }) {
  return (
    <>
      <input type="hidden" name="domainId" value={initialDomain} />
      <FileField
        state={state}
        name="file"
        label="File with certificates"
        accept=".pem,.crt,.cer,.der,.p7b,.p7c,.txt"
        hint="PEM, DER or PKCS #7 (.p7b), of at most 1 MB. Its content decides, not its name. Never give a private key."
      />
      <LinesField state={state} name="pasted" label="Or paste them" initial="" rows={4} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? 'Reading…' : 'Show what is in it'}
        </Button>
        <FormOutcome fault={formFault(state, ['file', 'pasted'])} done={null} />
      </div>
    </>
  );
}

function ReviewFields({
  given,
  domains,
  isNew,
  pending,
  headingRef,
}: {
  given: Review;
  domains: Props['domains'];
  isNew: boolean;
  pending: boolean;
  headingRef: React.RefObject<HTMLHeadingElement | null>;
}) {
  const { review, faults, typed } = given;
  const { certificates, unreadable, repeated } = review;
  const asState: ActionState =
    faults.length === 0 ? { status: 'idle' } : { status: 'invalid', faults, values: { name: typed.name, domainId: typed.domainId } };
  return (
    <>
      <input type="hidden" name="confirmed" value="on" />
      <input type="hidden" name="certificates" value={review.pem} />
      <h3 ref={headingRef} tabIndex={-1} className="font-semibold">
        {count(certificates.length, 'certificate')} found, none of them trusted yet
      </h3>
      <p>
        Tick those that clients shall rely on, and compare each fingerprint with one that you got from the authority itself.
        {repeated > 0 && ` ${count(repeated, 'certificate')} ${repeated === 1 ? 'was' : 'were'} in it more than once.`}
      </p>
      {unreadable.length > 0 && (
        <section aria-label="Not readable" className="rounded-md bg-sunken p-3">
          <p className="font-medium">{count(unreadable.length, 'place')} of the file could not be read:</p>
          <ul className="ml-4 list-disc">
            {unreadable.slice(0, 20).map(({ where, because }) => (
              <li key={where} className="wrap-anywhere">
                {where}: {because}
              </li>
            ))}
            {unreadable.length > 20 && <li>and {unreadable.length - 20} more</li>}
          </ul>
        </section>
      )}
      <ul aria-label="Certificates of the file" className="rounded-md border border-line px-3">
        {certificates.map((certificate) => (
          <CertificateChoice key={certificate.sha256} certificate={certificate} isTicked={typed.chosen.includes(certificate.sha256)} />
        ))}
      </ul>
      {isNew && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            state={asState}
            name="name"
            label="Name of the trust store"
            hint="Such as Corporate roots."
            initial={typed.name}
            required
          />
          <SelectField
            state={asState}
            name="domainId"
            label="Counts for"
            initial={typed.domainId}
            options={[{ value: '', label: 'All domains' }, ...domains.map(({ id, name }) => ({ value: String(id), label: name }))]}
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? 'One moment…' : 'Trust the ticked certificates'}
        </Button>
        {/* A whole load: the page is where it is already, and what was listed has to go. */}
        <a href={isNew ? paths.trustSettings() : '?'} className="text-link underline">
          Trust none of them
        </a>
        <FormOutcome fault={formFault(asState, ['name', 'domainId'])} done={null} />
      </div>
    </>
  );
}
