import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './scripts/test/system-packages.ts';

const executablePath = findBrowser();
if (executablePath === null)
  throw new Error('There is no browser for the end-to-end tests: npm test installs one, or set PLAYWRIGHT_CHROMIUM_PATH.');

// Without these the browser looks for updates and the like, which a closed network answers with errors.
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'e2e',
  // Each has a landscape of its own; more than two would make timings untrue on the two cores of a small machine.
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    launchOptions: { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet },
    trace: 'retain-on-failure',
    locale: 'en-GB',
  },
  projects: [
    { name: 'desktop', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      use: { ...devices['Pixel 7'], defaultBrowserType: 'chromium' },
      testIgnore: /(weight|resilience|renew-openldap)\.spec\.ts$/,
    },
  ],
});
