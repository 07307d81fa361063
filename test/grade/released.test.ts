import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isReleased, isShownBy } from '../../src/grade/released.ts'
import type { ReleaseScope, ReleaseWord } from '../../src/model/release.ts'

const ANA = { key: 's1', section: 'Monday' }
const BEN = { key: 's2', section: 'Friday' }
const CLASS: ReleaseScope = { kind: 'class' }
const ofSection = (section: string): ReleaseScope => ({ kind: 'section', section })
const ofStudent = (key: string): ReleaseScope => ({ kind: 'student', key })

const word = (says: ReleaseWord['says'], scope: ReleaseScope, at: number): ReleaseWord => ({ id: `${says}-${at}`, courseId: 'mlops', scope, says, by: null, at, reason: '' })

describe('a grade', () => {
  it.each<[string, readonly ReleaseWord[], boolean, boolean]>([
    ['is held until somebody releases it', [], false, false],
    ['is released with the class', [word('released', CLASS, 1)], true, true],
    ['is released with its section alone', [word('released', ofSection('Monday'), 1)], true, false],
    ['is released alone', [word('released', ofStudent('s2'), 1)], false, true],
    ['is held by a later word about the class, though it was released alone', [word('released', ofStudent('s1'), 1), word('held', CLASS, 2)], false, false],
    ['is held alone after the class was released', [word('released', CLASS, 1), word('held', ofStudent('s1'), 2)], false, true],
    ['is released by the class once more', [word('held', ofStudent('s1'), 1), word('released', CLASS, 2)], true, true],
    ['is held where two words of one moment differ', [word('released', ofStudent('s1'), 1), word('held', ofSection('Monday'), 1)], false, false],
    ['is none of a section of another name', [word('released', ofSection('Mon'), 1)], false, false],
  ])('%s', (_, words, ana, ben) => {
    expect([ANA, BEN].map((student) => isReleased(student, words, { release: 'held' }))).toEqual([ana, ben])
    expect([ANA, BEN].map((student) => isReleased(student, words.toReversed(), { release: 'held' }))).toEqual([ana, ben])
  })
  it('is shown at once where the course says so, until somebody holds it', () => {
    expect(isReleased(ANA, [], { release: 'at-once' })).toBe(true)
    expect(isReleased(ANA, [word('held', ofStudent('s1'), 1)], { release: 'at-once' })).toBe(false)
    expect(isReleased(BEN, [word('held', ofStudent('s1'), 1)], { release: 'at-once' })).toBe(true)
  })
  it('is as the newest word about its student says, whatever else was said before', () => {
    const scopes = fc.constantFrom(CLASS, ofSection('Monday'), ofSection('Friday'), ofStudent('s1'), ofStudent('s2'))
    const words = fc.array(fc.record({ scope: scopes, says: fc.constantFrom<ReleaseWord['says']>('released', 'held') }), { maxLength: 12 })
    fc.assert(fc.property(words, fc.constantFrom<ReleaseWord['says']>('released', 'held'), fc.constantFrom(CLASS, ofSection('Monday'), ofStudent('s1')), (said, says, scope) => {
      const all = [...said.map((one, at) => word(one.says, one.scope, at)), word(says, scope, said.length)]
      expect(isReleased(ANA, all, { release: 'held' })).toBe(says === 'released')
    }))
  })
  it('of several who work on one repository is shown once all of them are released, and where nobody of the list works, not at all', () => {
    expect([[true, true], [true, false], []].map((rows) => isShownBy(rows.map((released) => ({ isReleased: released }))))).toEqual([true, false, false])
  })
})
