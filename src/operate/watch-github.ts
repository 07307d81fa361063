import type { AppPort } from '../flow/ports/github-ports.ts'
import type { AppManifest, Log } from '../flow/ports/operation-ports.ts'
import { missingGrants } from './missing-grants.ts'

/** Whether GitHub knows the App, asked again and again so that nobody has to wait for the answer. */
export type GitHubWatch = {
  /** What is wrong, in one sentence; null where GitHub answered as it should. */
  readonly wrong: () => string | null
  readonly stop: () => void
}

/** Asks GitHub for the App's registration now and every `interval` milliseconds; what it lacks of `app.yml` is told in the log, once. */
export function watchGitHub(app: Pick<AppPort, 'registration'>, manifest: AppManifest, log: Log, interval = 60_000): GitHubWatch {
  let wrong: string | null = 'GitHub has not answered yet'
  let told = ''
  const look = async (): Promise<void> => {
    const registration = await app.registration()
    wrong = registration.ok ? null : registration.trouble.says
    if (!registration.ok) return log.warn(`GitHub did not answer for the App: ${registration.trouble.says}`)
    const { permissions, events } = missingGrants(manifest, registration.value)
    const missing = [...permissions.map(({ name, needed }) => `permission ${name} ${needed}`), ...events.map((event) => `event ${event}`)].join(', ')
    if (missing !== '' && missing !== told) log.warn('the App lacks what app.yml asks for; add it on its page on GitHub', { missing })
    told = missing
  }
  const looking = (): void => { look().catch((error: unknown) => { log.error('asking GitHub for the App failed', {}, error) }) }
  const timer = setInterval(looking, interval)
  looking()
  return { wrong: () => wrong, stop: () => { clearInterval(timer) } }
}
