import Link from 'next/link';
import { inputClass } from '#components/host/form-class.ts';
import { Panel } from '#components/host/panel.tsx';
import { Moment } from '#components/time/moment.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import type { ComparisonChoice } from '#lib/certificates/comparison/views.ts';
import { paths } from '#lib/paths.ts';

/** One fingerprint as it was typed, and what is wrong with it. */
export type TypedFingerprint = { typed: string; fault: string | null };

const becauseWords: Readonly<Record<ComparisonChoice['because'], string>> = {
  predecessor: 'its predecessor',
  successor: 'its successor',
  'same-host': 'served by the same host',
};

function Field({ name, label, value }: { name: 'one' | 'other'; label: string; value: TypedFingerprint }) {
  return (
    <div className="min-w-0">
      <label htmlFor={`compare-${name}`} className="mb-1 block font-medium">
        {label}
      </label>
      <input
        id={`compare-${name}`}
        name={name}
        type="text"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        defaultValue={value.typed}
        aria-invalid={value.fault === null ? undefined : true}
        aria-describedby={value.fault === null ? 'compare-hint' : `compare-${name}-fault compare-hint`}
        className={`font-mono ${inputClass}`}
      />
      {value.fault !== null && (
        <p id={`compare-${name}-fault`} role="alert" className="mt-1 font-medium text-critical">
          {value.fault}
        </p>
      )}
    </div>
  );
}

/** Chooses the two certificates: by fingerprint, or the second from those near the first. */
export function ComparisonForm({
  one,
  other,
  first,
  choices,
}: {
  one: TypedFingerprint;
  other: TypedFingerprint;
  /** SHA-256 of the first certificate where there is one. */
  first: string | null;
  choices: readonly ComparisonChoice[];
}) {
  return (
    <Panel id="choose" title="Which two">
      <form method="get" action={paths.certificateComparison()} className="grid gap-3">
        <Field key={`one ${one.typed}`} name="one" label="First certificate" value={one} />
        <Field key={`other ${other.typed}`} name="other" label="Second certificate" value={other} />
        <p id="compare-hint" className="text-muted">
          The SHA-256 fingerprint in any spelling: with or without colons, upper or lower case.
        </p>
        <p>
          <button type="submit" className={buttonClass('primary')}>
            Compare
          </button>
        </p>
      </form>
      {first !== null && choices.length > 0 && (
        <>
          <h3 className="mt-3 font-medium">Or compare the first with</h3>
          <ul>
            {choices.map(({ sha256, name, notAfter, because }) => (
              <li key={sha256} className="wrap-anywhere">
                <Link href={paths.certificateComparison(first, sha256)} prefetch={false} className="font-mono text-link underline">
                  {name}
                </Link>{' '}
                <span className="text-muted">
                  {becauseWords[because]}
                  {notAfter !== null && (
                    <>
                      , ends <Moment at={notAfter} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
