import { redirect } from 'next/navigation';
import { countHosts } from '#lib/checks/read/read-board.ts';
import { database } from '#lib/db/client.ts';
import { paths } from '#lib/paths.ts';

/** The board, or the set-up page while there is nothing to show. */
export default async function StartPage() {
  redirect((await countHosts(database())) === 0 ? paths.setup() : paths.board());
}
