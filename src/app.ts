import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { PACKAGE_FOLDER, packageVersion } from './command-line/package-folder.ts'
import type { AppManifest, Credentials, Log } from './flow/ports/operation-ports.ts'
import { convertManifest } from './github/convert-manifest.ts'
import type { Configuration } from './operate/configuration.ts'
import { writeCredentialsFile } from './operate/credentials-file.ts'
import { readManifest } from './operate/manifest.ts'
import { createMeters } from './operate/meters.ts'
import { CREDENTIALS_FILE } from './operate/read-configuration.ts'
import type { RecentLines } from './operate/recent-lines.ts'
import { welcomePage } from './report/pages/home-page.ts'
import { privacyPage } from './report/privacy/privacy-page.ts'
import { SETUP_PROBLEMS } from './report/setup-page.ts'
import { runEngine, type Engine } from './engine.ts'
import { listen } from './web/listen.ts'
import type { Need } from './web/readiness.ts'
import { createSetup, type Setup, type SetupParts } from './web/setup-page.ts'
import { createSite, type SiteParts } from './web/site.ts'

export type RunningApp = { readonly url: string; readonly stop: () => Promise<void> }

/** How long, in milliseconds, requests and work that run may take to end. */
const LAST_REQUESTS = 5000
const LAST_WORK = 15_000

const NO_CREDENTIALS: Need = { name: 'credentials', check: () => Promise.resolve('the App is not set up yet; the log shows the link that opens the set-up') }

/** Runs the App where it has credentials, with the last lines of its log to be shown to whoever runs it; without them it serves the set-up page, and runs as soon as that has stored some. Rejects, with nothing left running, where it cannot run or listen. */
export async function startApp(configuration: Configuration, log: Log, recent: RecentLines): Promise<RunningApp> {
  const { credentials, host, port, publicUrl, proxies, github: { webUrl } } = configuration
  const version = packageVersion()
  const manifest = readManifest(readFileSync(new URL('app.yml', PACKAGE_FOLDER), 'utf8'))
  const meters = createMeters({ version, node: process.versions.node }, manifest.events)
  let engine: Engine | null = null
  const privacy = privacyPage(configuration)
  const siteWith = (parts: Partial<SiteParts>): Hono => createSite({
    receive: null, needs: [], pages: [], home: welcomePage(false), privacy, webUrl, publicUrl, proxies, now: Date.now, log, ...parts,
    metrics: async () => ({ text: await meters.page(() => engine?.depths() ?? Promise.resolve(null)), contentType: meters.contentType }),
  })
  const run = async (found: Credentials): Promise<Hono> => {
    engine = await runEngine({ configuration, credentials: found, manifest, version, meters, log, recent })
    return siteWith({ receive: engine.receive, needs: engine.needs, pages: engine.pages })
  }
  let site: Hono
  let setup: Setup | null = null
  if (credentials === null) {
    setup = createSetup({
      ...setupParts(configuration, manifest, version, log),
      start: async (registered) => {
        try {
          site = await run(registered.credentials)
          return true
        } catch (error) {
          log.error('the App could not start with its new keys', {}, error)
          return false
        }
      },
    })
    site = siteWith({ pages: [setup.pages], home: SETUP_PROBLEMS.notYet, needs: [NO_CREDENTIALS] })
  } else {
    site = await run(credentials)
  }
  const stop = async (endRequests: () => Promise<void>): Promise<void> => {
    await Promise.all([endRequests(), engine?.stop(LAST_WORK)])
    // A webhook that came just before is stored first.
    await engine?.close()
  }
  const listening = await listen((request) => site.fetch(request), host, port).catch(async (error: unknown) => {
    await stop(() => Promise.resolve())
    throw error
  })
  log.info('listening', { url: listening.url, version, mode: publicUrl === null ? 'pull' : 'webhooks' })
  if (setup !== null) log.info(`not set up yet: open ${publicUrl ?? openable(listening.url)}/setup?token=${setup.token} to register the App on GitHub`)
  return { url: listening.url, stop: () => stop(() => listening.close(LAST_REQUESTS)) }
}

function setupParts({ dataFolder, publicUrl, sweepMinutes, github }: Configuration, manifest: AppManifest, version: string, log: Log): Omit<SetupParts, 'start'> {
  const credentialsFile = join(dataFolder, CREDENTIALS_FILE)
  return {
    manifest, publicUrl, sweepMinutes, credentialsFile, log, webUrl: github.webUrl, now: Date.now,
    convert: (code) => convertManifest(github.apiUrl, code, `capstone-coach/${version}`),
    store: (credentials) => { writeCredentialsFile(credentialsFile, credentials) },
  }
}

/** An address that listens on every interface is opened by the name of this machine. */
function openable(url: string): string {
  return url.replace('//0.0.0.0:', '//localhost:').replace('//[::]:', '//localhost:')
}
