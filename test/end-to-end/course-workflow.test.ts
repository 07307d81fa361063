import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { blobSha } from '../../src/flow/reading/blob-sha.ts'
import { WORKFLOW_CHANGED } from '../../src/flow/judging/flag-workflows.ts'
import { openStore } from '../../src/store/open-store.ts'
import { NAME, stageApp, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder } from '../support/built-app.ts'

const CI = '.github/workflows/ci.yml'
const COPY = 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest\n'
const OTHER = COPY.replace('pytest', 'echo all tests passed')
const [COPY_BLOB, OTHER_BLOB] = [COPY, OTHER].map((text) => blobSha(Buffer.from(text)))
const TOLD = `**A workflow of the course is changed here:** \`${CI}\` is \`${OTHER_BLOB?.slice(0, 7) ?? ''}\` in place of the course's copy \`${COPY_BLOB?.slice(0, 7) ?? ''}\`.`

const built = builtForFile()

it('a pull request that changes the course\'s workflow says so on GitHub until the file is put back, and the flag is kept with both blobs', async () => {
  const { sandbox, start } = await stageApp(built.folder)
  const data = temporaryFolder()
  const course = join(data, 'mlops.yml')
  writeFileSync(course, `title: MLOps\norganization: octo-org\nrepositories: { patterns: [churn] }\ntrusted_workflows: ['${COPY_BLOB ?? ''}']\n`)
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n', [CI]: COPY }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const app = await start({ DATA_DIR: data, COURSE_FILES: course })
  const summaryOn = (commit: string): string => sandbox.checkRuns(NAME, commit).map(({ output }) => output.summary ?? '').join('\n')
  const judged = async (commit: string): Promise<string> => vi.waitFor(() => {
    expect(summaryOn(commit)).toContain('**CI on this commit**')
    return summaryOn(commit)
  }, WAIT)

  const base = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
  expect(await judged(base)).not.toContain('A workflow of the course')

  const changed = await sandbox.push(NAME, 'tune', { files: { [CI]: OTHER }, actor: 'maria' })
  const { number } = await sandbox.openPullRequest(NAME, { title: 'Tune', head: 'tune', base: 'main', actor: 'maria' })
  const comment = async (commit: string): Promise<string> => vi.waitFor(() => {
    const [first, ...others] = sandbox.comments(NAME, number)
    expect(others).toEqual([])
    expect(first?.body).toContain(commit.slice(0, 7))
    return first?.body ?? ''
  }, WAIT)
  const told = [await judged(changed), await comment(changed)]
  for (const text of told) {
    expect(text).toContain(TOLD)
    expect(text).toContain('Put the course\'s copy back, or ask the course to list this one.')
    expect(text).not.toMatch(/cheat|tamper|violat|suspicious|forbidden|dishonest|maria/i)
  }

  // Put back: the new head says nothing of it any more, and neither does the comment; what was true of the commit before stays there.
  const restored = await sandbox.push(NAME, 'tune', { files: { [CI]: COPY, 'app.py': 'A = 2\n' }, actor: 'maria' })
  for (const text of [await judged(restored), await comment(restored)]) expect(text).not.toContain('A workflow of the course')
  expect(summaryOn(changed)).toContain(TOLD)

  expect(await app.signal('SIGTERM')).toMatchObject({ code: 0 })
  const store = await openStore({ kind: 'sqlite', file: join(data, 'capstone-coach.db') })
  try {
    expect(await store.journal.eventsOf(sandbox.repository(NAME).id, WORKFLOW_CHANGED)).toMatchObject([{ actor: null, facts: { path: CI, headSha: changed, baseSha: base, blobBefore: COPY_BLOB, blobAfter: OTHER_BLOB } }])
  } finally {
    await store.close()
  }
}, 3 * LONG)
