import { missing, partial, present } from '../../checks/frame/findings.ts'
import { dvcOf } from '../../facts/data/dvc.ts'
import { otherVersioningOf } from '../../facts/data/other-versioning.ts'
import { registrationsOf } from '../../facts/model/registrations.ts'
import { savedModelsOf } from '../../facts/model/saved-models.ts'
import { trackingCallsOf } from '../../facts/model/tracking-calls.ts'
import { trackingSettingsOf } from '../../facts/model/tracking-settings.ts'
import { definitionsOf } from '../../facts/python/definitions.ts'
import { modulesOf } from '../../facts/python/modules.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { nameOf } from '../../facts/settings/settings.ts'
import { dataTestsOf } from '../../facts/validation/data-tests.ts'
import { libraryChecksOf } from '../../facts/validation/library-checks.ts'
import { validatorsOf } from '../../facts/validation/validators.ts'
import { writtenSuitesOf } from '../../facts/validation/written-suites.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Component } from '../component.ts'
import { atPlaces } from './at-places.ts'

const git: Component = {
  id: 'git', title: 'Code versions', band: 'development',
  source: { kind: 'view', reading: true, provenBy: null, view: { needs: [], judge: judgeGit } },
  tools: () => ['Git'],
}

/** A commit, or a work tree with a history; what stands for it is the file that says what Git leaves out. */
function judgeGit(facts: RepositoryFacts): Finding {
  const { commit, branches, tree } = facts.snapshot
  const ignores = [...facts.files.values()].filter(({ path }) => nameOf(path) === '.gitignore').toSorted((one, other) => one.path.length - other.path.length)
  const [first] = [...ignores, ...tree.filter(({ path }) => /^readme/i.test(path)), ...tree]
  if (first === undefined) return missing({ found: 'There are no files.', next: 'Commit the project to a repository of Git.' })
  const place = fileEvidence(facts, first.path, 1, ignores.length > 0 ? 'says what Git leaves out' : 'a file of the repository')
  const isCommitted = commit !== null || branches.length > 0
  if (isCommitted) return present([place], { found: `${commit === null ? `The work tree has ${branches.length === 1 ? 'one branch' : `${branches.length} branches`}` : `Commit ${commit.slice(0, 7)} was read`}${ignores.length > 0 ? `, and ${place.path} says what stays out of Git.` : '; no .gitignore says what stays out of Git.'}` })
  if (ignores.length > 0) return partial([place], { found: `The folder was read as it lies on disk, without a history; ${place.path} says what Git would leave out.`, next: 'Judge a clone, so that the history is seen.' })
  return missing({ found: 'The folder was read as it lies on disk, and has no history of Git.', next: 'Run `git init`, commit the project, and judge the clone.' })
}

const dvc: Component = {
  id: 'dvc', title: 'Data versions', band: 'development', source: { kind: 'criterion', id: 'data-versioning' },
  tools: (facts) => {
    const { outputs, remotes } = dvcOf(facts)
    return [...outputs.length + remotes.length > 0 ? ['DVC'] : [], ...otherVersioningOf(facts).map(({ way }) => way)]
  },
}

const mlflow: Component = {
  id: 'mlflow', title: 'Experiment tracking', band: 'development', source: { kind: 'criterion', id: 'tracking' },
  tools: (facts, places) => {
    const told = atPlaces([...trackingCallsOf(facts), ...trackingSettingsOf(facts)], places).map(({ tool }) => tool)
    return told.length > 0 ? told : ['DVC']
  },
}

const pytest: Component = {
  id: 'pytest', title: 'Tests', band: 'development', source: { kind: 'any', ids: ['tests-unit', 'tests-integration', 'tests-behavioral'] },
  tools: (facts, places) => {
    const tests = modulesOf(facts).filter((module) => module.role === 'test' || places.some(({ path }) => path === module.path))
    const imports = (name: RegExp): boolean => tests.some(({ tree }) => definitionsOf(tree).imports.some((one) => name.test(one.module)))
    const plain = tests.some(({ tree }) => definitionsOf(tree).functions.some(({ name, owner }) => owner === null && name.startsWith('test')))
    return [...imports(/^pytest\b/) || plain ? ['pytest'] : [], ...imports(/^behave\b/) ? ['behave'] : [], ...imports(/^unittest$/) && !plain ? ['unittest'] : []]
  },
}

const validation: Component = {
  id: 'validation', title: 'Data validation', band: 'development', source: { kind: 'criterion', id: 'data-validation' },
  tools: (facts, places) => validationTools(facts, places),
}

function validationTools(facts: RepositoryFacts, places: readonly FileEvidence[]): readonly string[] {
  const all = [
    ...libraryChecksOf(facts).map(({ path, line, tool }) => ({ path, line, name: tool.startsWith('the Pydantic model') ? 'Pydantic' : tool })),
    ...writtenSuitesOf(facts).map(({ path, line, tool }) => ({ path, line, name: tool })),
    ...validatorsOf(facts).map(({ path, line }) => ({ path, line, name: 'own checks' })),
    ...dataTestsOf(facts).map(({ path, line }) => ({ path, line, name: 'tests of the data' })),
  ]
  return places.flatMap((place) => all.filter(({ path, line }) => path === place.path && line === place.line).map(({ name }) => name))
}

const registry: Component = {
  id: 'registry', title: 'Model registry', band: 'development', source: { kind: 'criterion', id: 'registry' },
  tools: (facts, places) => {
    const registers = registrationsOf(facts).filter((one) => one.act !== 'logs' && places.some(({ path, line }) => path === one.path && line === one.line))
    const kept = savedModelsOf(facts).some((one) => places.some(({ path, line }) => path === one.path && line === one.line))
    return registers.length > 0 ? registers.map((one) => one.registry) : kept ? ['files only'] : []
  },
}

/** The components of the band Development, in the order in which they are drawn. */
export const DEVELOPMENT: readonly Component[] = [git, dvc, mlflow, pytest, validation, registry]

