import { expect, onTestFinished } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { APP } from './app-on-sandbox.ts'
import { freePort } from '../../src/sandbox/free-port.ts'
import { LONG, startBuiltApp, temporaryFolder, type AppProcess, type RunAs } from './built-app.ts'

export const NAME = 'octo-org/churn'
/** GitHub and the App are two processes, and the machine may be busy. */
export const WAIT = { timeout: LONG, interval: 100 }
export const SECRET = 'a secret that is long enough'

/** `start` starts the App with these settings besides its own. */
export type Stage = { readonly sandbox: Sandbox; readonly start: (more?: Readonly<Record<string, string>>, runAs?: RunAs) => Promise<AppProcess> }

/** A GitHub with an organization where the App is registered, and the built App (in `folder`) to be started beside it, as often as the test likes, on the same data. */
export async function stageApp(folder: string, options: SandboxOptions = {}): Promise<Stage> {
  const port = await freePort()
  const sandbox = await startSandbox({ app: { ...APP, webhookSecret: SECRET }, webUrl: 'here', webhookUrl: `http://127.0.0.1:${port}/webhook`, ...options })
  onTestFinished(() => sandbox.close())
  sandbox.organization('octo-org')
  const settings = {
    PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, DATA_DIR: temporaryFolder(), GITHUB_API_URL: sandbox.url, LEASE_SECONDS: '5',
    APP_ID: String(APP.id), PRIVATE_KEY: APP.privateKey, WEBHOOK_SECRET: SECRET,
  }
  return { sandbox, start: (more = {}, runAs = {}) => startBuiltApp(folder, { ...settings, ...more }, runAs) }
}

/** The one check run Capstone of a commit; throws where there is none or several. */
export function verdictOn(sandbox: Sandbox, commit: string): { readonly status: string; readonly conclusion: string | null; readonly title: string; readonly actions: readonly string[] } {
  const [run, ...others] = sandbox.checkRuns(NAME, commit).filter(({ name, appId }) => name === 'Capstone' && appId === APP.id)
  expect(others).toEqual([])
  if (run === undefined) throw new Error(`no check run on ${commit}`)
  return { status: run.status, conclusion: run.conclusion, title: run.output.title ?? '', actions: run.actions.map(({ label }) => label) }
}
