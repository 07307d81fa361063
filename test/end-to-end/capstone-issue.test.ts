import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { Issue, IssueComment } from '../../src/sandbox/state/records.ts'
import { NAME, stageApp, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'
import { endsWell, workedOff } from '../support/student-play.ts'

const OTHER = 'octo-org/river'
const COURSE = 'title: MLOps\norganization: octo-org\nrepositories: { patterns: ["*"] }\nstaff: { people: [kim] }\n'

const built = builtForFile()

/** The settings of an App that knows nothing yet. */
function fresh(): Readonly<Record<string, string>> {
  const data = temporaryFolder()
  const file = join(data, 'mlops.yml')
  writeFileSync(file, COURSE)
  return { DATA_DIR: data, COURSE_FILES: file }
}

/** The issues that the App opened in a repository, oldest first. */
function capstoneIssues(sandbox: Sandbox, name = NAME): readonly Issue[] {
  return sandbox.issues(name).filter(({ viaApp }) => viaApp)
}

/** Pushes to the default branch, and ends once the one capstone issue says so. */
async function told(sandbox: Sandbox, number: number, change: string): Promise<void> {
  const commit = await sandbox.push(NAME, 'main', { files: { 'NOTES.md': `${change}\n` }, actor: 'maria' })
  await vi.waitFor(() => {
    const [issue, ...others] = capstoneIssues(sandbox)
    expect([issue?.number, issue?.body?.includes(commit.slice(0, 7)), others]).toEqual([number, true, []])
  }, WAIT)
}

describe('the capstone issue', () => {
  it('is opened once however often deliveries come, is kept current through all that people do to it, and is found again by an App that comes back or begins anew', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const app = await start(fresh())
    for (const name of [NAME, OTHER]) await sandbox.createRepository(name, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.openIssue(NAME, 'Mine', 'Text', 'maria')
    sandbox.setDeliveryPlan(() => ({ kind: 'duplicate', times: 3 }))
    const installation = sandbox.installApp('octo-org', 'all')
    await vi.waitFor(() => { expect([NAME, OTHER].map((name) => capstoneIssues(sandbox, name).map(({ number }) => number))).toEqual([[2], [1]]) }, WAIT)
    await told(sandbox, 2, 'one')
    const before = capstoneIssues(sandbox)[0]?.body ?? ''

    sandbox.editIssue(NAME, 2, { body: 'mine now' }, 'maria')
    await vi.waitFor(() => { expect(capstoneIssues(sandbox)[0]?.body).toBe(before) }, WAIT)
    sandbox.editIssue(NAME, 2, { title: 'My capstone' }, 'maria')
    sandbox.editIssue(NAME, 2, { state: 'closed' }, 'maria')
    await sandbox.lockConversation(NAME, 2, 'maria')
    sandbox.renameRepository(NAME, 'estuary', 'maria')
    sandbox.renameRepository('octo-org/estuary', 'churn', 'maria')
    await told(sandbox, 2, 'two')
    expect(capstoneIssues(sandbox).map(({ title, state, isLocked }) => [title, state, isLocked])).toEqual([['My capstone', 'closed', true]])

    sandbox.uninstall(installation)
    await workedOff(sandbox, app)
    sandbox.installApp('octo-org', 'all')
    await told(sandbox, 2, 'three')
    await endsWell(sandbox, app)

    const again = await start(fresh())
    await told(sandbox, 2, 'four')
    expect(capstoneIssues(sandbox, OTHER).map(({ number }) => number)).toEqual([1])

    // Moved away it is opened anew, once; where it went nothing is written to it.
    const moved = sandbox.transferIssue(NAME, 2, OTHER, 'maria')
    await vi.waitFor(() => { expect(capstoneIssues(sandbox).map(({ number }) => number)).toEqual([3]) }, WAIT)
    await told(sandbox, 3, 'five')
    expect(capstoneIssues(sandbox, OTHER).map(({ number, body }) => [number, body === moved.body])).toEqual([[1, false], [moved.number, true]])
    sandbox.deleteIssue(NAME, 3, 'maria')
    const last = await sandbox.push(NAME, 'main', { files: { 'NOTES.md': 'six\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(sandbox.checkRuns(NAME, last).map(({ status }) => status)).toEqual(['completed']) }, WAIT)
    await workedOff(sandbox, again)
    expect(capstoneIssues(sandbox)).toEqual([])
    await endsWell(sandbox, again)
  }, 5 * LONG)

  it('is opened when issues are turned on, while they are off all else goes on; what is said on it is answered', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const app = await start(fresh())
    await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
    sandbox.setIssues(NAME, 'off')
    sandbox.installApp('octo-org', 'all')
    const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(sandbox.checkRuns(NAME, commit).map(({ status }) => status)).toEqual(['completed']) }, WAIT)
    await workedOff(sandbox, app)
    expect(capstoneIssues(sandbox)).toEqual([])
    expect(await (await fetch(`${app.url}/metrics`)).text()).toMatch(/^capstone_coach_publications_total\{kind="issue",result="locked"\} [1-9]/m)
    sandbox.setIssues(NAME, 'on')
    await told(sandbox, 1, 'on')

    // What is said on it is read, answered once, and shown in it.
    const write = (body: string, actor = 'maria'): IssueComment => sandbox.comment(NAME, 1, body, actor)
    const replyTo = ({ id }: IssueComment): Promise<string> => vi.waitFor(() => {
      const [found, ...others] = sandbox.comments(NAME, 1).filter(({ viaApp, body }) => viaApp && body.startsWith(`<!-- capstone-coach:answer version:1 comment:${id} -->`))
      expect(others).toEqual([])
      if (found === undefined) throw new Error(`no answer to ${id}`)
      return found.body
    }, WAIT)
    write('What do others think?', 'kim')
    const sentence = write('Models reach production reliably and stay healthy there.')
    const first = await replyTo(sentence)
    await vi.waitFor(() => { expect(capstoneIssues(sandbox)[0]?.body).toContain('Models reach production reliably') }, WAIT)
    sandbox.editComment(sentence, 'Models reach production in small automated steps, over and over.', 'maria')
    await vi.waitFor(async () => { expect(await replyTo(sentence)).not.toBe(first) }, WAIT)
    await vi.waitFor(() => { expect(capstoneIssues(sandbox)[0]?.body).toContain('in small automated steps') }, WAIT)
    expect(await replyTo(write('/status'))).toContain('items are in place')
    expect(await replyTo(write('/feedback 5 I would show the picture first'))).toContain('kept for the staff')
    await workedOff(sandbox, app)
    expect(sandbox.comments(NAME, 1).filter(({ viaApp }) => viaApp)).toHaveLength(3)
    await endsWell(sandbox, app)
  }, 4 * LONG)
})
