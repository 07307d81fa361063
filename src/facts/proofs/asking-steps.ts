import { ciTestsOf, type CiUse } from '../ci/ci-checks.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { doubtOfDelivery } from '../ci/doubt.ts'
import { memoise } from '../memoise.ts'
import { callsOf, stringOf } from '../python/calls.ts'
import { modulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { selects } from './selected-tests.ts'

const ASKS = /^(?:curl|wget|http|xh)$/

/** The steps of CI that ask a service for a path, and fail where it does not answer: requests from the shell, and runs of tests that ask for it through a client. */
export function stepsAsking(facts: RepositoryFacts, isMeant: (path: string) => boolean): readonly CiUse[] {
  const requests = ciOf(facts).commands.flatMap((step): readonly CiUse[] => {
    const [tool = '', ...words] = step.words
    if (!ASKS.test(tool) || !words.some((word) => isMeant(pathOf(word)))) return []
    return [{ step, says: step.text, weak: doubtOfDelivery(step) ?? (step.condition === null ? forgivingOf(tool, words) : null), broken: step.broken }]
  })
  const asked = clientCallsOf(facts).filter(({ asks }) => isMeant(asks))
  return [...requests, ...ciTestsOf(facts).filter(({ step }) => 'words' in step && asked.some((place) => selects(facts, step, place)))]
}

/** Tools that end well on an error page, unless they are told otherwise. */
function forgivingOf(tool: string, words: readonly string[]): string | null {
  if (tool === 'curl' && !words.some((word) => /^-[a-zA-Z]*f[a-zA-Z]*$/.test(word) || word.startsWith('--fail'))) return 'curl without --fail passes on an error page, too'
  return tool === 'http' && !words.includes('--check-status') ? 'http without --check-status passes on an error page, too' : null
}

/** The path of an address, without what is asked for behind it; empty where the word is none. */
function pathOf(word: string): string {
  if (!/^(?:https?:\/\/|localhost|127\.0\.0\.1|0\.0\.0\.0|"?\$|:\d)/.test(word)) return ''
  const rest = word.replace(/^https?:\/\//, '').replace(/[?"'].*$/, '')
  const at = rest.indexOf('/')
  return at < 0 ? '/' : rest.slice(at)
}

/** Requests that tests make: `client.get("/health")`. */
const clientCallsOf = memoise((facts: RepositoryFacts) => modulesOf(facts).filter(({ role }) => role === 'test').flatMap(({ path, tree }) => callsOf(tree).flatMap((call) => {
  const first = call.args[call.method === 'request' ? 1 : 0]
  const text = first === undefined || !/^(?:get|post|request)$/.test(call.method) || call.callee.kind !== 'attribute' ? null : stringOf(first.value, tree, call.context)
  return text === null ? [] : [{ path, line: call.line, asks: asksFor(text) }]
})))

/** What stands before a slash may be put in: `f"{BASE_URL}/health"`. */
function asksFor(text: string): string {
  const behind = text.slice(text.lastIndexOf('}') + 1)
  return behind.startsWith('/') ? behind : pathOf(text)
}
