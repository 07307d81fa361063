import { createHash, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import { loadAnswers } from './command-line/answers.ts'
import { courseSchemas, loadSchema } from './command-line/checklists.ts'
import { loadLessons } from './command-line/lessons.ts'
import { loadAssessor } from './command-line/load-assessor.ts'
import { openConfiguredStore } from './command-line/open-configured-store.ts'
import { extractInChild } from './extract/children/extract-in-child.ts'
import { readArtifactsInChildren } from './extract/children/read-artifacts-in-children.ts'
import { lend } from './extract/lend.ts'
import { EXTRACTORS } from './facts/extractors.ts'
import { extractorName } from './facts/fact-key.ts'
import { badgeState } from './flow/publishing/badge-state.ts'
import { createCountAnew } from './flow/class/count-anew.ts'
import { createCourseSetUp } from './flow/courses/course-set-up.ts'
import { createStaffReader } from './flow/courses/course-staff.ts'
import { createDecidedPublish } from './flow/publishing/decided-publish.ts'
import { createEnrolment } from './flow/courses/enrolment.ts'
import { createEvaluate } from './flow/evaluate.ts'
import type { AppManifest, Credentials, Log } from './flow/ports/operation-ports.ts'
import { keepChecklists, OPERATOR } from './flow/courses/kept-checklists.ts'
import { createKeepCourse } from './flow/courses/keep-course.ts'
import { createMayRead } from './flow/people/may-read.ts'
import { createOperatorsReader } from './flow/people/operators.ts'
import { createPublish } from './flow/publishing/publish.ts'
import { REPORTS_EXTRACTOR } from './flow/reading/read-committed.ts'
import { createPaceTeller } from './flow/pace/pace-teller.ts'
import { ratesOf } from './flow/pace/rates.ts'
import { createApp } from './github/app/create-app.ts'
import { createSignIn } from './github/sign-in.ts'
import { meaningOf } from './github/meaning.ts'
import { createInbox } from './inbox/inbox.ts'
import { judgeInChildren } from './judge/judge-in-children.ts'
import { linkedPassage, passageOf, sayingOf } from './lesson/lessons.ts'
import { createCloneTree } from './local/clone-tree.ts'
import type { Configuration } from './operate/configuration.ts'
import { coursePlanOf, unraisedWords } from './operate/course-plan.ts'
import { meteredApp } from './operate/metered-app.ts'
import type { Depths, MetersAndPage } from './operate/meters.ts'
import type { RecentLines } from './operate/recent-lines.ts'
import { createProber } from './probe/prober.ts'
import { probeAgent } from './probe/user-agent.ts'
import { watchGitHub } from './operate/watch-github.ts'
import { repositoryPath } from './report/pages/site-page.ts'
import type { Store } from './store/open-store.ts'
import { apiPages } from './web/api.ts'
import { badgePages, badgePath } from './web/badges.ts'
import { peoplesPages, type PeoplesPagesParts } from './web/pages/peoples-pages.ts'
import { readinessOf, type Need } from './web/readiness.ts'

/** Everything that works behind the web site. */
export type Engine = {
  readonly receive: (request: Request) => Promise<Response>
  readonly needs: readonly Need[]
  readonly pages: readonly Hono[]
  /** Null where the store does not answer. */
  readonly depths: () => Promise<Depths | null>
  /** Takes no more work, lets what runs end for so many milliseconds, and gives back the rest. Requests are still answered. */
  readonly stop: (most: number) => Promise<void>
  /** Closes the store and all else that requests are answered with: only after `stop`, and after the last request. */
  readonly close: () => Promise<void>
}

export type EngineTools = { readonly configuration: Configuration; readonly credentials: Credentials; readonly manifest: AppManifest; readonly version: string; readonly meters: MetersAndPage; readonly log: Log; readonly recent: RecentLines }

const MINUTE = 60_000
/** Work that is due for longer tells that none is done. */
const STUCK = 15 * MINUTE
/** CI tells when it has ended; where it cannot be heard, it is looked at more often. */
const LOOK_AGAIN = { hearing: 5 * MINUTE, pulling: MINUTE }
/** The processor's time that reading one repository may take, in milliseconds. */
const READING_LIMIT = 15_000

/** Opens the store, connects to GitHub and begins to work. Rejects, with nothing left open, where the store cannot be opened or what comes with the package is damaged. */
export async function runEngine(tools: EngineTools): Promise<Engine> {
  const { configuration, log } = tools
  const store = await openConfiguredStore(configuration, (says, cause) => { log.error(says, {}, cause) })
  try {
    return await start(tools, store)
  } catch (error) {
    log.error('the store is closed again')
    await store.close()
    throw error
  }
}

/** So many pieces of work for each that is judged: most of their time they wait for GitHub's answers. */
const AT_GITHUB = 4

async function start({ configuration, credentials, manifest, version, meters, log, recent }: EngineTools, store: Store): Promise<Engine> {
  const assessor = loadAssessor(null, version)
  if (!assessor.ok) throw new Error(assessor.says)
  const { lessons } = loadLessons()
  const answers = loadAnswers()
  if (!answers.ok) throw new Error(answers.problems.join('\n'))
  const { workers } = configuration
  const { client } = credentials
  const hears = configuration.publicUrl !== null
  const now = Date.now
  const teller = createPaceTeller({ meters, log, pace: store.pace, now })
  const telling = setInterval(teller.look, MINUTE / 2)
  const github = await createApp({ ...credentials, apiUrl: configuration.github.apiUrl, userAgent: `capstone-coach/${version}`, onRequest: meters.request, cloneTree: createCloneTree(), pace: { rates: ratesOf(configuration.pace), checkRunsAreContent: configuration.pace.checkRunsAreContent, store: store.pace, sleep: pause, onSlow: teller.slowed } })
  const app = meteredApp(github, meters)
  const readers = Array.from({ length: workers }, () => extractInChild({ totalLimit: READING_LIMIT }))
  const { checklist, practices, engineVersion } = assessor.value
  const judge = judgeInChildren({ checklist, practices, engineVersion }, { workers })
  const artifacts = readArtifactsInChildren()
  const enrolment = createEnrolment(store.courses)
  const plan = coursePlanOf(configuration)
  const setUpCourses = createCourseSetUp({ ...store, plan, now, newId: randomUUID, log })
  const readStaff = createStaffReader({ ...store, app, now, newId: randomUUID, log })
  const readOperators = createOperatorsReader({ ...store, words: configuration.operators, app, now, newId: randomUUID, log })
  const unraised = await keepChecklists([checklist, practices, ...plan.kind === 'files' ? plan.checklists ?? [] : []], OPERATOR, store.checklists, now())
  if (unraised.length > 0) throw new Error(unraisedWords(unraised, configuration))
  // Before anything is worked on: what a file no longer says holds no more.
  await setUpCourses(false)
  const links = { passageOf: (link: string) => linkedPassage(link, lessons), lessonsUrl: configuration.lessonsUrl }
  const writer = { publications: store.publications, now, digest: (text: string) => createHash('sha256').update(text).digest('hex') }
  const published = createPublish({
    ...writer, links, hears, detailsUrlOf: (courseId, { repositoryId }) => client === null || configuration.publicUrl === null ? null : `${configuration.publicUrl}${repositoryPath(courseId, repositoryId)}`,
  })
  const publish = createDecidedPublish(published, { ...store, assessor: assessor.value, now })
  const schemas = courseSchemas()
  const keepCourse = createKeepCourse({ ...store, ...writer, enrolment, plan, setUpCourses, readStaff, assessor: assessor.value, log, schemas })
  const evaluate = createEvaluate({
    keepCourse,
    ...store, app, enrolment, hears, publish, log, now, newId: randomUUID, lessons: { ...links, passageFor: (id) => passageOf(id, lessons) }, lookAgain: hears ? LOOK_AGAIN.hearing : LOOK_AGAIN.pulling,
    capstone: {
      saying: (id) => sayingOf(id, lessons),
      badgeUrlOf: (id) => configuration.publicUrl === null ? null : `${configuration.publicUrl}${badgePath(id, credentials.webhookSecret)}`,
    },
    answerBook: answers.book,
    prober: createProber({ userAgent: probeAgent(version, configuration.publicUrl), loopback: configuration.probeLoopback }),
    assessor: assessor.value, judge: judge.judge, readArtifact: artifacts.read, artifacts, capstoneSchema: loadSchema('capstone'), withExtract: lend(readers),
  })
  const inbox = createInbox({
    ...store, app, enrolment, setUpCourses, readStaff, evaluate, hears, log, meters, onSlow: teller.slowed, now, random: Math.random, workers: workers * AT_GITHUB, lease: configuration.leaseSeconds * 1000,
    whenIdle: restingBetween(createCountAnew({ ...store, assessor: assessor.value, now, random: Math.random, log })),
    verify: github.verify, keepDays: configuration.keepDays, keepTextDays: configuration.keepTextDays, eraseAfterDays: configuration.eraseAfterDays, newId: randomUUID, extractors: [...EXTRACTORS, REPORTS_EXTRACTOR].map(extractorName), meaningOf: (delivery) => meaningOf(delivery, credentials.appId), sweepEvery: configuration.sweepMinutes * MINUTE,
  })
  const watch = watchGitHub(app, manifest, log)
  const needs: readonly Need[] = [
    { name: 'database', check: async () => await store.ready() ? null : 'the database does not answer' },
    { name: 'github', check: () => Promise.resolve(watch.wrong()) },
    { name: 'queue', check: async () => stuck((await store.work.depth(now())).oldestDueAt, now()) },
  ]
  const startedAt = now()
  const asWhole: PeoplesPagesParts['app'] = {
    health: async () => Object.entries((await readinessOf(needs)).checks).map(([name, check]) => ({ name, ...check })),
    process: () => ({ version, node: process.versions.node, host: hostname(), pid: process.pid, startedAt, ...meters.heard(), sweep: inbox.sweeps(), log: recent.groups() }),
    settings: configuration,
  }
  inbox.start()
  // Nobody can sign in without a client: then there is no page of operations.
  if (client !== null) readOperators().catch((error: unknown) => { log.error('who runs the App could not be looked up', {}, error) })
  return {
    receive: inbox.receive,
    pages: [
      apiPages({ ...store, schemas, assessor: assessor.value, now, newId: randomUUID, version, log }),
      ...client === null ? [] : peoplesPages({ ...store, schemas, assessor: assessor.value, now, newId: randomUUID, log, links, readStaff, mayRead: createMayRead({ ...store, app }), running: { words: configuration.operators, operators: store.operators, read: readOperators }, app: asWhole, publicUrl: configuration.publicUrl, clientSecret: client.secret, signIn: createSignIn({ ...configuration.github, client, userAgent: `capstone-coach/${version}` }) }),
      badgePages({ secret: credentials.webhookSecret, now, stateOf: (id) => badgeState(id, { ...store, enrolment, assessor: assessor.value }) }),
    ],
    needs,
    depths: () => depthsOf(store, now()).catch((error: unknown) => {
      log.error('the store could not be asked how much work there is', {}, error)
      return null
    }),
    stop: async (most) => {
      watch.stop()
      clearInterval(telling)
      await inbox.stop(most)
    },
    close: async () => {
      github.close()
      await Promise.all([...readers, judge, artifacts].map((one) => one.close()))
      await store.close()
    },
  }
}

/** What is done while nothing else is rests as long as it took, so that pages and webhooks find the process free. */
function restingBetween(does: () => Promise<boolean>): () => Promise<boolean> {
  return async () => {
    const since = performance.now()
    const wasOne = await does()
    if (wasOne) await pause(performance.now() - since)
    return wasOne
  }
}

function stuck(oldestDueAt: number | null, now: number): string | null {
  const waits = oldestDueAt === null ? 0 : now - oldestDueAt
  return waits < STUCK ? null : `the oldest work has been due for ${Math.floor(waits / MINUTE)} minutes`
}

async function depthsOf({ work, deliveries }: Store, now: number): Promise<Depths> {
  const [{ oldestDueAt, ...queue }, counts] = [await work.depth(now), await deliveries.counts()]
  return { queue: { ...queue, oldestSeconds: oldestDueAt === null ? 0 : (now - oldestDueAt) / 1000 }, deliveries: counts }
}
