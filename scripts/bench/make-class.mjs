import { CHECKS } from '../../src/checks/list.ts'
import { loadChecklist, loadSchema } from '../../src/command-line/checklists.ts'
import { extractInProcess } from '../../src/extract/extract-in-process.ts'
import { memoryFactStore } from '../../src/extract/memory-fact-store.ts'
import { collectFacts } from '../../src/flow/reading/collect-facts.ts'
import { judgeCollected } from '../../src/flow/judging/judge-collected.ts'
import { gistOf } from '../../src/flow/judging/record-gist.ts'
import { gradeOf, itemsOf } from '../../src/grade/grade.ts'
import { openRepository } from '../../src/local/open-repository.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import { DEFAULT_GRADING } from '../../src/model/grading.ts'
import { gistText } from '../../src/store/gists.ts'
import { openBackend } from '../../src/store/open-backend.ts'
import { openStore } from '../../src/store/open-store.ts'
import { inParts } from '../../src/store/text.ts'
import { makeMatters } from './make-matters.mjs'
import { randomFrom } from './random.mjs'

const HOUR = 3_600_000
const DUE = Date.UTC(2026, 5, 1, 17)
/** So many different records there are, of one size: how a class differs. */
const VARIANTS = 40
const NAME = 'octo-course/the-name-of-its-repository'
const COMMIT = 'c0'.repeat(20)
const KIM = { id: 1, login: 'kim' }

/** The course of the class, counting by a rule. */
export function courseOf(counts) {
  return {
    id: 'bench', title: 'MLOps capstone', account: { id: 1, login: 'octo-course' }, repositories: { patterns: ['*'], topics: [], names: [] }, staff: { logins: ['kim'], teams: [] }, joinCode: null, origin: { kind: 'default' },
    settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: DUE, grading: { ...DEFAULT_GRADING, counts, late: { kind: 'deduct', pointsADay: 2, most: 20 } } },
  }
}

/**
 * Fills an empty store with a class: each student has a repository, so many judged commits, and the events that come with them; some have extensions and decisions, most what counts judged once the hours were over, and a tenth a re-judging
 * that is applied. The records are those of a real project, with other outcomes; what is long is written past the ports, as they write it.
 */
export async function makeClass(settings, project, students, commits) {
  const { texts, reading } = await recordsOf(project)
  const store = await openStore(settings)
  const [backend] = openBackend(settings, () => {})
  const random = randomFrom(8)
  await store.courses.saveCourse(courseOf('deadline'), 0)
  await store.hosting.saveInstallation({ change: 'there', installation: { id: 7, account: { id: 1, login: 'octo-course', kind: 'organization' }, suspended: false } }, 0)
  const people = Array.from({ length: students }, (_, index) => ({ index, id: 1000 + index, login: `student-${index}`, repositoryId: 50_000 + index }))
  await store.hosting.saveRepositories(people.map(({ repositoryId, login }) => ({ id: repositoryId, installationId: 7, ownerId: 1, owner: 'octo-course', name: `capstone-${login}`, defaultBranch: 'main', private: true, archived: false, topics: [] })), 0)
  await store.roster.replace('bench', people.map(({ index, login }) => ({
    key: `s${index}`, name: `Student ${index}, Name`, email: `${login}@example.edu`, studentId: `s${index}`, section: `Section ${index % 10}`, login, personId: null,
    platform: { canvasId: String(90_000 + index), sisUserId: `u${index}`, sisLoginId: login, moodleUser: '', idNumber: '' },
  })), { id: 'import', at: 0, actor: null, action: 'roster.imported', subject: 'course bench', says: '' }, 0)
  const again = people.filter(({ index }) => index % 10 === 0).map(({ repositoryId }) => repositoryId)
  const word = { id: 'again', at: DUE + 60 * HOUR, actor: null, action: 'rejudging', subject: 'course bench', says: '' }
  await store.counts.begin({ id: 'again', courseId: 'bench', at: DUE + 50 * HOUR, by: null, reason: 'a check was mended', repositories: again }, word)
  await store.counts.turn({ id: 'applied', rejudgingId: 'again', kind: 'applied', at: DUE + 60 * HOUR, by: null, reason: '' }, { ...word, id: 'applied' })
  for (const part of inParts(people, 20)) {
    await backend.database.transaction().execute(async (transaction) => {
      const write = async (table, rows) => { for (const group of inParts(rows, 200)) await transaction.insertInto(table).values(group).execute() }
      const made = part.map((person) => rowsOf(person, { texts, reading, commits, random, isAgain: again.includes(person.repositoryId) }))
      for (const table of Object.keys(made[0])) await write(table, made.flatMap((one) => one[table]))
    })
  }
  await backend.close()
  await makeMatters(store, people, ({ index }) => shaOf(index, commits - 1), { kim: KIM, at: DUE - HOUR })
  await store.close()
}

/** All rows of one student's repository. */
function rowsOf({ index, id, login, repositoryId }, { texts, reading, commits, random, isAgain }) {
  const rows = { enrolments: [{ course_id: 'bench', repository_id: repositoryId, by: 'pattern', since: 0, ended_at: null }], events: [], assessments: [], gists: [], readings: [], decisions: [], counted: [] }
  const sha = (push) => shaOf(index, push)
  const nameIn = (text, push) => text.replaceAll(COMMIT, sha(push)).replaceAll(NAME, `octo-course/capstone-${login}`)
  // The last tenth comes behind the day.
  const timeOf = (push) => DUE - Math.floor((0.9 * commits - push) * 24 * HOUR)
  const event = (kind, at, key, facts) => ({ id: `${repositoryId}/${kind}/${key}`, kind, installation_id: 7, repository_id: repositoryId, actor_id: id, actor_login: login, at, facts: JSON.stringify(facts) })
  const decision = (kind, key, subject, value) => ({ id: `${repositoryId}/${key}`, course_id: 'bench', repository_id: repositoryId, subject, kind, value: JSON.stringify(value), reason: JSON.stringify('seen in the lab'), actor: KIM.id, actor_login: KIM.login, said: null, at: DUE + HOUR })
  let level = random.below(VARIANTS / 2)
  for (let push = 0; push < commits; push += 1) {
    level = Math.min(VARIANTS - 1, level + random.below(3))
    rows.events.push(event('push', timeOf(push), push, { branch: 'main', before: push === 0 ? '0'.repeat(40) : sha(push - 1), after: sha(push), created: push === 0, forced: false, toDefault: true }))
    for (const kind of ['workflow_run.completed', 'check_run.completed', 'issue_comment.created']) rows.events.push(event(kind, timeOf(push) + HOUR, push, { headSha: sha(push), conclusion: 'success', branch: 'main' }))
    rows.assessments.push({ id: `${repositoryId}/${push}`, repository_id: repositoryId, position: push + 1, commit_sha: sha(push), branch: 'main', is_default_branch: 1, at: timeOf(push) + HOUR, digest: `${push}`, record: nameIn(texts[level].record, push) })
    rows.gists.push({ id: `${repositoryId}/${push}`, repository_id: repositoryId, gist: texts[level].gist })
  }
  const last = Math.floor(0.9 * commits)
  rows.readings.push({ repository_id: repositoryId, commit_sha: sha(last), since: timeOf(last), at: timeOf(last), reading: nameIn(reading, last) })
  const isExtended = random.chance(0.1)
  if (isExtended) rows.decisions.push(decision('extend', 'extend', '', { until: DUE + 9 * 24 * HOUR }))
  if (random.chance(0.3)) rows.decisions.push(decision('set', 'set', 'item health', { subject: { kind: 'item', id: 'health' }, outcome: 'verified', automatic: 'missing', onDefault: 'missing' }))
  const until = DUE + 24 * HOUR
  const counted = (rejudging, at) => ({ id: `${repositoryId}/${rejudging}`, course_id: 'bench', repository_id: repositoryId, commit_sha: sha(last), until_at: until, rejudging_id: rejudging, at, record: nameIn(texts[level].record, last), seen: rejudging === null ? '{}' : null })
  if (!isExtended && random.chance(0.7)) rows.counted.push(counted(null, until + HOUR))
  if (isAgain) rows.counted.push(counted('again', until + 30 * HOUR))
  for (const one of rows.counted) rows.gists.push({ id: one.id, repository_id: repositoryId, gist: texts[level].gist })
  return rows
}

/** Records of a project as the judge makes them, as text, from one with nearly nothing in place to one with nearly all; and what is kept of its files. */
async function recordsOf(project) {
  const { checklist, practices } = { checklist: loadChecklist(null, 'production-readiness').checklist, practices: loadChecklist(null, 'practices').checklist }
  const opened = await openRepository(project, { at: null, takenAt: '2026-05-01T10:00:00.000Z' })
  if (!opened.ok) throw new Error(opened.reason)
  const collected = await collectFacts(opened.reader, extractInProcess(), memoryFactStore(), { project: null, capstoneSchema: loadSchema('capstone') })
  await opened.reader.close()
  const { reading } = judgeCollected(collected.input, { checks: CHECKS, checklist, practices, engineVersion: 'bench' })
  const { record } = reading
  const repository = { ...record.repository, name: NAME, url: `https://github.com/${NAME}`, commit: COMMIT }
  const random = randomFrom(7)
  const texts = Array.from({ length: VARIANTS }, (_, level) => {
    const criteria = record.criteria.map((criterion) => ({ ...criterion, outcome: random.chance(level / VARIANTS) ? 'verified' : random.pick(['missing', 'partial', 'present', 'failing', 'missing']) }))
    const byId = new Map(criteria.map((one) => [one.id, one]))
    const items = itemsOf(checklist, byId)
    const judged = { ...record, repository, criteria, items, practices: itemsOf(practices, byId), grade: gradeOf(items, byId) }
    return { record: JSON.stringify(judged), gist: gistText(gistOf(judged)) }
  })
  return { texts, reading: JSON.stringify({ ...reading, record: { ...record, repository } }) }
}

function shaOf(index, push) {
  return `${index.toString(16).padStart(8, '0')}${push.toString(16).padStart(32, '0')}`
}
