import type { Student } from '../student.ts'
import { actsOf, headOfMain } from '../student-acts.ts'
import { CI, DELIVERED, FIRST_GREEN, GREEN, greenReports, PROPOSED, RED, redReports, WATCH, WATCHED } from './ada-ci.ts'

const BRANCH = 'feature/tune-c'
const DISPUTE = 'The failure is not hidden: rows_lost_total counts it, and an alert in monitoring/rules.yml watches the count.'
const DECISION = 'Counted in rows_lost_total and watched by the alert RowsLost: somebody hears of it, and the answer goes out.'
const SEEN = 'The log has a line for each of the 58 requests I sent, with label and probability; predictions_total says 41 positive and 17 negative, and no request failed.'

/** The strong student, who goes through all thirteen steps: what is forgotten or red is told, asked about and mended; one verdict is disputed and decided. */
export const ADA: Student = {
  login: 'ada', repository: 'capstone-ada', says: 'Goes through all thirteen steps: red once, mended, one verdict disputed, merged, deployed, watched. Read the pull request from top to bottom.', begins: 'sentiment-service',
  play: async (stage) => {
    const { push, open, run, merge, say, decide, deploy } = actsOf(stage, ADA)
    const mended = stage.files('class/mended')
    const before = headOfMain(stage, ADA)
    await run({ ...CI, commit: before, branch: 'main', event: 'push', jobs: FIRST_GREEN })

    // Part 1 and 3: the change on a branch of its own. dvc.lock is forgotten, and one test fails.
    const tuned = await push(BRANCH, stage.files('class/tuned'), 'Raise C to 2.0 and keep letters only')
    const number = await open(BRANCH, 'Tune the classifier and bring it to production')
    await run({ ...CI, commit: tuned, branch: BRANCH, jobs: RED, artifacts: { 'test-reports': redReports() } })
    await say(number, 'First time on a branch of my own. Where am I?\n\n/status')
    await say(number, '/why 2.3\n/hint 3.3')

    // Part 2: the experiments and the training of the best run, dvc.lock, and the test mended.
    const whole = await push(BRANCH, mended, 'Keep apostrophes, register the best run, lock the data')
    await run({ ...CI, commit: whole, branch: BRANCH, jobs: GREEN, artifacts: { 'test-reports': greenReports(null) } })
    const ready = await push(BRANCH, stage.files('class/strong'), 'Deploy from main, watch for drift, say how to go back')
    const metrics = new TextDecoder().decode(mended['metrics.json'] as Uint8Array)
    await run({ ...CI, commit: ready, branch: BRANCH, jobs: PROPOSED, artifacts: { 'test-reports': greenReports(metrics) } })
    await say(number, `/dispute error-handling-complete ${DISPUTE}`)
    await decide(number, `Looked at it together with the alert.\n\n/set error-handling-complete verified ${DECISION}\n/close error-handling-complete Decided above.`)

    // Part 4: merged, deployed, looked at, watched.
    const merged = await merge(number)
    await run({ ...CI, commit: merged, branch: 'main', event: 'push', jobs: DELIVERED, artifacts: { 'test-reports': greenReports(metrics) } })
    await deploy(merged)
    await say(number, `/done 4.3 ${SEEN}`)
    await run({ ...WATCH, commit: merged, branch: 'main', event: 'workflow_dispatch', jobs: WATCHED })
    await say(number, '/status')
  },
}
