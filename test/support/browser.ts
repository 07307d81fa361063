import { chromium, type Browser } from 'playwright-core'
import { it } from 'vitest'
import { BROWSER_MISSING, findBrowser } from './find-browser.ts'

/** A test in a browser: left out where there is none, but in CI, where it fails. */
export const itInBrowser = it.skipIf(findBrowser() === null && (process.env['CI'] ?? '') === '')

/** A browser of its own. Throws where there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error(BROWSER_MISSING)
  // Within a container Chromium's own sandbox is not to be had; nothing but our own pages is opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}
