import type { Student } from '../student.ts'
import { actsOf, headOfMain } from '../student-acts.ts'
import { CI, DELIVERED, FIRST_GREEN, GREEN, greenReports, PROPOSED, RED, redReports, WATCH, WATCHED } from './ada-ci.ts'

const BRANCH = 'feature/tune-c'
const DISPUTE = 'The failure is not hidden: rows_lost_total counts it, and an alert in monitoring/rules.yml watches the count.'
const DECISION = 'Counted in rows_lost_total and watched by the alert RowsLost: somebody hears of it, and the answer goes out.'
const SEEN = 'The log has a line for each of the 58 requests I sent, with label and probability; predictions_total says 41 positive and 17 negative, and no request failed.'

/** What she says of MLOps at the beginning and at the end, and of the parts of the picture on the way. */
const SENTENCE = 'MLOps means that a model gets from the notebook to the people it was made for, and that the next release works like the last one.'
const SENTENCE_NOW = 'MLOps, now that I have been round once: a team ships models through a pipeline instead of by hand, data and weights are versioned with the code, and somebody notices when the live model goes stale.'
const EXPLAINED = {
  data: 'Git keeps every version of the code, so anybody can see who changed what, and why. DVC keeps versions of the data and of the models: the file itself lies in the bucket, and Git holds a small pointer to it. So one commit names code and data together.',
  runs: 'MLflow writes down the parameters and the F1 of every run, and with which version of the data it was trained, so I can sort the runs and take the best one. The best run becomes a version in the registry, with its scores and a stage; if it misbehaves, I point the service back at the one before.',
  checks: 'pytest tells me when I break clean_text, and the behavioural tests hold that a negation flips the label. Data validation stops rows without a label before anything is trained on them. CI starts all these tests on every push and blocks the merge when one of them is red; when all are green, CI builds the image.',
  live: 'Docker packs Python, the libraries and the service, so that it runs the same here, in CI and in the cloud. Cloud Run takes that image, starts it behind a public address and adds instances when more requests come. The health check tells it whether an instance is ready, and it sends traffic only where health answers 200.',
  watch: 'Monitoring shows latency, errors and what is predicted while people use it. Drift means that what people write is no longer what the model learned from, and it gets worse without any error; the drift check compares what monitoring has collected with the training data. When drift is found, it fires an alert. An alert tells me that a limit was crossed, and it starts the retraining. Retraining fits the model again on new reviews, and the new model has to pass the same tests before it is registered like any other.',
} as const
const FEEDBACK = '/feedback 5 The red run taught me most. The drift check took the longest to understand.'

/** The strong student, who goes through all thirteen steps: what is forgotten or red is told, asked about and mended; one verdict is disputed and decided. */
export const ADA: Student = {
  login: 'ada', repository: 'capstone-ada', says: 'Goes through the whole capstone: the conversation in the issue from the first question to the wrap-up, and all thirteen steps: red once, mended, one verdict disputed, merged, deployed, watched. Read the issue and the pull request from top to bottom.', begins: 'sentiment-service',
  play: async (stage) => {
    const { push, open, run, merge, say, answer, decide, deploy } = actsOf(stage, ADA)
    const mended = stage.files('class/mended')
    const before = headOfMain(stage, ADA)
    await run({ ...CI, commit: before, branch: 'main', event: 'push', jobs: FIRST_GREEN })

    await answer(SENTENCE)
    await answer(EXPLAINED.data)

    // Part 1 and 3: the change on a branch of its own. dvc.lock is forgotten, and one test fails.
    const tuned = await push(BRANCH, stage.files('class/tuned'), 'Raise C to 2.0 and keep letters only')
    const number = await open(BRANCH, 'Tune the classifier and bring it to production')
    await run({ ...CI, commit: tuned, branch: BRANCH, jobs: RED, artifacts: { 'test-reports': redReports() } })
    await say(number, 'First time on a branch of my own. Where am I?\n\n/status')
    await say(number, '/why 2.3\n/hint 3.3')

    await answer(EXPLAINED.runs)

    // Part 2: the experiments and the training of the best run, dvc.lock, and the test mended.
    const whole = await push(BRANCH, mended, 'Keep apostrophes, register the best run, lock the data')
    await run({ ...CI, commit: whole, branch: BRANCH, jobs: GREEN, artifacts: { 'test-reports': greenReports(null) } })
    const ready = await push(BRANCH, stage.files('class/strong'), 'Deploy from main, watch for drift, say how to go back')
    const metrics = new TextDecoder().decode(mended['metrics.json'] as Uint8Array)
    await run({ ...CI, commit: ready, branch: BRANCH, jobs: PROPOSED, artifacts: { 'test-reports': greenReports(metrics) } })
    await answer(EXPLAINED.checks)
    await say(number, `/dispute error-handling-complete ${DISPUTE}`)
    await decide(number, `Looked at it together with the alert.\n\n/set error-handling-complete verified ${DECISION}\n/close error-handling-complete Decided above.`)

    // Part 4: merged, deployed, looked at, watched.
    const merged = await merge(number)
    await run({ ...CI, commit: merged, branch: 'main', event: 'push', jobs: DELIVERED, artifacts: { 'test-reports': greenReports(metrics) } })
    await deploy(merged)
    await answer(EXPLAINED.live)
    await say(number, `/done 4.3 ${SEEN}`)
    await run({ ...WATCH, commit: merged, branch: 'main', event: 'workflow_dispatch', jobs: WATCHED })
    await say(number, '/status')
    await answer(EXPLAINED.watch)
    await answer(SENTENCE_NOW)
    await answer(FEEDBACK)
  },
}
