import { describe, expect, it } from 'vitest'
import { builtForFile, LONG } from '../support/built-app.ts'
import { classStage, endsWell, studentRepository, workedOff } from '../support/student-play.ts'
import { experiments } from '../support/student-repository.ts'

const built = builtForFile()

const SEEN = 'The log has a line for each of the 58 requests I sent, and none of them failed.'

describe('students at once', () => {
  it('one goes from the first push to the last step, the other stops at a red run, with the same branch and the same change', async () => {
    const { sandbox, app } = await classStage(built.folder)
    const [maria, noor] = await Promise.all([studentRepository(sandbox, app, 'octo-org/maria', 'maria'), studentRepository(sandbox, app, 'octo-org/noor', 'noor')])
    const [hers, his] = await Promise.all([maria.propose(), noor.propose()])
    await Promise.all([maria.ci(hers.change, 'tune', 'failure'), noor.ci(his.change, 'tune', 'failure')])
    const proposed = { '1.1': 'done', '1.2': 'open', '2.1': 'done', '2.2': 'open', '2.3': 'done', '3.1': 'done', '3.2': 'done', '3.3': 'open', '4.1': 'open' }
    expect(await Promise.all([maria.steps(hers.number), noor.steps(his.number)])).toEqual([expect.objectContaining(proposed), expect.objectContaining(proposed)])

    const tracked = await maria.push('tune', experiments([5, 8]))
    await maria.ci(tracked, 'tune', 'success')
    await workedOff(sandbox, app)
    const merge = await sandbox.mergePullRequest(maria.name, hers.number, 'maria')
    await maria.ci(merge, 'main', 'success')
    sandbox.deploy(maria.name, { commit: merge, url: 'https://churn.example.edu' })
    await maria.watch(merge)
    await maria.answer(hers.number, `/done 4.3 ${SEEN}`)

    const steps = await maria.steps(hers.number)
    expect(steps).toEqual(Object.fromEntries(['1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '3.1', '3.2', '3.3', '4.1', '4.2', '4.3', '4.4'].map((step) => [step, step.startsWith('1.') && step !== '1.1' ? 'done, claimed' : step === '4.3' ? 'done, attested' : 'done'])))
    expect(await noor.steps(his.number)).toMatchObject(proposed)
    expect(noor.comment(his.number)).not.toContain(hers.change.slice(0, 7))
    await endsWell(sandbox, app)
  }, 5 * LONG)

  it('two in one repository are each told of their own pull request, and the steps are those of both', async () => {
    const { sandbox, app } = await classStage(built.folder)
    const team = await studentRepository(sandbox, app, 'octo-org/team', 'maria')
    sandbox.addCollaborator(team.name, 'noor', 'write')
    const hers = await team.propose()
    const notes = await team.push('notes', { 'NOTES.md': '# Notes\n\nMore of them.\n' }, { actor: 'noor' })
    const his = await sandbox.openPullRequest(team.name, { title: 'Notes', head: 'notes', actor: 'noor' })
    await team.ci(notes, 'notes', 'success', { actor: 'noor' })
    await team.ci(hers.change, 'tune', 'failure')
    await workedOff(sandbox, app)

    expect(team.comment(hers.number)).toMatch(/### What this pull request moves[^]*Step 1\.1/)
    expect(team.comment(his.number)).not.toMatch(/moves[^#]*Step 1\.1/)
    expect(await team.answer(his.number, '/why 1.1', 'noor')).toContain(hers.change.slice(0, 7))
    expect(await team.steps(his.number)).toMatchObject({ '1.1': 'done', '3.1': 'done', '3.2': 'done', '3.3': 'held', '4.1': 'open' })
    await endsWell(sandbox, app)
  }, 5 * LONG)
})
