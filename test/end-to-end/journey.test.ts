import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { ROOT } from '../house/source-files.ts'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG } from '../support/built-app.ts'

const CI = '.github/workflows/ci.yml'

const built = builtForFile()

describe('the App, from its installation to a deployment', () => {
  it('tells on GitHub where each commit stands, once, and works every delivery off', async () => {
    const { sandbox, start } = await stageApp(built.folder)
    const app = await start()
    const files = sample()
    const ours = (commit: string) => sandbox.checkRuns(NAME, commit).filter(({ name }) => name === 'Capstone')
    await sandbox.createRepository(NAME, { files, actor: 'maria' })
    sandbox.installApp('octo-org', 'all')
    const base = await sandbox.push(NAME, 'main', { files: { 'NOTES.md': '# Notes\n' }, actor: 'maria' })

    // Installed: the default branch is judged, and CI awaited.
    await vi.waitFor(() => { expect(verdictOn(sandbox, base)).toMatchObject({ status: 'in_progress', conclusion: null }) }, WAIT)
    await sandbox.runWorkflow(NAME, { path: CI, commit: base, branch: 'main', jobs: [{ name: 'test' }] })
    await vi.waitFor(() => { expect(verdictOn(sandbox, base).status).toBe('completed') }, WAIT)
    expect(verdictOn(sandbox, base).title).toMatch(/\d+ of 15 /)

    // Pushed: the first word, then CI awaited.
    const red = await sandbox.push(NAME, 'health', { files: { 'src/broken.py': 'def broken():\n    return 1 / 0\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(verdictOn(sandbox, red).status).toBe('in_progress') }, WAIT)

    // CI red: a verdict that is neutral, never a red cross.
    await sandbox.runWorkflow(NAME, { path: CI, commit: red, branch: 'health', jobs: [{ name: 'test', conclusion: 'failure', steps: [{ name: 'pytest', conclusion: 'failure' }] }] })
    await vi.waitFor(() => { expect(verdictOn(sandbox, red)).toMatchObject({ status: 'completed', conclusion: 'neutral' }) }, WAIT)

    // CI green on the next commit.
    const green = await sandbox.push(NAME, 'health', { files: { 'src/broken.py': 'def whole() -> int:\n    return 1\n' }, actor: 'maria' })
    await vi.waitFor(() => { expect(verdictOn(sandbox, green).status).toBe('in_progress') }, WAIT)
    await sandbox.runWorkflow(NAME, { path: CI, commit: green, branch: 'health', jobs: [{ name: 'test' }] })
    await vi.waitFor(() => { expect(verdictOn(sandbox, green)).toMatchObject({ status: 'completed', conclusion: 'neutral' }) }, WAIT)
    expect(verdictOn(sandbox, green).actions).toContain('Check again')

    // A pull request: one comment of ours.
    const { number } = await sandbox.openPullRequest(NAME, { title: 'A health route', head: 'health', base: 'main', actor: 'maria' })
    await sandbox.runWorkflow(NAME, { path: CI, commit: green, branch: 'health', event: 'pull_request', jobs: [{ name: 'test' }] })
    const comment = await vi.waitFor(() => {
      const [first, ...others] = sandbox.comments(NAME, number)
      expect(others).toEqual([])
      if (first === undefined) throw new Error('no comment')
      return first
    }, WAIT)
    expect(comment.viaApp).toBe(true)
    expect(comment.body).toContain(green.slice(0, 7))
    expect(comment.body).toMatch(/\| .+ \| .+ \|/)

    // Merged: the default branch is judged at the merge.
    const merge = await sandbox.mergePullRequest(NAME, number, 'maria')
    await vi.waitFor(() => { expect(verdictOn(sandbox, merge).status).toBe('in_progress') }, WAIT)
    await sandbox.runWorkflow(NAME, { path: CI, commit: merge, branch: 'main', jobs: [{ name: 'test' }, { name: 'deploy' }] })
    await vi.waitFor(() => { expect(verdictOn(sandbox, merge).status).toBe('completed') }, WAIT)

    // Buttons: a hint in the check run that is there, and a new check run where a person asks for one.
    const first = ours(merge)[0]
    if (first === undefined) throw new Error('no check run')
    await sandbox.pressAction(first.id, 'hint', 'maria')
    await vi.waitFor(() => { expect(ours(merge)[0]?.output.text).toMatch(/^#+ Hint/m) }, WAIT)
    expect(ours(merge)).toHaveLength(1)
    await sandbox.rerunCheck(first.id, 'maria')
    await vi.waitFor(() => { expect(ours(merge).map(({ status }) => status)).toEqual(['completed', 'completed']) }, WAIT)

    // Deployed: heard, and nothing is said twice.
    sandbox.deploy(NAME, { commit: merge, url: 'https://churn.example.edu' })
    await sandbox.settled()
    const metrics = await vi.waitFor(async () => {
      const text = await (await fetch(`${app.url}/metrics`)).text()
      expect(text).toMatch(/^capstone_coach_deliveries_total\{event="deployment_status",result="used"\} [1-9]/m)
      expect(text).toMatch(/^capstone_coach_queue_items\{state="due"\} 0$/m)
      expect(text).toMatch(/^capstone_coach_queue_items\{state="held"\} 0$/m)
      return text
    }, WAIT)
    expect(metrics).not.toMatch(/^capstone_coach_(?:stored_deliveries\{result="(?:waiting|set-aside)"\}|queue_items\{state="dead"\}|publications_total\{kind="[\w-]+",result="failed"\}) [1-9]/m)
    expect([base, red, green].map((commit) => verdictOn(sandbox, commit).status)).toEqual(['completed', 'completed', 'completed'])
    expect(ours(merge)).toHaveLength(2)
    expect(sandbox.comments(NAME, number)).toHaveLength(1)
    expect(sandbox.deliveries().filter(({ statusCode }) => statusCode !== 202)).toEqual([])
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200)
    expect(await app.signal('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(app.output()).not.toMatch(/"level":"error"/)
  }, 5 * LONG)
})

/** The files of the sample repository. */
function sample(): Record<string, string> {
  const folder = join(ROOT, 'samples/sentiment-service')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(files.map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path.slice(folder.length + 1), readFileSync(path, 'utf8')]
  }))
}
