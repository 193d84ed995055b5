import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { defaultExpiryWindows, type ExpiryWindows } from '#lib/diagnosis/rule.ts';
import { ThresholdHelp } from './threshold-help.tsx';

const text = (windows: ExpiryWindows): string =>
  renderToStaticMarkup(<ThresholdHelp windows={windows} />)
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ');

describe('the help on thresholds', () => {
  it('names the usual windows, and what they mean for a short and a long certificate', () => {
    const said = text(defaultExpiryWindows);
    expect(said).toContain(
      'in its last 30 days or its last 20 % of lifetime, and critical in its last 7 days or 5 %, whichever is shorter',
    );
    expect(said).toContain('one of two years warns at 30 days and one of 47 days at 9 days');
    expect(said).toContain('before it is ever a warning here');
  });

  it('names the windows that the installation was given, and no longer says that auto-enrolment is earlier where it is not', () => {
    const said = text({ warningDays: 60, warningShare: 0.333, criticalDays: 1, criticalShare: 0.1 });
    expect(said).toContain('in its last 60 days or its last 33.3 % of lifetime, and critical in its last 1 day or 10 %');
    expect(said).toContain('one of two years warns at 60 days and one of 47 days at 15 days');
    expect(said).toContain('a warning 60 days before its end already');
    expect(said).not.toContain('ever a warning');
  });
});
