import { describe, expect, it } from 'vitest'
import type { FromGitHub, InstallationPort, RepositoryRole } from '../../../src/flow/ports/github-ports.ts'
import { createMayRead } from '../../../src/flow/people/may-read.ts'
import type { HostedRepository } from '../../../src/model/hosting.ts'
import { aRepository } from '../../support/hosting.ts'

const ANA = { id: 5, login: 'ana' }
const NONE = { isAdmin: false, mayWrite: false, mayRead: false }
const READS = { ...NONE, mayRead: true }
const trouble = (kind: 'gone' | 'refused' | 'passing' | 'suspended' | 'forbidden') => ({ ok: false, trouble: { kind, says: '' } } as const)

type Said = { readonly roles?: Readonly<Record<string, FromGitHub<RepositoryRole>>>; readonly present?: string; readonly repository?: Partial<HostedRepository> | null }

function ask({ roles = {}, present = 'ana', repository = { private: true } }: Said): Promise<boolean | null> {
  const port: Pick<InstallationPort, 'roleIn' | 'personById'> = {
    roleIn: (_, login) => Promise.resolve(roles[login] ?? trouble('gone')),
    personById: (id) => Promise.resolve(present === 'gone' || present === 'passing' ? trouble(present) : { ok: true, value: { id, login: present } }),
  }
  return createMayRead({ app: { installation: () => port as InstallationPort }, hosting: { repository: () => Promise.resolve(repository === null ? null : aRepository({ id: 42, ...repository })) } })(ANA, 42)
}

describe('whether somebody may read a repository', () => {
  it.each<readonly [string, Said, boolean | null]>([
    ['who may read it', { roles: { ana: { ok: true, value: { ...READS, personId: 5 } } } }, true],
    ['whose rights were taken', { roles: { ana: { ok: true, value: { ...NONE, personId: 5 } } } }, false],
    ['whose login somebody else has, who may read it', { roles: { ana: { ok: true, value: { ...READS, personId: 8 } }, ana2: { ok: true, value: { ...NONE, personId: 5 } } }, present: 'ana2' }, false],
    ['who goes by another login now', { roles: { ana2: { ok: true, value: { ...READS, personId: 5 } } }, present: 'ana2' }, true],
    ['whose account is gone', { present: 'gone' }, false],
    ['whom GitHub does not know under the login that they have', {}, false],
    ['of whom GitHub says nothing just now', { roles: { ana: trouble('passing') } }, null],
    ['of whom it says nothing under another login', { present: 'passing' }, null],
    ['where the App is suspended', { roles: { ana: trouble('suspended') } }, null],
    ['where the App may not ask', { roles: { ana: trouble('forbidden') } }, null],
    ['where the App does not reach the repository', { repository: null }, null],
    ['of a public repository', { repository: { private: false } }, true],
    ['who owns it', { repository: { private: true, ownerId: 5 } }, true],
  ])('%s', async (_, said, expected) => {
    expect(await ask(said)).toBe(expected)
  })
})
