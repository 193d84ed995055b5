import { Fragment, type ReactNode } from 'react';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { StateTile } from '#components/finding/state-tile.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { HostState } from '#lib/checks/read/views.ts';
import type { DeepScan, RevocationAnswer, VersionAnswer } from '#lib/probe/deep-scan/record.ts';
import { certificateWords, keyExchangeWords, nameAnswerWords, protocolWords, sourceWords, startTlsWords } from './deep-scan-words.ts';

function Marked({ state, children }: { state: HostState; children: ReactNode }) {
  return (
    <span className="inline-flex items-start gap-1.5">
      <span className="mt-0.5 shrink-0">
        <StateTile state={state} size={16} />
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </span>
  );
}

function Table({ label, head, children }: { label: string; head: readonly string[]; children: ReactNode }) {
  return (
    <ScrollRegion label={label}>
      <table className="w-full text-left">
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col" className="py-1 pr-4 font-medium text-muted">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&_td]:py-1 [&_td]:pr-4 [&_th]:py-1 [&_th]:pr-4 [&_th]:font-normal [&_tr]:border-line [&_tr]:border-t [&_tr]:align-top">
          {children}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The name of a cipher suite, which may break after each underscore. */
function SuiteName({ name }: { name: string }) {
  return (
    <span className="font-mono">
      {[...name.matchAll(/[^_]*_|[^_]+/g)].map(({ 0: part, index }) => (
        <Fragment key={`${part} at ${index}`}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}

const isOld = ({ protocol }: VersionAnswer): boolean => protocol === 'TLSv1' || protocol === 'TLSv1.1';

/** An old version is good news when it is refused; a current one when it is offered. */
function versionMark(version: VersionAnswer): { state: HostState; word: string } {
  if (version.offered === 'unclear') return { state: 'not-checked', word: 'no answer' };
  const offered = version.offered === 'yes';
  const word = offered ? 'offered' : 'not offered';
  if (isOld(version)) return { state: offered ? 'warning' : 'healthy', word };
  return { state: offered ? 'healthy' : 'maintenance', word };
}

function Versions({ scan }: { scan: DeepScan }) {
  return (
    <Table label="Protocol versions" head={['Version', 'Answer', 'Agreed on']}>
      {scan.versions.map((version) => {
        const { state, word } = versionMark(version);
        return (
          <tr key={version.protocol}>
            <th scope="row" className="whitespace-nowrap">
              {protocolWords(version.protocol)}
            </th>
            <td className="whitespace-nowrap">
              <Marked state={state}>{word}</Marked>
            </td>
            <td className="wrap-anywhere">
              {version.cipher && <SuiteName name={version.cipher} />}
              {[keyExchangeWords(version), version.chain.length > 0 ? certificateWords(scan, version.chain) : ''].map(
                (words) => words && <div key={words}>{words}</div>,
              )}
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

function WeakSuites({ scan }: { scan: DeepScan }) {
  if (scan.weakCiphers.length > 0)
    return (
      <ul>
        {scan.weakCiphers.map(({ name, kind, protocol }) => (
          <li key={`${name} ${protocol}`}>
            <Marked state="warning">
              {kind}: <SuiteName name={name} /> is taken over {protocolWords(protocol)}
            </Marked>
          </li>
        ))}
      </ul>
    );
  if (scan.weakKindsAsked.length === 0) return <p className="text-muted">Not asked.</p>;
  return (
    <p>
      <Marked state="healthy">Refused: {scan.weakKindsAsked.join(', ')}</Marked>
    </p>
  );
}

function KeyExchange({ scan: { staticRsaKeyExchange, finiteFieldBits } }: { scan: DeepScan }) {
  return (
    <ul>
      <li>
        {staticRsaKeyExchange === null ? (
          <span className="text-muted">Static RSA key exchange: not known</span>
        ) : (
          <Marked state={staticRsaKeyExchange ? 'warning' : 'healthy'}>
            Static RSA key exchange is {staticRsaKeyExchange ? 'accepted' : 'refused'}
          </Marked>
        )}
      </li>
      {finiteFieldBits !== null && (
        <li>
          <Marked state={finiteFieldBits < 2048 ? 'warning' : 'healthy'}>Finite-field Diffie-Hellman with {finiteFieldBits} bits</Marked>
        </li>
      )}
    </ul>
  );
}

const revocationStates: Readonly<Record<RevocationAnswer['status'], HostState>> = {
  good: 'healthy',
  revoked: 'critical',
  unknown: 'not-checked',
};

function Revocation({ scan }: { scan: DeepScan }) {
  return (
    <>
      <p className="text-muted">
        {scan.stapled === null
          ? 'Whether an OCSP answer is stapled is not known.'
          : `The server ${scan.stapled ? 'staples' : 'staples no'} OCSP answer${scan.stapled ? 's' : ''}.`}{' '}
        {!scan.revocationAllowed && 'OCSP answers and CRLs are not fetched: the setting PORT636_REVOCATION switches that on.'}
      </p>
      <ul>
        {scan.revocation.map((answer) => (
          <li key={answer.sha256} className="mt-1">
            <Marked state={revocationStates[answer.status]}>
              {certificateWords(scan, [answer.sha256])}: {answer.status}
            </Marked>
            <ul className="ml-6 text-muted">
              {answer.sources.length === 0 && <li>It names neither OCSP nor a CRL.</li>}
              {answer.sources.map((source) => (
                <li key={`${source.kind} ${source.address}`} className="wrap-anywhere">
                  {sourceWords(source)}
                  {source.address && <span className="font-mono"> {source.address}</span>}
                  {source.nextUpdate && (
                    <>
                      , good until <Moment at={source.nextUpdate} />
                    </>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-4 first:mt-0">
      <h3 className="mb-1 font-medium">{title}</h3>
      {children}
    </section>
  );
}

/** All that a deep scan saw: versions, weak ciphers, what is sent under which name, StartTLS, revocation. */
export function DeepScanReport({ scan }: { scan: DeepScan }) {
  if (scan.outcome === 'not-reachable') return <p>The server could not be asked: {scan.because ?? 'it was not reachable'}.</p>;
  return (
    <>
      {scan.outcome === 'partial' && <p className="mb-3">Not every question could be asked: {scan.because ?? 'the time ran out'}.</p>}
      <div className="grid gap-x-8 gap-y-4 xl:grid-cols-2">
        <div className="min-w-0">
          <Part title="Protocol versions">
            <Versions scan={scan} />
          </Part>
          <Part title="Weak ciphers">
            <WeakSuites scan={scan} />
          </Part>
          <Part title="Key exchange">
            <KeyExchange scan={scan} />
          </Part>
        </div>
        <div className="min-w-0">
          <Part title="Certificate under each server name">
            <Table label="Certificate under each server name" head={['Name sent', 'Answer']}>
              {scan.names.map((answer) => (
                <tr key={answer.serverName ?? ''}>
                  <th scope="row" className={answer.serverName === null ? '' : 'font-mono wrap-anywhere'}>
                    {answer.serverName ?? 'none'}
                  </th>
                  <td className="wrap-anywhere">{nameAnswerWords(scan, answer)}</td>
                </tr>
              ))}
            </Table>
          </Part>
          <Part title="StartTLS on the plain ports">
            {scan.startTls.length === 0 ? (
              <p className="text-muted">Not asked. Ports 389 and 3268 are asked beside 636 and 3269 alone.</p>
            ) : (
              <Table label="StartTLS on the plain ports" head={['Port', 'Answer']}>
                {scan.startTls.map((answer) => (
                  <tr key={answer.port}>
                    <th scope="row">{answer.port}</th>
                    <td className="wrap-anywhere">{startTlsWords(scan, answer)}</td>
                  </tr>
                ))}
              </Table>
            )}
          </Part>
          <Part title="Revocation">
            <Revocation scan={scan} />
          </Part>
        </div>
      </div>
    </>
  );
}
