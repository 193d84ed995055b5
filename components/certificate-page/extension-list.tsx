import { Moment } from '#components/time/moment.tsx';
import type { ExtensionLine, ExtensionsView, ExtensionView } from '#lib/certificates/extensions/views.ts';

function Values({ line: { kind, values } }: { line: ExtensionLine }) {
  // Hostile certificates hold the same value twice.
  const numbered = values.map((text, index) => ({ text, key: `${index} ${text}` }));
  return numbered.map(({ text, key }) => (
    <div key={key} className={kind === 'code' ? 'font-mono' : undefined}>
      {kind === 'time' ? <Moment at={text} /> : text || 'empty'}
    </div>
  ));
}

function Extension({ extension: { oid, name, critical, lines, fault } }: { extension: ExtensionView }) {
  const numbered = lines.map((line, index) => ({ line, key: `${index} ${line.label}` }));
  return (
    <li className="border-line border-t py-2 first:border-t-0">
      <h3 className="wrap-anywhere">
        <span className="font-medium">{name ?? 'Unknown extension'}</span>{' '}
        <span className="text-muted">
          {oid !== '' && <span className="font-mono">{oid}</span>}, {critical ? <strong>critical</strong> : 'not critical'}
        </span>
      </h3>
      <dl className="grid grid-cols-1 gap-x-4 sm:grid-cols-[16rem_minmax(0,1fr)]">
        {numbered.map(({ line, key }) => (
          <div key={key} className="contents">
            <dt className="text-muted">{line.label}</dt>
            <dd className="max-h-96 min-w-0 overflow-y-auto wrap-anywhere">
              <Values line={line} />
            </dd>
          </div>
        ))}
      </dl>
      {fault !== null && <p>Its value is not of the form that it should have. {fault}</p>}
    </li>
  );
}

/** All extensions in words. */
export function ExtensionList({ extensions: { extensions, fault } }: { extensions: ExtensionsView }) {
  if (fault !== null) return <p>The extensions cannot be read. {fault}</p>;
  if (extensions.length === 0) return <p className="text-muted">It has no extensions.</p>;
  const numbered = extensions.map((extension, index) => ({ extension, key: `${index} ${extension.oid}` }));
  return (
    <ul>
      {numbered.map(({ extension, key }) => (
        <Extension key={key} extension={extension} />
      ))}
    </ul>
  );
}
