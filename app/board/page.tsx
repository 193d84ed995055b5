import type { Metadata } from 'next';
import { connection } from 'next/server';
import { AcceptedNotice } from '#components/board/accepted-notice.tsx';
import { Board } from '#components/board/board.tsx';
import { boardTitle } from '#components/board/sentence.ts';
import { BoardTimeMachine } from '#components/time-machine/board-time-machine.tsx';
import { BoardFleetFindings } from './board-fleet-findings.tsx';
import { loadBoard } from './load-board.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  await connection();
  const { view, ahead } = await loadBoard((await searchParams).at);
  return { title: boardTitle(view.counts, ahead) };
}

export default async function BoardPage({ searchParams }: Props) {
  await connection();
  const query = await searchParams;
  const { view, ahead, chosen, zone, today } = await loadBoard(query.at);
  return (
    // Another day is another board: nothing of the one before may stay.
    <Board key={ahead?.day ?? 'now'} view={view} ahead={ahead === null ? null : { day: ahead.day, words: ahead.words, at: ahead.at }}>
      {ahead === null && <BoardFleetFindings />}
      <AcceptedNotice hosts={view.hosts} />
      <BoardTimeMachine counts={view.counts} ahead={ahead} chosen={chosen} zone={zone} today={today} query={query} />
    </Board>
  );
}
