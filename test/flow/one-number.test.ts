import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ServiceParts } from '../../src/flow/course-service/operation.ts'
import { callOperation } from '../../src/flow/course-service/call-operation.ts'
import { gradebookOf, type GradebookParts } from '../../src/flow/grades/gradebook.ts'
import { seenGrade } from '../../src/flow/grades/seen-grade.ts'
import { sumOfPoints } from '../../src/grade/points.ts'
import type { Course } from '../../src/model/course.ts'
import type { Gradebook, GradebookRow } from '../../src/model/gradebook.ts'
import { gradeComment } from '../../src/report/published/grade-comment.ts'
import { gradebookDocument, type EarnedDocument, type GradebookDocument } from '../../src/report/gradebook/gradebook-document.ts'
import { gradebookText } from '../../src/report/gradebook/gradebook-text.ts'
import { GRADE_FORMATS, type GradeFormatName } from '../../src/report/gradebook/formats.ts'
import { platformGrade } from '../../src/report/gradebook/grade-state.ts'
import { anyClass, anyOutcome, raised, storedClass, type AnyClass } from '../support/any-class.ts'
import { courseSchemas } from '../../src/command-line/checklists.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { FILE_OPTIONS } from '../support/gradebooks.ts'
import { readCsv } from '../support/read-csv.ts'
import { valueOf } from '../support/service-stage.ts'
import { keptLog } from '../support/quiet-log.ts'

type Scene = { readonly course: Course; readonly parts: ServiceParts; readonly gradebook: Gradebook }

/** Lays a class down, and closes it when `look` is done with it. */
async function within<Result>(all: AnyClass, look: (scene: Scene) => Promise<Result>): Promise<Result> {
  const { store, course } = await storedClass(all)
  try {
    const parts: ServiceParts = { ...store, schemas: courseSchemas(), assessor: CHECKLISTS, now: () => all.now, newId: () => 'id', log: keptLog() }
    return await look({ course, parts, gradebook: await gradebookOf(course, parts) })
  } finally {
    await store.close()
  }
}

/** A sum of points; adding leaves a negative nothing now and then. */
function added(parts: readonly number[]): number {
  return sumOfPoints(parts) + 0
}

/** Each column of a file by its heading, a row each. */
function rowsOf(gradebook: Gradebook, format: GradeFormatName): readonly Readonly<Record<string, string>>[] {
  const { text } = GRADE_FORMATS[format].write(gradebook, FILE_OPTIONS)
  const [heading = [], ...rows] = readCsv(text)
  return rows.map((row) => Object.fromEntries(heading.map((name, at) => [name, row[at] ?? ''])))
}

/** A grade as a platform's cell tells it. */
function cell(row: GradebookRow, excused: string): string {
  const grade = platformGrade(row.grade)
  return grade.kind === 'points' ? String(grade.points) : grade.kind === 'excused' ? excused : ''
}

/** The ports that a gradebook asks. */
const PORTS: Readonly<Record<string, true>> = { roster: true, courses: true, hosting: true, journal: true, assessments: true, counts: true, gists: true, readings: true, decisions: true, checklists: true, releases: true }

/** Parts that answer one question at a time, whatever is asked at once. */
function oneByOne(parts: GradebookParts): GradebookParts {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (port: object): object => Object.fromEntries(Object.entries(port).map(([name, ask]) => [name, (...words: readonly unknown[]) => {
    const answer = last.then(() => (ask as (...all: readonly unknown[]) => unknown)(...words))
    last = answer.catch(() => {})
    return answer
  }]))
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'object' && name in PORTS ? inTurn(part) : part])) as GradebookParts
}

const RUNS = { numRuns: 60 }

describe('one number everywhere', () => {
  it('files, JSON, the terminal and the API tell the same points of each student, whose parts add up to them', async () => {
    await fc.assert(fc.asyncProperty(anyClass, (all) => within(all, async ({ course, parts, gradebook }) => {
      const { rows } = gradebook
      expect(rows.length).toBe(all.repositories.length + 1)
      for (const { grade } of rows) if (grade !== null) expect(added([...grade.items.map(({ points }) => points), -grade.deduction])).toBe(grade.points)
      const call = async (id: 'gradebook.read' | 'student.read', input: object): Promise<unknown> => valueOf(await callOperation(id, { kind: 'operator' }, course, input, parts))
      const document = gradebookDocument(gradebook)
      const { next: _, ...served } = await call('gradebook.read', {}) as GradebookDocument & { readonly next: string | null }
      expect(served).toEqual(document)
      const lines = gradebookText(gradebook, { timeZone: 'UTC' }).split('\n').slice(1)
      for (const [at, row] of rows.entries()) if (row.grade !== null) expect(lines[at]).toContain(`  ${row.grade.points.toFixed(2)} of ${row.grade.of.toFixed(2)}, `)
      for (const { student, repository, state, grade } of document.rows) {
        const { repositories } = await call('student.read', { of: student.key }) as { readonly repositories: readonly (EarnedDocument & { readonly repository: { readonly id: number } | null })[] }
        expect(repositories.map((one) => [one.repository?.id, one.state, one.grade])).toEqual(repository === null ? [] : [[repository.id, state, grade]])
      }
      const wide = rowsOf(gradebook, 'wide')
      expect(wide.map(({ points }) => points)).toEqual(rows.map((row) => cell(row, '')))
      for (const row of wide) if (row['points'] !== '') expect(added([...Object.entries(row).flatMap(([name, value]) => name.startsWith('item:') ? [Number(value)] : []), -Number(row['deduction'])])).toBe(Number(row['points']))
      const long = rowsOf(gradebook, 'long')
      for (const { student, grade } of rows) expect(added([...long.filter((row) => row['student'] === student.key).map(({ points }) => Number(points)), -(grade?.deduction ?? 0)])).toBe(grade?.points ?? 0)
      expect(rowsOf(gradebook, 'canvas').slice(1).map((row) => Object.values(row).at(-1))).toEqual(rows.map((row) => cell(row, 'EX')))
      expect(rowsOf(gradebook, 'moodle').map(({ grade }) => grade)).toEqual(rows.map((row) => cell(row, '')))
      expect(rowsOf(gradebook, 'nbgrader').map(({ score }) => score)).toEqual(rows.map((row) => cell(row, '')))
    })), RUNS)
  }, 240_000)

  it('the comment that shows a grade tells the points of the gradebook, and supposing nothing changes none', async () => {
    await fc.assert(fc.asyncProperty(anyClass, (all) => within(all, async ({ course, parts, gradebook }) => {
      expect(await gradebookOf(course, parts, { suppose: (record) => record })).toEqual(gradebook)
      for (const { repository, grade } of gradebook.rows) {
        const hosted = repository === null ? null : await parts.hosting.lastSeen(repository.id)
        if (hosted === null) continue
        const seen = await seenGrade(hosted, course, parts)
        expect(seen).toMatchObject({ isShown: true, grade })
        if (grade !== null) expect(gradeComment({ marker: '', grade, grading: course.settings.grading, dueAt: null, shown: [], url: null, calendar: { timeZone: 'UTC' }, now: 0 })).toMatch(new RegExp(`\\*\\*${grade.points.toFixed(2)} of ${grade.of.toFixed(2)}\\*\\* points|\\*\\*${grade.points.toFixed(2)} of ${grade.of.toFixed(2)} points\\*\\*`))
      }
    })), RUNS)
  }, 240_000)

  it('is never lower where a criterion came out better', async () => {
    await fc.assert(fc.asyncProperty(anyClass, fc.nat(), anyOutcome, async (all, at, to) => {
      const points = (one: AnyClass) => within(one, ({ gradebook }) => Promise.resolve(gradebook.rows.map(({ grade }) => grade?.points ?? null)))
      const [before, after] = [await points(all), await points(raised(all, at, to))]
      for (const [index, one] of before.entries()) expect(after[index] ?? -1).toBeGreaterThanOrEqual(one ?? -1)
    }), RUNS)
  }, 240_000)

  it('is the same whether the best of many commits is told by what is kept beside its records, or by the records', async () => {
    let told = 0
    await fc.assert(fc.asyncProperty(anyClass, (all) => within({ ...all, grading: { ...all.grading, counts: 'best' } }, async ({ course, parts, gradebook }) => {
      const none: GradebookParts['gists'] = { of: () => Promise.resolve(null) }
      expect(await gradebookOf(course, { ...parts, gists: none })).toEqual(gradebook)
      const counting: GradebookParts['gists'] = { of: async (id) => {
        const gist = await parts.gists.of(id)
        if (gist !== null) told += 1
        return gist
      } }
      expect(await gradebookOf(course, { ...parts, gists: counting })).toEqual(gradebook)
    })), RUNS)
    expect(told).toBeGreaterThan(0)
  }, 240_000)

  it('is the same whether repositories are read together or one after the other', async () => {
    await fc.assert(fc.asyncProperty(anyClass, (all) => within(all, async ({ course, parts, gradebook }) => {
      expect(await gradebookOf(course, oneByOne(parts))).toEqual(gradebook)
    })), RUNS)
  }, 240_000)
})
