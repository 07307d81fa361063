import type { Expression, Statement } from '../../parse/python/tree.ts'
import type { CiCommand } from '../ci/ci-command.ts'
import type { Place } from '../commands/command.ts'
import { walkExpression, wordsIn } from '../python/expressions.ts'
import { walkBody } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { wayTo } from '../schedules/activity.ts'
import { codePartsOf, type CodePart } from '../schedules/code-parts.ts'
import type { Edge } from '../schedules/edge.ts'
import { edgesOfCommand } from '../schedules/edges-of-command.ts'
import { partAt } from '../schedules/reached-parts.ts'

/** Commands that ask a cloud or a cluster to do something, and end before it is done. */
const ELSEWHERE = /^(?:kubectl|gcloud|az|aws|gh|airflow)$/
const ASKS_FOR_HELP = /^(?:--help|-h|--version)$/
const SPEAKS_OF_ARGUMENTS = /^(?:argv|args|arguments|opts|options|mode|command|cmd|action|task|stage|step)$/
const OF_ARGUMENTS = /^(?:args|arguments|opts|options|ns|parsed|flags)$/
const MOST_WORDS = 60

/** Why a command that leads to drift code may pass without having compared anything, in words that follow "the step: "; null where it compares. */
export function doubtOfLooking(facts: RepositoryFacts, command: CiCommand): string | null {
  const words = command.words.slice(0, MOST_WORDS)
  if (command.condition !== null) return 'a condition of the shell decides whether it looks for drift'
  if (words.some((word) => ASKS_FOR_HELP.test(word))) return 'it asks for help and looks for nothing'
  const code = codeGiven(words)
  if (code !== null && !calls(code)) return 'it imports code and runs no comparison'
  const way = wayTo(facts, edgesOfCommand(facts, command), 'drift')
  if (way === null) return null
  if (way.edges.some(startsElsewhere) || (ELSEWHERE.test(words[0] ?? '') && way.edges.length === 1)) return 'it starts the check elsewhere and passes before that has ended'
  return leavesOut(facts, [...way.edges.slice(1).map(({ place }) => place), way.end], way.edges, words) ? 'with its arguments it takes another branch than the one that looks for drift' : null
}

function startsElsewhere({ to }: Edge): boolean {
  return to !== null && /^(?:workflow|dag):/.test(to)
}

/** The code that Python is given in a command; null where it is given none. */
function codeGiven(words: readonly string[]): string | null {
  const at = words.indexOf('-c')
  return /^python[\d.]*$/.test(words[0] ?? '') && at > 0 ? words[at + 1]?.slice(0, 2_000) ?? '' : null
}

/** Whether some code does more than import and print. */
function calls(code: string): boolean {
  return code.split(/[;\n]/).map((statement) => statement.trim()).some((statement) => !/^(?:import|from)\s/.test(statement) && !/^print\b/.test(statement) && statement.includes('('))
}

/** Whether a place of the way stands in a branch that the arguments of the command do not choose, or in a command of a program with several that is not the one named. */
function leavesOut(facts: RepositoryFacts, places: readonly Place[], edges: readonly Edge[], words: readonly string[]): boolean {
  const given = new Set(words.slice(1).flatMap((word) => [word, ...word.split('=')]).map(plain))
  const hasArguments = words.some((word, index) => index > 0 && !/\.py$|^-m$/.test(word) && words[index - 1] !== '-m')
  return places.some(({ path, line }) => (partAt(facts, path, line)?.statements ?? []).some(({ statement }) => statement.kind === 'if' && isNotTaken(statement, line, given, hasArguments)))
    || edges.some(({ to }) => to !== null && isOtherCommand(codePartsOf(facts).get(to), facts, given))
}

/** Whether the branch that holds a line is one that arguments do not choose. Tests of anything else choose nothing here. */
function isNotTaken({ branches }: Statement & { readonly kind: 'if' }, line: number, given: ReadonlySet<string>, hasArguments: boolean): boolean {
  const at = branches.findIndex(({ body }) => holds(body, line))
  const chosen = (test: Expression | null): boolean | null => test === null ? null : isChosen(test, given, hasArguments)
  const own = branches[at]
  if (own === undefined) return false
  return own.test === null ? branches.slice(0, at).some(({ test }) => chosen(test) === true) : chosen(own.test) === false
}

/** Whether arguments choose what stands under a test; null where the test does not tell. Without an argument the default decides, which the test does not tell. */
function isChosen(test: Expression, given: ReadonlySet<string>, hasArguments: boolean): boolean | null {
  if (test.kind === 'attribute') return test.of.kind === 'name' && OF_ARGUMENTS.test(test.of.id) ? given.has(plain(test.name)) : null
  const [spoken, texts] = [wordsIn(test), textsIn(test)]
  if (test.kind !== 'compare' || test.operators.some((operator) => operator !== '==' && operator !== 'in') || texts.length === 0 || !spoken.some((word) => SPEAKS_OF_ARGUMENTS.test(word))) return null
  return hasArguments || spoken.includes('argv') ? texts.some((text) => given.has(plain(text))) : null
}

function holds(body: readonly Statement[], line: number): boolean {
  let found = false
  walkBody(body, (statement) => { found ||= statement.line === line })
  return found
}

function textsIn(test: Expression): readonly string[] {
  const texts: string[] = []
  walkExpression(test, (one) => { if (one.kind === 'string') texts.push(one.text) })
  return texts
}

/** Whether a part is a command of Typer or Click that stands beside others and is not the one that is named. */
function isOtherCommand(part: CodePart | undefined, facts: RepositoryFacts, given: ReadonlySet<string>): boolean {
  if (part === undefined || !isCommand(part)) return false
  const beside = [...codePartsOf(facts).values()].filter((other) => other.module.path === part.module.path && isCommand(other))
  const marked = part.definition?.node.decorators.flatMap(textsIn) ?? []
  return beside.length > 1 && ![part.name, ...marked].some((name) => given.has(plain(name)))
}

function isCommand({ definition }: CodePart): boolean {
  return definition?.node.decorators.some((decorator) => {
    const mark = decorator.kind === 'call' ? decorator.callee : decorator
    return mark.kind === 'attribute' && mark.name === 'command'
  }) ?? false
}

function plain(word: string): string {
  return word.replace(/^-+/, '').replace(/_/g, '-').toLowerCase()
}
