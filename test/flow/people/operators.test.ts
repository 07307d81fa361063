import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import type { AppOwner, Registration } from '../../../src/flow/ports/github-ports.ts'
import { createOperatorCheck, createOperatorsReader } from '../../../src/flow/people/operators.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { classGitHub, type ClassGitHub } from '../../support/class-github.ts'
import { anInstallation } from '../../support/hosting.ts'
import { keptLog, type KeptLog } from '../../support/quiet-log.ts'

const NOW = 1_700_000_000_000
const MINUTE = 60_000
const INES = { id: 5, login: 'ines' }
const JO = { id: 6, login: 'jo' }
const REGISTRATION: Registration = { appId: 1, slug: 'coach', name: 'Coach', owner: null, permissions: {}, events: [] }

type Stage = {
  readonly store: Store
  readonly github: ClassGitHub
  readonly log: KeptLog
  readonly clock: { now: number }
  owner: AppOwner | null
  /** Who of Ines (5), Jo (6) and whoever has the id 7 may see the page. */
  readonly who: (words?: readonly string[]) => Promise<readonly number[]>
  readonly looked: () => number
}

/** The App as one process of it, with the setting `words`; installed on an organization unless told otherwise. */
async function stage(words: readonly string[], { installed = true } = {}): Promise<Stage> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  if (installed) await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, NOW)
  const github = classGitHub([])
  github.people = [INES, JO]
  const [log, clock] = [keptLog(), { now: NOW }]
  let looked = 0
  const parts = (given: readonly string[]) => ({
    ...store, words: given, now: () => clock.now, newId: randomUUID, log,
    app: { ...github.app, registration: () => { looked += 1; const trouble = github.trouble('registration'); return Promise.resolve(trouble === null ? { ok: true as const, value: { ...REGISTRATION, owner: staged.owner } } : { ok: false as const, trouble }) } },
  })
  const check = createOperatorCheck({ ...parts(words), read: createOperatorsReader(parts(words)) })
  const staged: Stage = {
    store, github, log, clock, owner: null, looked: () => looked,
    who: async (other) => {
      const asked = other === undefined ? check : createOperatorCheck({ ...parts(other), read: createOperatorsReader(parts(other)) })
      const ids: number[] = []
      for (const id of [5, 6, 7]) if (await asked({ id, login: 'ines' })) ids.push(id)
      return ids
    },
  }
  return staged
}

const warned = ({ lines }: KeptLog): readonly string[] => lines.flatMap(({ level, says }) => level === 'warn' ? [says] : [])
const audited = async ({ journal }: Store): Promise<readonly string[]> => (await journal.audit(9)).map(({ action, subject, says }) => `${action} ${subject}: ${says}`).sort()

it('those whom the setting names may, by numeric id, whatever login somebody signs in with', async () => {
  const staged = await stage(['ines'])
  expect(await staged.who()).toEqual([5])
  expect([warned(staged.log), await audited(staged.store)]).toEqual([[], ['operator.added the App: 5 (ines), named in OPERATORS as ines']])
  // The setting goes before the owner.
  expect(staged.looked()).toBe(0)
})

it('who takes over a login that became free may nothing', async () => {
  const { who, github, clock, log } = await stage(['ines'])
  expect(await who()).toEqual([5])
  github.people = [{ id: 5, login: 'ines-kovac' }, { id: 7, login: 'ines' }]
  clock.now += 6 * MINUTE
  expect(await who()).toEqual([5])
  expect(warned(log)).toEqual(['"ines" in OPERATORS is called ines-kovac now. Write that in that setting'])
})

it('without the setting it is the owner of the App, where that is a person', async () => {
  const staged = await stage([])
  staged.owner = { id: 6, login: 'jo', isPerson: true }
  expect(await staged.who()).toEqual([6])
  expect(await audited(staged.store)).toEqual(['operator.added the App: 6 (jo), who owns the App'])
})

it.each<[string, AppOwner | null]>([['the App is of octo-org, which is no person', { id: 6, login: 'octo-org', isPerson: false }], ['GitHub names no owner of the App', null]])('else nobody, and the log says how to name somebody: %s', async (says, owner) => {
  const staged = await stage([])
  staged.owner = owner
  expect(await staged.who()).toEqual([])
  expect(warned(staged.log)).toEqual([`nobody may see the page of operations: ${says}. Name who runs the App in the setting OPERATORS, by login.`])
})

it('is asked again after five minutes, and not before', async () => {
  const staged = await stage([])
  staged.owner = { id: 6, login: 'jo', isPerson: true }
  await staged.who()
  staged.owner = { id: 5, login: 'ines', isPerson: true }
  staged.clock.now += 4 * MINUTE
  expect([await staged.who(), staged.looked()]).toEqual([[6], 1])
  staged.clock.now += 2 * MINUTE
  expect([await staged.who(), staged.looked()]).toEqual([[5], 2])
})

it('whoever it was goes on to be while GitHub does not answer, and nobody of an earlier setting', async () => {
  const { who, github, clock } = await stage(['ines'])
  expect(await who()).toEqual([5])
  github.trouble = () => ({ kind: 'passing', says: 'no answer came' })
  clock.now += 6 * MINUTE
  expect(await who()).toEqual([5])
  expect([await who([]), await who(['jo'])]).toEqual([[], []])
})

it('a login of nobody gives nobody', async () => {
  const staged = await stage(['kim', 'octo-org'])
  expect(await staged.who()).toEqual([])
  expect(warned(staged.log)[0]).toMatch(/^"kim" in OPERATORS: no person of that login is found/)
})

it('the first installation is enough to be looked up, at once', async () => {
  const staged = await stage(['ines'], { installed: false })
  expect(await staged.who()).toEqual([])
  expect(warned(staged.log)[0]).toMatch(/^"ines" in OPERATORS could not be looked up: the App is installed nowhere/)
  await staged.store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, NOW)
  expect(await staged.who()).toEqual([5])
})
