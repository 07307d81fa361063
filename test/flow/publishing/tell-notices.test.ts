import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../src/model/decision.ts'
import { closed, itemSubject, rule, set } from '../../support/decisions.ts'
import { ITEMS, seenClass, type SeenClass } from '../../support/graded-class.ts'

const [FIRST = { id: '', title: '' }] = ITEMS.slice(6)

async function decide({ store, clock }: SeenClass, decision: Decision): Promise<void> {
  clock.now += 1000
  await store.decisions.decide({ ...decision, at: clock.now }, { id: decision.id, at: clock.now, actor: 9, action: 'decision', subject: '', says: '' })
}

async function disputed(seen: SeenClass, who: 'ana' | 'ben' = 'ana'): Promise<void> {
  await seen.say(who, who, `/dispute ${FIRST.id} It is in app.py`)
}

const repositoryOf = (id: string, repositoryId: number): Decision => ({ ...set(id, itemSubject(FIRST.id), 'verified'), repositoryId })

/** Kim sets a step that only a person sees. */
function stepSet(id: string, outcome: 'done' | 'open'): Decision {
  return { id, courseId: 'mlops', repositoryId: 42, at: 0, by: { id: 9, login: 'kim' }, said: null, kind: 'set', subject: { kind: 'step', id: 'step-4.3' }, outcome, automatic: 'open', reason: 'seen in the lab' }
}

describe('a notice', () => {
  it('comes to nobody who did not ask for it', async () => {
    const seen = await seenClass()
    await disputed(seen)
    await decide(seen, set('d1', itemSubject(FIRST.id), 'verified'))
    await seen.release()
    expect(seen.comments('ana', 'notice')).toEqual([])
  })
  it('of a release mentions who asked, leads to the grade, and has no points in it', async () => {
    const seen = await seenClass()
    await seen.say('ana', 'ana', '/notify on')
    await seen.release()
    const grade = seen.repositories.ana.shown.comments.find(({ body }) => body.startsWith('<!-- capstone-coach:grade '))
    expect(seen.comments('ana', 'notice')).toEqual([expect.stringMatching(new RegExp(`^@ana The grade of this repository is released.*#issuecomment-${grade?.id ?? 0}\\)`))])
    expect(seen.comments('ana', 'notice').join('')).not.toMatch(/\d\.\d\d of/)
  })
  it('comes once where what is shown already is released again, to the section or the class', async () => {
    const seen = await seenClass()
    await seen.say('ana', 'ana', '/notify on release')
    await seen.release({ scope: { kind: 'section', section: 'Monday' } })
    await seen.release()
    await seen.release()
    expect(seen.comments('ana', 'notice')).toHaveLength(1)
  })
  it('comes of a group once the last of it is released, and not again', async () => {
    const seen = await seenClass()
    await seen.say('group', 'cleo', '/notify on release')
    await seen.release({ scope: { kind: 'student', key: 's3' } })
    expect(seen.comments('group', 'notice')).toEqual([])
    await seen.release({ scope: { kind: 'student', key: 's4' } })
    await seen.release({ scope: { kind: 'student', key: 's3' } })
    expect(seen.comments('group', 'notice')).toHaveLength(1)
  })
  it('comes of no release where grades are shown at once anyway', async () => {
    const seen = await seenClass({ release: 'at-once' })
    await seen.say('ana', 'ana', '/notify on release')
    await seen.release()
    expect(seen.comments('ana', 'notice')).toEqual([])
  })
  it('comes once for ever, whatever is done again, and once more where grades are released anew', async () => {
    const seen = await seenClass()
    await seen.say('ana', 'ana', '/notify on release')
    await seen.release()
    await seen.shown()
    await decide(seen, set('d1', itemSubject(FIRST.id), 'verified'))
    await seen.shown()
    expect(seen.comments('ana', 'notice')).toHaveLength(1)
    await seen.release({ says: 'held' })
    await seen.release()
    expect(seen.comments('ana', 'notice')).toHaveLength(2)
  })
  it('tells of several matters in one comment', async () => {
    const seen = await seenClass()
    await seen.say('ana', 'ana', '/notify on')
    await disputed(seen)
    await decide(seen, set('d1', itemSubject(FIRST.id), 'verified'))
    await seen.release()
    expect(seen.comments('ana', 'notice')).toEqual([expect.stringMatching(/^@ana\n\n- The staff answered the dispute about “.*\n- The grade of this repository is released/)])
  })
  it('of a dispute comes when it is escalated, and again when it is answered', async () => {
    const seen = await seenClass()
    await seen.say('ana', 'ana', '/notify on disputes')
    await disputed(seen)
    seen.clock.now += 8 * 86_400_000
    await seen.shown()
    expect(seen.comments('ana', 'notice')).toEqual([expect.stringContaining('escalated')])
    await decide(seen, rule('excuse', 'd1', itemSubject(FIRST.id)))
    await seen.shown()
    expect(seen.comments('ana', 'notice').at(-1)).toContain('answered the dispute')
  })
  it('tells nothing of what came about before it was asked for, or after it was taken back', async () => {
    const seen = await seenClass()
    await disputed(seen)
    await decide(seen, set('d1', itemSubject(FIRST.id), 'verified'))
    await seen.say('ana', 'ana', '/notify on')
    await seen.shown()
    await seen.say('ana', 'ana', '/notify off release')
    await seen.release()
    expect(seen.comments('ana', 'notice')).toEqual([])
  })
  it('in a public repository tells nothing of grades or decisions', async () => {
    const seen = await seenClass()
    await seen.say('ben', 'ben', '/notify on')
    await disputed(seen, 'ben')
    await decide(seen, repositoryOf('d1', 43))
    await seen.release()
    expect(seen.comments('ben', 'notice')).toEqual([])
  })
  it('of a step comes where the staff sets it done, and never where it is held back', async () => {
    const seen = await seenClass()
    await seen.say('ana', 'ana', '/notify on steps')
    await decide(seen, stepSet('d1', 'done'))
    await seen.shown()
    expect(seen.comments('ana', 'notice')).toEqual([expect.stringMatching(/^@ana Step 4\.3 .* is done\.\n\n1 step of 13 is done now\./)])
    await decide(seen, stepSet('d2', 'open'))
    await seen.shown()
    await decide(seen, stepSet('d3', 'done'))
    await seen.shown()
    expect(seen.comments('ana', 'notice')).toHaveLength(1)
  })
  it.each(['before', 'after'] as const)('is written once through a crash %s its request, though more came about meanwhile', async (when) => {
    const seen = await seenClass()
    await seen.say('ana', 'ana', '/notify on disputes')
    await disputed(seen)
    await decide(seen, set('d1', itemSubject(FIRST.id), 'verified'))
    const { shown } = seen.repositories.ana
    // The issue is written first, since the decision changes it.
    shown.mishaps.push(null, { kind: 'crash', when })
    await seen.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'capstone' }, dueAt: seen.clock.now, reason: 'sweep' }], seen.clock.now)
    let isFirst = true
    await seen.app.settle(async () => {
      if (isFirst) await decide(seen, closed('d2', (await seen.store.decisions.statementsOf('mlops', 42)).find(({ kind }) => kind === 'dispute')?.id ?? '', seen.clock.now))
      isFirst = false
    })
    await seen.shown()
    const told = seen.comments('ana', 'notice').join('\n')
    expect(told.match(/answered the dispute/g) ?? []).toHaveLength(when === 'after' ? 1 : 0)
    expect(told.match(/closed the dispute/g) ?? []).toHaveLength(1)
  })
  it('mentions the login that a person has now', async () => {
    const seen = await seenClass()
    await seen.say('ana', 'ana', '/notify on release')
    seen.github.people = seen.github.people.map((person) => person.login === 'ana' ? { ...person, login: 'ana-k' } : person)
    await seen.release()
    expect(seen.comments('ana', 'notice').join('')).toMatch(/^@ana-k /)
  })
})
