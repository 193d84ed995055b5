import type { Metadata } from 'next';
import { connection } from 'next/server';
import { Panel } from '#components/host/panel.tsx';
import { PreflightForm } from '#components/preflight/preflight-form.tsx';
import { RequestFiles } from '#components/preflight/request-files.tsx';
import { RequestForm } from '#components/preflight/request-form.tsx';
import { parsePreflightChoice } from '#lib/certificates/preflight/filter.ts';
import { readDomainChoices } from '#lib/certificates/preflight/read-hosts.ts';
import { readRequestFiles } from '#lib/certificates/request-files/read-request-files.ts';
import { database } from '#lib/db/client.ts';
import { check } from './actions.ts';

export const metadata: Metadata = { title: 'Preflight' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PreflightPage({ searchParams }: Props) {
  await connection();
  const choice = parsePreflightChoice(await searchParams);
  const [domains, made] = await Promise.all([
    readDomainChoices(database()),
    choice.request === null ? null : readRequestFiles(database(), choice.request),
  ]);
  return (
    <div className="max-w-6xl">
      <h1 className="font-semibold text-xl">Preflight</h1>
      <p className="mt-2 max-w-[75ch]">
        See how a certificate would fare on your servers before you install it. Give a certificate, a chain, a PFX file or a certificate
        request, and the hosts that shall serve it. It is judged in memory and forgotten: nothing of it is stored, and nothing is asked of
        the servers.
      </p>
      <PreflightForm action={check} domains={domains} initial={choice} />
      <div className="mt-6">
        <Panel id="request" title="Make a certificate request">
          <RequestForm address={choice.request} fault={made !== null && !made.ok ? made : null} />
          {made?.ok && choice.request && <RequestFiles address={choice.request} view={made.view} profile={made.profile} />}
        </Panel>
      </div>
    </div>
  );
}
