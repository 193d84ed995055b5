export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const isTheme = (text: string): text is Theme => (themes as readonly string[]).includes(text);

/** Runs before the first paint: reads the cookie, asks the system where it says so. */
export const themeScript = `(()=>{const m=/(?:^|; )theme=(light|dark)/.exec(document.cookie);document.documentElement.dataset.theme=m?m[1]:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'})()`;

/** Keeps a choice for a year, for this site alone. */
export function remember(name: 'theme' | 'tz', value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
