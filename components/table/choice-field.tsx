/** One of a list's values, and how it reads. */
export type Choice = { value: string; label: string };

/** A choice with counts; nothing to choose from is not shown, and the chosen one always is. */
export function ChoiceField({
  name,
  label,
  value,
  usual = 'all',
  choices,
  onChange,
}: {
  name: string;
  label: string;
  value: string | null;
  usual?: string | null;
  choices: readonly Choice[];
  onChange: (value: string | null) => void;
}) {
  if (choices.length < 2 && (value === null || usual === null)) return null;
  const listed = value === null || choices.some((choice) => choice.value === value) ? choices : [...choices, { value, label: value }];
  return (
    <label className="inline-flex min-w-0 items-center gap-1.5">
      <span className="text-muted">{label}</span>
      <select
        name={name}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
        className="min-h-8 min-w-0 max-w-full rounded-md border border-line-strong bg-surface px-2 py-1 md:max-w-44"
      >
        {usual !== null && <option value="">{usual}</option>}
        {listed.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "Critical (12)" */
export const withCount = (label: string, count: number): string => `${label} (${count.toLocaleString('en')})`;
