import { CHECKS } from '../../src/checks/list.ts'
import { loadAnswers } from '../../src/command-line/answers.ts'
import { loadLessons } from '../../src/command-line/lessons.ts'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { readArtifactsInProcess } from '../../src/extract/reports/read-artifacts-in-process.ts'
import { extractInProcess } from '../../src/extract/extract-in-process.ts'
import { memoryFactStore } from '../../src/extract/memory-fact-store.ts'
import { createDecidedPublish } from '../../src/flow/publishing/decided-publish.ts'
import { createEnrolment, type Enrolment } from '../../src/flow/courses/enrolment.ts'
import { createEvaluate } from '../../src/flow/evaluate.ts'
import type { Evaluate } from '../../src/flow/evaluation.ts'
import type { AppPort } from '../../src/flow/ports/github-ports.ts'
import type { Judge } from '../../src/flow/ports/repository-port.ts'
import type { Prober } from '../../src/flow/ports/probe-ports.ts'
import type { Delivery, Meaning } from '../../src/flow/ports/store-ports.ts'
import { meaningOf } from '../../src/github/meaning.ts'
import { createInterpreter } from '../../src/inbox/interpret.ts'
import { createWorker } from '../../src/inbox/work.ts'
import type { AnswerBook } from '../../src/lesson/answers/book.ts'
import { judgeInProcess } from '../../src/judge/judge-in-process.ts'
import { linkedPassage, passageOf, sayingOf } from '../../src/lesson/lessons.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from './checklists.ts'
import { publishOn } from './publishing.ts'
import { keptLog, type KeptLog } from './quiet-log.ts'

export const APP_ID = 77
export const START = 1_700_000_000_000

export type ClassClock = { now: number }

export type ClassApp = {
  /** Works off all that was delivered and marked, moving the clock on to what is due later, until nothing is left; `whenQuiet` is called before each move. */
  readonly settle: (whenQuiet?: () => void | Promise<void>) => Promise<void>
  readonly lines: KeptLog['lines']
}

export type ClassAppOptions = { readonly hears?: boolean; readonly meaning?: (delivery: Delivery) => Meaning | { readonly unreadable: string }; readonly isDead?: () => boolean; readonly watched?: ClassStore; readonly judge?: Judge['judge']; readonly prober?: Prober; readonly log?: KeptLog }

type ClassStore = Pick<Store, 'deliveries' | 'work' | 'pace' | 'hosting' | 'courses' | 'assessments' | 'activities' | 'readings' | 'traces' | 'decisions' | 'counts' | 'contributions' | 'gists' | 'journal' | 'publications' | 'probes' | 'checklists' | 'roster' | 'releases' | 'standings'>

// What files say is the same in every test.
const facts = memoryFactStore()
const LESSONS = loadLessons().lessons
const ASSESSOR = { checks: CHECKS, ...CHECKLISTS, engineVersion: '1.0.0' }
let ids = 0
const ANSWERS = loadAnswers()

function bookOfPackage(): AnswerBook {
  if (!ANSWERS.ok) throw new Error(ANSWERS.problems.join('\n'))
  return ANSWERS.book
}

/** The App over a store and a GitHub, as one process of it: it works when it is told to, by the clock of the test. What `watched` is, the test itself looks at. */
export function classApp(store: ClassStore, app: AppPort, clock: ClassClock, options: ClassAppOptions = {}): ClassApp {
  const { isDead = () => false, watched = store } = options
  const log = options.log ?? keptLog()
  const now = (): number => clock.now
  const { enrolment, evaluate } = classEvaluate(store, app, { now, log, ...options })
  const round = async (): Promise<void> => {
    const interpreter = createInterpreter({ ...store, enrolment, now, log, meaningOf: options.meaning ?? ((delivery) => meaningOf(delivery, APP_ID)), onInstallations: () => {}, setUpCourses: () => Promise.resolve() })
    interpreter.wake()
    for (let turn = 0; turn < 200 && !isDead() && (await watched.deliveries.waiting(1)).length > 0; turn += 1) await nextTurn()
    await untilDead(interpreter.stop, isDead)
    const worker = createWorker({ ...store, evaluate, now, random: () => 0.5, log, workers: 3 })
    worker.wake()
    // A worker that is told to stop takes nothing more: it gets some turns to take what is due.
    for (let turn = 0; turn < 4 && !isDead(); turn += 1) await nextTurn()
    await untilDead(() => worker.stop(60_000), isDead)
  }
  return {
    lines: log.lines,
    async settle(whenQuiet = () => {}) {
      for (let step = 0; step < 2000 && !isDead(); step += 1) {
        await round()
        if (isDead()) return
        const [waiting, depth] = [await watched.deliveries.waiting(1), await watched.work.depth(clock.now)]
        if (waiting.length === 0 && depth.due === 0 && depth.held === 0 && depth.later === 0) return
        // What is held now is held by nobody: others of its repository wait for the lease to end.
        if (waiting.length > 0 || (depth.due > 0 && depth.held === 0)) continue
        await whenQuiet()
        clock.now += 5000
      }
      if (!isDead()) throw new Error('the work does not come to an end')
    },
  }
}

/** What judges the work of a class as the App does, with the courses that it is of. */
export function classEvaluate(store: ClassStore, app: AppPort, { hears = true, now, log, ...options }: Pick<ClassAppOptions, 'hears' | 'prober' | 'judge'> & { readonly now: () => number; readonly log: KeptLog }): { readonly evaluate: Evaluate; readonly enrolment: Enrolment } {
  const enrolment = createEnrolment(store.courses)
  const evaluate = createEvaluate({
    ...store, app, enrolment, hears, now, log, facts, publish: createDecidedPublish(publishOn(store.publications, hears, now), { ...store, assessor: CHECKLISTS, now }), newId: () => `assessment-${ids++}`, lookAgain: 10 * 60_000,
    lessons: { passageOf: (link) => linkedPassage(link, LESSONS), passageFor: (id) => passageOf(id, LESSONS), lessonsUrl: null },
    capstone: { saying: (id) => sayingOf(id, LESSONS), badgeUrlOf: () => null }, answerBook: bookOfPackage(),
    prober: options.prober ?? { ask: () => Promise.reject(new Error('no service is to be asked')) },
    assessor: ASSESSOR, judge: options.judge ?? judgeInProcess(ASSESSOR).judge, readArtifact: readArtifactsInProcess().read, artifacts: readArtifactsInProcess(), capstoneSchema: loadSchema('capstone'), withExtract: (use) => use(extractInProcess()),
  })
  return { evaluate, enrolment }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve) })
}

async function untilDead(ends: () => Promise<void>, isDead: () => boolean): Promise<void> {
  const ended = ends().then(() => true)
  for (let over = false; !over && !isDead();) over = await Promise.race([ended, nextTurn().then(() => false)])
}
