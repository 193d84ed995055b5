import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { paths } from '#lib/paths.ts';
import { ruleNumbered, ruleOf } from '../rule-of.ts';

/** Leads from a cause's number to its article, and answers 404 before the outline of a page is sent: from then on the status cannot change any more. */
export default async function CauseLayout({ params, children }: { params: Promise<{ id: string }>; children: ReactNode }) {
  const { id } = await params;
  if (ruleOf(id)) return children;
  const numbered = ruleNumbered(id);
  if (numbered) redirect(paths.cause(numbered.id));
  notFound();
}
