import type { AppPort } from '../flow/ports/github-ports.ts'
import type { AppManifest } from '../flow/ports/operation-ports.ts'
import { printable } from '../flow/printable.ts'
import type { Configuration } from './configuration.ts'
import { examineCourses, nextOfSuspended, NO_COURSES, type KnownCourses } from './examine-courses.ts'
import { examineWebhook } from './examine-webhook.ts'
import { examineOperators } from './examine-operators.ts'
import type { Examined } from './examined.ts'
import { knownSecrets } from './known-secrets.ts'
import { missingGrants } from './missing-grants.ts'
import { redact } from './redact.ts'

export type Patient = {
  readonly configuration: Configuration
  readonly manifest: AppManifest
  /** Opens the store, which migrates it, writes to it and takes that back, and closes it; gives what it knows of courses, throws where it cannot. */
  readonly tryStore: () => Promise<KnownCourses>
  /** The App on GitHub by the configured credentials; null without credentials. */
  readonly app: Pick<AppPort, 'registration' | 'installations' | 'installation' | 'hook' | 'newestDeliveries'> | null
  /** The version of the git program; null where there is none. */
  readonly git: () => Promise<string | null>
  /** Asks an address; gives the status, or null where nobody answers. */
  readonly ask: (url: string) => Promise<number | null>
}

/** Looks at everything that running the App needs: the store, git, the App on GitHub, what it was granted, where it is installed, the courses of the operator's files, its webhook, the public address. Never rejects. */
export async function examine(patient: Patient): Promise<readonly Examined[]> {
  const { store, known } = await examineStore(patient)
  return [
    { about: 'configuration', state: 'ok', says: 'every setting can be used', next: null },
    store,
    await examineGit(patient),
    ...await examineApp(patient, known),
    await examineAddress(patient),
    ...examineProbes(patient),
  ]
}

async function examineStore({ configuration: { database }, tryStore }: Patient): Promise<{ readonly store: Examined; readonly known: KnownCourses }> {
  const about = 'database'
  const which = database.kind === 'sqlite' ? `the embedded store at ${database.file}` : 'PostgreSQL'
  try {
    const known = await tryStore()
    return { store: { about, state: 'ok', says: `${which} opens, is migrated and can be written`, next: null }, known }
  } catch (error) {
    const next = database.kind === 'sqlite' ? 'See that the user that runs the App may write to the folder, and that its disk is not full.' : 'See that the server runs, and that DATABASE_URL names a user who may create tables.'
    return { store: { about, state: 'wrong', says: `${which} cannot be used (${error instanceof Error ? printable(redact(error.message, knownSecrets({ credentials: null, database }))) : 'unknown error'})`, next }, known: NO_COURSES }
  }
}

async function examineGit({ git }: Patient): Promise<Examined> {
  const about = 'git'
  const next = 'Install git, 2.31 or newer.'
  const version = await git()
  if (version === null) return { about, state: 'warning', says: 'the git program was not found: where GitHub cuts the list of files of a very large repository short, a part of it stays unread', next }
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 2 || (major === 2 && minor >= 31)) return { about, state: 'ok', says: `version ${version} is there, for lists of files that GitHub cuts short`, next: null }
  const found = version === '' ? 'the version of the git program could not be read' : `version ${version} is there, older than 2.31`
  return { about, state: 'warning', says: `${found}: where GitHub cuts the list of files of a very large repository short, a part of it may stay unread`, next }
}

async function examineApp({ app, manifest, configuration }: Patient, known: KnownCourses): Promise<readonly Examined[]> {
  if (app === null) return [{ about: 'credentials', state: 'wrong', says: 'there are none', next: 'Start the App and open the link that its log prints, or set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET.' }]
  const registration = await app.registration()
  if (!registration.ok) return [{ about: 'credentials', state: 'wrong', says: `GitHub did not accept them at ${configuration.github.apiUrl}: ${registration.trouble.says}`, next: 'See that APP_ID and the private key are of the same App, that this machine\'s clock is right, and that it reaches GitHub.' }]
  const { name, slug, permissions, events } = registration.value
  const missing = missingGrants(manifest, { permissions, events })
  const installations = await app.installations()
  const onGitHub = 'on the App\'s page on GitHub under "Permissions & events"; owners of installations then accept the change.'
  return [
    { about: 'credentials', state: 'ok', says: `GitHub knows the App as ${printable(name)} (${printable(slug)})`, next: null },
    missing.permissions.length === 0
      ? { about: 'permissions', state: 'ok', says: 'the App has every permission that app.yml asks for', next: null }
      : { about: 'permissions', state: 'wrong', says: `missing: ${missing.permissions.map((one) => `${one.name} ${one.needed}${one.granted === null ? '' : ` (has ${printable(one.granted)})`}`).join(', ')}`, next: `Add them ${onGitHub}` },
    missing.events.length === 0
      ? { about: 'events', state: 'ok', says: 'the App hears every event that app.yml asks for', next: null }
      : { about: 'events', state: configuration.publicUrl === null ? 'warning' : 'wrong', says: `missing: ${missing.events.join(', ')}`, next: `Subscribe to them ${onGitHub}` },
    installed(installations, slug, configuration),
    await examineOperators(configuration.operators, app, installations.ok ? installations.value : [], known.operators),
    ...installations.ok ? await examineCourses(configuration, app, installations.value, known) : [],
    // In pull mode GitHub sends nothing.
    ...configuration.publicUrl === null ? [] : await examineWebhook(app, configuration.publicUrl),
  ]
}

function installed(installations: Awaited<ReturnType<AppPort['installations']>>, slug: string, configuration: Configuration): Examined {
  const about = 'installations'
  if (!installations.ok) return { about, state: 'warning', says: `they could not be listed: ${installations.trouble.says}`, next: 'Try again later.' }
  const accounts = installations.value.map(({ account, suspended }) => `${printable(account.login)}${suspended ? ' (suspended)' : ''}`)
  if (accounts.length === 0) return { about, state: 'warning', says: 'the App is installed nowhere', next: `Install it: ${configuration.github.webUrl}/apps/${encodeURIComponent(slug)}/installations/new` }
  const says = `installed on ${accounts.slice(0, 10).join(', ')}${accounts.length > 10 ? ` and ${accounts.length - 10} more` : ''}`
  const suspended = installations.value.filter((one) => one.suspended)
  return suspended.length === 0 ? { about, state: 'ok', says, next: null } : { about, state: 'warning', says: `${says}; where it is suspended, nothing is read or posted`, next: nextOfSuspended(suspended, configuration) }
}

async function examineAddress({ configuration: { publicUrl, sweepMinutes }, ask }: Patient): Promise<Examined> {
  const about = 'public address'
  if (publicUrl === null) return { about, state: 'warning', says: `PUBLIC_URL is not set: no webhooks come, repositories are looked at once in ${sweepMinutes} minutes`, next: 'Set it to the address that leads here from outside, and the same with /webhook on the App\'s page on GitHub.' }
  const status = await ask(`${publicUrl}/healthz`)
  if (status === 200) return { about, state: 'ok', says: `the App answers at ${publicUrl}`, next: null }
  return { about, state: 'warning', says: `${publicUrl}/healthz ${status === null ? 'does not answer' : `answers ${status}`}`, next: 'If the App runs, see that the proxy or tunnel leads to it. This was asked from here, which may differ from what GitHub sees.' }
}

function examineProbes({ configuration: { probeLoopback } }: Patient): readonly Examined[] {
  if (!probeLoopback) return []
  return [{ about: 'probes', state: 'warning', says: 'PROBE_LOOPBACK is true: a deployment can name an address of this machine, and the App asks it', next: 'Take it out where other people\'s repositories are judged; it is for tests.' }]
}
