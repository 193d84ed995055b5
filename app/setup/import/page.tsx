import type { Metadata } from 'next';
import { Panel } from '#components/host/panel.tsx';
import { FormatGuide } from '#components/import/format-guide.tsx';
import { ImportForm } from '#components/import/import-form.tsx';
import { ImportDone, PastImports } from '#components/import/past-imports.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { listBytesMax, listLinesMax } from '#lib/fleet/import/decode.ts';
import { fieldWords, importFields } from '#lib/fleet/import/fields.ts';
import { readPastImports } from '#lib/fleet/import/read-review.ts';
import { paths } from '#lib/paths.ts';
import { create } from './actions.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Import hosts' };

const fields = importFields.map((id) => ({ id, label: fieldWords[id].label, cell: fieldWords[id].cell }));

export default async function ImportPage({ searchParams }: Props) {
  const { done } = await searchParams;
  const past = await readPastImports(database());
  return (
    <div className="max-w-5xl">
      <Breadcrumb crumbs={[{ label: 'Add hosts', href: paths.setup() }, { label: 'Import' }]} />
      <h1 className="mt-1 font-semibold text-xl">Import hosts</h1>
      {done !== undefined && past[0] !== undefined && <ImportDone last={past[0]} />}
      <p className="mt-2 max-w-[75ch] text-muted">
        Give a list, as CSV or with one host per line. You will see line by line what is new, what would change and what is wrong. Nothing
        is registered before you confirm it, and then all of it or nothing.
      </p>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
        <Panel id="list" title="Which list?">
          <ImportForm action={create} bytesMax={listBytesMax} linesMax={listLinesMax} />
        </Panel>
        <div className="grid min-w-0 gap-4">
          <Panel id="format" title="What a list can hold">
            <FormatGuide fields={fields} />
          </Panel>
          <Panel id="past" title="Newest imports">
            <PastImports imports={past} now={now().toISOString()} />
          </Panel>
        </div>
      </div>
    </div>
  );
}
