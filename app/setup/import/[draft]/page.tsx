import type { Metadata } from 'next';
import { ImportReviewPage } from '#components/import/import-review-page.tsx';
import { now } from '#lib/clock.ts';
import { fieldWords, importFields } from '#lib/fleet/import/fields.ts';
import { confirm, correct, discard, setMapping } from '../actions.ts';
import { loadReview } from './load-review.ts';

type Props = {
  params: Promise<{ draft: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const fields = importFields.map((id) => ({ id, label: fieldWords[id].label, cell: fieldWords[id].cell }));

export const metadata: Metadata = { title: 'Check the list · Import' };

export default async function ImportDraftPage({ params, searchParams }: Props) {
  const { show, review } = await loadReview((await params).draft, await searchParams);
  return <ImportReviewPage {...{ review, show, fields, actions: { confirm, correct, discard, setMapping } }} now={now().toISOString()} />;
}
