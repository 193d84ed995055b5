import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { Command } from '#lib/diagnosis/article/article.ts';

/** A command to be copied, named by its shell. */
export function CommandBlock({ command }: { command: Command }) {
  return (
    <div className="my-2 rounded-md border border-line bg-sunken">
      <div className="flex items-center justify-between gap-2 border-line border-b px-3 py-1">
        <span className="text-muted text-xs">{command.shell}</span>
        <span className="print:hidden">
          <CopyButton text={command.text} label="Copy" />
        </span>
      </div>
      <ScrollRegion label={`${command.shell} command`} className="overflow-x-auto px-3 py-2 print:overflow-visible">
        <pre className="font-mono print:whitespace-pre-wrap">{command.text}</pre>
      </ScrollRegion>
    </div>
  );
}
