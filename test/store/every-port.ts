import { DOCUMENTED, ratesOf } from '../../src/flow/pace/rates.ts'
import type { Reading } from '../../src/model/reading.ts'
import type { Store } from '../../src/store/open-store.ts'
import { aCourse } from '../support/hosting.ts'
import { recordOf } from '../support/records.ts'
import { listed } from './checklists-contract.ts'
import { contributionReading } from './contributions-contract.ts'
import { releaseWord } from './releases-contract.ts'
import { watchNote } from './watch-notes-contract.ts'
import { student } from './roster-contract.ts'
import { standing } from './standings-contract.ts'
import { token } from './tokens-contract.ts'
import { wrongVerdict } from './wrong-verdicts-contract.ts'
import { branch, CHURN, decision, delivery, event, installation, mark, NOON, NOTHING, repository, RIVER, statement, trace } from './samples.ts'

const COMMIT = 'c'.repeat(40)
const FACTS = { facts: { kind: 'shell', text: 'echo "\u0000 ü 🙂 \ud800"' }, problems: [] } as const
const READING = { record: recordOf([], []), plan: { inputs: { project: 'ü', workflows: { 'ci.yml': 'same' } } } } as unknown as Reading
/** With digests a judgement has a gist. */
const LISTS = { checklist: { id: 'course', revision: 1, digest: 'd1' }, practicesBy: { id: 'practices', revision: 1, digest: 'd2' } }
const KEYS = ['sha shell 1', `sha python 3 ${'folder/'.repeat(200)}a.py`]
const CHECK_RUN = { repositoryId: CHURN, kind: 'check-run', place: COMMIT, round: 1 } as const
/** More than are copied at a time. */
const MANY = Array.from({ length: 45 }, (_, index) => index)

/** Writes through each port of a store something that is odd in a way that real things are: long, empty, of other alphabets, with large numbers. */
export async function fillStore({ deliveries, work, pace, hosting, publications, courses, operators, roster, tokens, checklists, releases, assessments, activities, readings, probes, traces, decisions, counts, contributions, journal, facts, standings, watchNotes, wrongVerdicts }: Store): Promise<void> {
  for (const index of MANY) await deliveries.add(delivery(`d-${index}`, { receivedAt: NOON + index, repositoryId: index % 2 === 0 ? CHURN : null, body: `{"says":"“${'ü'.repeat(index * 100)}🙂"}` }))
  await deliveries.settle('d-0', { ...NOTHING, marks: [mark({ again: 'run 7' }), mark({ target: branch('ünïcode/“x”'), dueAt: NOON + 99_999 })], events: [event('d-0/0')], installations: [{ change: 'there', installation: installation(7) }] }, NOON + 1)
  await deliveries.setAside('d-1', 'no repository', NOON + 2)
  await deliveries.forgetBodies(NOON + 1, 1)
  await hosting.saveInstallation({ change: 'suspended', installation: installation(8, { suspended: true }) }, NOON)
  await hosting.saveRepositories([repository(CHURN), repository(RIVER, { topics: ['a', 'ü'], archived: true })], NOON)
  await hosting.saveRepositories([repository(3)], NOON)
  await hosting.removeRepositories(7, [3], NOON + 1)
  await work.mark([mark({ repositoryId: RIVER, target: { kind: 'pull-request', number: 3 } }), mark({ repositoryId: 3, target: branch('dead') })], NOON)
  await work.putOffInstallation(9, NOON + 50)
  await pace.spend(9, [{ measure: 'content-hour', least: 1, most: 1 }], 0, ratesOf(DOCUMENTED), NOON)
  await pace.slow({ installationId: 9, purpose: 'upkeep', until: NOON + 50, reason: 'content-hour' }, NOON)
  await work.mark([mark({ installationId: 9, repositoryId: 91 })], NOON)
  for (let item = await work.claim(NOON + 1, 5); item !== null; item = await work.claim(NOON + 1, 5)) if (item.repositoryId === RIVER) await work.bury(item, 'an odd fault: “\u0001”', NOON + 1)
  await publications.intend(CHECK_RUN, NOON)
  await publications.record({ ...CHECK_RUN, remoteId: 9_007_199_254_740_991, digest: 'd', at: NOON })
  await publications.intend({ ...CHECK_RUN, kind: 'comment', place: '7' }, NOON)
  await courses.saveCourse(aCourse({ joinCode: 'ab“c' }), NOON)
  for (const repositoryId of [CHURN, RIVER]) await courses.enrol({ courseId: 'mlops', repositoryId, by: 'name', since: NOON })
  await courses.endEnrolment('mlops', RIVER, NOON + 1)
  await courses.addParticipant({ courseId: 'mlops', repositoryId: CHURN, person: { id: 42, login: 'ana' }, since: NOON })
  await courses.saveStaff('mlops', [{ person: { id: 9_007_199_254_740_991, login: 'ines' }, by: 'team', word: 'staff' }], ({ word }, change) => ({ id: `${change} ${word}`, at: NOON, actor: null, action: 'staff.added', subject: 'course mlops', says: word }), NOON)
  await releases.say(releaseWord('r1', { by: { id: 9_007_199_254_740_991, login: 'kim' }, reason: 'after the viva “\u0000🙂”' }), { id: 'r1', at: NOON, actor: 9, action: 'grades.released', subject: 'course mlops', says: 'the whole class' })
  await roster.replace('mlops', [student('s1'), student('ü2', { personId: 9_007_199_254_740_991 })], { id: 'roster', at: NOON, actor: null, action: 'roster.imported', subject: 'course mlops', says: '2 students' }, NOON)
  for (const digest of ['d1', 'd2']) await checklists.keep({ scope: `scope “${digest}”`, checklist: listed(digest), at: NOON })
  await tokens.add(token('0123456789ab', { role: 'instructor' }), { id: 'token', at: NOON, actor: null, action: 'token.created', subject: 'course mlops', says: 'ü' })
  for (const index of MANY) {
    const isDefaultBranch = index % 2 === 0
    await assessments.add({ id: `a-${index}`, repositoryId: CHURN, commit: `${index}`.padStart(40, '0'), branch: isDefaultBranch ? 'main' : null, isDefaultBranch, at: NOON + index, digest: `${index}`, record: recordOf([], [], LISTS) })
  }
  await activities.save({ repositoryId: CHURN, commit: COMMIT, starts: [], heads: [], runs: [], deployments: [{ id: 5_000_000_000, sha: COMMIT, ref: 'ü', environment: 'prod “🙂”', createdAt: NOON, state: 'success', url: null, logUrl: null, statedAt: NOON, succeeded: true }], runsAt: NOON, deploymentsAt: null })
  await readings.save({ repositoryId: CHURN, commit: COMMIT, since: NOON, at: NOON + 1, reading: READING })
  await probes.add({ id: 'p', repositoryId: CHURN, commit: COMMIT, probe: { what: 'health', url: 'https://churn.example.edu/', path: '/health', asked: null, at: NOON, result: { kind: 'refused', why: 'not-public', to: null } } })
  await traces.save(trace(COMMIT, { branch: 'ünïcode/“x”' }))
  await decisions.decide(decision('set-1', { reason: 'seen “\u0000🙂”' }), { id: 'set-1', at: NOON, actor: 9, action: 'decision.set', subject: 'item health', says: 'present' })
  await decisions.state(statement('dispute-1', { text: 'see README\u0000 ü', by: { id: 9_007_199_254_740_991, login: 'ana' } }))
  await counts.begin({ id: 'again', courseId: 'mlops', at: NOON, by: null, reason: '“\u0000ü”', repositories: [CHURN, 9_007_199_254_740_991] }, { id: 'again', at: NOON, actor: null, action: 'rejudging.begun', subject: 'course mlops', says: '' })
  await counts.turn({ id: 'turn', rejudgingId: 'again', kind: 'applied', at: NOON + 1, by: { id: 9_007_199_254_740_991, login: 'ines' }, reason: '🙂' }, { id: 'turn', at: NOON, actor: 9, action: 'rejudging.applied', subject: 'course mlops', says: '' })
  for (const index of MANY) await counts.add({ id: `c-${index}`, courseId: 'mlops', repositoryId: CHURN, commit: COMMIT, until: index === 0 ? null : NOON + index, rejudging: index === 1 ? 'again' : null, at: NOON, record: recordOf([], [], LISTS), seen: index === 1 ? null : { runs: [], earlier: [], deployments: [], probes: [], waysBack: [], metricsBefore: null } })
  await contributions.keep(CHURN, contributionReading())
  await journal.addEvents(MANY.map((index) => event(`e-${index}`, { at: NOON + index, facts: { says: '\u0000', many: 3_000_000_000, part: 0.5, none: null } })))
  await journal.addAudit({ id: 'a', at: NOON, actor: null, action: 'requeue', subject: 'work 7', says: 'after the outage' })
  await standings.save(standing({ repositoryId: CHURN, url: 'https://github.com/o/ü“\u0000🙂”' }))
  await operators.save([{ word: 'ünes “🙂”', person: { id: 9_007_199_254_740_991, login: 'ines' } }, { word: '', person: { id: 5, login: 'jo' } }], ({ word }) => ({ id: `operator ${word}`, at: NOON, actor: null, action: 'operator.added', subject: 'the App', says: word }), NOON)
  await watchNotes.add(watchNote('n1', { note: 'spoke to her “\u0000🙂”' }))
  await wrongVerdicts.add(wrongVerdict('wrong', { reason: '“\u0000🙂”' }))
  for (const key of KEYS) await facts.put(key, FACTS)
}

/** What each port of a store gives to read. */
export async function readStore({ deliveries, work, pace, hosting, publications, courses, operators, roster, tokens, checklists, releases, assessments, gists, activities, readings, probes, traces, decisions, counts, contributions, journal, facts, standings, watchNotes, wrongVerdicts }: Store): Promise<object> {
  return {
    waiting: await deliveries.waiting(99), known: [...await deliveries.known(['d-0', 'd-1', 'd-44', 'other'])].sort(), newest: await deliveries.newest(),
    counts: (await deliveries.counts()).map((count) => JSON.stringify(count)).sort(),
    depth: await work.depth(NOON + 3), dead: await work.dead(9), pace: [await pace.levels(9), await pace.slowings(NOON)],
    installations: await hosting.installations(), repositories: [await hosting.repository(CHURN), await hosting.repository(3), ...await hosting.repositoriesOf(7)],
    published: [await publications.find(CHECK_RUN), await publications.lastRound(CHECK_RUN), await publications.byRemoteId('check-run', 9_007_199_254_740_991), await publications.find({ ...CHECK_RUN, kind: 'comment', place: '7' })],
    operators: await operators.all(),
    courses: await courses.courses(), enrolled: await courses.enrolled('mlops'), enrolments: await courses.enrolmentsOf(CHURN), participants: await courses.participantsOf('mlops', CHURN), staff: await courses.staffOf('mlops'), roster: await roster.of('mlops'), tokens: await tokens.of('mlops'), releases: await releases.of('mlops'), standings: await standings.of('mlops'), watchNotes: await watchNotes.of('mlops'), wrong: await wrongVerdicts.of('mlops'), checklists: await Promise.all(['d1', 'd2'].map((digest) => checklists.byDigest(digest))),
    assessments: await Promise.all(MANY.map((index) => assessments.byId(`a-${index}`))), gists: await Promise.all(['a-1', 'c-1', 'other'].map((id) => gists.of(id))), newestAssessment: await assessments.newest(CHURN, 'default-branch'),
    reading: await readings.of(CHURN, COMMIT), alike: await readings.withInputs(CHURN, ['same'], 'other', 9), probes: await probes.since(CHURN, NOON),
    traces: await traces.ofRepository(CHURN, 9), decided: await decisions.decisionsOf('mlops', CHURN), said: await decisions.statementsOf('mlops', CHURN),
    counted: await counts.headsOf('mlops'), judgement: [await counts.byId('c-0'), await counts.byId('c-1')], rejudgings: await counts.rejudgings('mlops'),
    contributions: [await contributions.of(CHURN), await contributions.repositories()],
    activity: await activities.of(CHURN, COMMIT), deployments: await activities.deployments(CHURN, 'prod “🙂”', 9), events: await journal.eventsOf(CHURN), audit: await journal.audit(9),
    facts: [...await facts.get(KEYS)],
  }
}
