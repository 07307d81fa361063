import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { dispute, itemSubject } from '../support/decisions.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'
import { DUE, fillCourse } from '../support/service-stage.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-decide-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const REASON = ['--reason', 'Shown in the lab'] as const

type Stage = { readonly run: (...words: readonly string[]) => Promise<Ran>; readonly look: <Seen>(use: (store: Store) => Promise<Seen>) => Promise<Seen> }

async function stage(): Promise<Stage> {
  const data = mkdtempSync(join(folder, 'data-'))
  const look = async <Seen>(use: (store: Store) => Promise<Seen>): Promise<Seen> => {
    const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
    try {
      return await use(store)
    } finally {
      await store.close()
    }
  }
  await look((store) => fillCourse(store))
  return { run: (...words) => runInProcess(words, { DATA_DIR: data }, 300), look }
}

describe('decide', () => {
  it('sets an outcome in a student\'s repository, and tells the points before and after; a preview tells the same and writes nothing', async () => {
    const { run, look } = await stage()
    const previewed = await run('decide', 'set', 's1', 'Linting', 'passes', 'missing', ...REASON, '--preview')
    expect(previewed).toMatchObject({ code: 0, err: '' })
    expect(previewed.out).toMatch(/^octo-org\/capstone-ana would change\n {2}decision {2}item linting-passes counts as missing\n {2}the App {3}\w+ by itself\n {2}points {4}[\d.]+ of 100\.00(?:, as before| → [\d.]+ of 100\.00)\n\nNothing was written: without --preview it is decided\.\n$/)
    expect(await look((store) => store.decisions.decisionsOf('mlops', 42))).toEqual([])
    const decided = await run('decide', 'set', 'OCTO-ORG/capstone-ana', 'linting-passes', 'MISSING', ...REASON)
    expect(decided.out).toBe(previewed.out.replace('would change', 'is changed').replace(/\nNothing was written.*\n$/, ''))
    expect((await run('decisions', 'octo-org/capstone-ana')).out).toMatch(/the operator: set item linting-passes to missing \(the App said \w+\); reason: Shown in\s+the lab/)
  })

  it('sets an item to a share of its credit', async () => {
    const { run, look } = await stage()
    expect((await run('decide', 'set', 's1', 'linting-passes', '4/5', ...REASON)).out).toMatch(/decision {2}item linting-passes counts as partial, 80 % of its credit\n[^]*points {4}[\d.]+ of 100\.00 → [\d.]+ of 100\.00/)
    expect(await look((store) => store.decisions.decisionsOf('mlops', 42))).toMatchObject([{ outcome: 'partial', share: 0.8 }])
    expect((await run('decisions', 'octo-org/capstone-ana')).out.replaceAll(/\s+/g, ' ')).toMatch(/set item linting-passes to partial, 80 % of its credit \(the App said \w+\)/)
  })

  it('takes back, excuses, extends and closes', async () => {
    const { run, look } = await stage()
    await look((store) => store.decisions.state({ ...dispute('d', itemSubject('linting-passes'), DUE), repositoryId: 42 }))
    expect((await run('decide', 'excuse', 's1', 'linting-passes', ...REASON)).out).toContain('item linting-passes is left out of the count')
    expect((await run('decide', 'clear', 's1', 'linting-passes', ...REASON)).out).toContain('what was decided on item linting-passes is taken back')
    expect((await run('decide', 'extend', 's1', '2026-12-20', ...REASON)).out).toContain('due on 2026-12-20 23:59:59 in Europe/Berlin')
    expect((await run('decide', 'close', 's1', 'linting-passes', ...REASON)).out).toContain('the dispute is closed')
    expect((await look((store) => store.decisions.decisionsOf('mlops', 42))).map(({ kind }) => kind)).toEqual(['excuse', 'clear', 'extend', 'close'])
  })

  it.each<[readonly string[], string]>([
    [['set', 's1', 'linting-passes', 'present'], 'decide set needs --reason and why, in quotes'],
    [['judge', 's1'], 'decide takes set, clear, excuse, extend or close first; found "judge"'],
    [['set', 's1', 'linting-passes', 'good', ...REASON], 'linting-passes is not set to "good". The outcome is one of verified, present, partial, failing, missing, unknown; or a share of its credit such as 80% or 4/5.'],
    [['set', 's1', 'lint', '80%', ...REASON], 'A share is of an item\'s credit, and lint is a criterion: linting-passes is the item that asks for it.'],
    [['set', 's1', 'linting-passes', '120%', ...REASON], 'A share goes from 0% to 100%'],
    [['set', 's1', 'lintin-passes', 'present', ...REASON], 'nothing is called "lintin-passes". The nearest names are linting-passes'],
    [['set', 'nobody', 'linting-passes', 'present', ...REASON], 'mlops has no repository and no student called "nobody". Name a repository as owner/name'],
    [['extend', 's1', '2026-12-01', ...REASON], 'The work of this course is due on 2026-12-18 18:00; an extension ends then or later.'],
    [['clear', 's1', 'linting-passes', ...REASON, '--course', 'other'], 'no course of the id "other" runs'],
  ])('%j is refused: %s', async (words, says) => {
    const { run, look } = await stage()
    const { code, out, err } = await run('decide', ...words)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(says)
    expect(await look((store) => store.decisions.decisionsOf('mlops', 42))).toEqual([])
  })
})

describe('token', () => {
  it('makes one whose secret is shown once, lists it without, and revokes it', async () => {
    const { run, look } = await stage()
    const made = await run('token', 'create', '--name', 'grade-sync', '--role', 'reader', '--days', '30')
    const [, secret = '', id = ''] = /^(cct_([0-9a-f]{12})_[0-9a-f]{64})\n/.exec(made.out) ?? []
    expect(secret).not.toBe('')
    const listed = await run('token', 'list')
    expect(listed.out).toMatch(new RegExp(`^MLOps; times of Europe/Berlin\n {2}${id} {2}grade-sync {2}reader {6}valid until [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}\n$`))
    const kept = await look(async (store) => JSON.stringify([await store.tokens.of('mlops'), await store.journal.audit(9)]))
    expect(kept).toContain('token.created')
    expect(`${kept}${listed.out}`).not.toContain(secret.split('_').at(-1))
    expect((await run('token', 'revoke', id)).out).toContain(`The token ${id} is revoked`)
    expect((await run('token', 'list')).out).toContain('revoked')
    expect(await run('token', 'revoke', id)).toMatchObject({ code: 2, err: `capstone-coach: mlops has no token ${id} that is not revoked yet. See the tokens of the course.\n` })
  })

  it.each<[readonly string[], string]>([
    [['create', '--name', 'sync'], 'token create needs --name and --role'], [['create', '--name', 'Grade Sync', '--role', 'reader'], 'name: expected a name of up to 40 lower-case letters'],
    [['create', '--name', 'sync', '--role', 'operator'], 'role: expected one of: reader, assistant, instructor'], [['create', '--name', 'sync', '--role', 'reader', '--days', '999'], 'days: expected a number of at most 400'], [['drop'], 'token takes create, list or revoke'],
  ])('%j is refused: %s', async (words, says) => {
    const { run, look } = await stage()
    const { code, err } = await run('token', ...words)
    expect([code, err.includes(says) ? says : err]).toEqual([2, says])
    expect(await look((store) => store.tokens.of('mlops'))).toEqual([])
  })
})
