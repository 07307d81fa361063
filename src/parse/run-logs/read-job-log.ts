import type { RunStep } from '../../model/run.ts'
import type { RunReason } from '../../model/run-reason.ts'
import { accessReasons, emptySecret } from './access-reasons.ts'
import { installReasons } from './install-reasons.ts'
import { lintReasons } from './lint-reasons.ts'
import { outputOf, stepsOfLog, type LoggedStep } from './log-lines.ts'
import { pythonReasons } from './python-reasons.ts'
import { requirementsIn } from './requirements-in.ts'
import { stillStanding } from './still-stands.ts'
import { testReasons } from './test-reasons.ts'
import { toldReason, type ToldReason } from './told-reason.ts'

const MOST_REASONS = 2
const MOST_STEPS = 20
/** How far above the end of a step the name of an empty secret may stand to be what it failed by. */
const NEAR_END = 15
/** How many lines of a traceback are looked at for whose it is. */
const NEAR_TRACE = 60

/** A step that failed, as GitHub lists it: with its times where they are known. */
type FailedStep = Pick<RunStep, 'name' | 'startedAt' | 'completedAt'>

/** What a job's log gives: reasons, the most telling first, and the files that packages were installed from. Bounded, linear, never throws for what a log says. */
export type ReadLog = { readonly reasons: readonly RunReason[]; readonly requirements: readonly string[] }

/**
 * Reads why a job failed from its log, as GitHub serves it. `failedSteps` are the steps of it that failed, in their order: of those that ended with an error the ones that bear a
 * command's name are meant, else those that began in their time, else the last. A reason that the step went on after is none.
 */
export function readJobLog(text: string, failedSteps: readonly FailedStep[]): ReadLog {
  const steps = stepsOfLog(text)
  const reasons = meantSteps(steps, failedSteps).slice(-MOST_STEPS).flatMap((step) => reasonOf(step) ?? [])
  return { reasons: reasons.filter((one, at) => reasons.findIndex(({ kind, line }) => kind === one.kind && line === one.line) === at).slice(0, MOST_REASONS), requirements: requirementsIn(steps) }
}

function meantSteps(steps: readonly LoggedStep[], failedSteps: readonly FailedStep[]): readonly LoggedStep[] {
  const failed = steps.filter((step) => step.failed)
  const named = failed.filter(({ name }) => failedSteps.some((one) => one.name === name))
  if (named.length > 0) return named
  // A step with a name of its own is found by when it ran: one whose failure its workflow lets pass says error too.
  const timed = failed.filter(({ at }) => failedSteps.some((one) => isWithin(at, one)))
  return timed.length > 0 ? timed : failed.slice(-Math.max(1, failedSteps.length))
}

function isWithin(at: number | null, { startedAt, completedAt }: FailedStep): boolean {
  return at !== null && startedAt !== undefined && completedAt !== undefined && at >= startedAt && at < completedAt + 1000
}

/** Whether a traceback is of a program in a container: by where images keep Python and the program, and by nothing of where runners do. */
function isOfContainer(lines: readonly string[]): boolean {
  const trace = lines.slice(lines.findLastIndex((line) => line.startsWith('Traceback ')) + 1)
  return trace.some((line) => /^\s{1,8}File "\/(?:usr\/local\/lib\/python|usr\/src\/|app\/|srv\/|code\/)/.test(line)) && !trace.some((line) => /\/__w\/|\/home\/runner\/|\/opt\/hostedtoolcache\//.test(line))
}

function reasonOf({ name, script, given, written }: LoggedStep): RunReason | null {
  const { lines, ofImage } = outputOf(written)
  const commands = [name, ...script].join('\n')
  const all: readonly ToldReason[] = [...pythonReasons(lines), ...lintReasons(lines, commands), ...installReasons(lines), ...accessReasons(lines, given), ...testReasons(lines)]
  const standing = stillStanding(all, lines, commands)
  // An exception that says no more than its name is told where nothing else is.
  const recognised = standing.filter(({ reason }) => reason.kind !== 'exception')
  // Of two at one place the later reader knows more: what all tests failed by goes before one line of it.
  const last = (recognised.length > 0 ? recognised : standing).reduce<ToldReason | null>((best, one) => (best === null || one.end >= best.end ? one : best), null)
  if (last !== null) return ofImage.has(last.end) || isOfContainer(lines.slice(Math.max(0, last.end - NEAR_TRACE), last.end)) ? { ...last.reason, inImage: true } : last.reason
  const secret = emptySecret(given)
  const end = lines.findLastIndex((line) => secret !== null && !line.startsWith('##[') && line.includes(secret))
  return secret === null || end < 0 || lines.length - end > NEAR_END ? null : toldReason({ kind: 'missing-secret', line: lines[end] ?? '', about: [secret], end }).reason
}
