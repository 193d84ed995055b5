import { CircleCheck } from 'lucide-react';

type Props = { words: string | null; glyphOnly?: boolean };

/**
 * Beside a state or a number that accepted findings make better than what was found: a glyph with words, or a glyph whose words are
 * for assistive technology and the pointer. Nothing without words.
 */
export function AcceptedMark({ words, glyphOnly = false }: Props) {
  if (words === null) return null;
  return (
    <span className="inline-flex items-center gap-1 text-muted" title={glyphOnly ? words : undefined}>
      <CircleCheck width={14} height={14} aria-hidden="true" className="shrink-0" />
      <span className={glyphOnly ? 'sr-only' : 'wrap-anywhere'}>{words}</span>
    </span>
  );
}
