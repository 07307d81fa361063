import { createHash } from 'node:crypto'
import { WORKFLOW_CHANGED } from '../../src/flow/judging/flag-workflows.ts'
import { sayWrong } from '../../src/flow/decisions/wrong-verdicts.ts'

const DAY = 86_400_000
const ITEM = 'alerts-defined'

/**
 * What people see of a class besides its grades: CI that fails for a reason of several, disputes, feedback, changed workflows of the course, verdicts that were said to be wrong, work that is due or was given up and webhooks that were set aside. `people` are those of the class, `newestOf` gives the
 * newest commit of one, all of it is of `at` or before.
 */
export async function makeMatters(store, people, newestOf, { kim, at }) {
  const every = (share, does) => Promise.all(people.filter(({ index }) => index % share === 0).map(does))
  await every(8, (person) => store.activities.save(failing(person, newestOf(person), at)))
  await every(50, ({ id, login, repositoryId, index }) => store.decisions.state({ id: `${repositoryId}/dispute`, courseId: 'bench', repositoryId, said: null, at: at - DAY, by: { id, login }, kind: 'dispute', subject: { kind: 'item', id: ITEM }, text: `It is in the folder ${index}.` }))
  await every(20, ({ id, login, repositoryId, index }) => store.decisions.state({ id: `${repositoryId}/feedback`, courseId: 'bench', repositoryId, said: null, at: at - DAY, by: { id, login }, kind: 'feedback', rating: 1 + index % 5, text: 'The hint on alerts helped, the one on drift came late.' }))
  await store.journal.addEvents(people.filter(({ index }) => index % 40 === 0).map(({ repositoryId }) => ({ id: `${repositoryId}/workflow`, kind: WORKFLOW_CHANGED, installationId: 7, repositoryId, actor: null, at: at - DAY, facts: { path: '.github/workflows/course.yml', headSha: 'd'.repeat(40) } })))
  for (const person of people.filter(({ index }) => index % 40 === 0)) {
    for (const criterion of ['alerts', 'metrics']) await sayWrong({ assessment: `${person.repositoryId}/18`, item: criterion === 'alerts' ? ITEM : 'metrics-exposed', criterion, right: 'verified', reason: 'It is in the folder of the operations.' }, kim, { courseId: 'bench', repositoryId: person.repositoryId }, { ...store, now: () => at })
  }
  await store.work.mark(people.filter(({ index }) => index % 20 === 0).map(({ repositoryId }) => ({ installationId: 7, repositoryId, target: { kind: 'branch', name: 'main' }, dueAt: at, reason: 'push' })), at)
  for (let index = 0; index < 20; index += 1) {
    const item = await store.work.claim(at, DAY)
    if (item !== null) await store.work.bury(item, 'GitHub answered 500', at)
  }
  for (const { repositoryId } of people.filter(({ index }) => index % 100 === 0)) {
    const id = createHash('sha256').update(String(repositoryId)).digest('hex')
    await store.deliveries.add({ id, name: 'push', action: null, installationId: 7, repositoryId, receivedAt: at, body: '{}' })
    await store.deliveries.setAside(id, 'it has no head', at)
  }
}

function failing({ repositoryId, login }, commit, at) {
  const page = `https://github.com/octo-course/capstone-${login}/actions/runs/1`
  const log = { reasons: [{ kind: 'missing-module', line: 'ModuleNotFoundError: No module named \'mlflow\'', about: ['mlflow'], at: null }], requirements: ['requirements.txt'], unread: null, isOpen: false }
  const step = { number: 2, name: 'pytest', status: 'completed', conclusion: 'failure' }
  const job = { id: 1, name: 'test', status: 'completed', conclusion: 'failure', url: `${page}/job/1`, startedAt: at - DAY, completedAt: at - DAY, steps: [step], log }
  const run = { id: 1, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: commit, status: 'completed', conclusion: 'failure', url: page, createdAt: at - DAY, updatedAt: at - DAY, jobs: [job] }
  return { repositoryId, commit, starts: [], heads: [{ branch: 'main', base: null }], runs: [run], deployments: [], runsAt: at, deploymentsAt: null }
}
