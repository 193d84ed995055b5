'use client';

import { type FormEvent, startTransition, useActionState, useEffect, useId, useRef, useState } from 'react';
import { profileNames } from '#components/article/profile-words.ts';
import { faultOf } from '#components/host/form-action.ts';
import { inputClass } from '#components/host/form-class.ts';
import { FileField, SelectField } from '#components/host/form-fields.tsx';
import { type FormAction, sentBack } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { DomainChoice, PreflightView } from '#lib/certificates/preflight/views.ts';
import { profiles } from '#lib/diagnosis/rule.ts';
import { HostChooser } from './host-chooser.tsx';
import { PreflightResult } from './preflight-result.tsx';

type Props = { action: FormAction<PreflightView>; domains: readonly DomainChoice[]; initial: { hosts: string; domain: string } };

const fileBytesMax = 1_048_576;
const accepted = '.pem,.crt,.cer,.der,.p7b,.p7c,.pfx,.p12,.csr,.req,.txt';

/** The form, and its answer below it. It works without JavaScript; with it, host choice and result stay while the next file is chosen. */
export function PreflightForm({ action, domains, initial }: Props) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const chosen = state.status === 'ok' ? state.data.choice : { ...initial, profile: 'ad-ds' };
  const kept = { hosts: chosen.hosts, domain: chosen.domain, profile: chosen.profile, ...sentBack(state) };
  const passwordFault = faultOf(state, 'password');
  const pastedFault = faultOf(state, 'pasted');

  useEffect(() => {
    if (state.status === 'idle') return;
    clearField(form.current, 'password');
    if (state.status !== 'ok') return;
    clearField(form.current, 'file');
    clearField(form.current, 'pasted');
    heading.current?.focus();
  }, [state]);

  // Sent by hand, so that React does not empty the fields before it is known whether the password was right.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const file = data.get('file');
    const isTooLarge = file instanceof File && file.size > fileBytesMax;
    setTooLarge(
      isTooLarge ? `${file.name} has ${Math.ceil(file.size / 1024)} kB; a file may have at most ${fileBytesMax / 1024} kB.` : null,
    );
    if (!isTooLarge) startTransition(() => submit(data));
  };

  return (
    <>
      <form
        ref={form}
        action={submit}
        onSubmit={send}
        aria-label="Judge a certificate"
        className="mt-4 grid items-start gap-4 rounded-lg border border-line bg-surface p-4 lg:grid-cols-2"
      >
        <fieldset className="min-w-0 space-y-3">
          <legend className="mb-2 font-semibold">What shall be judged?</legend>
          <FileField
            state={state}
            name="file"
            label="File"
            accept={accepted}
            hint="Certificate or chain (PEM, DER, PKCS #7), PFX file or certificate request, of at most 1 MB. Its content decides, not its name."
          />
          {tooLarge && (
            <p role="alert" className="font-medium text-critical">
              {tooLarge}
            </p>
          )}
          <div>
            <label htmlFor={`${id}-password`} className="mb-1 block font-medium">
              Password of the PFX file <span className="font-normal text-muted">(PFX files alone)</span>
            </label>
            <input
              id={`${id}-password`}
              name="password"
              type="password"
              autoComplete="new-password"
              aria-invalid={passwordFault !== null}
              aria-describedby={`${id}-password-hint${passwordFault ? ` ${id}-password-fault` : ''}`}
              className={inputClass}
            />
            <p id={`${id}-password-hint`} className="mt-1 text-muted">
              It opens the file in memory and is forgotten.
            </p>
            {passwordFault && (
              <p id={`${id}-password-fault`} role="alert" className="mt-1 font-medium text-critical">
                {passwordFault}
              </p>
            )}
          </div>
          <div>
            <label htmlFor={`${id}-pasted`} className="mb-1 block font-medium">
              Or paste it
            </label>
            <textarea
              id={`${id}-pasted`}
              name="pasted"
              rows={5}
              spellCheck={false}
              autoCapitalize="none"
              autoComplete="off"
              placeholder="-----BEGIN CERTIFICATE-----"
              aria-invalid={pastedFault !== null}
              aria-describedby={pastedFault ? `${id}-pasted-fault` : undefined}
              className={`${inputClass} font-mono text-xs leading-5`}
            />
            {pastedFault && (
              <p id={`${id}-pasted-fault`} role="alert" className="mt-1 font-medium text-critical">
                {pastedFault}
              </p>
            )}
          </div>
        </fieldset>
        <fieldset className="min-w-0 space-y-3">
          <legend className="mb-2 font-semibold">Which hosts shall serve it?</legend>
          <HostChooser fault={faultOf(state, 'hosts')} initial={kept.hosts} />
          <SelectField
            state={state}
            name="domain"
            label="Or all hosts of a domain"
            initial={kept.domain}
            options={[
              { value: '', label: 'No domain' },
              ...domains.map(({ name, hostCount }) => ({
                value: name,
                label: `${name} (${hostCount} ${hostCount === 1 ? 'host' : 'hosts'})`,
              })),
            ]}
          />
          <SelectField
            state={state}
            name="profile"
            label="Kind of server, for names that are not registered"
            initial={kept.profile}
            options={profiles.map((profile) => ({ value: profile, label: profileNames[profile] }))}
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="primary" disabled={pending}>
              {pending ? 'Judging …' : 'Judge it'}
            </Button>
            <span role="status" className="text-muted">
              {pending ? 'Reading the upload and comparing it with every host.' : ''}
            </span>
          </div>
          {state.status === 'error' && (
            <p role="alert" className="font-medium text-critical">
              {state.message}
            </p>
          )}
        </fieldset>
      </form>
      {state.status === 'ok' && <PreflightResult view={state.data} headingRef={heading} />}
    </>
  );
}

function clearField(form: HTMLFormElement | null, name: string): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = '';
}
