import { chromium, type Browser } from 'playwright-core'
import { BROWSER_MISSING, findBrowser } from './find-browser.ts'

/** Whether tests in a browser are left out: there is none, and this is not CI, where they fail. */
export const LEFT_OUT = findBrowser() === null && (process.env['CI'] ?? '') === ''

/** A browser of its own. Throws where there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error(BROWSER_MISSING)
  // Within a container Chromium's own sandbox is not to be had; nothing but our own pages is opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}
