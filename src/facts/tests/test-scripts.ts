import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { walkExpression, wordsIn } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import { calleeName } from './assertions.ts'
import { nameOfCall } from './origins.ts'
import { isTemplate } from './test-files.ts'
import { subjectOfName } from './test-cases.ts'
import { testFunctionsOf } from './test-functions.ts'

/** A file that is named as a test, holds no test function, and prints or asserts what the project's code gives back: the call it is about. */
export type TestScript = { readonly path: string; readonly line: number; readonly name: string; readonly subject: string }

/** `test.py` beside `train.py` is how a model's score on the test set is worked out. */
const NAMED = /^test_[^/]*\.py$|_test\.py$/
/** Programs with options of their own, and runs that are tracked: stages of the project. */
const PROGRAM = /^(?:argparse|click|typer|fire|hydra|absl|mlflow|wandb|dvclive|comet_ml|neptune|clearml|airflow|prefect|zenml|kfp|dagster)(?:\.|$)/

const SHOWS = /^(?:print|pprint|info|debug|warning|display)$/

/** Every such file, in the order of the tree. */
export const testScriptsOf = memoise((facts: RepositoryFacts): readonly TestScript[] => {
  const holding = new Set(testFunctionsOf(facts).map((one) => one.module.path))
  return modulesOf(facts).filter((module) => !holding.has(module.path) && isScript(facts, module)).flatMap((module): readonly TestScript[] => {
    const shown = shownCalls(module)
    for (const call of callsOf(module.tree)) {
      const subject = !shown.has(call.callee) ? null : subjectOfName(facts, nameOfCall(facts, module, call))
      if (subject !== null) return [{ path: module.path, line: call.line, name: subject.name.replaceAll('()', ''), subject: subject.path }]
    }
    return []
  })
})

/** What is called in a `print` or `assert`, or gives the value of a name that stands in one. */
function shownCalls({ tree }: PythonModule): ReadonlySet<Expression> {
  const { statements } = definitionsOf(tree)
  const looks = statements.flatMap(({ statement }) => statement.kind === 'assert' ? [statement.test] : statement.kind === 'expression' && statement.value.kind === 'call' && SHOWS.test(calleeName(statement.value)) ? statement.value.args.map((argument) => argument.value) : [])
  const words = new Set(looks.flatMap(wordsIn))
  const given = statements.flatMap(({ statement }) => statement.kind === 'assign' && statement.value !== null && statement.targets.some((target) => wordsIn(target).some((word) => words.has(word))) ? [statement.value] : [])
  const called = new Set<Expression>()
  for (const one of [...looks, ...given]) walkExpression(one, (part) => { if (part.kind === 'call') called.add(part.callee) })
  return called
}

function isScript(facts: RepositoryFacts, module: PythonModule): boolean {
  return (module.role === 'test' || module.role === 'code') && NAMED.test(nameOf(module.path)) && !isTemplate(module.path)
    && !definitionsOf(module.tree).imports.some((one) => one.level === 0 && PROGRAM.test(one.module))
    && [...moduleGraphOf(facts).importersOf(module.path)].every((path) => facts.files.get(path)?.role === 'test')
}
