import type { KnownStudent } from '../../src/model/kept-student.ts'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { Reading } from '../../src/model/reading.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import type { Store } from '../../src/store/open-store.ts'
import { aCourse } from '../support/hosting.ts'
import { recordOf } from '../support/records.ts'
import { contributionReading } from './contributions-contract.ts'
import { student } from './roster-contract.ts'
import { standing } from './standings-contract.ts'
import { wrongVerdict } from './wrong-verdicts-contract.ts'
import { branch, decision, delivery, event, installation, mark, NOON, NOTHING, repository, statement, trace } from './samples.ts'

/** The student who is looked for, by everything that tells her from others; none of it is part of another word. */
export const ZOFIA = { id: 7_300_400_501, login: 'Zofia-K', name: 'Zofia “Zo” Kowalska-Źrebięć', email: 'zofia.k@example.edu', studentId: 's7300900' } as const
export const BEN = { id: 7_300_400_777, login: 'ben-ten' } as const
/** Hers alone, one that she shares with Ben, Ben's, where she spoke once, and one where she did nothing. */
export const [HERS, SHARED, BENS, STRANGE] = [6_000_000_001, 6_000_000_002, 6_000_000_003, 6_000_000_004]
const [COMMIT, OTHER_COMMIT, LAPTOP_COMMIT] = ['c', 'd', 'e'].map((letter) => letter.repeat(40)) as [string, string, string]
const her = { id: ZOFIA.id, login: ZOFIA.login }

const audit = (id: string, says: string, subject = 'course mlops'): AuditEntry => ({ id, at: NOON, actor: null, action: 'noted', subject, says })

/** A record in which a person stands in evidence, in a link and in what a line says. */
function recordNaming(person: string, text: string): AssessmentRecord {
  const record = recordOf([], [], { checklist: { id: 'course', revision: 1, digest: 'd1' }, practicesBy: { id: 'practices', revision: 1, digest: 'd2' } })
  return { ...record, repository: { ...record.repository, url: `https://github.com/${person}/churn` }, gaps: [{ what: 'file', path: 'a.py', reason: `by ${person}` }], problems: [{ path: 'README.md', line: 1, says: text }] }
}

/** A class of two, written through each port of a store that may hold a person: on repositories of one, of both, and where one is a guest. */
export async function fillClass({ deliveries, work, hosting, publications, courses, roster, releases, assessments, activities, readings, probes, traces, decisions, journal, facts, counts, contributions, standings, watchNotes, wrongVerdicts }: Store): Promise<void> {
  const text = `Written by ${ZOFIA.name} (${ZOFIA.email}, ${ZOFIA.studentId}), https://github.com/${ZOFIA.login.toLowerCase()}`
  await hosting.saveInstallation({ change: 'there', installation: installation(7) }, NOON)
  await hosting.saveInstallation({ change: 'there', installation: installation(8, { account: { ...her, kind: 'user' } }) }, NOON)
  await hosting.saveRepositories([repository(HERS, { name: 'capstone-zofia', ownerId: ZOFIA.id, owner: ZOFIA.login, installationId: 8 }), repository(SHARED, { name: 'capstone-group' }), repository(BENS, { name: 'capstone-ben' })], NOON)
  await courses.saveCourse(aCourse(), NOON)
  await courses.saveStaff('mlops', [{ person: { id: 9, login: 'kim' }, by: 'login', word: 'kim' }], ({ word }) => audit(`staff ${word}`, word), NOON)
  const entry = student(ZOFIA.studentId, { name: ZOFIA.name, email: ZOFIA.email, login: ZOFIA.login })
  await releases.say({ id: 'release-1', courseId: 'mlops', scope: { kind: 'student', key: ZOFIA.studentId }, says: 'released', by: null, at: NOON, reason: 'asked for it' }, { id: 'release-1', at: NOON, actor: null, action: 'grades.released', subject: 'course mlops', says: `student ${ZOFIA.studentId}` })
  await releases.say({ id: 'release-2', courseId: 'mlops', scope: { kind: 'class' }, says: 'held', by: null, at: NOON, reason: `until ${ZOFIA.name} was heard` }, { id: 'release-2', at: NOON, actor: null, action: 'grades.held', subject: 'course mlops', says: 'the whole class' })
  await roster.replace('mlops', [entry, student('s2', { name: 'Ben Tennant', login: BEN.login })], audit('list', '2 students'), NOON)
  await roster.replace('older', [entry], audit('old-list', '1 student'), NOON)
  await roster.replace('older', [], audit('left', 'nobody'), NOON + 1)
  for (const repositoryId of [HERS, SHARED, BENS]) {
    const id = (what: string): string => `${what}-${repositoryId}`
    await courses.enrol({ courseId: 'mlops', repositoryId, by: 'pattern', since: NOON })
    const workers = repositoryId === HERS ? [her] : repositoryId === BENS ? [BEN] : [her, BEN]
    for (const person of workers) await courses.addParticipant({ courseId: 'mlops', repositoryId, person, since: NOON })
    await journal.addEvents([
      ...workers.map((actor) => event(`push-${actor === her ? 1 : 2}-${repositoryId}`, { kind: 'push', repositoryId, actor, facts: { branch: `${actor.login}/tune`, authorId: actor.id } })),
      event(id('comment'), { kind: 'issue_comment.created', repositoryId, actor: her, facts: { commentId: 7_300_400_502 } }), event(id('kim'), { repositoryId, actor: { id: 9, login: 'kim' } }),
    ])
    const record = recordNaming(ZOFIA.login, text)
    await assessments.add({ id: id('assessment'), repositoryId, commit: COMMIT, branch: `${ZOFIA.login}/tune`, isDefaultBranch: true, at: NOON, digest: 'd', record })
    await readings.save({ repositoryId, commit: COMMIT, since: NOON, at: NOON, reading: { record, plan: { inputs: { project: '', workflows: { 'ci.yml': 'same' } } } } as unknown as Reading })
    await activities.save({ repositoryId, commit: COMMIT, starts: [], heads: [{ branch: `${ZOFIA.login}/tune`, base: null }], runs: [], deployments: [{ id: 5, sha: COMMIT, ref: 'main', environment: `preview/${ZOFIA.login}`, createdAt: NOON, state: 'success', url: `https://x.example.edu/${ZOFIA.login}`, logUrl: null, statedAt: NOON, succeeded: true }], runsAt: NOON, deploymentsAt: null })
    await probes.add({ id: id('probe'), repositoryId, commit: COMMIT, probe: { what: 'health', url: `https://x.example.edu/${ZOFIA.login}/health`, path: '/health', asked: null, at: NOON, result: { kind: 'refused', why: 'not-public', to: null } } })
    await traces.save(trace(COMMIT, { repositoryId, branch: `${ZOFIA.login}/tune` }))
    await publications.record({ repositoryId, kind: 'comment', place: '3', round: 1, remoteId: 77, digest: 'd', at: NOON })
    await decisions.decide(decision(id('set'), { repositoryId, reason: `agreed with ${ZOFIA.name}` }), { ...audit(id('set'), `item health: present, for @${ZOFIA.login}`, `repository ${repositoryId}`), actor: 9 })
    await decisions.state(statement(id('dispute'), { repositoryId, by: her, text }))
    if (repositoryId !== HERS) await decisions.state(statement(id('ben'), { repositoryId, by: BEN, text: 'mine' }))
    await contributions.keep(repositoryId, contributionReading({
      people: [{ ...her, email: '', isBot: false }, { ...BEN, email: '', isBot: false }, { id: null, login: '', email: ZOFIA.email.toUpperCase(), isBot: false }],
      commits: [{ sha: COMMIT, at: NOON, isMerge: false, authors: [0, 1] }, { sha: OTHER_COMMIT, at: NOON, isMerge: false, authors: [1] }, { sha: LAPTOP_COMMIT, at: NOON, isMerge: false, authors: [2] }],
      pulls: [{ number: 3, opener: 1, openedAt: NOON, mergedAt: null, reviews: [{ reviewer: 0, at: NOON, says: 'approved' }, { reviewer: 1, at: NOON, says: 'commented' }], reviewsBeyond: 0 }],
    }))
    await watchNotes.add({ id: id('note'), courseId: 'mlops', repositoryId, matter: 'stuck 1', since: NOON, says: 'seen', by: { id: 9, login: 'kim' }, at: NOON, note: `spoke to ${ZOFIA.name}` })
    await standings.save(standing({ repositoryId, name: `octo-school/capstone-${repositoryId}`, url: `https://github.com/${ZOFIA.login}/churn`, workers: workers.map(({ id: number, login }) => ({ id: number, login })) }))
    await wrongVerdicts.add(wrongVerdict(id('wrong'), { repositoryId, said: { ...wrongVerdict('').said, found: text, evidence: [{ kind: 'student', login: ZOFIA.login, comment: '5', text }] }, reason: `shown by ${ZOFIA.name}` }))
    await counts.add({ id: id('counted'), courseId: 'mlops', repositoryId, commit: COMMIT, until: NOON, rejudging: null, at: NOON, record, seen: null })
    await deliveries.add(delivery(id('waiting'), { repositoryId, body: JSON.stringify({ sender: her, head_commit: { author: { email: ZOFIA.email } } }) }))
    await work.mark([mark({ repositoryId, target: branch('main') }), mark({ repositoryId, target: { kind: 'command', commentId: 5, number: 3, onPullRequest: true, person: her, commands: [], left: 0 } })], NOON)
  }
  // Somebody else's README names her.
  await assessments.add({ id: 'strange', repositoryId: STRANGE, commit: COMMIT, branch: 'main', isDefaultBranch: true, at: NOON, digest: 'd', record: recordNaming('others', text) })
  await deliveries.add(delivery('settled', { repositoryId: SHARED, body: JSON.stringify({ sender: her }) }))
  await deliveries.settle('settled', { ...NOTHING, result: 'used' }, NOON)
  await deliveries.add(delivery('bens', { repositoryId: BENS, body: JSON.stringify({ sender: BEN }) }))
  for (const [id, name] of [['of-hers', `${ZOFIA.login}/capstone-zofia`], ['of-others', 'octo-school/capstone-group']] as const) {
    await deliveries.add(delivery(id, { repositoryId: null, name: 'installation', body: JSON.stringify({ repositories: [{ full_name: name }] }) }))
  }
  await journal.addEvents([event('installed', { kind: 'installation.created', repositoryId: null, actor: her })])
  await journal.addAudit({ ...audit('joined', `${ZOFIA.email} joined`), actor: ZOFIA.id })
  await counts.begin({ id: 'again', courseId: 'mlops', at: NOON, by: null, reason: `asked by ${ZOFIA.name}`, repositories: [HERS, SHARED] }, audit('again', ''))
  await counts.turn({ id: 'turn', rejudgingId: 'again', kind: 'applied', at: NOON, by: null, reason: `agreed with ${ZOFIA.email}` }, audit('turn', ''))
  await facts.put('hers shell 1', { facts: { kind: 'shell', text: `docker push ghcr.io/${ZOFIA.login}/churn` } as never, problems: [] })
  await facts.put('others shell 1', { facts: { kind: 'shell', text: 'echo' } as never, problems: [] })
}

/** What must not stand anywhere once she is erased. */
export function wordsOf({ logins, names, emails, numbers, ids }: KnownStudent): readonly string[] {
  return [...logins, ...names.map((name) => JSON.stringify(name).slice(1, -1)), ...emails, ...numbers.filter((number) => number.startsWith('s')), ...ids.map(String)].map((word) => word.toLowerCase())
}
