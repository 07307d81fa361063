import { describe, expect, it } from 'vitest'
import type { Configuration } from '../../src/operate/configuration.ts'
import { examine, type Examined, type Patient } from '../../src/operate/doctor.ts'
import { missingGrants } from '../../src/operate/missing-grants.ts'
import { readConfiguration } from '../../src/operate/read-configuration.ts'

const MANIFEST = { name: 'Coach', description: '', isPublic: true, permissions: { contents: 'read', checks: 'write' }, events: ['push', 'release'] }
const REGISTRATION = { appId: 7, slug: 'coach', name: 'Coach', permissions: { contents: 'read', checks: 'write', metadata: 'read' }, events: ['push', 'release'] }

function configured(environment: Readonly<Record<string, string>> = {}): Configuration {
  const read = readConfiguration({ DATA_DIR: '/nowhere', PUBLIC_URL: 'https://coach.example.edu', ...environment })
  if (!read.ok) throw new Error('the settings are wrong')
  return read.configuration
}

const HEALTHY: Patient = {
  configuration: configured(), manifest: MANIFEST, tryStore: () => Promise.resolve(), git: () => Promise.resolve('2.39.5'), ask: () => Promise.resolve(200),
  app: {
    registration: () => Promise.resolve({ ok: true, value: REGISTRATION }),
    installations: () => Promise.resolve({ ok: true, value: [{ id: 1, account: { id: 2, login: 'octo-org', kind: 'organization' }, suspended: false }] }),
  },
}

async function found(change: Partial<Patient>): Promise<readonly Examined[]> {
  return (await examine({ ...HEALTHY, ...change })).filter(({ state }) => state !== 'ok')
}

describe('the doctor', () => {
  it('finds everything in place, and says what was looked at', async () => {
    expect((await examine(HEALTHY)).map(({ about, state }) => [about, state])).toEqual([
      ['configuration', 'ok'], ['database', 'ok'], ['git', 'ok'], ['credentials', 'ok'], ['permissions', 'ok'], ['events', 'ok'], ['installations', 'ok'], ['public address', 'ok'],
    ])
  })

  it('says what is missing of permissions and events', async () => {
    const app = { ...HEALTHY.app, registration: () => Promise.resolve({ ok: true, value: { ...REGISTRATION, permissions: { checks: 'read' }, events: ['push'] } } as const), installations: () => Promise.resolve({ ok: true, value: [] } as const) }
    expect(await found({ app })).toMatchObject([
      { about: 'permissions', state: 'wrong', says: 'missing: contents read, checks write (has read)' },
      { about: 'events', state: 'wrong', says: 'missing: release' },
      { about: 'installations', state: 'warning', next: 'Install it: https://github.com/apps/coach/installations/new' },
    ])
  })

  it.each<[string, Partial<Patient>, string, Examined['state'], RegExp]>([
    ['a store that does not open', { tryStore: () => Promise.reject(new Error('SQLITE_READONLY')) }, 'database', 'wrong', /SQLITE_READONLY/],
    ['no git', { git: () => Promise.resolve(null) }, 'git', 'warning', /was not found/],
    ['no credentials', { app: null }, 'credentials', 'wrong', /there are none/],
    ['a public address that nobody answers at', { ask: () => Promise.resolve(null) }, 'public address', 'warning', /does not answer/],
    ['no public address', { configuration: { ...HEALTHY.configuration, publicUrl: null } }, 'public address', 'warning', /once in 30 minutes/],
    ['credentials that GitHub refuses', { app: { registration: () => Promise.resolve({ ok: false, trouble: { kind: 'forbidden', says: 'A JSON web token could not be decoded' } }), installations: () => Promise.reject(new Error('not asked')) } }, 'credentials', 'wrong', /could not be decoded/],
  ])('finds %s, and says what to do', async (_, change, about, state, says) => {
    const [one, ...others] = await found(change)
    expect(others).toEqual([])
    expect(one).toMatchObject({ about, state })
    expect(one?.says).toMatch(says)
    expect(one?.next).toMatch(/\w.*\.$/)
  })
})

it('a higher level than is asked for is enough', () => {
  expect(missingGrants(MANIFEST, { ...REGISTRATION, permissions: { contents: 'write', checks: 'admin' } })).toEqual({ permissions: [], events: [] })
})
