'use client';

import { Clock, Monitor, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTimeZone } from '#components/time/time-zone.tsx';
import { remember, type Theme, themes } from './theme.ts';
import { useSingleKeys } from './use-single-keys.ts';

const icons = { system: Monitor, light: Sun, dark: Moon } as const;
const labels = { system: 'System colours', light: 'Light', dark: 'Dark' } as const;
const buttonLook =
  'inline-flex min-h-8 min-w-8 items-center justify-center md:w-full md:justify-start gap-2 rounded-md px-2 py-1 text-left text-muted hover:bg-hover hover:text-ink';

/** Colours and time zone of this browser; both are kept in a cookie, so that the server renders them right at once. */
export function DisplaySettings({ theme: initial }: { theme: Theme }) {
  const router = useRouter();
  const zone = useTimeZone();
  const [theme, setTheme] = useState(initial);

  useEffect(() => {
    const preferred = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      document.documentElement.dataset.theme = theme === 'system' ? (preferred.matches ? 'dark' : 'light') : theme;
    };
    apply();
    preferred.addEventListener('change', apply);
    return () => preferred.removeEventListener('change', apply);
  }, [theme]);

  const nextTheme = () => {
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
    setTheme(next);
    remember('theme', next);
  };
  const switchZone = () => {
    remember('tz', zone === 'UTC' ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC');
    router.refresh();
  };
  useSingleKeys({ t: nextTheme, z: switchZone });

  const Icon = icons[theme];
  return (
    <>
      <button type="button" className={buttonLook} onClick={nextTheme} aria-keyshortcuts="t" title="Change colours (t)">
        <Icon width={16} height={16} aria-hidden="true" />
        <span className="sr-only md:not-sr-only">{labels[theme]}</span>
      </button>
      <button
        type="button"
        className={buttonLook}
        onClick={switchZone}
        aria-keyshortcuts="z"
        title="Switch between UTC and your time zone (z)"
      >
        <Clock width={16} height={16} aria-hidden="true" />
        <span className="sr-only">Time zone: </span>
        <span className="sr-only md:not-sr-only md:truncate">{zone}</span>
      </button>
    </>
  );
}
