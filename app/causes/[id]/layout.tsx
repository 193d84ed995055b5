import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ruleOf } from '../rule-of.ts';

/** Answers 404 before the outline of a page is sent: from then on the status cannot change any more. */
export default async function CauseLayout({ params, children }: { params: Promise<{ id: string }>; children: ReactNode }) {
  if (!ruleOf((await params).id)) notFound();
  return children;
}
