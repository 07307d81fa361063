import { describe, expect, it } from 'vitest'
import { contributionsOf } from '../../src/course/contributions-of.ts'
import type { Contributions, ContributionReading, Contributor, PossibleContributor, ReadCommit, ReadPull, ReadReview } from '../../src/model/contribution.ts'

const READ_AT = 1_000_000
const STAFF = new Set([90])
const PEOPLE = {
  maria: { id: 1, login: 'maria', email: '', isBot: false }, noor: { id: 2, login: 'noor', email: '', isBot: false }, ines: { id: 90, login: 'ines', email: '', isBot: false },
  kim: { id: 7, login: 'kim', email: '', isBot: false }, bot: { id: 50, login: 'dependabot', email: '', isBot: true }, laptop: { id: null, login: '', email: 'Noor@Uni.example', isBot: false },
  stranger: { id: null, login: '', email: 'root@localhost', isBot: false }, erased: { id: -1, login: 'nobody-1', email: '', isBot: false },
} as const satisfies Readonly<Record<string, Contributor>>
type Name = keyof typeof PEOPLE
const NAMES = Object.keys(PEOPLE) as readonly Name[]
const place = (name: Name): number => NAMES.indexOf(name)

const STUDENTS: readonly PossibleContributor[] = [
  { key: 's1', name: 'Maria K.', login: 'maria', email: 'maria@uni.example', personId: 1, worksHere: true },
  { key: 's2', name: 'Noor A.', login: 'noor', email: 'noor@uni.example', personId: 2, worksHere: true },
  { key: 's3', name: 'Olu B.', login: 'olu', email: '', personId: null, worksHere: false },
]

let shas = 0
const commit = (authors: readonly Name[], changes: Partial<ReadCommit> = {}): ReadCommit => ({ sha: `${shas++}`, at: 500, isMerge: false, authors: authors.map(place), ...changes })
const review = (reviewer: Name, says: ReadReview['says'] = 'approved', at = 700): ReadReview => ({ reviewer: place(reviewer), at, says })
const pull = (number: number, opener: Name | null, changes: Partial<ReadPull> = {}): ReadPull => ({ number, opener: opener === null ? null : place(opener), openedAt: 600, mergedAt: null, reviews: [], reviewsBeyond: 0, ...changes })
const fold = (commits: readonly ReadCommit[], pulls: readonly ReadPull[] = [], changes: Partial<ContributionReading> = {}, students = STUDENTS): Contributions =>
  contributionsOf({ readAt: READ_AT, branch: 'main', head: 'a', people: Object.values(PEOPLE), commits, pulls, pullsUpTo: 0, beyond: { commits: 0, pulls: 0 }, ...changes }, students, STAFF)
const did = ({ students }: Contributions, key: string) => students.find(({ student }) => student.key === key)

const NOTHING = { commits: 0, together: 0, opened: [], merged: [], reviewed: [], commented: [], lastAt: null }

describe('commits', () => {
  it('count for who wrote them', () => {
    const told = fold([commit(['maria']), commit(['maria']), commit(['noor'], { at: 900 })])
    expect(told.students).toEqual([{ ...NOTHING, student: STUDENTS[0], commits: 2, lastAt: 500 }, { ...NOTHING, student: STUDENTS[1], commits: 1, lastAt: 900 }])
  })
  it('that merge count for nobody, and are told apart', () => {
    const told = fold([commit(['maria'], { isMerge: true }), commit(['maria'])])
    expect(did(told, 's1')).toMatchObject({ commits: 1 })
    expect(told.merges).toBe(1)
  })
  it('of several authors count for each, as done together', () => {
    const told = fold([commit(['maria', 'noor']), commit(['maria'])])
    expect([did(told, 's1'), did(told, 's2')]).toMatchObject([{ commits: 2, together: 1 }, { commits: 1, together: 1 }])
  })
  it('that one person signed twice, by account and by e-mail, are not done together', () => {
    expect(did(fold([commit(['noor', 'laptop'])]), 's2')).toMatchObject({ commits: 1, together: 0 })
  })
  it('of no account count for the student whose e-mail the list has, in any letters', () => {
    const told = fold([commit(['laptop'])])
    expect(did(told, 's2')).toMatchObject({ commits: 1 })
    expect(told.unknown).toEqual({ commits: 0 })
  })
  it('of no account and of an e-mail that the list does not have are of nobody; a student beside is told to have done them together', () => {
    const told = fold([commit(['stranger']), commit([]), commit(['maria', 'stranger'])])
    expect(told.unknown).toEqual({ commits: 2 })
    expect(did(told, 's1')).toMatchObject({ commits: 1, together: 1 })
  })
  it('of no e-mail are of no student without one in the list', () => {
    const told = fold([commit(['stranger'])], [], { people: Object.values(PEOPLE).map((one) => ({ ...one, email: '' })) })
    expect(told.unknown).toEqual({ commits: 1 })
    expect(did(told, 's3')).toBeUndefined()
  })
  it('of staff, bots, people outside of the course and who was erased are of others, of whom those outside are named', () => {
    const told = fold([commit(['ines']), commit(['bot']), commit(['kim']), commit(['erased'])])
    expect(told.others).toEqual({ commits: 4, opened: 0, reviewed: 0, logins: ['kim'] })
    expect(fold([commit(['stranger'])], [], { people: Object.values(PEOPLE).map((one) => (one.login === '' ? { ...one, email: 'nobody-2' } : one)) })).toMatchObject({ others: { commits: 1, logins: [] }, unknown: { commits: 0 } })
    expect(told.students.map(({ commits }) => commits)).toEqual([0, 0])
  })
  it('that claim to be of the future happened by the time they were read', () => {
    expect(did(fold([commit(['maria'], { at: READ_AT * 9 })]), 's1')?.lastAt).toBe(READ_AT)
  })
})

describe('pull requests', () => {
  it('count for who opened them, with those that were merged', () => {
    const told = fold([], [pull(4, 'maria', { mergedAt: 800 }), pull(2, 'maria'), pull(3, 'bot'), pull(5, null)])
    expect(did(told, 's1')).toMatchObject({ opened: [2, 4], merged: [4], lastAt: 600 })
    expect(told.others).toMatchObject({ opened: 2 })
  })
})

describe('reviews', () => {
  it('count for who gave them, each pull request once, where it is somebody else\'s', () => {
    const told = fold([], [pull(1, 'maria', { reviews: [review('noor', 'commented'), review('noor', 'approved', 750), review('ines')] })])
    expect(did(told, 's2')).toMatchObject({ reviewed: [1], commented: [], lastAt: 750 })
    expect(told.others).toMatchObject({ reviewed: 1 })
  })
  it('of one\'s own pull request do not', () => {
    expect(did(fold([], [pull(1, 'maria', { reviews: [review('maria', 'commented')] })]), 's1')).toMatchObject({ reviewed: [], commented: [], opened: [1], lastAt: 600 })
  })
  it('that are comments alone are told as such', () => {
    expect(did(fold([], [pull(1, 'maria', { reviews: [review('noor', 'commented')] }), pull(2, 'bot', { reviews: [review('noor', 'changes')] })]), 's2')).toMatchObject({ reviewed: [2], commented: [1] })
  })
  it('by staff of a pull request of staff are of others all the same', () => {
    expect(fold([], [pull(1, 'bot', { reviews: [review('ines')] })]).others).toMatchObject({ opened: 1, reviewed: 1 })
  })
})

describe('students', () => {
  it('who work there stand with nothing done; those of the list who do not, only once they did something', () => {
    expect(fold([]).students).toEqual([{ ...NOTHING, student: STUDENTS[0] }, { ...NOTHING, student: STUDENTS[1] }])
    const told = fold([commit(['maria'])], [], {}, STUDENTS.map((one) => ({ ...one, worksHere: false })))
    expect(told.students.map(({ student }) => student.key)).toEqual(['s1'])
  })
  it('are found by their login as long as their numeric id is not known, and by the id alone afterwards', () => {
    const kim = { key: 's9', name: '', login: 'KIM', email: '', personId: null, worksHere: false }
    expect(did(fold([commit(['kim'])], [], {}, [kim]), 's9')).toMatchObject({ commits: 1 })
    expect(fold([commit(['kim'])], [], {}, [{ ...kim, personId: 8 }])).toMatchObject({ students: [], others: { commits: 1, logins: ['kim'] } })
  })
  it('are told what was not read', () => {
    expect(fold([], [pull(1, 'maria', { reviewsBeyond: 3 }), pull(2, 'maria', { reviewsBeyond: 1 })], { beyond: { commits: 5, pulls: 2 } }).beyond).toEqual({ commits: 5, pulls: 2, reviews: 4 })
  })
})
