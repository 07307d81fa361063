import type { Value } from '../../parse/workflow/condition.ts'
import { passesFilter, pathFilter } from '../../parse/workflow/filters.ts'
import type { Trigger } from '../../parse/workflow/workflow.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { StartedBy } from './ci-command.ts'
import { comesEver } from './comes-ever.ts'

/** One way a workflow can be started here. Undefined is what the files cannot tell. */
export type Scenario = {
  readonly startedBy: StartedBy
  readonly event: string
  readonly ref: Value
  readonly refName: Value
  readonly refType: Value
  readonly baseRef: Value
  readonly action: Value
  readonly schedule: Value
}

/** What the reason begins with where no branch of the repository passes a trigger's filter. */
export const NO_BRANCH = 'no branch here passes the filter'

const USUAL = [
  'dev', 'develop', 'development', 'devel', 'staging', 'stage', 'test', 'testing', 'feature/x', 'feature-x', 'features/x', 'feat/x', 'fix/x', 'bugfix/x', 'hotfix/x', 'release/x', 'release/1.0', 'releases/x', 'dev/x', 'ci/x', 'chore/x',
]
const PULL_REQUEST = new Set(['pull_request', 'pull_request_target', 'pull_request_review'])

/** Branch names that a push can have here: the default branch, the clone's, and usual working names. */
function branchesOf(facts: RepositoryFacts): readonly string[] {
  const { defaultBranch, branches } = facts.snapshot
  const known = [...defaultBranch === null ? [] : [defaultBranch], ...branches]
  return [...new Set([...known.length === 0 ? ['main', 'master'] : known, ...USUAL])]
}

/** The ways a workflow's triggers can start it here, and why the others cannot. */
export function scenariosOf(facts: RepositoryFacts, triggers: readonly Trigger[]): { readonly scenarios: readonly Scenario[]; readonly reasons: readonly string[] } {
  const scenarios: Scenario[] = []
  const reasons: string[] = []
  for (const trigger of triggers) {
    const found = scenariosOfTrigger(facts, trigger)
    if (typeof found === 'string') reasons.push(found)
    else scenarios.push(...found)
  }
  return { scenarios: scenarios.slice(0, 200), reasons }
}

function scenariosOfTrigger(facts: RepositoryFacts, trigger: Trigger): readonly Scenario[] | string {
  const { event } = trigger
  const main = facts.snapshot.defaultBranch ?? facts.snapshot.branches[0] ?? 'main'
  if (event === 'push') return pushes(facts, trigger)
  if (PULL_REQUEST.has(event)) {
    const bases = allowed(branchesOf(facts), trigger.branches, trigger.branchesIgnore)
    if (bases.length === 0) return `${NO_BRANCH} of \`${event}\``
    if (!pathsHold(facts, trigger)) return `no file of the repository passes the path filter of \`${event}\``
    const actions = trigger.types ?? ['opened', 'synchronize', 'reopened']
    return bases.slice(0, 12).flatMap((base) => actions.slice(0, 6).map((action): Scenario => ({
      startedBy: event === 'pull_request_target' ? 'pull_request' : event, event, action, baseRef: base, schedule: undefined,
      ref: event === 'pull_request' ? 'refs/pull/1/merge' : `refs/heads/${base}`, refName: event === 'pull_request' ? '1/merge' : base, refType: 'branch',
    })))
  }
  const branch = (name: string, action: Value, schedule?: Value): Scenario => ({ startedBy: event, event, ref: `refs/heads/${name}`, refName: name, refType: 'branch', baseRef: '', action, schedule })
  if (event === 'schedule') {
    const coming = trigger.crons.filter(comesEver)
    return coming.length === 0 && trigger.crons.length > 0 ? `the day that its schedule asks for never comes (\`${trigger.crons[0] ?? ''}\`)` : coming.map((cron) => branch(main, undefined, cron))
  }
  if (event === 'release') return (trigger.types ?? ['published', 'created', 'released']).map((action): Scenario => ({ ...branch(main, action), ref: 'refs/tags/v1.0.0', refName: 'v1.0.0', refType: 'tag' }))
  if (event === 'workflow_call') return []
  if (event === 'workflow_dispatch') return [...new Set([main, ...branchesOf(facts)])].slice(0, 12).map((name) => branch(name, undefined))
  return (trigger.types ?? [undefined]).map((action) => branch(main, action))
}

function pushes(facts: RepositoryFacts, trigger: Trigger): readonly Scenario[] | string {
  const onlyTags = (trigger.tags !== null || trigger.tagsIgnore !== null) && trigger.branches === null && trigger.branchesIgnore === null
  const onlyBranches = (trigger.branches !== null || trigger.branchesIgnore !== null) && trigger.tags === null && trigger.tagsIgnore === null
  const scenario = (startedBy: StartedBy, kind: 'heads' | 'tags', name: string): Scenario => ({
    startedBy, event: 'push', ref: `refs/${kind}/${name}`, refName: name, refType: kind === 'heads' ? 'branch' : 'tag', baseRef: '', action: undefined, schedule: undefined,
  })
  const tags = onlyBranches ? [] : allowed(tagsFor(trigger.tags), trigger.tags, trigger.tagsIgnore).map((name) => scenario('tag', 'tags', name))
  if (onlyTags) return tags
  const branches = allowed(branchesOf(facts), trigger.branches, trigger.branchesIgnore)
  if (branches.length === 0 && tags.length === 0) return `${NO_BRANCH} of \`push\` (${(trigger.branches ?? []).slice(0, 3).join(', ')})`
  if (!pathsHold(facts, trigger)) return 'no file of the repository passes the path filter of `push`'
  return [...branches.slice(0, 40).map((name) => scenario('push', 'heads', name)), ...tags]
}

/** Names of tags to try: usual ones, and what the patterns ask for. */
function tagsFor(patterns: readonly string[] | null): readonly string[] {
  return ['v1.0.0', '1.0.0', ...(patterns ?? []).map((pattern) => pattern.replace(/\[[^\]]*\]\+?/g, '1').replace(/\*+/g, '1').replaceAll('\\', ''))]
}

function allowed(names: readonly string[], patterns: readonly string[] | null, ignored: readonly string[] | null): readonly string[] {
  return names.filter((name) => (patterns === null || passesFilter(patterns, name) || (patterns.includes(name))) && (ignored === null || !passesFilter(ignored, name)))
}

function pathsHold(facts: RepositoryFacts, trigger: Trigger): boolean {
  const tree = facts.snapshot.tree
  if (trigger.paths !== null) {
    const accepts = pathFilter(trigger.paths)
    return tree.some((entry) => accepts(entry.path))
  }
  if (trigger.pathsIgnore === null) return true
  const ignores = pathFilter(trigger.pathsIgnore)
  return tree.some((entry) => !ignores(entry.path))
}
