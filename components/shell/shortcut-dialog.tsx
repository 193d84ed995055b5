'use client';

import { Dialog } from '@base-ui/react/dialog';
import { Button } from '#components/ui/button.tsx';

const shortcuts = [
  ['?', 'This help'],
  ['g then b, h, d', 'Board, hosts, domains'],
  ['g then e, t, c, a', 'Expiry, certificates, causes, add hosts'],
  ['/', 'Search on the board, among hosts and certificates'],
  ['1 to 6', 'Filter the board by state'],
  ['j and k', 'Next and previous host that is not healthy'],
  ['Arrow keys, Home, End', 'Move among the hosts of a site'],
  ['Space', 'Peek at a host; choose it in the list of hosts'],
  ['Enter', 'Open a host'],
  ['p', 'Probe now, on the page of a host'],
  ['c', 'Copy for ticket, on the page of a host'],
  ['t', 'Colours'],
  ['z', 'Time zone'],
  ['Escape', 'Close'],
] as const;

/** What each key does. A file of its own, so that pages do not bring it before somebody asks. */
export function ShortcutDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 max-h-[90dvh] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-auto rounded-lg border border-line-strong bg-surface p-5 shadow-xl">
          <Dialog.Title className="font-semibold text-lg">Keyboard</Dialog.Title>
          <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
            {shortcuts.map(([keys, what]) => (
              <div key={keys} className="contents">
                <dt className="font-mono">{keys}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close render={<Button className="mt-4" />}>Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
