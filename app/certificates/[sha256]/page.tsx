import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CertificateReport } from '#components/certificate-page/certificate-report.tsx';
import { certificateStateLooks } from '#components/certificates/state-words.ts';
import { loadCertificate, pageNumber } from '../load-certificate.ts';

type Props = { params: Promise<{ sha256: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

const load = async ({ params, searchParams }: Props) => loadCertificate((await params).sha256, pageNumber((await searchParams).hosts));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const loaded = await load(props);
  return { title: loaded ? `${certificateStateLooks[loaded.page.standing.state].label} · ${loaded.page.name}` : 'No such certificate' };
}

export default async function CertificateRoute(props: Props) {
  const loaded = await load(props);
  if (!loaded) notFound();
  return <CertificateReport page={loaded.page} now={loaded.readAt} />;
}
