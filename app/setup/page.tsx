import type { Metadata } from 'next';
import Link from 'next/link';
import { connection } from 'next/server';
import { HostListForm } from '#components/setup/host-list-form.tsx';
import { OneHostForm } from '#components/setup/one-host-form.tsx';
import { Ways } from '#components/setup/ways.tsx';
import { countHosts } from '#lib/checks/read/read-board.ts';
import { database } from '#lib/db/client.ts';
import { paths } from '#lib/paths.ts';
import { register } from './actions.ts';

export const metadata: Metadata = { title: 'Add hosts' };

const panel = 'min-w-0 rounded-lg border border-line bg-surface p-4';

export default async function SetupPage() {
  await connection();
  const hostCount = await countHosts(database());
  return (
    <div className="max-w-5xl">
      <h1 className="font-semibold text-xl">{hostCount === 0 ? 'Which servers shall we watch?' : 'Add hosts'}</h1>
      {hostCount === 0 ? (
        <p className="mt-2 max-w-[75ch]">
          Name your domain controllers, or any server that speaks LDAP over TLS. Each is checked at once and then every few minutes: whether
          its name resolves, whether it answers, and whether clients can trust its certificate. You will see every one on the board, and
          read there what is wrong and how to mend it. No account is needed, and nothing is changed on the servers.
        </p>
      ) : (
        <p className="mt-2">
          {hostCount === 1 ? '1 host is' : `${hostCount} hosts are`} watched now.{' '}
          <Link href={paths.board()} prefetch={false} className="text-link underline">
            Back to the board
          </Link>
        </p>
      )}
      <Ways />
      <div className="mt-5 grid items-start gap-4 lg:grid-cols-2">
        <div className={panel}>
          <OneHostForm action={register} />
        </div>
        <div className={panel}>
          <HostListForm action={register} />
        </div>
      </div>
    </div>
  );
}
