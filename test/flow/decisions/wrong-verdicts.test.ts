import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../src/flow/course-service/operation.ts'
import { keepStandings } from '../../../src/flow/class/standing.ts'
import { gradebookOf } from '../../../src/flow/grades/gradebook.ts'
import type { Outcome } from '../../../src/model/criterion.ts'
import type { ItemReading } from '../../../src/model/item-verdicts.ts'
import type { WrongVerdictSeen } from '../../../src/model/wrong-verdict.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'
import { DUE, serviceStage, valueOf, type ServiceStage } from '../../support/service-stage.ts'

const KIM: Actor = { kind: 'person', person: { id: 9, login: 'kim' }, role: 'assistant', works: [] }
const SAID = { of: 'octo-org/capstone-ana', assessment: 'a-42', item: 'health-check-works', criterion: 'health', right: 'present', reason: 'It is in app/routes.py' }
const COMMIT = 'a'.repeat(40)
const CHECKS_BEFORE = { version: '1.0.0', revision: 38 }

/** The course with a first judgement of ana's repository in which the health route is missing. */
async function judged(): Promise<ServiceStage & { readonly again: (id: string, outcome: Outcome, commit?: string) => Promise<void>; readonly wrong: () => Promise<readonly WrongVerdictSeen[]> }> {
  const stage = await serviceStage()
  let at = DUE
  const again = async (id: string, outcome: Outcome, commit = COMMIT): Promise<void> => {
    const health = criterion('health', { outcome, found: 'No route was found.', against: [file('app/main.py', 3)], evidence: Array.from({ length: 30 }, (_, line) => file('app/main.py', line)) })
    const record = recordOf([health], [item('Health', ['health'], { id: 'health-check-works', outcome })], { engine: { ...CHECKS_BEFORE, revision: id === 'first' ? 38 : 39 } })
    await stage.store.assessments.add({ id, repositoryId: 42, commit, branch: 'main', isDefaultBranch: true, at: at += 1000, digest: id, record })
    await keepStandings(42, { ...stage.parts, ...stage.store })
  }
  await again('first', 'missing')
  return { ...stage, again, wrong: async () => valueOf(await stage.call('wrong.read')) as readonly WrongVerdictSeen[] }
}

const say = ({ call }: Pick<ServiceStage, 'call'>, changes: object = {}, actor: Actor = KIM) => call('wrong.report', { ...SAID, assessment: 'first', ...changes }, actor)

describe('a verdict that the staff says to be wrong', () => {
  it('is kept with who says it, what is right, and all that the App said it by; the same again keeps nothing more', async () => {
    const stage = await judged()
    for (const _ of [1, 2]) expect(valueOf(await say(stage))).toEqual({ schema: 1, repository: 42 })
    const all = await stage.wrong()
    expect(all).toMatchObject([{
      repositoryId: 42, repository: { name: 'octo-org/capstone-ana' }, by: { login: 'kim' }, at: stage.clock.now, item: 'health-check-works', criterion: 'health', commit: COMMIT, engine: CHECKS_BEFORE, right: 'present', reason: 'It is in app/routes.py', since: null,
      said: { outcome: 'missing', found: 'No route was found.', against: [{ path: 'app/main.py', line: 3 }] },
    }])
    expect(all[0]?.said.evidence).toHaveLength(20)
    await say(stage, { reason: 'Another reason' })
    await say(stage, {}, { kind: 'operator' })
    expect((await stage.wrong()).map(({ by, reason }) => `${by.login}: ${reason}`).toSorted()).toEqual(['kim: Another reason', 'kim: It is in app/routes.py', 'the operator: It is in app/routes.py'])
  })

  it('stands beside that verdict on the page of its item, and changes no grade', async () => {
    const stage = await judged()
    const before = await gradebookOf(stage.course, stage.parts)
    await say(stage)
    const { verdicts } = valueOf(await stage.call('item.read', { item: 'health-check-works' })) as ItemReading
    expect(verdicts.map(({ repository, wrong }) => [repository.id, wrong.map(({ right }) => right)])).toEqual([[42, ['present']]])
    expect(await gradebookOf(stage.course, stage.parts)).toEqual(before)
    expect(await stage.store.decisions.decisionsOf('mlops', 42)).toEqual([])
  })

  it.each<[string, Outcome, string, boolean]>([
    ['the same commit, judged otherwise by other checks', 'verified', COMMIT, true],
    ['a later commit that is judged otherwise', 'partial', 'b'.repeat(40), true],
    ['the same commit, judged alike', 'missing', COMMIT, false],
    ['a later commit, judged alike', 'missing', 'b'.repeat(40), false],
    ['a later commit that could not be seen', 'unknown', 'b'.repeat(40), false],
  ])('is settled by what says otherwise: %s', async (_what, outcome, commit, isSettled) => {
    const stage = await judged()
    await say(stage)
    await stage.again('second', outcome, commit)
    expect((await stage.wrong()).map(({ since }) => since)).toEqual([isSettled ? { commit, at: DUE + 2000, outcome, engine: { ...CHECKS_BEFORE, revision: 39 } } : null])
  })

  it('is settled for ever by its own commit, whatever a later one says', async () => {
    const stage = await judged()
    await say(stage)
    await stage.again('second', 'present')
    await stage.again('third', 'missing', 'b'.repeat(40))
    expect((await stage.wrong())[0]?.since).toMatchObject({ commit: COMMIT, outcome: 'present' })
  })

  it.each([
    [{ assessment: 'none' }, 'not-found'], [{ assessment: 'a-43' }, 'not-found'], [{ criterion: 'lint' }, 'not-found'], [{ item: 'linting-passes' }, 'not-found'], [{ of: 'octo-org/other' }, 'not-found'],
    [{ right: 'missing' }, 'conflict'], [{ right: 'great' }, 'invalid'], [{ reason: '' }, 'invalid'],
  ])('is refused with %j: %s', async (changes, kind) => {
    const stage = await judged()
    expect(await say(stage, changes)).toMatchObject({ ok: false, refusal: { kind } })
    expect(await stage.wrong()).toEqual([])
  })

  it('of another course is not among them', async () => {
    const stage = await judged()
    await say(stage)
    expect(await stage.store.wrongVerdicts.of('other')).toEqual([])
  })
})
