import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies, headers } from 'next/headers';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { DemoBanner } from '#components/demo/demo-banner.tsx';
import { Shell } from '#components/shell/shell.tsx';
import { isTheme, themeScript } from '#components/shell/theme.ts';
import { TimeZoneProvider } from '#components/time/time-zone.tsx';
import { demoBanner } from './_server/demo-banner.ts';
import { readerZone } from './_server/reader-zone.ts';
import './globals.css';

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
});
const jetBrainsMono = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  variable: '--font-jetbrains-mono',
  weight: '100 800',
  preload: false,
});

export const metadata: Metadata = {
  title: { default: 'Port636', template: '%s · Port636' },
  description: 'LDAPS health of every directory server',
};
export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1014' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, requestHeaders, zone] = await Promise.all([cookies(), headers(), readerZone()]);
  const demo = await demoBanner();
  const nonce = requestHeaders.get('x-nonce') ?? undefined;
  const theme = jar.get('theme')?.value ?? 'system';
  return (
    // The script sets data-theme before the first paint, which the server cannot know for "system".
    <html
      lang="en"
      className={`${inter.variable} ${jetBrainsMono.variable}`}
      data-theme={theme === 'dark' ? 'dark' : 'light'}
      suppressHydrationWarning
    >
      <head>
        <script nonce={nonce} suppressHydrationWarning>
          {themeScript}
        </script>
      </head>
      <body>
        <NuqsAdapter>
          <TimeZoneProvider zone={zone}>
            <Shell theme={isTheme(theme) ? theme : 'system'} banner={demo && <DemoBanner hostCount={demo.hostCount} />}>
              {children}
            </Shell>
          </TimeZoneProvider>
        </NuqsAdapter>
      </body>
    </html>
  );
}
