import { CertificateFactsList } from '#components/certificate/certificate-facts.tsx';
import { lifetimeWords } from '#components/certificate/lifetime.ts';
import { Panel } from '#components/host/panel.tsx';
import { ExportLinks } from '#components/ui/export-links.tsx';
import type { CertificatePage } from '#lib/certificates/details/views.ts';
import { paths } from '#lib/paths.ts';
import { BlastRadiusPanel } from './blast-radius-panel.tsx';
import { CertificateHeader } from './certificate-header.tsx';
import { ChainList } from './chain-list.tsx';
import { ExtensionList } from './extension-list.tsx';
import { ConcerningFindings } from './findings-panel.tsx';
import { Identifiers } from './identifiers.tsx';
import { ServedTimeline } from './served-timeline.tsx';
import { Succession } from './succession.tsx';

/** Everything that is known of one certificate at `now` (ISO 8601). */
export function CertificateReport({ page, now }: { page: CertificatePage; now: string }) {
  const at = new Date(now);
  const { facts, name, blastRadius } = page;
  const ref = { sha256: facts.sha256, name, notBefore: facts.notBefore, notAfter: facts.notAfter };
  return (
    <>
      <CertificateHeader page={page} now={at} />
      <div className="grid gap-4">
        {blastRadius && (
          <BlastRadiusPanel issuer={ref} radius={blastRadius} isOver={facts.notAfter !== null && new Date(facts.notAfter) < at} />
        )}
        <Panel id="findings" title="Findings that stand now">
          <ConcerningFindings findings={page.findings} />
        </Panel>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Panel id="chain" title="Chain">
            <ChainList chain={page.chain} />
          </Panel>
          <Panel id="succession" title="Before and after it">
            <Succession page={page} />
          </Panel>
        </div>
        <Panel
          id="served"
          title="Where it is and was served"
          aside={
            page.servedTotal > 0 && (
              <ExportLinks
                of="where it is and was served"
                hrefOf={(format) => paths.certificateExport(facts.sha256, { table: 'served', format })}
              />
            )
          }
        >
          <ServedTimeline spans={page.served} total={page.servedTotal} now={at} />
        </Panel>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <Panel id="facts" title="Facts">
            <CertificateFactsList facts={facts} lifetime={lifetimeWords(facts.notBefore, facts.notAfter, at)} withIdentifiers={false} />
          </Panel>
          <Panel id="identifiers" title="Identifiers">
            <Identifiers page={page} />
          </Panel>
        </div>
        <Panel id="extensions" title="Extensions">
          <ExtensionList extensions={page.extensions} />
        </Panel>
      </div>
    </>
  );
}
