import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Calendar } from '../../src/course/shown-time.ts'
import { DEFAULT_GRADING } from '../../src/model/grading.ts'
import { disputeAnswer } from '../../src/report/answers/dispute.ts'
import { extendAnswer } from '../../src/report/answers/extend.ts'
import { classComment } from '../../src/report/class/class-comment.ts'
import { classDigest } from '../../src/report/class/class-digest.ts'
import { decisionsText } from '../../src/report/decisions-text.ts'
import { gradeComment } from '../../src/report/published/grade-comment.ts'
import { gradebookText } from '../../src/report/gradebook/gradebook-text.ts'
import { rejudgingsText } from '../../src/report/gradebook/rejudging-text.ts'
import { tokensText } from '../../src/report/courses/tokens-text.ts'
import { watchListText } from '../../src/report/stuck/watch-list-text.ts'
import type { ClassTable } from '../../src/model/class-table.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import type { Decision } from '../../src/model/decision.ts'
import { ROOT } from '../house/source-files.ts'
import { gradebookOf, gradedItem, gradeOf, rosterEntry } from '../support/gradebooks.ts'

const AT = Date.UTC(2026, 11, 18, 22, 59)
const LAYOUT = { width: 200, paint: (_style: string, text: string): string => text }
const BY = { id: 7, login: 'kim' }
const DECISION: Decision = { id: 'd', courseId: 'mlops', repositoryId: 42, kind: 'extend', until: AT, at: AT, by: BY, reason: 'ill', said: null }

/** What people read, by the language of dates. */
const TEXTS: Readonly<Record<string, (calendar: Calendar & { readonly dateLanguage: string | null }) => string>> = {
  'a grade': (calendar) => gradeComment({ marker: '', grade: gradeOf([gradedItem('lint', 40, 40, {})], { pushedAt: AT }), grading: DEFAULT_GRADING, dueAt: AT, shown: [{ points: 1, of: 2, at: AT }, { points: 40, of: 40, at: AT }], url: null, calendar, now: AT }),
  'a dispute': (calendar) => disputeAnswer({ subject: { kind: 'criterion', id: 'health' }, title: 'Health check' }, AT, calendar),
  'more time': (calendar) => extendAnswer(AT, calendar, 'octo-org/churn', true),
  'the class': (calendar) => classComment(classOf(calendar), 1),
  'a week of the class': (calendar) => classDigest(classOf(calendar), { number: 1, from: AT - 7 * 86_400_000, to: AT, next: AT }),
  'decisions': (calendar) => decisionsText('octo-org/churn', { course: { title: 'MLOps', settings: { ...DEFAULT_COURSE_SETTINGS, ...calendar } }, decisions: [DECISION], statements: [], disputes: [], disagreements: [] }, LAYOUT),
  'the gradebook': (calendar) => gradebookText(gradebookOf([{ student: rosterEntry('ana'), repository: { id: 42, name: 'octo-org/churn', url: null }, grade: gradeOf([gradedItem('lint', 40, 40, {})], { pushedAt: AT }) }]), calendar),
  're-judgings': (calendar) => rejudgingsText('MLOps', [{ id: 'r', courseId: 'mlops', at: AT, by: null, reason: '', repositories: [42], state: 'applied', turnedAt: AT }], calendar),
  'tokens': (calendar) => tokensText([{ id: 't', name: 'sync', role: 'reader', createdAt: new Date(AT).toISOString(), expiresAt: new Date(AT).toISOString(), state: 'valid' }], { id: 'mlops', title: 'MLOps', settings: { ...DEFAULT_COURSE_SETTINGS, ...calendar } }),
  'the watch list': (calendar) => watchListText([{ course: { id: 'mlops', title: 'MLOps', term: null }, calendar, matters: [{ key: 'f', since: new Date(AT).toISOString(), repository: { id: 42, name: 'octo-org/churn', url: null }, people: [], logins: [], sections: [], what: { kind: 'feedback', by: BY, rating: 4, text: 'Long' }, notes: [], isSeen: false }], beingCounted: { outdated: 0, uncounted: 0, of: 1 } }], LAYOUT),
}

function classOf(calendar: Calendar & { readonly dateLanguage: string | null }): ClassTable {
  const row = { people: ['Ana'], repository: { name: 'octo-org/churn', url: null }, steps: { done: 1, of: 13 }, items: { verified: 1, of: 15 }, pushedAt: AT, stuckSince: AT, disputes: 0, daysLate: 0, doneAt: [], points: null }
  return { course: { id: 'mlops', title: 'MLOps', term: null, ...calendar }, place: 'private', students: 1, without: 0, rows: [row] }
}

it.each(Object.keys(TEXTS))('%s has its dates in the language of the course, and in none where it has none', (name) => {
  const [german, plain] = ['de', null].map((dateLanguage) => TEXTS[name]?.({ timeZone: 'Europe/Berlin', dateLanguage }) ?? '')
  expect(german).toContain('18. Dezember 2026')
  expect(german).not.toMatch(/\d{4}-\d\d-\d\d/)
  expect(plain).toContain('2026-12-18')
  expect(plain).not.toContain('Dezember')
})

it('is how every moment is written for people', () => {
  const files = ['src/report', 'src/flow/answers'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(folder, name)))
  expect(files.filter((name) => readFileSync(join(ROOT, name), 'utf8').includes('localTime('))).toEqual([])
})
