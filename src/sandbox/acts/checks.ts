import type { Account, CheckRun } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { emitCheckRun, emitCheckSuite } from '../webhooks/emit-checks.ts'

/** A person presses Re-run at a check run: its App is asked for it again. */
export async function rerunCheck(world: World, run: CheckRun, actor: Account): Promise<void> {
  await emitCheckRun(world, run, 'rerequested', actor)
}

/** A person presses Re-run at all checks of an App on a commit. */
export async function rerunSuite(world: World, suiteId: number, actor: Account): Promise<void> {
  await emitCheckSuite(world, need(world.checkSuites, suiteId), 'rerequested', actor)
}

/** A person presses one of a check run's buttons. Throws where it has no such button, or is not completed: GitHub shows none then. */
export async function pressAction(world: World, run: CheckRun, identifier: string, actor: Account): Promise<void> {
  if (run.status !== 'completed' || !run.actions.some((action) => action.identifier === identifier)) throw new Error(`check run ${run.id} shows no button ${identifier}`)
  await emitCheckRun(world, run, 'requested_action', actor, { requested_action: { identifier } })
}
