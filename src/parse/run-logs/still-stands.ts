import type { ToldReason } from './told-reason.ts'

/** How many lines may follow a reason until the step ends; an image's build repeats much of what it said. */
const BEHIND = { other: 10, build: 60 } as const
/** What tools add when a command below them failed: nothing has gone on. */
const ADDED = /^(?:##\[error\]|make(?:\[\d{1,3}\])?: |error: Recipe |ERROR: (?:failed to reproduce|process "|failed to solve|failed to build)|Error: (?:Process|buildx failed|Command failed)|-{3,}|={3,}|Found \d{1,7} error|\s*\d{1,6} +[|│]|\[\*\] \d|No fixes available|All done|Oh no|\d{1,7} files? |npm (?:ERR|error)|ERROR: InvocationError|tox|nox|\s*\^|\s*\|?$|hint:|help:|note:|\[notice\]|error: (?:subprocess-exited|metadata-generation)|\[end of output\]|\s*[×│╰]|[^.]{1,80}\.{3,}.{0,40}(?:Passed|Skipped|Failed)$|- (?:hook id|exit code|duration): |- files were modified|  )/
/** Commands whose failure is let pass, so that the step may have gone on. */
const MASK = /\|\|\s*(?:true\b|:(?:\s|$)|echo\b|exit 0|\(exit 0\))|\bset \+e\b|--exit-zero\b|\|\s*tee\b/
/** The same, in what make echoes and says. */
const MASK_OF_MAKE = /\|\| (?:true|:|exit 0)$|\(ignored\)$/
/** What is said where something went well: nothing before it has stopped the step. */
const WENT_WELL = /^(?:Successfully (?:installed|built|tagged)|Installed \d{1,5} package|Login Succeeded|Everything is up to date|All checks passed|\d{1,6} files? (?:fetched|pushed|downloaded|added)|Resolved \d{1,5} package|latest: digest: |Status: Downloaded newer|(?:=+ )?\d{1,7} passed\b)/
const TRACE = 'Traceback (most recent call last)'
/** Exceptions that only pass on that a program below them failed. */
const PASSES_ON = /^(?:\w{1,60}\.){0,6}(?:CalledProcessError|SystemExit|ExecutionException|UnexpectedExit|ShellCommandException|CellExecutionError|PapermillExecutionError|ChildProcessError)\b/

/** Whether what a line tells may be what its step failed by: the step did not go on after it, and no later traceback ended it for another reason. */
export function stillStands({ reason, end }: ToldReason, lines: readonly string[], commands: string): boolean {
  const after = lines.slice(end + 1)
  if (after.some((line) => WENT_WELL.test(line)) || hasEndedOtherwise(lines, end)) return false
  const isMasked = MASK.test(commands) || lines.some((line) => MASK_OF_MAKE.test(line))
  const isBuild = lines.some((line) => /^ERROR: failed to (?:solve|build)/.test(line))
  const most = isMasked && reason.kind !== 'memory' ? 0 : isBuild ? BEHIND.build : BEHIND.other
  return after.filter((line) => !ADDED.test(line)).length <= most
}

/** Whether a traceback begins after the line and ends by another exception, which is not said to come from it. */
function hasEndedOtherwise(lines: readonly string[], end: number): boolean {
  const start = lines.findLastIndex((line) => line.startsWith(TRACE))
  if (start <= end) return false
  const said = lines.slice(start + 1).find((line) => !/^\s/.test(line)) ?? ''
  if (PASSES_ON.test(said)) return false
  // `raise … from …` says that the first exception is the cause; without it the second one came up by itself while the first was dealt with.
  const between = lines.slice(end + 1, start + 1)
  const links = between.filter((line) => /^(?:The above exception was the direct cause|During handling of the above exception)/.test(line))
  return links.length === 0 || links.length < between.filter((line) => line.startsWith(TRACE)).length || links.some((line) => line.startsWith('During'))
}
