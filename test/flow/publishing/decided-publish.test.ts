import { describe, expect, it, onTestFinished } from 'vitest'
import { DECISION_DISAGREES, disagreementsHeld } from '../../../src/flow/decisions/flag-disagreements.ts'
import type { AppPort } from '../../../src/flow/ports/github-ports.ts'
import type { Decision, Statement } from '../../../src/model/decision.ts'
import type { PullRequest } from '../../../src/model/hosting.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import type { WorkTarget } from '../../../src/model/work.ts'
import { classApp, START, type ClassApp, type ClassClock } from '../../support/class-app.ts'
import { classGitHub, classRepository, type ClassGitHub, type ClassRepository } from '../../support/class-github.ts'
import { added, DAY, dispute, itemSubject, rule, set, stop } from '../../support/decisions.ts'
import { aCourse, anInstallation, aRepository } from '../../support/hosting.ts'

const MAIN = 'a'.repeat(40)
const TUNED = 'b'.repeat(40)
const FILES = { 'README.md': '# Churn\n', 'src/app.py': 'def predict(x):\n    return x\n' }
const HEALTH = 'health-check-works'
const PULL: PullRequest = { number: 3, state: 'open', merged: false, draft: false, author: null, head: { sha: TUNED, branch: 'tune', repositoryId: 42 }, base: { branch: 'main', sha: MAIN }, mergeSha: null }

const HEADS: readonly WorkTarget[] = [{ kind: 'branch', name: 'main' }, { kind: 'pull-request', number: 3 }]

type Scene = {
  readonly store: Store; readonly github: ClassGitHub; readonly ana: ClassRepository; readonly clock: ClassClock; readonly app: ClassApp
  readonly push: () => Promise<void>
  /** Keeps a decision, then marks what shows it, as answering a command does. */
  readonly decide: (decision: Decision) => Promise<void>
  readonly say: (statement: Statement) => Promise<void>
  readonly comment: () => string
  readonly titles: () => readonly string[]
}

/** A repository with a pull request, judged by an App whose GitHub is as `wrap` makes it. */
async function scene(isPrivate: boolean, wrap: (app: AppPort, decide: Scene['decide']) => AppPort = (app) => app): Promise<Scene> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const hosted = aRepository({ private: isPrivate })
  const ana = classRepository(hosted, { main: MAIN, tune: TUNED }, { [MAIN]: FILES, [TUNED]: { ...FILES, 'notes.md': 'tuned\n' } }, { pulls: [PULL] })
  const github = classGitHub([ana])
  const clock: ClassClock = { now: START }
  await store.courses.saveCourse(aCourse(), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([hosted], START)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  const mark = (reason: string): Promise<void> => store.work.mark(HEADS.map((target) => ({ installationId: 7, repositoryId: 42, target, dueAt: clock.now, reason })), clock.now)
  const decide = async (decision: Decision): Promise<void> => {
    await store.decisions.decide(decision, { id: decision.id, at: decision.at, actor: decision.by.id, action: `decision.${decision.kind}`, subject: 'repository 42', says: '' })
    await mark('command')
  }
  const say = async (statement: Statement): Promise<void> => {
    await store.decisions.state(statement)
    await mark('command')
  }
  const app = classApp(store, wrap(github.app, decide), clock)
  return {
    store, github, ana, clock, app, decide, say,
    push: async () => {
      await mark('push')
      await app.settle()
    },
    comment: () => ana.shown.comments.at(-1)?.body ?? '',
    titles: () => ana.shown.runs.map(({ commit, content }) => `${commit.slice(0, 1)} ${content.title}`),
  }
}

const SET = set('set-1', itemSubject(HEALTH), 'verified', { automatic: 'missing', at: START })

describe('a decision', () => {
  it('is shown on every open pull request and in the check run, and told as no change of the repository', async () => {
    const { app, push, decide, comment, ana } = await scene(true)
    await push()
    expect(comment()).not.toContain('decided by')
    await decide(SET)
    await app.settle()
    expect(comment()).toContain('decided by kim on 2023-11-14: ✔&nbsp;verified. The App\'s own verdict: ○&nbsp;missing. Reason: seen in the lab.')
    expect(comment()).not.toMatch(/went from/)
    expect(ana.shown.runs.map(({ content }) => content.summary.includes('decided by kim'))).toEqual([true, true])
  })

  it('leaves the assessment automatic', async () => {
    const { app, push, decide, store } = await scene(true)
    await push()
    const before = await store.assessments.newest(42, 'default-branch')
    await decide(SET)
    await app.settle()
    expect(await store.assessments.newest(42, 'default-branch')).toEqual(before)
    expect(before?.record.items.find(({ id }) => id === HEALTH)).toMatchObject({ outcome: 'missing' })
  })

  it('tells neither a reason nor an excuse in a public repository', async () => {
    const { app, push, decide, comment, ana } = await scene(false)
    await push()
    await decide(SET)
    await decide(rule('excuse', 'excuse-1', itemSubject('alerts-defined'), START))
    await app.settle()
    expect(comment()).toContain('decided by kim')
    for (const text of [comment(), ...ana.shown.runs.flatMap(({ content }) => [content.title, content.summary, content.text])]) expect(text).not.toMatch(/seen in the lab|ill in week|excused/)
  })
})

it.each<[string, 'createCheckRun' | 'updateCheckRun' | 'open']>([
  ['the first word is written', 'createCheckRun'], ['the verdict is written', 'updateCheckRun'], ['the files are read', 'open'],
])('a decision that comes while %s is not lost', async (_when, call) => {
  let waits = true
  const { push, comment, ana } = await scene(true, (app, decide) => ({
    ...app,
    installation: (id) => {
      const port = app.installation(id)
      const first = async <Value>(run: () => Promise<Value>): Promise<Value> => {
        const answer = await run()
        if (!waits) return answer
        waits = false
        await decide(SET)
        return answer
      }
      if (call === 'open') return { ...port, open: (...given) => first(() => port.open(...given)) }
      return call === 'createCheckRun' ? { ...port, createCheckRun: (...given) => first(() => port.createCheckRun(...given)) } : { ...port, updateCheckRun: (...given) => first(() => port.updateCheckRun(...given)) }
    },
  }))
  await push()
  expect([waits, comment().includes('decided by kim')]).toEqual([false, true])
  expect(ana.shown.runs.map(({ content }) => content.summary.includes('decided by kim'))).toEqual([true, true])
})

describe('a disagreement', () => {
  it('is told to the staff once for each outcome that the App comes to on the default branch', async () => {
    const { app, push, decide, store } = await scene(true)
    await push()
    await decide({ ...SET, automatic: 'partial' } as Decision)
    await app.settle()
    await push()
    expect(await store.journal.eventsOf(42, DECISION_DISAGREES)).toMatchObject([{ facts: { subject: `item ${HEALTH}`, outcome: 'verified', whenDecided: 'partial', automatic: 'missing', headSha: MAIN } }])
  })
  it('is listed as long as the App says so, and of the newest commit at which it came to', () => {
    const decision = { ...SET, automatic: 'present' } as Decision
    const at = (commit: string, time: number) => ({ id: commit, kind: DECISION_DISAGREES, installationId: 7, repositoryId: 42, actor: null, at: time, facts: { decision: decision.id, subject: `item ${HEALTH}`, outcome: 'verified', whenDecided: 'present', automatic: 'missing', headSha: commit } })
    const listed = (outcome: string) => disagreementsHeld([at('second', 2), at('first', 1)], [decision], new Map([[`item ${HEALTH}`, outcome]])).map(({ commit }) => commit)
    expect([listed('missing'), listed('present')]).toEqual([['second'], []])
  })
})

it('a disagreement about a step is told where the App comes to see it otherwise than it did when the staff set it', async () => {
  const { app, push, decide, store } = await scene(true)
  await push()
  await decide({ ...SET, id: 'set-step', subject: { kind: 'step', id: 'step-4.4' }, outcome: 'done', automatic: 'held' } as Decision)
  await decide({ ...SET, id: 'set-same', subject: { kind: 'step', id: 'step-4.1' }, outcome: 'done', automatic: 'open' } as Decision)
  await app.settle()
  expect(await store.journal.eventsOf(42, DECISION_DISAGREES)).toMatchObject([{ facts: { decision: 'set-step', subject: 'step step-4.4', whenDecided: 'held', automatic: 'open' } }])
})

describe('a repository that the course paused', () => {
  it('is judged, and each new commit is told once that it is paused; the rest follows when it is resumed', async () => {
    const { app, push, decide, titles, store, ana } = await scene(true)
    await decide(stop('pause', 'pause-1', START))
    await push()
    await push()
    expect(titles().toSorted()).toEqual(['a aaaaaaa: paused by the course', 'b bbbbbbb: paused by the course'])
    expect([ana.shown.comments.length, (await store.assessments.newest(42, 'default-branch'))?.commit, ana.shown.asked.filter((one) => one.startsWith('update')).length]).toEqual([0, MAIN, 0])
    await decide(stop('resume', 'resume-1', START + 1))
    await app.settle()
    expect(titles().toSorted()).toEqual([expect.stringMatching(/^a \d+ of \d+ /), expect.stringMatching(/^b \d+ of \d+ /)])
    expect(ana.shown.comments.length).toBe(1)
  })

  it('keeps what stands: nothing is written over a verdict', async () => {
    const { app, push, decide, titles, comment } = await scene(true)
    await push()
    const before = [titles(), comment()]
    await decide(stop('pause', 'pause-1', START))
    await decide(SET)
    await app.settle()
    expect([titles(), comment()]).toEqual(before)
  })
})

describe('what a participant said', () => {
  it('adds an item that only the staff sets', async () => {
    const { app, push, decide, say, comment } = await scene(true)
    await push()
    await say(added('add-1', 'Load test | with **locust**', START))
    await app.settle()
    expect(comment()).toContain('own:added-load-test-with-locust')
    await decide(set('set-2', itemSubject('added-load-test-with-locust'), 'verified'))
    await app.settle()
    expect(comment()).toMatch(/Load test .* decided by kim/)
  })

  it('shows a dispute with its day, and its answer', async () => {
    const { app, push, decide, say, comment } = await scene(true)
    await push()
    await say(dispute('dispute-1', itemSubject(HEALTH), START))
    await app.settle()
    expect(comment()).toContain('by ana: open, to be answered by 2023-11-21 22:13:20 UTC.')
    await decide({ ...SET, at: START + DAY })
    await app.settle()
    expect(comment()).toContain('by ana: answered by kim on 2023-11-15.')
  })
})
