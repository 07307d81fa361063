import { mkdirSync, readFileSync } from 'node:fs'
import { readManifest } from '../../src/operate/manifest.ts'
import { registeredApp } from '../../src/sandbox/demo/registered-app.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { faultsOf, isOfWork, type Size } from './faults.ts'
import { outcomeOf, type Outcome } from './outcome.ts'
import { playStory } from './play.ts'
import { leftOf, restLooker, unheard, untilHeard } from './rest.ts'
import { seeded } from './seeded.ts'
import { startStage, type Place, type Stage } from './stage.ts'
import type { Story } from './story.ts'

export type Played = {
  readonly outcome: Outcome
  readonly size: Size
  /** What no play may end with, in words: work that is left, held or given up; webhooks that were not worked; an exit code other than 0. */
  readonly left: readonly string[]
  /** How often each fault came about, by its name. */
  readonly faults: ReadonlyMap<string, number>
  readonly seconds: number
}

/** GitHub's clock is behind by so much when a story begins, in milliseconds: a token of the App holds up to there. */
const BEHIND = 80_000
const MANIFEST = readFileSync(new URL('../../app.yml', import.meta.url), 'utf8')

/** Plays a story against the built App over a GitHub of this machine until all is at rest, and tells how it ended. `asked` are faults from a seed, spread over the size of a calm play; null plays without any. */
export async function playRound(story: Story, place: Place, asked: { readonly seed: number; readonly size: Size } | null): Promise<Played> {
  const started = performance.now()
  mkdirSync(place.folder, { recursive: true })
  const last = Math.max(...story.students.map(({ acts }) => acts.length)) - 1
  const app = registeredApp(readManifest(MANIFEST))
  let stage: Stage | null = null
  const chances = seeded((asked?.seed ?? story.seed) ^ 0xc0de)
  const faults = asked === null ? null : faultsOf(asked.seed, asked.size, (whom) => { stage?.kill(whom) })
  // GitHub tells times in whole seconds: what happens one after the other has one each, however fast it is played.
  let behind = BEHIND
  const sandbox = await startSandbox({ app, webUrl: 'here', now: () => Date.now() - behind, limits: { requestsAnHour: 1_000_000 }, ...faults === null ? {} : { plan: faults.plan, deliveryPlan: faults.deliveryPlan } })
  try {
    const here = await startStage(sandbox, app, chances, place)
    stage = here
    const untilAtRest = (): Promise<void> => untilHeard('nothing is left to do', restLooker(here.store, sandbox), sandbox, here)
    await playStory(story, {
      sandbox,
      pace: () => {
        behind = Math.max(0, behind - 1000)
        return chances.below(300)
      },
      before: async (act) => {
        if (act === 1) await untilHeard('each repository has its capstone issue', () => story.students.every(({ repository }) => sandbox.issues(repository).some(({ viaApp }) => viaApp)), sandbox, here)
        // The last act goes without faults, so that it tells how all stands.
        if (act === last) faults?.end()
        if (act >= 2) await untilAtRest()
      },
    })
    await untilAtRest()
    const codes = await here.stop()
    const problems = (await leftOf(here.store)).split('\n').filter((line) => line !== '')
    return {
      outcome: await outcomeOf(story, sandbox, here.store), faults: faults?.counts() ?? new Map<string, number>(), seconds: (performance.now() - started) / 1000,
      left: [...problems, ...(await unheard(sandbox, here.store)).map((guid) => `webhook ${guid} was never accepted`), ...codes.flatMap((code) => code === 0 ? [] : [`a process ended with exit code ${code}`])],
      size: { requests: sandbox.requests().filter(isOfWork).length, deliveries: new Set(sandbox.deliveries().map(({ guid }) => guid)).size },
    }
  } finally {
    await stage?.close()
    await sandbox.close()
  }
}
