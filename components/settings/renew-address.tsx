'use client';

import { useActionState, useState } from 'react';
import { formFault } from '#components/host/form-action.ts';
import { FormOutcome } from '#components/host/form-fields.tsx';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import type { CalendarSecret } from '#lib/certificates/calendars/views.ts';
import { paths } from '#lib/paths.ts';
import { CalendarAddress } from './calendar-address.tsx';

/** Gives a calendar a new address, once that was confirmed, and shows it once. */
export function RenewAddress({
  feed,
  baseUrl,
  action,
}: {
  feed: { id: string; name: string };
  baseUrl: string;
  action: FormAction<CalendarSecret>;
}) {
  const [state, submit, pending] = useActionState(action, { status: 'idle' });
  const [asked, setAsked] = useState(false);
  const submitOnce = (form: FormData): void => {
    setAsked(false);
    submit(form);
  };
  return (
    <>
      {!asked && (
        <Button onClick={() => setAsked(true)} disabled={pending} aria-label={`New address for ${feed.name}`}>
          {pending ? 'One moment…' : 'New address'}
        </Button>
      )}
      {asked && (
        <form action={submitOnce} className="flex basis-full flex-col gap-2">
          <input type="hidden" name="feedId" value={feed.id} />
          <p>A new address for {feed.name}? Programs that have the old one show nothing any more until they are given the new one.</p>
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" variant="danger">
              Replace the address
            </Button>
            <Button onClick={() => setAsked(false)}>Keep the old one</Button>
          </div>
        </form>
      )}
      <FormOutcome fault={formFault(state, [])} done={null} />
      {state.status === 'ok' && <CalendarAddress name={state.data.name} address={`${baseUrl}${paths.calendar(state.data.secret)}`} />}
    </>
  );
}
