type Props = {
  /** Accessible name. */
  label: string;
  checked: boolean;
  /** Some of what it stands for is chosen, and not all. */
  isPart?: boolean;
  /** Null leaves it to the document's order. */
  tabIndex?: -1 | null;
  /** Where no script runs it is sent with this form. */
  field?: { form: string; name: string; value: string };
  /** `toRange`: the Shift key was held. */
  onToggle: (toRange: boolean) => void;
};

/** A box that chooses a row or all of them; its cell is the target. */
export function ChoiceBox({ label, checked, isPart = false, tabIndex = null, field, onToggle }: Props) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        {...field}
        aria-label={label}
        checked={checked}
        ref={(box) => {
          if (box) box.indeterminate = isPart;
        }}
        tabIndex={tabIndex ?? undefined}
        onChange={(event) => onToggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        className="size-4 cursor-pointer accent-link"
      />
    </label>
  );
}
