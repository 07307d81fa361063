import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE_FOLDER, packageVersion } from './command-line/package-folder.ts'
import type { AppManifest, Log, RegisteredApp } from './flow/operation-ports.ts'
import { convertManifest } from './github/convert-manifest.ts'
import type { Configuration } from './operate/configuration.ts'
import { writeCredentialsFile } from './operate/credentials-file.ts'
import { readManifest } from './operate/manifest.ts'
import { createMeters } from './operate/meters.ts'
import { CREDENTIALS_FILE } from './operate/read-configuration.ts'
import { shortPage } from './report/page.ts'
import { SETUP_PROBLEMS } from './report/setup-page.ts'
import { listen } from './web/listen.ts'
import type { Need } from './web/readiness.ts'
import { createSetup, type Setup } from './web/setup-page.ts'
import { createSite, type SiteParts } from './web/site.ts'

export type RunningApp = { readonly url: string; readonly stop: () => Promise<void> }

/** How long requests that run may take to end, in milliseconds. */
const LAST_REQUESTS = 5000

/** Listens, and runs the App where it has credentials; without them the set-up page is served, and the App runs as soon as it has stored some. Rejects where it cannot listen. */
export async function startApp(configuration: Configuration, log: Log): Promise<RunningApp> {
  const version = packageVersion()
  const manifest = readManifest(readFileSync(new URL('app.yml', PACKAGE_FOLDER), 'utf8'))
  const meters = createMeters({ version, node: process.versions.node }, manifest.events)
  const shared = { webUrl: configuration.github.webUrl, log, metrics: async () => ({ text: await meters.page(() => Promise.resolve(null)), contentType: meters.contentType }) }
  const running = (): SiteParts => ({
    ...shared, receive: null, pages: [], home: shortPage('Capstone Coach is set up', 'This version keeps its keys and does not take webhooks yet.'),
    needs: [{ name: 'webhooks', check: () => Promise.resolve('this version does not take webhooks yet') }],
  })
  let setup: Setup | null = null
  let site = createSite(running())
  if (configuration.credentials === null) {
    setup = createSetup(setupParts(configuration, manifest, version, log, () => { site = createSite(running()) }))
    site = createSite({ ...shared, receive: null, pages: [setup.pages], home: SETUP_PROBLEMS.notYet, needs: [NO_CREDENTIALS] })
  }
  const listening = await listen((request) => site.fetch(request), configuration.host, configuration.port)
  log.info('listening', { url: listening.url, version, mode: configuration.publicUrl === null ? 'pull' : 'webhooks' })
  if (setup !== null) log.info(`not set up yet: open ${configuration.publicUrl ?? openable(listening.url)}/setup?token=${setup.token} to register the App on GitHub`)
  return { url: listening.url, stop: () => listening.close(LAST_REQUESTS) }
}

const NO_CREDENTIALS: Need = { name: 'credentials', check: () => Promise.resolve('the App is not set up yet; the log shows the link that opens the set-up') }

function setupParts(configuration: Configuration, manifest: AppManifest, version: string, log: Log, start: () => void): Parameters<typeof createSetup>[0] {
  const credentialsFile = join(configuration.dataFolder, CREDENTIALS_FILE)
  return {
    manifest, publicUrl: configuration.publicUrl, webUrl: configuration.github.webUrl, sweepMinutes: configuration.sweepMinutes, credentialsFile, log,
    convert: (code) => convertManifest(configuration.github.apiUrl, code, `capstone-coach/${version}`),
    store: (credentials) => { writeCredentialsFile(credentialsFile, credentials) },
    start: (_app: RegisteredApp) => { start(); return Promise.resolve(true) },
    now: Date.now,
  }
}

/** An address that listens on every interface is opened by the name of this machine. */
function openable(url: string): string {
  return url.replace('//0.0.0.0:', '//localhost:').replace('//[::]:', '//localhost:')
}
