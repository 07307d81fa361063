import { describe, expect, it } from 'vitest'
import { ANA, BEN, commentStage, HEAD, judged, KIM, MAIN } from '../../support/commenting.ts'

const kindsOf = (said: readonly { readonly kind: string }[]): readonly string[] => said.map(({ kind }) => kind)

describe('a comment with commands', () => {
  it('gets one answer, by which it can be found, and eyes where it asks', async () => {
    const stage = await commentStage()
    await judged(stage)
    const id = await stage.write(BEN, '/status')
    await stage.app.settle()
    expect(stage.answerTo(id)).toMatch(/\*\*\d+ of 15 items are in place\*\* at `bbbbbbb`/)
    expect(stage.answerTo(id)).toContain('In answer to a comment by `ben`.')
    expect([[...stage.repository.shown.eyes], [...stage.repository.shown.thumbs]]).toEqual([[id], []])
  })

  it('on an issue speaks of the default branch', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(ANA, '/status', { number: 8 })).toContain('at `aaaaaaa`')
  })

  it('is answered once for all its commands, in their order', async () => {
    const stage = await commentStage()
    await judged(stage)
    const answer = await stage.ask(ANA, '/hint health 2\n\n/why lint\n/done 4.4 PSI of all features is below 0.1')
    expect([...answer?.matchAll(/^#### `(.*)`$/gm) ?? []].map(([, name]) => name)).toEqual(['/hint', '/why', '/done'])
    expect([...stage.repository.shown.thumbs]).toHaveLength(1)
  })

  it('is answered once where its webhook comes twice, and where it comes again under another name', async () => {
    const stage = await commentStage()
    const id = await stage.write(ANA, '/done 4.4 PSI of all features is below 0.1')
    await stage.app.settle()
    for (const delivery of [undefined, 'another']) await stage.write(ANA, '/done 4.4 PSI of all features is below 0.1', { id, ...(delivery === undefined ? {} : { delivery }) })
    await stage.app.settle()
    expect(stage.repository.shown.comments.filter(({ body }) => body.includes('capstone-coach:answer'))).toHaveLength(1)
    expect(kindsOf(await stage.statements())).toEqual(['done'])
  })

  it.each<[string, string, Parameters<Awaited<ReturnType<typeof commentStage>>['write']>[2]]>([
    ['of a bot', '/status', { type: 'Bot' }], ['of another App for a person', '/status', { app: 5 }], ['that was edited', '/status', { action: 'edited' }], ['that was deleted', '/status', { action: 'deleted' }],
    ['in which it stands in code', '```\n/status\n```', {}], ['in which it is quoted', '> /status', {}], ['in which it is a path', 'Now look:\n/predict returns 500', {}],
  ])('%s is none', async (_, body, comment) => {
    const stage = await commentStage()
    await judged(stage)
    const asked = stage.repository.shown.asked.length
    expect(await stage.ask(ANA, body, comment)).toBeNull()
    expect(stage.repository.shown.asked.slice(asked)).toEqual([])
  })

  it('of more than a thousand characters is read to its end', async () => {
    const stage = await commentStage()
    expect(await stage.ask(ANA, `${'Text of a long comment. '.repeat(2000)}\n\n/help`)).toContain('`/status`')
  })

  it('is not answered in a repository that is in no course, or archived', async () => {
    const stage = await commentStage({ hosted: { archived: true } })
    expect(await stage.ask(ANA, '/status')).toBeNull()
    const other = await commentStage({ course: { repositories: { patterns: ['other-*'], topics: [], names: [] }, id: 'none' } })
    await other.store.courses.endEnrolment('none', 42, other.clock.now)
    expect(await other.ask(ANA, '/status')).toBeNull()
  })

  it('with more than five is told so', async () => {
    const stage = await commentStage()
    expect(await stage.ask(ANA, '/help\n/help\n/help\n/help\n/help\n/status')).toContain('1 more stands in this one')
  })
})

describe('who asks', () => {
  it('is a participant who owns the repository or may write to it, and is noted as one; the login alone is nobody', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(BEN, '/why lint')).toContain('is for people who work on this repository')
    expect(await stage.ask(BEN, '/set lint verified')).not.toContain('/dispute')
    stage.repository.writers.push(BEN.id)
    expect(await stage.ask(BEN, '/why lint')).toContain('Looked for')
    const people = await stage.store.courses.participantsOf('mlops', 42)
    expect(people.map(({ person }) => person.login).sort()).toEqual(['ana', 'ben'])
    stage.repository.writers.push(77)
    stage.github.people = [{ id: 77, login: 'eve' }]
    expect(await stage.ask({ id: 78, login: 'eve' }, '/why lint')).toContain('is for people who work on this repository')
  })

  it('decides nothing by being an admin of the repository', async () => {
    const stage = await commentStage()
    await judged(stage)
    stage.repository.admins.push(ANA.id)
    expect(await stage.ask(ANA, '/set lint verified I say so')).toContain('is for the staff of this course')
    expect(await stage.decisions()).toEqual([])
  })

  it('sees with /help what they may ask', async () => {
    const stage = await commentStage()
    const [anybody, participant, staff] = [await stage.ask(BEN, '/help'), await stage.ask(ANA, '/help'), await stage.ask(KIM, '/help')]
    expect([anybody, participant, staff].map((text) => [...text?.matchAll(/^- `\/([\w-]+)/gm) ?? []].map(([, name]) => name).join(' '))).toEqual([
      'help status', 'help status check why hint what-if done add dispute notify feedback close', 'help status check why hint what-if done add dispute notify feedback set clear excuse extend close regrade pause resume',
    ])
  })

  it('is helped where the word or the name is nearly right, or not there', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(ANA, '/sttaus')).toContain('Did you mean `/status`?')
    expect(await stage.ask(ANA, '/why linting-pases')).toContain('Did you mean “Linting passes” (`linting-passes`)?')
    expect(await stage.ask(ANA, '/why')).toContain('Write what it is about')
    expect(await stage.ask(ANA, '/why @everyone <b>')).toMatch(/^Nothing is called `@everyone`\. These can be named[^]*- steps: `1\.1`/)
  })
})

describe('what a participant says', () => {
  it('of a step is kept with the words, and asked for where there are none', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(ANA, '/done 4.3')).toContain('Which log line and which metric')
    expect(await stage.ask(ANA, '/done lint it is green now')).toContain('Nothing is called')
    const id = await stage.write(ANA, '/done 4.3 p95 stayed at 40 ms')
    await stage.app.settle()
    expect(stage.repository.shown.comments.filter(({ body }) => body.includes('capstone-coach:comment')).at(-1)?.body).toContain('attested')
    expect(await stage.ask(ANA, '/status')).toContain('| 4.3 Check logs and metrics | ✔&nbsp;done, attested |')
    expect(await stage.statements()).toMatchObject([{ id: `comment-${id}:0`, kind: 'done', step: 'step-4.3', text: 'p95 stayed at 40 ms', by: ANA, said: { commentId: id, number: 3 }, courseId: 'mlops', repositoryId: 42 }])
  })

  it('of a step that is seen on GitHub is told what is looked for there, and not kept', async () => {
    const stage = await commentStage()
    await judged(stage)
    const answer = await stage.ask(ANA, '/done 3.2 All four jobs were green')
    expect(answer).toMatch(/^Step 3\.2 “Watch the CI pipeline run” happens on GitHub, [^]*It is ○&nbsp;open now\.[^]*Looked for:\*\* A run of a GitHub Actions workflow[^]*`\/dispute 3\.2 <reason>`/)
    expect(await stage.statements()).toEqual([])
  })

  it('of a deployment that GitHub knows nothing of is kept, with the question of where the service runs', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(ANA, '/done 4.2')).toContain('/done 4.2 <what you saw>')
    expect(await stage.ask(ANA, '/done 4.2 It runs on render, whose log names commit bbbbbbb')).toContain('It is shown as attested')
    expect(await stage.statements()).toMatchObject([{ kind: 'done', step: 'step-4.2' }])
  })

  it('of a deployment where GitHub knows of some is not kept', async () => {
    const stage = await commentStage()
    const [createdAt, statedAt] = [stage.clock.now - 60_000, stage.clock.now]
    stage.repository.deployments[MAIN] = [{ id: 5, sha: MAIN, ref: 'main', environment: 'production', createdAt, state: 'failure', url: null, logUrl: null, statedAt }]
    await judged(stage)
    await stage.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: stage.clock.now, reason: 'deployment_status' }], stage.clock.now)
    await stage.app.settle()
    expect(await stage.ask(ANA, '/done 4.2 It runs, /health answers')).toContain('happens on GitHub')
    expect(await stage.statements()).toEqual([])
  })

  it('of a step is answered by how the step stands with it, the newest word last', async () => {
    const stage = await commentStage()
    await judged(stage)
    const written = stage.clock.now
    expect(await stage.ask(ANA, '/done 4.4 PSI of all features is below 0.1', { at: written + 60_000 })).toContain('It is shown as attested')
    expect(await stage.ask(ANA, '/done 4.4 It was not run yet, I think', { at: written })).toContain('A comment that was written after yours is shown')
    expect(await stage.ask(ANA, '/done 4.4 PSI of age is 0.3, the others are fine', { at: written + 120_000 })).toContain('It is shown as attested')
    expect(await stage.ask(ANA, '/why 4.4')).toContain('PSI of age is 0.3')
    await stage.ask(KIM, '/set 4.4 open No report is there')
    expect(await stage.ask(ANA, '/done 4.4 PSI of age is 0.2 now', { at: written + 180_000 })).toContain('The staff of the course decided on this step, which goes before: ○&nbsp;open, decided.')
  })

  it('against a verdict is kept, once at a time, with a day; they take it back themselves', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(ANA, '/dispute lint')).toContain('Write what speaks for another verdict')
    expect(await stage.ask(ANA, '/dispute lint It is in tox.ini')).toMatch(/answer by 2023-11-2\d/)
    expect(await stage.ask(ANA, '/dispute lint Really')).toContain('is disputed already')
    expect(await stage.ask(ANA, '/status')).toContain('Waiting for the staff: ')
    stage.repository.writers.push(BEN.id)
    expect(await stage.ask(BEN, '/close lint Found it')).toContain('is for the staff of this course, and for who opened the dispute')
    expect(await stage.ask(ANA, '/close lint Found it')).toContain('Taken back')
    expect(kindsOf(await stage.statements())).toEqual(['dispute', 'withdraw'])
    expect(await stage.ask(ANA, '/close lint')).toContain('No dispute of “Linting passes” (`lint`) is open.')
  })

  it('against a verdict that was answered meanwhile is told how that stands, and so is one whose day has passed', async () => {
    const stage = await commentStage()
    await judged(stage)
    const written = stage.clock.now
    await stage.ask(ANA, '/dispute lint It is in tox.ini', { at: written })
    await stage.ask(KIM, '/set lint partial Half of it', { at: written + 120_000 })
    expect(await stage.ask(ANA, '/dispute lint And in setup.cfg', { at: written + 60_000 })).toContain('The dispute of “Linting passes” (`lint`) was answered on 2023-11-14, after this comment was written.')
    expect(await stage.ask(ANA, '/dispute health In app.py', { at: written })).toContain('answer by 2023-11-21')
    stage.clock.now = written + 8 * 86_400_000
    expect(await stage.ask(ANA, '/dispute health Still in app.py')).toContain('The staff was to answer by 2023-11-21; that day has passed')
  })

  it('about an own item is kept as its title, twenty times at most', async () => {
    const stage = await commentStage()
    expect(await stage.ask(ANA, '/add The service was **load-tested** by @kim')).toContain('“The service was `**load-tested**` by `@kim`” (`added-the-service-was-load-tested-by-')
    for (let count = 1; count < 20; count += 1) await stage.store.decisions.state({ id: `more-${count}`, kind: 'add', text: `Item ${count}`, courseId: 'mlops', repositoryId: 42, at: 1, by: ANA, said: null })
    expect(await stage.ask(ANA, '/add One more of them')).toContain('20 own items were added already')
    expect(await stage.statements()).toHaveLength(20)
  })

  it('about an own item that is there adds nothing, and takes no room', async () => {
    const stage = await commentStage()
    await judged(stage)
    expect(await stage.ask(ANA, '/add Модель v2')).toMatch(/^Added to your own items: “Модель v2” \(`(added-v2-\w+)`\)/)
    expect(await stage.ask(ANA, '/add модель  v2')).toMatch(/^“Модель v2” \(`added-v2-\w+`\) is among your own items already/)
    const answer = await stage.ask(ANA, '/add Сервис v2')
    expect(await stage.ask(KIM, `/set ${/`(added-v2-\w+)`/.exec(answer ?? '')?.[1] ?? ''} verified Shown in the lab`)).toContain('Decided: “Сервис v2”')
    expect(await stage.statements()).toHaveLength(2)
  })

  it('with /check has the head judged again, with a new check run, once', async () => {
    const stage = await commentStage()
    await judged(stage)
    const runs = (commit: string): number => stage.repository.shown.runs.filter((run) => run.commit === commit).length
    expect([runs(HEAD), runs(MAIN)]).toEqual([1, 1])
    expect(await stage.ask(ANA, '/check health')).toContain('Looking at the head of pull request 3 again for')
    expect([runs(HEAD), runs(MAIN)]).toEqual([2, 1])
    expect(await stage.ask(ANA, '/check part 3', { number: 8 })).toContain('Looking at the newest commit of `main` again for part 3 “CI/CD validation”')
    expect([runs(HEAD), runs(MAIN)]).toEqual([2, 2])
  })
})
