import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CauseHeader } from '#components/article/cause-header.tsx';
import { Explanation } from '#components/article/explanation.tsx';
import { hostsWithFinding } from '#lib/checks/read/hosts-with-finding.ts';
import { readBoard } from '#lib/checks/read/read-board.ts';
import { now } from '#lib/clock.ts';
import { database } from '#lib/db/client.ts';
import { fillArticle } from '#lib/diagnosis/article/fill.ts';
import { readFleetFindings } from '#lib/fleet/findings/read-fleet-findings.ts';
import { paths } from '#lib/paths.ts';
import { nextLikely, ruleOf } from '../rule-of.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const rule = ruleOf((await params).id);
  return { title: rule ? `${rule.title} · Causes` : 'No such cause' };
}

export default async function CausePage({ params }: Props) {
  const rule = ruleOf((await params).id);
  if (!rule) notFound();
  const board = await readBoard(database(), { now: now() });
  // A notice leads on no host, and what is accepted does not either, so that the board does not know where they are.
  const isNotice = rule.severities[0] === 'notice';
  const found = rule.scope === 'fleet' ? null : await hostsWithFinding(database(), rule.id);
  const hosts = board.hosts
    .filter(({ name, cause }) => (isNotice ? found?.get(name)?.isAccepted === false : cause?.id === rule.id))
    .map(({ name, port, state }) => ({ name, port, state }));
  const leading = new Set(hosts.map(({ name }) => name));
  const acceptedOn = board.hosts
    .filter(({ name }) => found?.get(name)?.isAccepted && !leading.has(name))
    .map(({ name, port, state }) => ({ name, port, state }));
  const findings = rule.scope === 'fleet' ? await readFleetFindings(database(), { rule: rule.id }) : null;
  const fleetFindings = findings && { found: findings, now: board.generatedAt };
  return (
    <>
      <CauseHeader
        no={rule.no}
        title={rule.title}
        severities={rule.severities}
        stage={rule.stage}
        hosts={hosts}
        acceptedOn={acceptedOn}
        verb={isNotice ? 'is found' : 'leads'}
        fleetFindings={fleetFindings}
      />
      <Explanation
        article={fillArticle(rule.article, null)}
        profile={null}
        addressOf={(id) => (ruleOf(id) ? paths.cause(id) : null)}
        next={nextLikely(rule)}
      />
    </>
  );
}
