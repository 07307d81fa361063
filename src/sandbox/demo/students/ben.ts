import type { PlayedJob } from '../../acts/runs.ts'
import type { Student } from '../student.ts'
import { actsOf, headOfMain } from '../student-acts.ts'

const CI = { path: '.github/workflows/ci.yml', name: 'CI' }
const RED: PlayedJob = { name: 'check', conclusion: 'failure', steps: ['Lint', { name: 'Unit tests', conclusion: 'failure' }, { name: 'Integration tests', conclusion: 'skipped' }, { name: 'Behavioural tests', conclusion: 'skipped' }] }
const GREEN: readonly PlayedJob[] = [{ name: 'check', steps: ['Lint', 'Unit tests', 'Integration tests', 'Behavioural tests'] }, { name: 'image', steps: ['Run docker/build-push-action@v6'] }]

/** The middling student: a service with tests, a pull request that is red at first, and is still open. */
export const BEN: Student = {
  login: 'ben', repository: 'capstone-ben', says: 'Has a service with tests; CI is red at first, then green. Answers in few words, and is asked back.', begins: 'sentiment-service',
  play: async (stage) => {
    const { push, open, run, answer } = actsOf(stage, BEN)
    const before = headOfMain(stage, BEN)
    await run({ ...CI, commit: before, branch: 'main', event: 'push', jobs: GREEN })
    await answer('its docker')
    await answer('ok, a model has to be watched after it is live, because the data changes')
    const written = await push('rollback', { 'docs/rollback.md': stage.files('class/strong')['docs/rollback.md'] ?? null }, 'Say how to roll back')
    await open('rollback', 'Say how to roll back')
    await run({ ...CI, commit: written, branch: 'rollback', jobs: [RED] })
    const mended = await push('rollback', { 'docs/incidents.md': '# Incidents\n\nNone so far. Each one gets a heading, and what was done.\n' }, 'Mend what CI found')
    await run({ ...CI, commit: mended, branch: 'rollback', jobs: GREEN })
  },
}
