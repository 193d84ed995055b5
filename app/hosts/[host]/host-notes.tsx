import { EditNotes } from '#components/host/edit-notes.tsx';
import { HostNotes } from '#components/host/host-notes.tsx';
import { readHostNotes } from '#lib/checks/read/read-host-notes.ts';
import { database } from '#lib/db/client.ts';
import { setNotes, setTags } from './actions.ts';

/** Tags and notes of a host, with the way to edit them. */
export async function NotesOfHost({ id, name }: { id: string; name: string }) {
  const view = await readHostNotes(database(), id);
  if (view === null) return null;
  const edit = <EditNotes hostId={id} name={name} tags={view.tags} notes={view.notes} actions={{ setTags, setNotes }} />;
  return <HostNotes {...view} edit={edit} />;
}
