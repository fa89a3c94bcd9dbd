/** How tests and benchmark start Chromium: the system's, or Playwright's own where there is none. */
import { existsSync } from 'node:fs';

const system = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const launchOptions = {
  executablePath: existsSync(system) ? system : undefined,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
