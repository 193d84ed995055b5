import type { Metadata } from 'next';
import { connection } from 'next/server';
import { Board } from '#components/board/board.tsx';
import { boardTitle } from '#components/board/sentence.ts';
import { loadBoard } from './load-board.ts';

export async function generateMetadata(): Promise<Metadata> {
  await connection();
  return { title: boardTitle((await loadBoard()).counts) };
}

export default async function BoardPage() {
  await connection();
  return <Board view={await loadBoard()} />;
}
