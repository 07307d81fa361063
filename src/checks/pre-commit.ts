import { hookScriptsOf, hookSetupsOf } from '../facts/settings/git-hooks.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `pre-commit`. */
export const preCommit: Check = {
  id: 'pre-commit',
  title: 'Pre-commit hooks',
  proof: 'reading',
  lesson: '4-1-cicd-ml#before-the-commit',
  revision: 5,
  needs: ['configuration', 'tasks'],
  lookedFor: 'The config of a hook manager that lists hooks: .pre-commit-config.yaml, lefthook.yml, a .husky folder and the like.',
  levels: {
    present: 'The configuration of a hook manager lists hooks.',
    partial: 'A bare hook script is there.',
    missing: 'No hooks were found.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const setups = hookSetupsOf(facts)
  const places = setups.filter(({ hooks, path }) => hooks.length > 0 && !isBroken(facts, path)).map(({ manager, path, line, hooks }) => fileEvidence(facts, path, line, `${manager}: ${hooks.slice(0, 8).join(', ')}`))
  if (isNonEmpty(places)) return present(places, { found: `${places[0].path} sets up ${places[0].says}.` })
  const empty = setups.find(({ path }) => isBroken(facts, path)) ?? setups.find(({ hooks }) => hooks.length === 0)
  const broken = facts.problems.filter(({ path }) => path === empty?.path).map(({ path, line, says }) => fileEvidence(facts, path, Math.max(1, line), says))
  if (isNonEmpty(broken)) return partial(broken, { found: `${broken[0].path} can't be read from line ${broken[0].line} on: ${broken[0].says}.`, against: broken, next: `Repair line ${broken[0].line} of ${broken[0].path}, then run its hooks once over all files.` })
  const scripts = hookScriptsOf(facts).map(({ path, line, hook }) => fileEvidence(facts, path, line, `a script for the ${hook} hook`))
  if (isNonEmpty(scripts)) return partial(scripts, { found: `${scripts[0].path} is ${scripts[0].says}; no manager installs it for everyone.`, next: `Let a hook manager run ${scripts[0].path}, for example as a local hook of a .pre-commit-config.yaml.` })
  if (empty !== undefined) return missing({ found: `${empty.path} lists no hook.`, next: `Add a first hook to ${empty.path}, for example the linter that CI runs.` })
  return missing({ found: 'No hook manager is set up and no hook script was found.', next: 'Add a .pre-commit-config.yaml with the linter that CI runs as its first hook, then run `pre-commit install`.' })
}

/** Whether the hook manager itself cannot read its file: it minds no list in brackets that ends too far left, nor what our reader then says of the lines below. */
function isBroken(facts: RepositoryFacts, path: string): boolean {
  const first = facts.problems.find((problem) => problem.path === path)
  return first !== undefined && first.lenient !== true
}
