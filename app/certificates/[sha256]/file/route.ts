import type { NextRequest } from 'next/server';
import { currentSession } from '#app/_server/session.ts';
import { certificatePem } from '#components/certificate/pem.ts';
import { certificateText } from '#lib/certificates/details/certificate-text.ts';
import { parseSha256 } from '#lib/certificates/details/parse-sha256.ts';
import { type CertificateFile, readCertificateFile } from '#lib/certificates/details/read-certificate-file.ts';
import { database } from '#lib/db/client.ts';

export const dynamic = 'force-dynamic';

type Form = { type: string; ending: string; body: (chain: readonly Uint8Array[]) => string | Uint8Array<ArrayBuffer> };

const pem = (der: Uint8Array): string => certificatePem(Buffer.from(der).toString('base64'));
const own = (chain: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(chain[0] ?? []);

const forms: Readonly<Record<string, Form>> = {
  pem: { type: 'application/x-pem-file', ending: '.pem', body: (chain) => pem(own(chain)) },
  chain: { type: 'application/x-pem-file', ending: '-chain.pem', body: (chain) => chain.map(pem).join('') },
  der: { type: 'application/pkix-cert', ending: '.cer', body: own },
  txt: { type: 'text/plain; charset=utf-8', ending: '.txt', body: (chain) => certificateText(own(chain)) },
};

/** A name that every file system takes, with the start of the fingerprint to tell renewals apart. */
function fileName({ name, chain }: CertificateFile, ending: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9.-]+/g, '_').replaceAll(/^[._-]+|[._-]+$/g, '');
  return `${plain.slice(0, 60) || 'certificate'}-${chain[0]?.sha256.slice(0, 8) ?? ''}${ending}`;
}

/** One certificate as a file: `?format=pem`, `der`, `txt`, or `chain` for it and everything above it as PEM. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ sha256: string }> }): Promise<Response> {
  if ((await currentSession()) === null) return new Response(null, { status: 401 });
  const format = request.nextUrl.searchParams.get('format') ?? 'pem';
  const form = Object.hasOwn(forms, format) ? forms[format] : undefined;
  if (form === undefined) return new Response(`The format is one of ${Object.keys(forms).join(', ')}.\n`, { status: 400 });
  const sha256 = parseSha256(decodeURIComponent((await params).sha256));
  const file = sha256 === null ? null : await readCertificateFile(database(), sha256);
  if (file === null) return new Response('No certificate with this SHA-256 fingerprint has been seen here.\n', { status: 404 });
  return new Response(form.body(file.chain.map(({ der }) => der)), {
    headers: {
      'content-type': form.type,
      'content-disposition': `attachment; filename="${fileName(file, form.ending)}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
