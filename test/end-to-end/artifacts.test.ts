import { expect, it, vi } from 'vitest'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG } from '../support/built-app.ts'

const CI = '.github/workflows/ci.yml'
const FILES = {
  'app/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {"status": "ok"}\n\n\ndef double(value: float) -> float:\n    return value * 2\n',
  'requirements.txt': 'fastapi\nhttpx\npytest\n',
  'tests/test_units.py': 'from app.main import double\n\n\ndef test_one():\n    assert double(1) == 2\n\n\ndef test_zero():\n    assert double(0) == 0\n\n\ndef test_negative():\n    assert double(-1) == -2\n',
  'tests/test_api.py': 'from fastapi.testclient import TestClient\n\nfrom app.main import app\n\nclient = TestClient(app)\n\n\ndef test_health():\n    assert client.get("/health").json() == {"status": "ok"}\n',
  [CI]: 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - name: Install\n        run: pip install -r requirements.txt\n      - name: Test\n        run: pytest --junit-xml=junit.xml\n      - uses: actions/upload-artifact@v4\n        if: always()\n        with: { name: test-report, path: junit.xml }\n',
}

/** Dated now, as a report counts for the run in whose time it was written. */
function junit(health: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const units = ['test_one', 'test_zero', 'test_negative'].map((name) => `<testcase classname="tests.test_units" name="${name}"/>`).join('')
  return { 'test-report': { 'junit.xml': `<testsuite timestamp="${new Date().toISOString()}">${units}<testcase classname="tests.test_api" name="test_health">${health}</testcase></testsuite>` } }
}

const built = builtForFile()

it('a red run is told by what its report says failed; a report of a run that never came to its tests changes nothing', async () => {
  const { sandbox, start } = await stageApp(built.folder)
  await start()
  await sandbox.createRepository(NAME, { files: FILES, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const textOn = (commit: string): string => sandbox.checkRuns(NAME, commit).filter(({ name }) => name === 'Capstone').map(({ output }) => `${output.summary ?? ''}\n${output.text ?? ''}`).join('\n')
  const ended = async (commit: string): Promise<string> => {
    await vi.waitFor(() => { expect(verdictOn(sandbox, commit)).toMatchObject({ status: 'completed' }) }, WAIT)
    return textOn(commit)
  }

  const red = await sandbox.push(NAME, 'main', { files: { 'NOTES.md': '# Notes\n' }, actor: 'maria' })
  await vi.waitFor(() => { expect(verdictOn(sandbox, red).status).toBe('in_progress') }, WAIT)
  const run = await sandbox.runWorkflow(NAME, { path: CI, commit: red, branch: 'main', jobs: [{ name: 'test', conclusion: 'failure', steps: ['Install', { name: 'Test', conclusion: 'failure' }] }], artifacts: junit('<failure message="the service is down"/>') })
  const told = await ended(red)
  expect(told).toContain('the report of that run, says that all of these tests passed (3 passed)')
  expect(told).toMatch(/✔&nbsp;verified, claimed \(\[`test-report\/junit\.xml`\]/)
  expect(told).toContain('(the service is down)')
  expect(told).toContain('pytest tests/test_api.py::test_health')
  expect(told).toContain(`${NAME}/actions/runs/${run.id})`)

  // The report says that all passed, and the step that would run them was not reached.
  const lying = await sandbox.push(NAME, 'main', { files: { 'app/main.py': `${FILES['app/main.py']}\n\nA = 1\n` }, actor: 'maria' })
  await vi.waitFor(() => { expect(verdictOn(sandbox, lying).status).toBe('in_progress') }, WAIT)
  await sandbox.runWorkflow(NAME, { path: CI, commit: lying, branch: 'main', jobs: [{ name: 'test', conclusion: 'failure', steps: [{ name: 'Install', conclusion: 'failure' }, { name: 'Test', conclusion: 'skipped' }] }], artifacts: junit('') })
  const unmoved = await ended(lying)
  expect(unmoved).not.toContain('says that all of these tests passed')
  expect(unmoved).toContain('did not run: the step “Install” failed before it')

  // Each list and each zip was asked for once.
  const asked = sandbox.requests().flatMap(({ operation }) => (operation?.includes('artifacts') === true ? [operation] : []))
  expect(asked.filter((operation) => operation.includes('runs/'))).toHaveLength(2)
  expect(asked.filter((operation) => operation.includes('archive_format'))).toHaveLength(2)
}, 3 * LONG)
