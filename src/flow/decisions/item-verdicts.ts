import { CHECKS } from '../../checks/list.ts'
import { checkOfItem } from '../../conditions/frame/check-of-item.ts'
import { pointsOf } from '../../grade/points.ts'
import { kindOf } from '../../grade/verdict-kind.ts'
import type { Checklist, ChecklistItem } from '../../model/checklist.ts'
import type { ClassStandingRow } from '../../model/class-standing.ts'
import type { Course } from '../../model/course.ts'
import type { AskedCriterion, ItemReading, ItemVerdict, VerdictKind } from '../../model/item-verdicts.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { ItemStanding } from '../../model/standing.ts'
import { decidingPlaces } from '../../report/text/places.ts'
import { classStanding, type ClassStandingParts } from '../class/class-standing.ts'
import { inGroups } from '../in-groups.ts'
import { judgedByCourse } from '../courses/kept-checklists.ts'
import type { AssessmentStore } from '../ports/store-ports.ts'
import type { WrongVerdictStore } from '../ports/wrong-verdict-port.ts'

export type ItemVerdictsParts = ClassStandingParts & { readonly assessments: Pick<AssessmentStore, 'asOf' | 'byId'>; readonly wrongVerdicts: Pick<WrongVerdictStore, 'ofRepository'> }

/** Which verdicts are asked for: those of one kind alone, and `sample`, a seed, for a few of them at random: the same seed gives the same. Pages count from 1. */
export type AskedVerdicts = { readonly item: string; readonly kind: VerdictKind | null; readonly sample: number | null; readonly page: number }

const ROWS_A_PAGE = 100
const SAMPLED = 10
/** A record may hold some hundred kilobytes. */
const AT_ONCE = 50

type Standing = { readonly repository: ItemVerdict['repository']; readonly students: readonly string[]; readonly freshness: ClassStandingRow['freshness']; readonly shown: ItemStanding; readonly commit: string }

/** One item of a course with the verdicts on it, of which a page of records is read; null where the course asks for no such item. */
export async function itemVerdicts(course: Course, { item: id, kind, sample, page }: AskedVerdicts, parts: ItemVerdictsParts): Promise<ItemReading | null> {
  const { checklist } = await judgedByCourse(course, parts)
  const at = checklist.items.findIndex((one) => one.id === id)
  const item = checklist.items[at]
  if (item === undefined) return null
  const { rows, beingCounted } = await classStanding(course, parts)
  const standings = standingsOf(rows, id)
  const ofKind = standings.filter(({ shown }) => kind === null || kindOf(shown) === kind)
  const asked = sample === null ? ofKind : inNameOrder(ofKind.toSorted((one, other) => drawn(sample, one.repository.id) - drawn(sample, other.repository.id)).slice(0, SAMPLED))
  const pages = Math.max(1, Math.ceil(asked.length / ROWS_A_PAGE))
  const shownPage = Math.min(page, pages)
  const verdicts: ItemVerdict[] = []
  for await (const verdict of inGroups(asked.slice((shownPage - 1) * ROWS_A_PAGE, shownPage * ROWS_A_PAGE), AT_ONCE, (one) => verdictOf(one, course.id, id, parts))) if (verdict !== null) verdicts.push(verdict)
  const worth = pointsOf(checklist.items.map((one) => ({ id: one.id, credit: 0, of: one.weight })), course.settings.grading.points)
  return {
    item: { id, title: item.title, group: item.group, required: item.required, points: worth[at]?.of ?? 0, criteria: askedBy(item, checklist) }, points: course.settings.grading.points,
    before: namedAt(checklist, at - 1), after: namedAt(checklist, at + 1), beingCounted, counts: countsOf(standings), unjudged: new Set(rows.flatMap(({ repository }) => repository?.id ?? [])).size - standings.length,
    asked: asked.length, page: shownPage, pages, verdicts,
  }
}

/** The repositories that were judged on an item, each once, whoever works on it. */
function standingsOf(rows: readonly ClassStandingRow[], item: string): readonly Standing[] {
  const found = new Map<number, Standing>()
  for (const { student, repository, standing, freshness } of rows) {
    const shown = standing?.items.find(({ id }) => id === item)
    if (repository === null || shown === undefined || standing?.judged === undefined || standing.judged === null) continue
    const known = found.get(repository.id)
    const name = student.name || student.login || student.key
    found.set(repository.id, known === undefined ? { repository, students: [name], freshness, shown, commit: standing.judged.commit } : { ...known, students: [...known.students, name] })
  }
  return inNameOrder([...found.values()])
}

function inNameOrder(standings: readonly Standing[]): readonly Standing[] {
  return standings.toSorted((one, other) => one.repository.name < other.repository.name ? -1 : 1)
}

async function verdictOf({ repository, students, freshness, shown, commit }: Standing, courseId: string, itemId: string, { assessments, wrongVerdicts }: ItemVerdictsParts): Promise<ItemVerdict | null> {
  const head = await assessments.asOf(repository.id, commit, null)
  const assessment = head === null ? null : await assessments.byId(head.id)
  if (assessment === null) return null
  const { record } = assessment
  const wrong = (await wrongVerdicts.ofRepository(courseId, repository.id)).filter((one) => one.assessment === assessment.id && one.item === itemId)
  return { repository, students, freshness, shown, judged: { assessment: assessment.id, commit, at: assessment.at, engine: record.engine }, wrong, said: saidOf(record, itemId) }
}

function saidOf(record: AssessmentRecord, itemId: string): ItemVerdict['said'] {
  const item = record.items.find(({ id }) => id === itemId)
  if (item === undefined) return null
  const criteria = item.criteria.flatMap((id) => record.criteria.find((one) => one.id === id) ?? [])
  return {
    outcome: item.outcome, basis: item.basis, blockedBy: item.blockedBy,
    criteria: criteria.map((one) => ({ id: one.id, title: one.title, outcome: one.outcome, basis: one.basis, blockedBy: one.blockedBy, found: one.found, ...decidingPlaces(one) })),
  }
}

/** What an item asks, criterion by criterion, as the checks and the checklist say it. */
function askedBy({ criteria }: ChecklistItem, { declared }: Checklist): readonly AskedCriterion[] {
  const weight = criteria.reduce((sum, one) => sum + one.weight, 0)
  return criteria.flatMap(({ id, weight: own, required }) => {
    const made = declared.find((one) => one.id === id)
    const check = made === undefined ? CHECKS.find((one) => one.id === id) : checkOfItem(made)
    if (check === undefined) return []
    return [{ id, title: check.title, share: weight === 0 ? 0 : own / weight, required, proof: check.proof, lookedFor: check.lookedFor, levels: check.levels, choices: made?.kind === 'manual' ? made.levels : [] }]
  })
}

function namedAt({ items }: Checklist, at: number): ItemReading['before'] {
  const item = items[at]
  return item === undefined ? null : { id: item.id, title: item.title }
}

function countsOf(standings: readonly Standing[]): ItemReading['counts'] {
  const counts = new Map<VerdictKind, number>()
  for (const { shown } of standings) counts.set(kindOf(shown), (counts.get(kindOf(shown)) ?? 0) + 1)
  return Object.fromEntries(counts)
}

/** Where a repository comes when lots are drawn by a seed: without order, and always the same. */
function drawn(seed: number, id: number): number {
  const mixed = [seed, id % 2 ** 32, Math.floor(id / 2 ** 32)].reduce((sum, part) => {
    const one = Math.imul(sum ^ part, 0x85ebca6b)
    const two = Math.imul(one ^ one >>> 15, 0xc2b2ae35)
    return two ^ two >>> 13
  }, 0x9e3779b9)
  return mixed >>> 0
}
