/** Headers that never change; the content security policy, which does, is made in proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  // Not no-referrer: with that, a form sent without JavaScript says that it comes from nowhere, and the server refuses it.
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  reactStrictMode: true,
  // Forms may bring a file or two; each is refused with its name from one megabyte on (app/_server/define-action.ts), lists of hosts
  // from four on (lib/fleet/import).
  experimental: { serverActions: { bodySizeLimit: '5mb' } },
  serverExternalPackages: ['pg', 'pg-boss', 'ldapts', '@peculiar/x509', 'pino'],
  // `npm test` checks the types of everything once; a start on a user's machine need not check them again.
  typescript: { ignoreBuildErrors: true },
  // Browsers ask for it by themselves on pages that name no icon.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    // Its address is a secret, and it has no forms.
    { source: '/calendar/:path*', headers: [{ key: 'Referrer-Policy', value: 'no-referrer' }] },
  ],
};
