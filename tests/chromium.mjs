/** Launch options for tests and benchmarks: the system's Chromium if installed, else Playwright's. */
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
