import { existsSync } from 'node:fs'

/** Where Debian, Ubuntu and others put Chromium, and Chrome. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

export const BROWSER_MISSING = 'Chromium is missing: the tests of pages in a browser are left out, and fail in CI. Install it (Debian: apt-get install -y chromium), or name it in CAPSTONE_TEST_CHROMIUM.'

/** The program of a browser; null where there is none. */
export function findBrowser(): string | null {
  return [process.env['CAPSTONE_TEST_CHROMIUM'] ?? '', ...PLACES].find((place) => place !== '' && existsSync(place)) ?? null
}
