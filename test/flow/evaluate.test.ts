import { describe, expect, it, vi } from 'vitest'
import { START } from '../support/class-app.ts'
import type { ClassRepository } from '../support/class-github.ts'
import { aPull, aRun, BRANCH, HEALTH, MAIN, setting, TUNED, WITHOUT_CI } from '../support/evaluating.ts'
import { aRepository } from '../support/hosting.ts'

describe('a push', () => {
  it('is judged and published, and costs at most two reads besides those of the files', async () => {
    const { app, mark, github, ana, store, titles } = await setting({ commits: { [MAIN]: WITHOUT_CI } })
    await mark(BRANCH)
    await app.settle()
    expect(titles()).toEqual([expect.stringMatching(/^a completed \d+ of \d+ /)])
    expect(await store.assessments.newest(42, 'default-branch')).toMatchObject({ commit: MAIN, branch: 'main', isDefaultBranch: true })
    expect(github.asked).toEqual(['branchHead 42', 'open 42'])
    expect(ana.shown.asked).toEqual(['create check-run', 'update check-run', 'list issues', 'open issue'])
  })

  it('has a first word at once, a verdict that awaits CI, and the last one when CI has ended', async () => {
    const { app, mark, ana, clock, github, titles } = await setting()
    await mark(BRANCH)
    const seen = new Set<string>()
    await app.settle(async () => {
      for (const title of titles()) seen.add(title)
      if (clock.now !== START + 20_000) return
      ana.runs[MAIN] = [aRun(MAIN)]
      await mark(BRANCH, { reason: 'workflow_run' })
    })
    expect([...seen, ...titles()]).toEqual([expect.stringMatching(/^a in_progress .*ci\.yml/), expect.stringMatching(/^a completed \d+ of \d+ /)])
    expect(ana.shown.asked).toEqual(['create check-run', 'update check-run', 'list issues', 'open issue', 'update check-run'])
    expect(github.asked).toEqual(['branchHead 42', 'open 42', 'branchHead 42', 'runs 42'])
    expect(clock.now - START).toBeLessThan(90_000)
  })

  it('is read while GitHub still takes its first word, which is written before the verdict all the same', async () => {
    const { app, mark, ana, github, titles } = await setting({ commits: { [MAIN]: WITHOUT_CI } })
    const create = ana.shown.port.createCheckRun
    Object.assign(ana.shown.port, { createCheckRun: async (...words: Parameters<typeof create>) => {
      await vi.waitFor(() => { expect(github.asked).toContain('open 42') })
      return create(...words)
    } })
    await mark(BRANCH)
    await app.settle()
    expect(titles()).toEqual([expect.stringMatching(/^a completed \d+ of \d+ /)])
  })

  it('that a fault of ours ends while GitHub takes its first word has the fault told there', async () => {
    const { app, mark, ana, github, titles } = await setting({ commits: { [MAIN]: WITHOUT_CI } })
    const create = ana.shown.port.createCheckRun
    github.trouble = (what) => { if (what === 'open') throw new Error('a fault of ours'); return null }
    Object.assign(ana.shown.port, { createCheckRun: async (...words: Parameters<typeof create>) => {
      await vi.waitFor(() => { expect(github.asked).toContain('open 42') })
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => { setImmediate(resolve) })
      return create(...words)
    } })
    await mark(BRANCH)
    await app.settle(() => { if (titles().some((title) => !title.includes('in_progress'))) github.trouble = () => null })
    expect(ana.shown.asked.slice(0, 2)).toEqual(['create check-run', 'update check-run'])
    expect(titles()).toEqual([expect.stringMatching(/^a completed \d+ of \d+ /)])
  })

  it('whose CI never starts ends after 90 s, with the workflow that is missing named', async () => {
    const { app, mark, ana, clock } = await setting()
    await mark(BRANCH)
    await app.settle()
    expect(clock.now - START).toBeLessThan(100_000)
    expect(ana.shown.runs).toMatchObject([{ content: { status: 'completed' } }])
    expect(JSON.stringify(ana.shown.runs[0]?.content)).toContain('ci.yml')
  })

  it('that moved on meanwhile is judged where it is now', async () => {
    const { app, mark, ana, titles } = await setting()
    await mark(BRANCH)
    ana.branches['main'] = TUNED
    await app.settle()
    expect(titles()).toEqual([expect.stringMatching(/^b completed/)])
  })

  it('of a commit that was judged already is not read again, and writes nothing', async () => {
    const { app, mark, github, ana } = await setting({ commits: { [MAIN]: WITHOUT_CI } })
    await mark(BRANCH)
    await app.settle()
    const [read, written] = [github.asked.length, ana.shown.asked.length]
    await mark(BRANCH)
    await app.settle()
    expect([github.asked.slice(read), ana.shown.asked.slice(written)]).toEqual([['branchHead 42'], []])
  })

  it('that only moves the default branch on is the default branch\'s then', async () => {
    const { app, mark, ana, store, github } = await setting({ commits: { [MAIN]: WITHOUT_CI, [TUNED]: { 'src/app.py': HEALTH } }, branches: { main: MAIN, tune: TUNED } })
    await mark(BRANCH)
    await mark({ kind: 'branch', name: 'tune' })
    await app.settle()
    ana.branches['main'] = TUNED
    const read = github.asked.length
    await mark(BRANCH)
    await app.settle()
    expect(await store.assessments.newest(42, 'default-branch')).toMatchObject({ commit: TUNED })
    expect(github.asked.slice(read)).toEqual(['branchHead 42'])
  })

  it.each<[string, Partial<ClassRepository>, boolean]>([
    ['to a repository that is not enrolled', {}, false],
    ['to an archived repository', { hosted: aRepository({ archived: true }) }, true],
    ['that deleted its branch', { branches: {} }, true],
  ])('%s is left alone', async (_, changes, enrolled) => {
    const { app, mark, ana, store } = await setting(changes, { enrolled })
    await mark(BRANCH)
    await app.settle()
    expect([ana.shown.asked, await store.assessments.newest(42, { commit: MAIN })]).toEqual([[], null])
  })
})

it('archives or hands over nothing unheard: what became of a repository is told with its head', async () => {
  const { app, mark, ana, store } = await setting()
  ana.hosted = aRepository({ name: 'capstone-anna', ownerId: 99, owner: 'elsewhere' })
  await mark(BRANCH)
  await app.settle()
  expect([ana.shown.asked, (await store.hosting.repository(42))?.name]).toEqual([[], 'capstone-anna'])
})

describe('Re-run', () => {
  it('gives a new check run of that commit, also where the branch has moved on', async () => {
    const { app, mark, ana, titles } = await setting({ commits: { [MAIN]: WITHOUT_CI, [TUNED]: WITHOUT_CI } })
    await mark(BRANCH)
    await app.settle()
    ana.branches['main'] = TUNED
    await mark({ kind: 'commit', sha: MAIN }, { reason: 'check_run', again: 'delivery-1' })
    await app.settle()
    expect(titles()).toEqual([expect.stringMatching(/^a completed/), expect.stringMatching(/^a completed/)])
  })

  it('of a commit without an open pull request that nobody asks for is no work', async () => {
    const { app, mark, ana } = await setting()
    await mark({ kind: 'commit', sha: MAIN }, { reason: 'workflow_run' })
    await app.settle()
    expect(ana.shown.asked.filter((one) => !one.endsWith('issue') && !one.endsWith('issues'))).toEqual([])
  })
})

it('shows a hint in the check run that is there, where the button was pressed for it', async () => {
  const { app, mark, ana, store } = await setting({ commits: { [MAIN]: WITHOUT_CI } })
  await mark(BRANCH)
  await app.settle()
  const before = JSON.stringify(ana.shown.runs.at(-1)?.content)
  const runs = ana.shown.runs.length
  await store.journal.addEvents([{ id: 'd:0', kind: 'check_run.requested_action', installationId: 7, repositoryId: 42, actor: null, at: START, facts: { pressed: 'hint', headSha: MAIN, checkRunId: 100 } }])
  await mark({ kind: 'commit', sha: MAIN }, { reason: 'check_run' })
  await app.settle()
  expect(before).not.toContain('Hint 1')
  expect(ana.shown.runs).toHaveLength(runs)
  expect(JSON.stringify(ana.shown.runs.at(-1)?.content)).toMatch(/hint/i)
})

describe('a repository that is new here', () => {
  it('is enrolled, judged, and its open pull requests are looked at', async () => {
    const { app, mark, ana, store } = await setting({ branches: { main: MAIN, tune: TUNED }, pulls: [aPull()] }, { enrolled: false })
    await mark({ kind: 'repository' }, { reason: 'installation' })
    await app.settle()
    expect(await store.courses.enrolmentsOf(42)).toMatchObject([{ courseId: 'mlops', by: 'pattern' }])
    expect([ana.shown.runs.length, ana.shown.comments.length]).toEqual([2, 1])
  })
  it('is dropped and forgotten where it is gone by then', async () => {
    const { app, mark, github, store } = await setting()
    github.repositories.delete(42)
    await mark({ kind: 'repository' }, { reason: 'installation' })
    await app.settle()
    expect(await store.hosting.repositoriesOf(7)).toEqual([])
  })
})

it('looks at pull requests on every sweep where webhooks do not reach it', async () => {
  const { app, mark, ana } = await setting({ branches: { main: MAIN }, commits: { [MAIN]: WITHOUT_CI, [TUNED]: WITHOUT_CI } }, { hears: false })
  await mark({ kind: 'repository' }, { reason: 'sweep' })
  await app.settle()
  ana.pulls.push(aPull())
  await mark({ kind: 'repository' }, { reason: 'sweep' })
  await app.settle()
  expect(ana.shown.comments).toHaveLength(1)
})

it.each([[true, 'steps, commands and buttons'], [false, 'none of them, since nobody would see a merge or hear a command']])('where webhooks reach it: %s, it shows %s', async (hears) => {
  const { app, mark, ana } = await setting({ branches: { main: MAIN, tune: TUNED }, commits: { [MAIN]: WITHOUT_CI, [TUNED]: WITHOUT_CI }, pulls: [aPull()] }, { hears })
  await mark({ kind: 'repository' }, { reason: 'sweep' })
  await app.settle()
  const said = JSON.stringify([ana.shown.runs.map(({ content }) => content), ana.shown.comments])
  const told = [/Merge to main/, /steps of the capstone/, /`\/(?:check|why|hint|done|help|dispute)\b/, /Check again/, /`Hint`/].map((words) => words.test(said))
  expect(told).toEqual(told.map(() => hears))
  expect(ana.shown.comments).toHaveLength(1)
})

describe('GitHub\'s trouble', () => {
  it('in the middle of reading gives no verdict, and all is judged when it is over', async () => {
    const { app, mark, github, clock, store, titles } = await setting({ commits: { [MAIN]: WITHOUT_CI } })
    github.halts = { kind: 'limited', until: START + 60_000, says: 'the limit is reached' }
    await mark(BRANCH)
    await app.settle(async () => {
      if (clock.now > START) return
      expect(titles()).toEqual([expect.stringMatching(/^a in_progress checking aaaaaaa/i)])
      expect(await store.assessments.newest(42, { commit: MAIN })).toBe(null)
      github.halts = null
    })
    expect(clock.now).toBeGreaterThanOrEqual(START + 60_000)
    expect(titles()).toEqual([expect.stringMatching(/^a completed/)])
  })

  it('that passes is waited for without counting, for longer than failures are', async () => {
    const { app, mark, github, clock, store, titles } = await setting({ commits: { [MAIN]: WITHOUT_CI } })
    github.trouble = () => clock.now < START + 3_600_000 ? { kind: 'passing', says: '502' } : null
    await mark(BRANCH)
    await app.settle()
    expect(titles()).toEqual([expect.stringMatching(/^a completed/)])
    expect((await store.work.depth(clock.now)).dead).toBe(0)
  })

  it('that does not pass is given up for the operator to see', async () => {
    const { app, mark, github, store } = await setting()
    github.trouble = (what) => what === 'branchHead' ? { kind: 'forbidden', says: 'contents: read is missing' } : null
    await mark(BRANCH)
    await app.settle()
    expect(await store.work.dead(5)).toMatchObject([{ says: 'contents: read is missing', attempts: 7 }])
  })
})

it('tells a fault of ours on the check run, and judges when it is mended', async () => {
  const { app, mark, github, ana, clock, titles } = await setting({ commits: { [MAIN]: WITHOUT_CI } })
  github.trouble = (what) => {
    if (what === 'open' && clock.now === START) throw new TypeError('a bug')
    return null
  }
  await mark(BRANCH)
  const seen = new Set<string>()
  await app.settle(() => {
    const content = ana.shown.runs[0]?.content
    seen.add(`${content?.conclusion} ${content?.title}`)
  })
  expect([...seen][0]).toMatch(/^neutral /)
  expect([...seen][0]).not.toMatch(/bug|TypeError/)
  expect(titles()).toEqual([expect.stringMatching(/^a completed \d+ of \d+ /)])
  expect(app.lines.filter(({ level }) => level === 'error').length).toBeGreaterThan(0)
})

it('keeps what was seen of runs and deployments beside the assessment', async () => {
  const { app, mark, ana, store } = await setting()
  ana.runs[MAIN] = [aRun(MAIN)]
  ana.deployments[MAIN] = [{ id: 5, sha: MAIN, ref: 'main', environment: 'production', createdAt: START, state: 'success', url: null, logUrl: null, statedAt: START }]
  await mark(BRANCH)
  await mark({ kind: 'repository' }, { reason: 'deployment_status' })
  await app.settle()
  const activity = await store.activities.of(42, MAIN)
  expect(activity).toMatchObject({ runs: [{ id: 1 }], deployments: [{ id: 5 }], heads: [{ branch: 'main', base: null }] })
})
