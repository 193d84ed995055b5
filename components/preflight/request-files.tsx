import { CommandBlock } from '#components/article/command-block.tsx';
import { profileNames } from '#components/article/profile-words.ts';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { type RequestAddress, requestQuery } from '#lib/certificates/preflight/filter.ts';
import type { RequestFileKind, RequestFilesView } from '#lib/certificates/request-files/views.ts';
import type { Profile } from '#lib/diagnosis/rule.ts';
import { paths } from '#lib/paths.ts';

const kindWords: Readonly<Record<RequestFileKind, { title: string; shell: 'cmd' | 'sh' }>> = {
  inf: { title: 'Windows, by certreq', shell: 'cmd' },
  openssl: { title: 'Any system, by openssl', shell: 'sh' },
};

/** Both files of a request, to copy or to save, with the commands that use them. */
export function RequestFiles({ address, view, profile }: { address: RequestAddress; view: RequestFilesView; profile: Profile }) {
  return (
    <div className="mt-4 border-line border-t pt-4">
      <h3 className="font-semibold wrap-anywhere">
        Request for {view.host} <span className="font-normal text-muted">({profileNames[profile]})</span>
      </h3>
      <ul className="mt-1 max-w-[85ch] list-disc space-y-1 pl-5">
        {view.explained.map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
      <div className="mt-3 grid gap-4 lg:grid-cols-2">
        {view.files.map(({ kind, fileName, text, commands }) => (
          <section key={kind} className="min-w-0" aria-labelledby={`request-${kind}`}>
            <h4 id={`request-${kind}`} className="font-medium">
              {kindWords[kind].title}
            </h4>
            <div className="my-2 flex flex-wrap items-center gap-2">
              <CopyButton text={text} label={`Copy ${fileName}`} />
              <a href={paths.preflightRequest({ ...requestQuery(address), kind })} download={fileName} className={buttonClass()}>
                Save {fileName}
              </a>
            </div>
            <ScrollRegion label={fileName} className="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3">
              <pre className="font-mono text-xs leading-5">{text}</pre>
            </ScrollRegion>
            <CommandBlock command={{ shell: kindWords[kind].shell, text: commands }} />
          </section>
        ))}
      </div>
      {view.afterwards && (
        <div className="mt-2 min-w-0">
          <p>{view.afterwards.text}</p>
          <CommandBlock command={{ shell: 'PowerShell', text: view.afterwards.commands }} />
        </div>
      )}
    </div>
  );
}
