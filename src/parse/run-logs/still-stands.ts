import { PASSES_ON } from './python-reasons.ts'
import type { ToldReason } from './told-reason.ts'

/** How many lines may follow a reason until the step ends; an image's build repeats much of what it said, and a refusal of no service that is named may be what a program printed. */
const BEHIND = { other: 10, build: 60, unnamed: 3 } as const
/** What tools add when a command below them failed: nothing has gone on. */
const ADDED = /^(?:##\[error\]|make(?:\[\d{1,3}\])?: |error: Recipe |ERROR: (?:failed to reproduce|process "|failed to solve|failed to build)|Error: (?:Process|buildx failed|Command failed)|-{3,}|={3,}|Found \d{1,7} error|\s*\d{1,6} +[|│]|\[\*\] \d|No fixes available|All done|Oh no|\d{1,7} files? |npm (?:ERR|error)|ERROR: InvocationError|tox|nox|\s*\^|\s*\|?$|hint:|help:|note:|\[notice\]|error: (?:subprocess-exited|metadata-generation)|\[end of output\]|\s*[×│╰]|[^.]{1,80}\.{3,}.{0,40}(?:Passed|Skipped|Failed)$|- (?:hook id|exit code|duration): |- files were modified|  )/
/** Commands whose failure is let pass, so that the step may have gone on. */
const MASK = /\|\|\s*(?:true\b|:(?:\s|$)|echo\b|exit 0|\(exit 0\))|\bset \+e\b|--exit-zero\b|\|\s*tee\b/
/** The same, in what make echoes and says. */
const MASK_OF_MAKE = /\|\| (?:true|:|exit 0)$|\(ignored\)$/
/** What is said where something went well: nothing before it has stopped the step. */
const WENT_WELL = /^(?:Successfully (?:installed|built|tagged)|Installed \d{1,5} package|Login Succeeded|Everything is up to date|All checks passed|\d{1,6} files? (?:fetched|pushed|downloaded|added)|Resolved \d{1,5} package|latest: digest: |Status: Downloaded newer|(?:=+ )?\d{1,7} passed\b)/
const TRACE = 'Traceback (most recent call last)'

/** Of what lines tell, that which the step may have failed by: it did not go on after it, and no later traceback ended it for another reason. */
export function stillStanding(all: readonly ToldReason[], lines: readonly string[], commands: string): readonly ToldReason[] {
  const isMasked = MASK.test(commands) || lines.some((line) => MASK_OF_MAKE.test(line))
  const isBuild = lines.some((line) => /^ERROR: failed to (?:solve|build)/.test(line))
  const wentWellAt = lines.findLastIndex((line) => WENT_WELL.test(line))
  const lastTrace = lines.findLastIndex((line) => line.startsWith(TRACE))
  /** How many lines that tools do not add follow each line. */
  const after: number[] = Array.from({ length: lines.length }, () => 0)
  for (let at = lines.length - 2; at >= 0; at -= 1) after[at] = (after[at + 1] ?? 0) + (ADDED.test(lines[at + 1] ?? '') ? 0 : 1)
  return all.filter(({ reason, end }) => {
    if (end < wentWellAt || (end < lastTrace && hasEndedOtherwise(lines, end, lastTrace))) return false
    const most = isMasked && reason.kind !== 'memory' ? 0 : isBuild ? BEHIND.build : (reason.kind === 'authentication' || reason.kind === 'quota') && reason.about.length === 0 ? BEHIND.unnamed : BEHIND.other
    return (after[end] ?? 0) <= most
  })
}

/** Whether the last traceback, which begins after the line, ends by another exception that is not said to come from it. */
function hasEndedOtherwise(lines: readonly string[], end: number, lastTrace: number): boolean {
  const said = lines.slice(lastTrace + 1).find((line) => !/^\s/.test(line)) ?? ''
  if (PASSES_ON.test(said)) return false
  // `raise … from …` says that the first exception is the cause; without it the second one came up by itself while the first was dealt with.
  const between = lines.slice(end + 1, lastTrace + 1)
  const links = between.filter((line) => line.startsWith('The above exception was the direct cause') || line.startsWith('During handling of the above exception'))
  return links.length < between.filter((line) => line.startsWith(TRACE)).length || links.some((line) => line.startsWith('During'))
}
