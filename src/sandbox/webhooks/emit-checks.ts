import { checkRunPayload, checkSuiteShape, suiteState } from '../shapes/checks.ts'
import { emit } from './emit.ts'
import type { Account, CheckRun, CheckSuite, Repository } from '../state/records.ts'
import { need, type World } from '../state/world.ts'

/** The check suite of an App on a commit, made where there is none. */
export function suiteFor(world: World, repository: Repository, appId: number, headSha: string, headBranch: string | null, before: string | null = null): CheckSuite {
  const known = [...world.checkSuites.values()].find((one) => one.repositoryId === repository.id && one.appId === appId && one.headSha === headSha)
  if (known !== undefined) return known
  const suite: CheckSuite = { id: world.nextId(), repositoryId: repository.id, appId, headSha, headBranch, before, createdAt: world.now(), updatedAt: world.now() }
  world.checkSuites.set(suite.id, suite)
  return suite
}

/** Tells of a check run; of its suite too where that run was the last one to end. */
export async function emitCheckRun(world: World, run: CheckRun, action: 'created' | 'completed' | 'rerequested' | 'requested_action', sender: Account, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  // These two go to the App that owns the run alone.
  if ((action === 'rerequested' || action === 'requested_action') && run.appId !== world.app?.id) return
  const repository = need(world.repositories, run.repositoryId)
  const suite = need(world.checkSuites, run.suiteId)
  emit(world, { event: 'check_run', action, repository, sender, payload: { check_run: await checkRunPayload(world, run), ...more } })
  if (action === 'completed' && suiteState(world, suite).status === 'completed') await emitCheckSuite(world, suite, 'completed', sender)
}

/** Tells of a check suite: that it is asked for goes to the App that owns it alone. */
export async function emitCheckSuite(world: World, suite: CheckSuite, action: 'requested' | 'rerequested' | 'completed', sender: Account): Promise<void> {
  if (action !== 'completed' && suite.appId !== world.app?.id) return
  const { repository: _, ...shape } = await checkSuiteShape(world, suite)
  emit(world, { event: 'check_suite', action, repository: need(world.repositories, suite.repositoryId), sender, payload: { check_suite: shape } })
}
