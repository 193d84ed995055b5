'use client';

import { buttonClass } from '#components/ui/button.tsx';

/** Opens the browser's print dialog, where it can be saved as a PDF too. */
export function PrintButton() {
  return (
    <button type="button" className={buttonClass('primary')} onClick={() => window.print()}>
      Print or save as PDF
    </button>
  );
}
