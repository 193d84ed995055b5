import type { Metadata } from 'next';
import { Comparison } from '#components/certificate-page/comparison.tsx';
import { ComparisonForm, type TypedFingerprint } from '#components/certificate-page/comparison-form.tsx';
import { Breadcrumb } from '#components/ui/breadcrumb.tsx';
import { readComparison } from '#lib/certificates/comparison/read-comparison.ts';
import { parseSha256 } from '#lib/certificates/details/parse-sha256.ts';
import type { CertificateRef } from '#lib/certificates/details/views.ts';
import { database } from '#lib/db/client.ts';
import { paths } from '#lib/paths.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Compare certificates' };

const typedMax = 200;
const textOf = (parameter: string | string[] | undefined): string => [parameter ?? []].flat()[0]?.slice(0, typedMax) ?? '';

function judge(typed: string, sha256: string | null, found: CertificateRef | null): TypedFingerprint {
  if (typed.trim() === '') return { typed, fault: null };
  if (sha256 === null) return { typed, fault: `A SHA-256 fingerprint has 64 hexadecimal digits, and "${typed}" is none.` };
  return { typed, fault: found === null ? 'No certificate with this fingerprint has been seen here.' : null };
}

export default async function ComparePage({ searchParams }: Props) {
  const parameters = await searchParams;
  const typed = { one: textOf(parameters.one), other: textOf(parameters.other) };
  const wanted = { one: parseSha256(typed.one), other: parseSha256(typed.other) };
  const view = await readComparison(database(), wanted);
  return (
    <>
      <header className="mb-4">
        <Breadcrumb crumbs={[{ label: 'Certificates', href: paths.certificates() }, { label: 'Compare' }]} />
        <h1 className="mt-1 font-semibold text-xl">Compare two certificates</h1>
      </header>
      <div className="grid gap-4">
        <Comparison view={view} />
        <ComparisonForm
          one={judge(typed.one, wanted.one, view.one)}
          other={judge(typed.other, wanted.other, view.other)}
          first={view.one?.sha256 ?? null}
          choices={view.choices}
        />
      </div>
    </>
  );
}
