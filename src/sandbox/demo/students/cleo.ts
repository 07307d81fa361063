import type { Student } from '../student.ts'
import { actsOf } from '../student-acts.ts'

const TESTS = { path: '.github/workflows/tests.yml', name: 'Tests' }
const FAILED = [{ name: 'tests', conclusion: 'failure', steps: ['Run pip install -r requirements.txt pytest', { name: 'Run pytest', conclusion: 'failure' }] }] as const

/** The weak student: the template, and a first pull request whose test CI finds failing. */
export const CLEO: Student = {
  login: 'cleo', repository: 'capstone-cleo', says: 'Has the template, and opens a first pull request, whose test CI finds failing.', begins: null,
  play: async (stage) => {
    const { push, open, run } = actsOf(stage, CLEO)
    const commit = await push('first-tests', stage.files('class/weak'), 'Add a test and a Dockerfile')
    await open('first-tests', 'Add a test and a Dockerfile')
    await Promise.all(['push', 'pull_request'].map((event) => run({ ...TESTS, commit, branch: 'first-tests', event, jobs: FAILED })))
  },
}
