import { describe, expect, it, vi } from 'vitest'
import { WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG } from '../support/built-app.ts'
import { classStage, endsWell, studentRepository, workedOff } from '../support/student-play.ts'
import { tuned } from '../support/student-repository.ts'

const built = builtForFile()

describe('pull requests as students handle them', () => {
  it('a closed one is no merge; opened again and merged it is, and stays so without its branch', async () => {
    const { sandbox, app } = await classStage(built.folder)
    const maria = await studentRepository(sandbox, app, 'octo-org/maria', 'maria')
    const { change, number } = await maria.propose()
    await maria.ci(change, 'tune', 'success')
    await workedOff(sandbox, app)
    await sandbox.closePullRequest(maria.name, number, 'maria')
    expect(await maria.steps(number)).toMatchObject({ '1.1': 'done', '2.3': 'done', '3.1': 'done', '3.2': 'done', '3.3': 'done', '4.1': 'open', '4.2': 'open' })

    await sandbox.reopenPullRequest(maria.name, number, 'maria')
    const merge = await sandbox.mergePullRequest(maria.name, number, 'maria')
    await maria.ci(merge, 'main', 'success')
    await sandbox.deleteBranch(maria.name, 'tune', 'maria')
    const merged = { '1.1': 'done', '2.3': 'done', '3.1': 'done', '3.2': 'done', '3.3': 'done', '4.1': 'done', '4.2': 'done' }
    expect(await maria.steps(number)).toMatchObject(merged)

    // The branch's name is used again, for a pull request that comes to nothing.
    const again = await maria.push('tune', tuned(9))
    const second = await sandbox.openPullRequest(maria.name, { title: 'Deeper still', head: 'tune', actor: 'maria' })
    await maria.ci(again, 'tune', 'failure')
    await workedOff(sandbox, app)
    await sandbox.closePullRequest(maria.name, second.number, 'maria')
    await sandbox.deleteBranch(maria.name, 'tune', 'maria')
    expect(await maria.steps(second.number)).toMatchObject(merged)
    expect(maria.comment(number)).toContain(change.slice(0, 7))
    expect(maria.comment(second.number)).toContain(again.slice(0, 7))
    await endsWell(sandbox, app)
  }, 5 * LONG)

  it('a force push takes the failure away with its commit, once what came in its place passed', async () => {
    const { sandbox, app } = await classStage(built.folder)
    const maria = await studentRepository(sandbox, app, 'octo-org/maria', 'maria')
    const { change: red, number } = await maria.propose()
    await maria.ci(red, 'tune', 'failure')
    expect(await maria.steps(number)).toMatchObject({ '1.1': 'done', '2.2': 'open', '3.2': 'done', '3.3': 'open' })

    const green = await maria.push('tune', { ...tuned(8), 'src/bounds.py': 'MOST = 8\n' }, { amend: true })
    await maria.ci(green, 'tune', 'success')
    expect(await maria.steps(number)).toMatchObject({ '1.1': 'done', '2.3': 'done', '3.2': 'done', '3.3': 'done', '4.1': 'open' })
    expect(maria.comment(number)).toContain(`at [\`${green.slice(0, 7)}\`]`)
    expect([red, green].map((commit) => maria.verdict(commit).split(':')[0])).toEqual(['completed', 'completed'])
    await endsWell(sandbox, app)
  }, 5 * LONG)

  it('one from a fork counts as a branch of its own, red, closed, opened again and merged, also once the fork is gone', async () => {
    const { sandbox, app } = await classStage(built.folder)
    const river = await studentRepository(sandbox, app, 'octo-org/river', 'maria', { private: false })
    await sandbox.fork(river.name, 'lena')
    const red = await sandbox.push('lena/river', 'tune', { files: tuned(8), actor: 'lena' })
    const { number } = await sandbox.openPullRequest(river.name, { title: 'Deeper trees', head: 'lena/river:tune', actor: 'lena' })
    await river.ci(red, 'tune', 'failure', { headRepository: 'lena/river', actor: 'lena' })
    await workedOff(sandbox, app)
    await sandbox.closePullRequest(river.name, number, 'lena')
    expect(await river.steps(number)).toMatchObject({ '1.1': 'done', '3.1': 'done', '3.2': 'done', '2.2': 'open', '4.1': 'open', '4.2': 'open' })

    await sandbox.reopenPullRequest(river.name, number, 'lena')
    const green = await sandbox.push('lena/river', 'tune', { files: { 'src/bounds.py': 'MOST = 8\n' }, actor: 'lena' })
    await river.ci(green, 'tune', 'success', { headRepository: 'lena/river', actor: 'lena' })
    await workedOff(sandbox, app)
    const merge = await sandbox.mergePullRequest(river.name, number, 'maria')
    await river.ci(merge, 'main', 'success')
    sandbox.deleteRepository('lena/river', 'lena')
    expect(await river.steps(number)).toMatchObject({ '1.1': 'done', '2.2': 'done', '2.3': 'done', '3.1': 'done', '3.2': 'done', '3.3': 'done', '4.1': 'done', '4.2': 'done' })
    expect(await river.answer(number, '/why 3.1')).toContain(`\`#${number}\` comes from a fork’s branch`)
    await endsWell(sandbox, app)
  }, 5 * LONG)

  it('what is locked is left alone: the check runs go on, and a decision made there holds', async () => {
    const { sandbox, app } = await classStage(built.folder)
    const maria = await studentRepository(sandbox, app, 'octo-org/maria', 'maria')
    const { change, number } = await maria.propose()
    await sandbox.lockConversation(maria.name, number, 'maria')
    await maria.ci(change, 'tune', 'success')
    await workedOff(sandbox, app)
    sandbox.comment(maria.name, number, '/set linting-passes verified Shown in the lab', 'kim')
    await workedOff(sandbox, app)
    expect(sandbox.comments(maria.name, number).filter(({ viaApp }) => viaApp)).toEqual([])
    expect(sandbox.checkRuns(maria.name, change).at(-1)?.output.summary).toContain('decided by kim')
    await endsWell(sandbox, app)
  }, 5 * LONG)

  it('what a bot proposes moves no step of its student, whoever merges it', async () => {
    const { sandbox, app } = await classStage(built.folder)
    const maria = await studentRepository(sandbox, app, 'octo-org/maria', 'maria')
    const bump = await maria.push('dependabot/pip/mlflow-2.21.0', { 'requirements.txt': 'fastapi==0.115.0\nmlflow==2.21.0\nscikit-learn==1.6.0\n', ...tuned(8) }, { actor: 'dependabot[bot]' })
    const { number } = await sandbox.openPullRequest(maria.name, { title: 'Bump mlflow', head: 'dependabot/pip/mlflow-2.21.0', actor: 'dependabot[bot]' })
    await maria.ci(bump, 'dependabot/pip/mlflow-2.21.0', 'failure', { actor: 'dependabot[bot]' })
    const { id } = sandbox.comment(maria.name, number, '/status', 'dependabot[bot]')
    // What is merged and gone before the App looks is judged with its merge alone.
    await vi.waitFor(() => { expect(maria.verdict(bump)).toMatch(/^completed: /) }, WAIT)
    const merge = await sandbox.mergePullRequest(maria.name, number, 'maria')
    await maria.ci(merge, 'main', 'success')
    await sandbox.deleteBranch(maria.name, 'dependabot/pip/mlflow-2.21.0', 'dependabot[bot]')
    const steps = await maria.steps(number)
    expect([Object.keys(steps).length, new Set(Object.values(steps))]).toEqual([13, new Set(['open'])])
    expect(sandbox.comments(maria.name, number).some(({ body }) => body.includes(`comment:${id} `))).toBe(false)
    expect([bump, merge].map((commit) => maria.verdict(commit).split(':')[0])).toEqual(['completed', 'completed'])
    await endsWell(sandbox, app)
  }, 5 * LONG)
})
