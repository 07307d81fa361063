import { ciOf } from '../ci/ci-facts.ts'
import type { Command } from '../commands/command.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { deliveryOf } from '../commands/delivery-commands.ts'
import { memoise } from '../memoise.ts'
import { tokensOf } from '../../parse/metric-names.ts'
import { readPython } from '../../parse/python/read-python.ts'
import { walkExpression } from '../python/expressions.ts'
import { statementsAfter } from '../python/layout.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { comparisonsOf } from './comparisons.ts'
import { endOf } from './endings.ts'
import { isBarName, textSpeaksOfMetric } from './metric-words.ts'

/** A step of CI that compares a model's metric. `acts` is null where it is masked, or where nothing follows from it. */
export type CiGate = { readonly path: string; readonly line: number; readonly says: string; readonly acts: string | null }

/** Where GitHub workflows compare a model's metric: in shell conditions, in jq, bc and awk, in Python on the command line, and in the conditions of later steps and jobs. */
export const ciGatesOf = memoise((facts: RepositoryFacts): readonly CiGate[] => [
  ...ciOf(facts).commands.filter((command) => command.inactive === null).flatMap(inCommand),
  ...taskCommandsOf(facts).flatMap((task) => task.commands.flatMap(inCommand)),
  // The runs of another CI system cannot be seen.
  ...ciOf(facts).others.flatMap((other) => other.commands.flatMap(inCommand).map((gate) => ({ ...gate, acts: null }))),
  ...inScripts(facts),
  ...inConditions(facts),
])

function inCommand(command: Command): readonly CiGate[] {
  const { words, condition, place } = command
  const [first = '', second = ''] = words
  const gate = (acts: string, says = command.text): readonly CiGate[] => [{ path: place.path, line: place.line, says, acts: isForgiven(command) ? null : acts }]
  if (condition !== null && comparesMetric(condition)) {
    if (first === 'exit' && second !== '0') return gate('fails the job', condition)
    if (deliveryOf(command) !== null || /\b(?:promote|register|deploy)\b/i.test(words.join(' ').slice(0, 500))) return gate('decides whether the job delivers', condition)
    return []
  }
  const line = words.join(' ').slice(0, 1_000)
  if (command.masked !== null) return []
  if (first === 'jq' && words.some((word) => word === '-e' || word === '--exit-status') && comparesMetric(line)) return gate('fails the job')
  if (first === 'awk' && /\bexit\b/.test(line) && comparesMetric(line)) return gate('fails the job')
  if (/^(?:test|\[|\[\[)$/.test(first) && comparesMetric(line)) return gate('fails the job')
  if (first === 'python' && second === '-c') { const failing = failingIn(words[2] ?? ''); return failing === null ? [] : gate('fails the job', failing.says) }
  return []
}

/** Python in a here-document: `python - <<EOF`. */
function inScripts(facts: RepositoryFacts): readonly CiGate[] {
  return ciOf(facts).workflows.filter((workflow) => workflow.inactive === null && workflow.invalid === null).flatMap(({ path }) => {
    const file = facts.files.get(path)?.facts
    if (file?.kind !== 'workflow') return []
    return file.workflow.jobs.flatMap((job) => job.steps).flatMap((step): readonly CiGate[] => {
      const lines = step.shell === 'python' ? ['python <<EOF', ...(step.run ?? '').split('\n'), 'EOF'] : (step.run ?? '').split('\n')
      const from = lines.findIndex((line) => /^\s*(?:[\w ]+ )?python3?\b.*<<-?\s*['"]?\w+['"]?\s*$/.test(line.slice(0, 300)))
      const tag = /<<-?\s*['"]?(\w+)['"]?\s*$/.exec(lines[from]?.slice(0, 300) ?? '')?.[1]
      if (from < 0 || tag === undefined) return []
      const to = lines.findIndex((line, index) => index > from && line.trim() === tag)
      const failing = failingIn(lines.slice(from + 1, to < 0 ? undefined : to).join('\n'))
      if (failing === null) return []
      const masked = step.continueOnError !== null && step.continueOnError !== 'false'
      return [{ path, line: step.runLine + from + (step.shell === 'python' ? failing.line - 1 : failing.line), says: failing.says, acts: masked ? null : 'fails the job' }]
    })
  })
}

/** A later step or job that asks what an earlier one found: `if: steps.check.outputs.passed == 'true'`. */
function inConditions(facts: RepositoryFacts): readonly CiGate[] {
  return ciOf(facts).workflows.filter((workflow) => workflow.inactive === null && workflow.invalid === null).flatMap(({ path }) => {
    const file = facts.files.get(path)?.facts
    if (file?.kind !== 'workflow') return []
    // A condition on what changed or who approved is no comparison of a model.
    if (!file.workflow.jobs.some((job) => job.steps.some((step) => /accuracy|\bf1\b|rmse|\bmae\b|\bauc\b|metrics?\b|evaluat|compare_models?|validate_model|baseline|champion/i.test(`${step.run ?? ''} ${step.name ?? ''}`.slice(0, 5_000))))) return []
    const asked = file.workflow.jobs.flatMap((job) => [{ text: job.if, line: job.ifLine }, ...job.steps.map((step) => ({ text: step.if, line: step.ifLine }))])
    return asked.flatMap(({ text, line }): readonly CiGate[] => {
      if (text === null || !/\boutputs\.[\w-]+/.test(text)) return []
      const names = [...text.slice(0, 500).matchAll(/outputs\.([\w-]+)/g)].map((match) => match[1] ?? '')
      const verdict = names.some((name) => /^deploy$|(?:^|[_-])(?:should_deploy|promote[ds]?|better|improved|beats|model_ok|meets|passed_?threshold)/i.test(name) || (textSpeaksOfMetric(name) && /pass|ok|[<>]/.test(text)))
      return verdict ? [{ path, line, says: `if: ${text}`, acts: 'decides whether the steps behind it run' }] : []
    })
  })
}

function isForgiven(command: Command): boolean {
  return command.masked !== null && /continue-on-error|\|\|/.test(command.masked.reason)
}

/** Whether a shell text compares a metric with something that it can miss. */
function comparesMetric(text: string): boolean {
  const line = text.slice(0, 1_000)
  if (!/[<>]=?|\s-(?:lt|le|gt|ge)\s/.test(line)) return false
  const bar = /(?:[<>]=?|\s-(?:lt|le|gt|ge))\s*"?\$?\{?([\w.]+)/.exec(line)?.[1] ?? ''
  return textSpeaksOfMetric(line) && !/^0*\.?0*$/.test(bar === '' ? '1' : bar) && (/\d/.test(line) || tokensOf(line).some(isBarName))
}

/** The comparison of a metric by which a Python text fails; null where it has none. */
function failingIn(text: string): { readonly line: number; readonly says: string } | null {
  const tree = readPython(text.slice(0, 20_000))
  return comparisonsOf(tree).find(({ statement, node }) => {
    if (statement.kind === 'assert') return true
    if (statement.kind === 'if') {
      const ends = statement.branches.map((branch) => endOf(branch.body))
      return [...ends, ends.includes('returns') ? endOf(statementsAfter(statement, tree)) : null].some((end) => end === 'raises' || end === 'exits')
    }
    let exits = false
    if (statement.kind === 'expression' && statement.value.kind === 'call' && endOf([statement]) === 'exits') walkExpression(statement.value, (one) => { if (one === node) exits = true })
    return exits
  }) ?? null
}
