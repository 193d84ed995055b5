import type { Verification } from '#lib/diagnosis/article/article.ts';
import { CommandBlock } from './command-block.tsx';
import { type VerifyTab, VerifyTabs } from './verify-tabs.tsx';

function Panel({ verification }: { verification: Verification }) {
  return (
    <>
      <p className="wrap-anywhere">
        <span className="hidden font-medium print:inline">{verification.tool}: </span>
        {verification.text}
      </p>
      {verification.command && <CommandBlock command={verification.command} />}
      <p className="wrap-anywhere">
        <span className="font-medium">Expect:</span> {verification.expect}
      </p>
    </>
  );
}

/** How to prove it, a tab per tool; a tool with several ways shows them one below the other. */
export function Verifications({ verifications }: { verifications: readonly Verification[] }) {
  const byTool = Map.groupBy(verifications, (verification) => verification.tool);
  const tabs = [...byTool].map(
    ([tool, ways]): VerifyTab => ({
      id: tool,
      tool,
      panel: (
        <div className="space-y-4">
          {ways.map((way) => (
            <Panel key={way.text} verification={way} />
          ))}
        </div>
      ),
    }),
  );
  return <VerifyTabs tabs={tabs} />;
}
