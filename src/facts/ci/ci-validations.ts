import type { Command } from '../commands/command.ts'
import { memoise } from '../memoise.ts'
import { gatesOf } from '../model/gates.ts'
import { ciGatesOf } from '../model/ci-gates.ts'
import { pipelineGatesOf } from '../model/pipeline-gates.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { edgesOfCommand } from '../schedules/edges-of-command.ts'
import { partAt, partsReached } from '../schedules/reached-parts.ts'
import { isHealthPath } from '../service/health-routes.ts'
import { behaviourTestsOf, isBehaviour } from '../tests/behaviour-tests.ts'
import { libraryChecksOf } from '../validation/library-checks.ts'
import { validatorsOf } from '../validation/validators.ts'
import { testRunOf } from '../commands/test-commands.ts'
import { ciTestsOf, type CiUse } from './ci-checks.ts'
import type { CiCommand } from './ci-command.ts'
import { ciOf } from './ci-facts.ts'
import { doubtOfDelivery } from './doubt.ts'

/**
 * A step of CI that validates more than the code: the model (a bar that it must pass, tests of its behaviour), the data, or the service as it
 * was built or deployed (a request that fails the job where the answer is wrong). `how` is put into words after "it".
 */
export type CiValidation = CiUse & { readonly what: 'model' | 'data' | 'service'; readonly how: string; readonly step: CiCommand }

/** Every such step of the repository's workflows: those of the model first, then of the service, then of the data. */
export const ciValidationsOf = memoise((facts: RepositoryFacts): readonly CiValidation[] => {
  const { commands } = ciOf(facts)
  const found = [...behaviours(facts), ...commands.flatMap((step) => [...ownGate(facts, step), ...requestOf(step), ...ledTo(facts, step)])]
  const rank = { model: 0, service: 1, data: 2 }
  return found.toSorted((one, other) => rank[one.what] - rank[other.what])
})

function use(step: CiCommand, what: CiValidation['what'], how: string, weak: string | null = null): CiValidation {
  return { step, says: step.text, what, how, weak: doubtOfDelivery(step) ?? weak, broken: step.broken }
}

/** Runs of tests that hold tests of the model's behaviour, or a bar for its metric. */
function behaviours(facts: RepositoryFacts): readonly CiValidation[] {
  const bars = gatesOf(facts).filter((gate) => gate.where === 'test' && gate.acts !== null).map(({ path, line }) => ({ path, how: `runs a test with a bar for the model's metric (${path}:${line})` }))
  const tests = behaviourTestsOf(facts).filter((one) => one.doubt === null && isBehaviour(one)).map(({ path, line }) => ({ path, how: `runs tests of the model's behaviour (${path}:${line})` }))
  const all = [...tests, ...bars]
  return all.length === 0 ? [] : ciTestsOf(facts).flatMap((run): readonly CiValidation[] => {
    if (!('words' in run.step)) return []
    const { step } = run
    const first = all.find(({ path }) => collects(facts, step, path))
    return first === undefined ? [] : [{ ...use(step, 'model', first.how, run.weak), broken: run.broken }]
  })
}

/** Whether a run of tests opens a file, by the paths that it names. */
function collects(facts: RepositoryFacts, step: CiCommand, path: string): boolean {
  const run = testRunOf(step)
  if (run === null || step.directory === null) return false
  const named = run.arguments.filter((word) => !word.startsWith('-')).map((word) => normalPath(`${step.directory ?? '.'}/${word.split('::', 1)[0] ?? ''}`)).filter((one) => facts.paths.has(one))
  const ignored = run.arguments.filter((word) => word.startsWith('--ignore=')).map((word) => normalPath(`${step.directory ?? '.'}/${word.slice('--ignore='.length)}`))
  const within = (folder: string): boolean => folder === '.' || path === folder || path.startsWith(`${folder}/`)
  return !ignored.some(within) && (named.length === 0 ? within(step.directory) : named.some(within))
}

/** A comparison of a metric in the step's own words. */
function ownGate(facts: RepositoryFacts, step: CiCommand): readonly CiValidation[] {
  const gate = ciGatesOf(facts).find(({ path, line, acts }) => acts !== null && path === step.place.path && line === step.place.line)
  return gate === undefined ? [] : [use(step, 'model', `compares the model's metric and ${gate.acts ?? ''}`)]
}

/** A request to the service that runs from the image, or that was deployed. */
function requestOf(step: CiCommand): readonly CiValidation[] {
  const [tool = ''] = step.words
  if (!/^(?:curl|wget|http|xh)$/.test(tool)) return []
  const address = step.words.find((word) => /^(?:https?:\/\/|localhost|127\.0\.0\.1|"?\$)/.test(word)) ?? ''
  const path = address.replace(/^https?:\/\//, '').replace(/\?.*$/, '')
  const asks = isHealthPath(path.slice(Math.max(0, path.indexOf('/')))) || /\/(?:predict|invocations|infer|score)\w*\/?$/i.test(path)
  if (!asks) return []
  const forgiving = tool === 'curl' && !step.words.some((word) => /^-[a-zA-Z]*f[a-zA-Z]*$/.test(word) || word.startsWith('--fail')) ? 'curl without --fail passes on an error page, too' : null
  return [use(step, 'service', 'asks the running service and fails where it does not answer', step.condition === null ? forgiving : null)]
}

/** A command that leads to code which refuses a model or stops on bad data. */
function ledTo(facts: RepositoryFacts, step: CiCommand): readonly CiValidation[] {
  const { model, data } = endsOf(facts)
  if (model.size + data.size === 0 || testRunOf(step) !== null) return []
  const reached = reachedBy(facts, step)
  const gate = [...model].find(([key]) => reached.has(key))
  if (gate !== undefined) return [use(step, 'model', `leads to a bar that the model must pass (${gate[1]})`)]
  const check = [...data].find(([key]) => reached.has(key))
  return check === undefined ? [] : [use(step, 'data', `leads to a check of the data that stops on bad ones (${check[1]})`)]
}

/** The parts of the code that a command of CI leads to, over any number of steps. */
function reachedBy(facts: RepositoryFacts, command: Command): ReadonlySet<string> {
  return partsReached(facts, edgesOfCommand(facts, command))
}

/** The parts of the code that hold a bar for the model, and those that check data, each with its place. */
const endsOf = memoise((facts: RepositoryFacts): { readonly model: ReadonlyMap<string, string>; readonly data: ReadonlyMap<string, string> } => {
  const keyed = (places: readonly { readonly path: string; readonly line: number }[]): ReadonlyMap<string, string> => new Map(places.flatMap(({ path, line }) => {
    const part = partAt(facts, path, line)
    return part === null ? [] : [[part.key, `${path}:${line}`] as const]
  }))
  return {
    model: keyed([...gatesOf(facts).filter((gate) => gate.where === 'code' && gate.acts !== null), ...pipelineGatesOf(facts).filter((gate) => gate.reached)]),
    data: keyed([...libraryChecksOf(facts).filter((one) => one.role === 'code' && one.acts && one.reached), ...validatorsOf(facts).filter((one) => one.dedicated && one.acting.size > 0 && !one.notebook)]),
  }
})
