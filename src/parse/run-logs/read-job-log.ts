import type { RunReason } from '../../model/run-reason.ts'
import { accessReasons, emptySecret } from './access-reasons.ts'
import { installReasons } from './install-reasons.ts'
import { lintReasons } from './lint-reasons.ts'
import { outputOf, stepsOfLog, type LoggedStep } from './log-lines.ts'
import { pythonReasons } from './python-reasons.ts'
import { testReasons } from './test-reasons.ts'
import { toldReason, type ToldReason } from './told-reason.ts'

const MOST_REASONS = 2
const MOST_REQUIREMENTS = 3
/** How many lines may follow a reason until the step ends; an image's build repeats much of what it said. */
const BEHIND = { other: 15, build: 60 } as const
/** What tools add when a command below them failed: nothing has gone on. */
const ADDED = /^(?:##\[error\]|make(?:\[\d{1,3}\])?: |error: Recipe |ERROR: (?:failed to reproduce|process "|failed to solve|failed to build)|Error: (?:Process|buildx failed|Command failed)|-{3,}|={3,}|Found \d{1,7} error|\s*\d{1,6} +\||\[\*\] \d|No fixes available|All done|Oh no|\d{1,7} files? |npm ERR|ERROR: InvocationError|tox|nox|\s*\^|\s*\|?$|hint:|help:|  )/
const MASK = /\|\|\s*(?:true|:|echo\b|exit 0)|\bset \+e\b/

/** What a job's log gives: reasons, the most telling first, and the files that packages were installed from. Bounded, linear, never throws for what a log says. */
export type ReadLog = { readonly reasons: readonly RunReason[]; readonly requirements: readonly string[] }

/**
 * Reads why a job failed from its log, as GitHub serves it. `failedSteps` are the names of its steps that failed, in their order: without one that bears its command's name, the last steps
 * that ended with an error are meant. A reason that the step went on after is none.
 */
export function readJobLog(text: string, failedSteps: readonly string[]): ReadLog {
  const steps = stepsOfLog(text)
  const reasons = meantSteps(steps, failedSteps).flatMap((step) => reasonOf(step) ?? [])
  return { reasons: reasons.filter((one, at) => reasons.findIndex(({ kind, line }) => kind === one.kind && line === one.line) === at).slice(0, MOST_REASONS), requirements: requirementsIn(steps) }
}

function meantSteps(steps: readonly LoggedStep[], failedSteps: readonly string[]): readonly LoggedStep[] {
  const failed = steps.filter((step) => step.failed)
  const named = failed.filter(({ name }) => failedSteps.some((one) => one === name))
  return named.length > 0 ? named : failed.slice(-Math.max(1, failedSteps.length))
}

function reasonOf({ name, script, given, written }: LoggedStep): RunReason | null {
  const output = outputOf(written)
  const commands = [name, ...script].join('\n')
  const all: readonly ToldReason[] = [...pythonReasons(output), ...lintReasons(output, commands), ...installReasons(output), ...accessReasons(output, given), ...testReasons(output)]
  const isBuild = output.some((line) => /^ERROR: failed to (?:solve|build)/.test(line))
  const standing = all.filter(({ end }) => {
    const after = output.slice(end + 1).filter((line) => !ADDED.test(line)).length
    return after <= (MASK.test(commands) ? 0 : isBuild ? BEHIND.build : BEHIND.other)
  })
  // Of two at one place the later reader knows more: what all tests failed by goes before one line of it.
  const last = standing.reduce<ToldReason | null>((best, one) => (best === null || one.end >= best.end ? one : best), null)
  if (last !== null) return last.reason
  const secret = emptySecret(given)
  const end = output.findLastIndex((line) => secret !== null && !line.startsWith('##[') && line.includes(secret))
  return secret === null || end < 0 || output.length - end > BEHIND.other ? null : toldReason({ kind: 'missing-secret', line: output[end] ?? '', about: [secret], end }).reason
}

/** `pip install -r requirements.txt` and its kin, by the commands of all steps. */
function requirementsIn(steps: readonly LoggedStep[]): readonly string[] {
  const named = steps.flatMap(({ name, script }) => [name, ...script]).flatMap((line) => [...line.matchAll(/(?:^|\s)(?:-r|--requirement)[ =]([\w./-]{1,200})/g)].map(([, path = '']) => path))
  return [...new Set(named)].slice(0, MOST_REQUIREMENTS)
}
