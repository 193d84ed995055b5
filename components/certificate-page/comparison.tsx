import Link from 'next/link';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { ComparedField, ComparedValue, ComparisonView } from '#lib/certificates/comparison/views.ts';
import type { CertificateRef } from '#lib/certificates/details/views.ts';
import { count } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import { CertificateLink } from './certificate-link.tsx';

const isIn = (value: ComparedValue, values: readonly ComparedValue[]): boolean => values.some(({ text }) => text === value.text);

/** The values of one side; in lists, what the other side lacks is said in words. */
function Values({ values, others, differs }: { values: readonly ComparedValue[]; others: readonly ComparedValue[]; differs: boolean }) {
  const isList = values.length > 1 || others.length > 1;
  const numbered = values.map((value, index) => ({ value, key: `${index} ${value.text}` }));
  return numbered.map(({ value, key }) => {
    const isAlone = differs && !isIn(value, others);
    return (
      <div key={key} className={`${value.kind === 'code' ? 'font-mono' : ''} ${isAlone ? 'font-semibold' : ''}`}>
        {value.kind === 'time' ? <Moment at={value.text} /> : value.text || 'empty'}
        {isAlone && isList && <span className="font-normal font-sans text-muted"> only here</span>}
      </div>
    );
  });
}

/** Names a side where there is no room for two beside each other. */
const Side = ({ label }: { label: string }) => <span className="block text-muted text-xs sm:hidden">{label}</span>;

function Fields({
  label,
  fields,
  one,
  other,
}: {
  label: string;
  fields: readonly ComparedField[];
  one: CertificateRef;
  other: CertificateRef;
}) {
  return (
    <ScrollRegion label={label} className="overflow-x-auto">
      <table className="w-full table-fixed text-left max-sm:block sm:min-w-xl max-sm:[&_td]:block max-sm:[&_th]:block max-sm:[&_:is(tbody,tr)]:block">
        <thead className="max-sm:hidden">
          <tr>
            <th scope="col" className="w-32 py-1 pr-3 font-medium sm:w-44">
              Field
            </th>
            <th scope="col" className="py-1 pr-3 font-medium wrap-anywhere">
              First: {one.name}
            </th>
            <th scope="col" className="py-1 font-medium wrap-anywhere">
              Second: {other.name}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.label} className="border-line border-t align-top">
              <th scope="row" className="py-1 pr-3 font-normal wrap-anywhere">
                <span className="text-muted">{field.label}</span>
                <span className="block">{field.differs ? <strong className="font-semibold">differs</strong> : 'same'}</span>
              </th>
              <td className="py-1 pr-3 wrap-anywhere">
                <Side label="First" />
                <Values values={field.one} others={field.other} differs={field.differs} />
              </td>
              <td className="py-1 wrap-anywhere">
                <Side label="Second" />
                <Values values={field.other} others={field.one} differs={field.differs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Two certificates side by side: what differs first, what is the same folded below. */
export function Comparison({ view: { one, other, rows } }: { view: ComparisonView }) {
  if (one === null || other === null || rows === null) return null;
  const differing = rows.filter(({ differs }) => differs);
  const same = rows.filter(({ differs }) => !differs);
  return (
    <Panel
      id="differences"
      title={
        differing.length === 0
          ? 'Nothing differs: it is the same certificate'
          : `${count(differing.length, 'field')} of ${rows.length} ${differing.length === 1 ? 'differs' : 'differ'}`
      }
      aside={
        <span className="flex flex-wrap items-center gap-x-6">
          <ExportLinks
            of="every field of both"
            hrefOf={(format) => paths.certificateComparisonExport({ one: one.sha256, other: other.sha256, format })}
          />
          <Link href={paths.certificateComparison(other.sha256, one.sha256)} prefetch={false} className="text-link underline">
            Swap the two
          </Link>
        </span>
      }
    >
      <p className="mb-1">
        First: <CertificateLink certificate={one} />
      </p>
      <p className="mb-3">
        Second: <CertificateLink certificate={other} />
      </p>
      {differing.length > 0 && <Fields label="Fields that differ" fields={differing} one={one} other={other} />}
      {same.length > 0 && (
        <details className="mt-3">
          <summary className="w-fit cursor-pointer rounded-sm py-1">{count(same.length, 'field')} the same in both</summary>
          <Fields label="Fields that are the same" fields={same} one={one} other={other} />
        </details>
      )}
    </Panel>
  );
}
