/** Launch options for tests and benchmarks: the system's Chromium if installed, else Playwright's. */
import { existsSync } from 'node:fs';

const system = process.env.CHROMIUM ?? '/usr/bin/chromium';
const shell = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';

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

/**
 * The same engine without the browser's windows, where it is installed: a visit takes about half the
 * processor time. tests/engines covers the whole Chromium.
 */
export const shellOptions = existsSync(shell)
  ? { ...launchOptions, executablePath: shell }
  : launchOptions;
