import { describe, expect, it } from 'vitest'
import { loadCourses } from '../../src/command-line/courses.ts'
import type { FromGitHub, Hook, ListedDelivery } from '../../src/flow/ports/github-ports.ts'
import type { Configuration } from '../../src/operate/configuration.ts'
import { examine, type Patient } from '../../src/operate/doctor.ts'
import { NO_COURSES, type KnownCourses } from '../../src/operate/examine-courses.ts'
import type { Examined } from '../../src/operate/examined.ts'
import { missingGrants } from '../../src/operate/missing-grants.ts'
import type { Person, WrittenCourse } from '../../src/model/course.ts'
import { readConfiguration } from '../../src/operate/read-configuration.ts'
import { classGitHub, type ClassGitHub } from '../support/class-github.ts'
import { aCourse, anInstallation } from '../support/hosting.ts'

const MANIFEST = { name: 'Coach', description: '', isPublic: true, permissions: { contents: 'read', checks: 'write' }, events: ['push', 'release'] }
const REGISTRATION = { appId: 7, slug: 'coach', name: 'Coach', owner: { id: 5, login: 'ines', isPerson: true }, permissions: { contents: 'read', checks: 'write', metadata: 'read' }, events: ['push', 'release'] }

function configured(environment: Readonly<Record<string, string>> = {}): Configuration {
  const read = readConfiguration({ DATA_DIR: '/nowhere', PUBLIC_URL: 'https://coach.example.edu', ...environment }, loadCourses)
  if (!read.ok) throw new Error('the settings are wrong')
  return read.configuration
}

const HOOK: Hook = { url: 'https://coach.example.edu/webhook', contentType: 'json', checksCertificate: true, isSigned: true }

function attempt(guid: string, status: number): ListedDelivery {
  return { attemptId: guid, guid, deliveredAt: 0, event: 'push', status, succeeded: status === 202, redelivery: false }
}

const given = <Value>(value: Value) => (): Promise<FromGitHub<Value>> => Promise.resolve({ ok: true, value })

const APP = {
  installation: () => { throw new Error('not asked') },
  hook: given(HOOK), newestDeliveries: given<readonly ListedDelivery[]>([attempt('a', 202)]),
  registration: () => Promise.resolve({ ok: true, value: REGISTRATION }),
  installations: () => Promise.resolve({ ok: true, value: [{ id: 1, account: { id: 2, login: 'octo-org', kind: 'organization' }, suspended: false }] }),
} satisfies Patient['app']
const HEALTHY: Patient = { configuration: configured(), manifest: MANIFEST, tryStore: () => Promise.resolve(NO_COURSES), git: () => Promise.resolve('2.39.5'), ask: () => Promise.resolve(200), app: APP }

async function found(change: Partial<Patient>): Promise<readonly Examined[]> {
  return (await examine({ ...HEALTHY, ...change })).filter(({ state }) => state !== 'ok')
}

describe('the doctor', () => {
  it('finds everything in place, and says what was looked at', async () => {
    expect((await examine(HEALTHY)).map(({ about, state }) => [about, state])).toEqual([
      ['configuration', 'ok'], ['database', 'ok'], ['git', 'ok'], ['credentials', 'ok'], ['permissions', 'ok'], ['events', 'ok'], ['installations', 'ok'], ['operators', 'ok'], ['webhook', 'ok'], ['deliveries', 'ok'], ['public address', 'ok'],
    ])
  })

  it('says what is missing of permissions and events', async () => {
    const app = { ...APP, registration: () => Promise.resolve({ ok: true, value: { ...REGISTRATION, permissions: { checks: 'read' }, events: ['push'] } } as const), installations: () => Promise.resolve({ ok: true, value: [] } as const) }
    expect(await found({ app })).toMatchObject([
      { about: 'permissions', state: 'wrong', says: 'missing: contents read, checks write (has read)' },
      { about: 'events', state: 'wrong', says: 'missing: release' },
      { about: 'installations', state: 'warning', next: 'Install it: https://github.com/apps/coach/installations/new' },
    ])
  })

  it.each<[string, Partial<Patient>, string, Examined['state'], RegExp]>([
    ['a store that does not open', { tryStore: () => Promise.reject(new Error('SQLITE_READONLY')) }, 'database', 'wrong', /SQLITE_READONLY/],
    ['no git', { git: () => Promise.resolve(null) }, 'git', 'warning', /was not found/],
    ['an old git', { git: () => Promise.resolve('2.30.9') }, 'git', 'warning', /^version 2\.30\.9 is there, older than 2\.31: .* may stay unread$/],
    ['a git of an older row', { git: () => Promise.resolve('1.99') }, 'git', 'warning', /older than 2\.31/],
    ['a git that does not say its version', { git: () => Promise.resolve('') }, 'git', 'warning', /could not be read/],
    ['no credentials', { app: null }, 'credentials', 'wrong', /there are none/],
    ['a public address that nobody answers at', { ask: () => Promise.resolve(null) }, 'public address', 'warning', /does not answer/],
    ['no public address', { configuration: { ...HEALTHY.configuration, publicUrl: null } }, 'public address', 'warning', /once in 30 minutes/],
    ['an App that is of an organization', { app: { ...APP, registration: given({ ...REGISTRATION, owner: { id: 2, login: 'octo-org', isPerson: false } }) } }, 'operators', 'warning', /^nobody may see the page of operations: the App is of octo-org, which is no person$/],
    ['operators who are not found', { configuration: configured({ OPERATORS: 'ines' }), app: { ...APP, installation: () => classGitHub([]).app.installation(1) } }, 'operators', 'warning', /"ines" in OPERATORS: no person of that login is found/],
    ['probes that may ask this machine', { configuration: configured({ PROBE_LOOPBACK: 'true' }) }, 'probes', 'warning', /PROBE_LOOPBACK/],
    ['credentials that GitHub refuses', { app: { ...APP, registration: () => Promise.resolve({ ok: false, trouble: { kind: 'forbidden', says: 'A JSON web token could not be decoded' } }), installations: () => Promise.reject(new Error('not asked')) } }, 'credentials', 'wrong', /could not be decoded/],
    ['an App that GitHub sends to another address', { app: { ...APP, hook: given({ ...HOOK, url: 'https://user:hush@smee.io/abc?token=hush' }) } }, 'webhook', 'wrong', /^GitHub sends to https:\/\/smee\.io\/abc, the App hears at https:\/\/coach\.example\.edu\/webhook$/],
    ['an App that GitHub has no address of', { app: { ...APP, hook: () => Promise.resolve({ ok: false, trouble: { kind: 'gone', says: 'it is not there' } }) } }, 'webhook', 'wrong', /no address/],
    ['webhooks that are sent as forms', { app: { ...APP, hook: given({ ...HOOK, contentType: 'form' }) } }, 'webhook', 'wrong', /"form"/],
    ['webhooks that are not signed', { app: { ...APP, hook: given({ ...HOOK, isSigned: false }) } }, 'webhook', 'wrong', /no secret/],
    ['webhooks that are sent to whoever answers', { app: { ...APP, hook: given({ ...HOOK, checksCertificate: false }) } }, 'webhook', 'warning', /certificate/],
    ['a webhook whose settings are not told', { app: { ...APP, hook: () => Promise.resolve({ ok: false, trouble: { kind: 'passing', says: 'no answer came' } }) } }, 'webhook', 'warning', /no answer came/],
    ['deliveries that were not taken', { app: { ...APP, newestDeliveries: given([attempt('a', 202), attempt('b', 502), attempt('a', 0), attempt('c', 502), attempt('d', 202)]) } }, 'deliveries', 'warning', /^3 of the last 5 were not taken \(2 × 502, 1 × no answer\); 2 did not arrive later$/],
    ['deliveries that arrived later', { app: { ...APP, newestDeliveries: given([attempt('a', 202), attempt('a', 500)]) } }, 'deliveries', 'warning', /all of them arrived later/],
  ])('finds %s, and says what to do', async (_, change, about, state, says) => {
    const [one, ...others] = await found(change)
    expect(others).toEqual([])
    expect(one).toMatchObject({ about, state })
    expect(one?.says).toMatch(says)
    expect(one?.next).toMatch(/\w.*\.$/)
  })
})

it.each(['2.31', '2.100.1', '3.0.0'])('git %s is new enough', async (version) => {
  expect(await found({ git: () => Promise.resolve(version) })).toEqual([])
})

it.each([[401, /WEBHOOK_SECRET/], [413, /25 MB/], [404, /unchanged/], [302, /redirect/], [0, /from outside/], [503, /log/]])('deliveries that were answered %i are followed by what to look at', async (status, next) => {
  const [one] = await found({ app: { ...APP, newestDeliveries: given([attempt('a', status)]) } })
  expect(one?.next).toMatch(next)
})

it('in pull mode nothing is asked of the webhook', async () => {
  const app = { ...APP, hook: () => Promise.reject(new Error('not asked')), newestDeliveries: () => Promise.reject(new Error('not asked')) }
  expect((await found({ app, configuration: { ...HEALTHY.configuration, publicUrl: null } })).map(({ about }) => about)).toEqual(['public address'])
})

it('a higher level than is asked for is enough', () => {
  expect(missingGrants(MANIFEST, { ...REGISTRATION, permissions: { contents: 'write', checks: 'admin' } })).toEqual({ permissions: [], events: [] })
})

it('names the installations that are suspended, and where that is lifted', async () => {
  const installations = [anInstallation(), anInstallation({ id: 8, account: { id: 2, login: 'ana', kind: 'user' }, suspended: true })]
  const app = { ...APP, installations: given(installations) }
  expect(await found({ app })).toEqual([{
    about: 'installations', state: 'warning', says: 'installed on octo-org, ana (suspended); where it is suspended, nothing is read or posted',
    next: 'To lift it, "Unsuspend" is pressed on the App\'s page in the settings of the account: by an owner of ana at https://github.com/settings/installations/8.',
  }])
})

describe('courses of the operator\'s files', () => {
  type Around = { readonly teams?: Readonly<Record<string, readonly Person[]>>; readonly github?: Partial<ClassGitHub>; readonly known?: KnownCourses }
  const examined = async (changes: Partial<WrittenCourse>, { teams = {}, github: onGitHub = {}, known = NO_COURSES }: Around = {}): Promise<Examined | undefined> => {
    const { id, title, repositories, staff, settings, joinCode } = aCourse()
    const github = classGitHub([])
    Object.assign(github, { people: [{ id: 5, login: 'ines' }], teams, installations: [anInstallation()], ...onGitHub })
    const configuration: Configuration = { ...HEALTHY.configuration, courses: [{ file: 'courses/mlops.yml', course: { id, title, repositories, staff, settings, joinCode, organization: 'Octo-Org', ...changes } }] }
    const app = { ...github.app, registration: () => Promise.resolve({ ok: true, value: REGISTRATION } as const) }
    return (await examine({ ...HEALTHY, configuration, app, tryStore: () => Promise.resolve(known) })).find(({ about }) => about === 'course mlops')
  }

  it('are in place where the App is installed and the staff is found', async () => {
    expect(await examined({ staff: { logins: ['ines'], teams: ['staff'] } }, { teams: { 'octo-org/staff': [{ id: 5, login: 'ines' }, { id: 6, login: 'jo' }] } })).toEqual({ about: 'course mlops', state: 'ok', says: 'of octo-org; 2 people may decide', next: null })
    expect(await examined({})).toMatchObject({ state: 'ok', says: 'of octo-org; nobody may decide' })
  })

  it('of an organization that has not installed the App wait, and the doctor says what to do', async () => {
    const found = await examined({ organization: 'octo-college' })
    expect(found).toMatchObject({ state: 'warning', says: 'the course mlops waits: octo-college has not installed the App' })
    expect(found?.next).toMatch(/^Install it there.*\.$/)
  })

  it('name people and teams that are not there', async () => {
    const found = await examined({ staff: { logins: ['inez'], teams: ['nobody'] } })
    expect(found).toMatchObject({ state: 'warning', next: 'See courses/mlops.yml.' })
    expect(found?.says).toMatch(/"inez" under staff\.people: no person of that login.*; "nobody" under staff\.teams: octo-org has no team of that name/)
  })

  const running = aCourse({ origin: { kind: 'file', organization: 'Octo-Org' } })
  const known: KnownCourses = { courses: [running], operators: [], staff: new Map([['mlops', [{ person: { id: 5, login: 'ines' }, by: 'login', word: 'ines' }]]]) }

  it('are judged as the App that runs judges them: who was known under a login is known under another, and nobody who took it over', async () => {
    const found = await examined({ staff: { logins: ['ines'], teams: [] } }, { known, github: { people: [{ id: 5, login: 'ines-b' }, { id: 9, login: 'ines' }] } })
    expect(found).toMatchObject({ state: 'warning', says: expect.stringMatching(/^"ines" under staff\.people is called ines-b now/) as unknown, next: 'See courses/mlops.yml.' })
  })

  it('run on under another name of their organization, also while it has not installed the App', async () => {
    const renamed = [anInstallation({ account: { id: 1, login: 'new-org', kind: 'organization' } })]
    expect(await examined({}, { known, github: { installations: renamed } })).toMatchObject({ state: 'ok', says: 'of new-org; nobody may decide' })
    const elsewhere = [anInstallation({ account: { id: 3, login: 'other-org', kind: 'organization' } })]
    expect(await examined({}, { known, github: { installations: elsewhere } })).toMatchObject({ state: 'warning', says: 'of octo-org, where the App is not installed now; its staff is as it was', next: expect.stringMatching(/^Install it there/) as unknown })
  })

  it('say where an owner lifts the suspension of an installation, and ask nothing meanwhile', async () => {
    const staff = { logins: [], teams: ['staff'] }
    const says = 'of octo-org, where the installation is suspended: nothing of it is read or posted meanwhile; its staff is as it was'
    const next = 'To lift it, "Unsuspend" is pressed on the App\'s page in the settings of the account: by an owner of octo-org at https://github.com/organizations/octo-org/settings/installations/7.'
    const asked = await examined({ staff }, { github: { installations: [anInstallation({ suspended: true })] } })
    expect(asked).toEqual({ about: 'course mlops', state: 'warning', says, next })
    // GitHub says so of one that was suspended a moment ago.
    expect(await examined({ staff }, { github: { trouble: (what) => what === 'teamMembers' ? { kind: 'suspended', says: 'it is suspended (403)' } : null } })).toEqual(asked)
  })

  it('are not to blame for what GitHub cannot say just now', async () => {
    const trouble: ClassGitHub['trouble'] = (what) => what === 'teamMembers' ? { kind: 'passing', says: 'no answer came' } : null
    const found = await examined({ staff: { logins: [], teams: ['staff'] } }, { github: { trouble } })
    expect(found).toMatchObject({ state: 'warning', says: expect.stringContaining('could not be looked up just now') as unknown, next: 'Try again later.' })
    expect(await examined({ staff: { logins: ['inez'], teams: ['staff'] } }, { github: { trouble } })).toMatchObject({ next: 'See courses/mlops.yml, and try again later.' })
  })
})
