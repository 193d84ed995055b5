'use client';

import { Keyboard } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useSingleKeys } from './use-single-keys.ts';

const ShortcutDialog = dynamic(() => import('./shortcut-dialog.tsx').then((module) => module.ShortcutDialog), { ssr: false });

/** The keyboard's help, under `?` and a button that stands in the same place on every page. */
export function ShortcutHelp() {
  const [open, setOpen] = useState<boolean | null>(null);
  const show = () => setOpen(true);
  useSingleKeys({ '?': show });
  return (
    <>
      <button
        type="button"
        onClick={show}
        className="hidden min-h-8 items-center gap-2 rounded-md px-2 py-1 text-muted hover:bg-hover hover:text-ink md:inline-flex"
        aria-keyshortcuts="?"
      >
        <Keyboard width={16} height={16} aria-hidden="true" />
        Keyboard
      </button>
      {open !== null && <ShortcutDialog open={open} onOpenChange={setOpen} />}
    </>
  );
}
