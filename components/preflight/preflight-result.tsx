import type { Ref } from 'react';
import { Moment } from '#components/time/moment.tsx';
import type { PreflightView } from '#lib/certificates/preflight/views.ts';
import { HostDetails } from './host-details.tsx';
import { HostTable } from './host-table.tsx';
import { trustWords, verdictWords } from './result-words.ts';
import { UploadSummary } from './upload-summary.tsx';

/** What came of a preflight: one sentence, the upload, every host in a line, and the matrices behind it. */
export function PreflightResult({ view, headingRef }: { view: PreflightView; headingRef?: Ref<HTMLHeadingElement> }) {
  return (
    <section aria-labelledby="preflight-result" className="mt-6 space-y-4">
      <div>
        <h2 id="preflight-result" ref={headingRef} tabIndex={-1} className="font-semibold text-lg">
          {verdictWords(view)}
        </h2>
        <p className="text-muted">
          Judged for <Moment at={view.checkedAt} />. {trustWords(view.trust)}
        </p>
      </div>
      <UploadSummary upload={view.upload} />
      <HostTable view={view} />
      <HostDetails view={view} />
    </section>
  );
}
