import { memoise } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { wordsIn } from '../python/expressions.ts'
import type { PlacedStatement } from '../python/walk.ts'
import { pathExists, type RepositoryFacts } from '../repository-facts.ts'

const STARTS = /^(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.system|asyncio\.create_subprocess_(?:exec|shell)|sh\.\w+|runpy\.run_(?:module|path))$/

/** Whether a call, by its resolved dotted name, starts a process or runs a file. */
export function startsProcess(dotted: string): boolean {
  return STARTS.test(dotted)
}

/** What of the project a call starts, by the words that it is given and that were put together before it: a script, a module, a tool that runs its pipeline or containers. Null where it is nothing of the project's. */
export function startedBy(facts: RepositoryFacts, call: Call, before: readonly PlacedStatement[]): string | null {
  const given = before.flatMap(({ statement }) => (statement.kind === 'assign' && statement.value !== null && statement.line < call.line ? wordsIn(statement.value) : []))
  return startedIn(facts, [...call.args.flatMap(({ value }) => wordsIn(value)), ...given])
}

/** The same for the words of a command. */
export function startedIn(facts: RepositoryFacts, texts: readonly string[]): string | null {
  const words = texts.flatMap((text) => text.split(/\s+/))
  const isThere = (path: string): boolean => pathExists(facts, path) || (!path.startsWith('/') && tailsOf(facts).has(path))
  const script = words.find((word) => (/^[\w./-]+\.(?:py|sh)$/.test(word) && isThere(word.replace(/^(?:\.{1,2}\/)+/, ''))) || (/^[\w.]+$/.test(word) && word.includes('.') && pathExists(facts, `${word.replaceAll('.', '/')}.py`)))
  if (script !== undefined) return script
  if (words.includes('dvc') && words.includes('repro')) return 'dvc repro'
  return words.find((word) => /^(?:kedro|zenml|docker-compose)$/.test(word)) ?? (words.includes('docker') ? 'docker' : null)
}

/** The ends of the paths of all scripts (`train.py`, `src/train.py`): a test may run them from another folder. */
const tailsOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set([...facts.files.keys()].filter((path) => /\.(?:py|sh)$/.test(path)).flatMap((path) => {
  const parts = path.split('/').slice(-12)
  return parts.map((_, index) => parts.slice(index).join('/'))
})))
