'use client';

import { useState } from 'react';
import type { FormAction } from '#components/ui/action-state.ts';
import { Button } from '#components/ui/button.tsx';
import { LinesField, TextField } from './form-fields.tsx';
import { HostDialog } from './host-dialog.tsx';
import { SavedForm } from './saved-form.tsx';

/** What can be changed of tags and notes. */
export type NotesActions = { setTags: FormAction<{ tags: string[] }>; setNotes: FormAction<{ notes: string }> };

type Props = { hostId: string; name: string; tags: readonly string[]; notes: string; actions: NotesActions };

/** The button that opens the dialog of tags and notes. */
export function EditNotes({ hostId, name, tags, notes, actions }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Edit tags and notes</Button>
      <HostDialog open={open} onOpenChange={setOpen} title={`Tags and notes of ${name}`}>
        <TagsForm hostId={hostId} tags={tags} action={actions.setTags} />
        <NotesForm hostId={hostId} notes={notes} action={actions.setNotes} />
      </HostDialog>
    </>
  );
}

function TagsForm({ hostId, tags, action }: Pick<Props, 'hostId' | 'tags'> & { action: NotesActions['setTags'] }) {
  const initial = tags.join(', ');
  return (
    <SavedForm action={action} of={{ hostId }} fields={['tags']} save="Save tags">
      {(state) => (
        <TextField
          key={initial}
          state={state}
          name="tags"
          label="Tags"
          hint="With commas or spaces between them, such as tier0, rack:7. Hosts are found and changed together by them."
          initial={initial}
        />
      )}
    </SavedForm>
  );
}

function NotesForm({ hostId, notes, action }: Pick<Props, 'hostId' | 'notes'> & { action: NotesActions['setNotes'] }) {
  return (
    <SavedForm action={action} of={{ hostId }} fields={['notes']} save="Save notes" className="mt-6 border-line border-t pt-4">
      {(state) => (
        <LinesField
          key={notes}
          state={state}
          name="notes"
          label="Notes"
          hint="Markdown: # heading, - list, **strong**, [text](https://address), tables. HTML is shown as it is typed."
          initial={notes}
          rows={10}
        />
      )}
    </SavedForm>
  );
}
