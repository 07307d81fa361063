import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { pythonFileAt } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { TOP } from '../python/walk.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { assertionsIn, type Assertion } from './assertions.ts'
import { brokenImportsOf, type BrokenImport } from './broken-imports.ts'
import { mocksOf, type Mock } from './mocks.ts'
import { nameOfCall, projectNameOf, type ProjectName, type TestName } from './origins.ts'
import { reachOfTest, type TestPart } from './reach.ts'
import { testFunctionsOf, type TestFunction } from './test-functions.ts'

/** A claim with the part of the test code it stands in. */
export type PlacedAssertion = Assertion & { readonly part: TestPart }

/** A call of a function or class of the project. */
export type Subject = ProjectName & { readonly line: number; readonly part: TestPart; readonly mocked: boolean }

/** One test function with everything that runs for it. */
export type TestCase = TestFunction & {
  readonly path: string
  readonly line: number
  readonly parts: readonly TestPart[]
  /** Of its body and of the helpers it calls; set-up and fixtures claim nothing for it. */
  readonly assertions: readonly PlacedAssertion[]
  readonly subjects: readonly Subject[]
  readonly mocks: readonly Mock[]
  /** What it imports and is not there. */
  readonly broken: BrokenImport | null
}

/** Every test function of the project with what it calls, claims and replaces, in the order of the tree. */
export const testCasesOf = memoise((facts: RepositoryFacts): readonly TestCase[] => testFunctionsOf(facts).slice(0, 3000).map((test) => caseOf(facts, test)))

/** Whether a file that a test runs through imports the project, or loads it in a way that imports do not show (by its path, by Django's settings). */
export function importsProject(facts: RepositoryFacts, test: Pick<TestCase, 'parts'>): boolean {
  return [...new Set(test.parts.map((part) => part.module))].some(({ path, tree }) => [...moduleGraphOf(facts).importsOf(path)].some((target) => fileAt(facts, target)?.role === 'code')
    || definitionsOf(tree).imports.some((one) => /^(?:importlib|runpy|django|rest_framework)(?:\.|$)/.test(one.module)))
}

function caseOf(facts: RepositoryFacts, test: TestFunction): TestCase {
  const parts = reachOfTest(facts, test)
  const mocks = mocksOf(facts, test, parts)
  const assertions = parts.filter((part) => part.as === 'body' || part.as === 'helper').flatMap((part) => assertionsIn(part.statements).map((assertion) => ({ ...assertion, part })))
  return {
    ...test, path: test.module.path, line: test.definition.node.line, parts, mocks, assertions,
    subjects: parts.flatMap((part) => subjectsIn(facts, part, mocks)),
    broken: brokenFor(facts, test, parts),
  }
}

function subjectsIn(facts: RepositoryFacts, part: TestPart, mocks: readonly Mock[]): readonly Subject[] {
  return part.calls.flatMap((call): readonly Subject[] => {
    const name = nameOfCall(facts, part.module, call)
    const project = subjectOfName(facts, name)
    if (project === null) return []
    const bare = name.dotted.replaceAll('()', '')
    // The module that holds the name may be written from another root: `src.train.fit` and `train.fit` are one.
    const mocked = mocks.some(({ target }) => target === bare || (target.includes('.') && (bare.endsWith(`.${target}`) || target.endsWith(`.${bare}`))))
    return [{ ...project, line: call.line, part, mocked }]
  })
}

/** The project's code that a name of test code leads to; null for anything else, the project's paths and lists too. */
export function subjectOfName(facts: RepositoryFacts, name: TestName): ProjectName | null {
  const project = projectNameOf(facts, name)
  return project === null || isValue(facts, project) ? null : project
}

/** Whether a name is a path, a text or a list that the project writes down (`DATA_PATH.exists()`), and no code of it. */
function isValue(facts: RepositoryFacts, { path, name }: ProjectName): boolean {
  const file = pythonFileAt(facts, path)
  const first = /^\w+/.exec(name)?.[0] ?? ''
  const value = file === null ? null : namesOf(file.tree).valueOf(first, TOP, Number.MAX_SAFE_INTEGER)
  if (file === null || value === null) return false
  if (value.kind !== 'call') return value.kind === 'binary' ? value.operator === '/' : /^(?:string|number|constant|collection|dict|comprehension|unary)$/.test(value.kind)
  return /^(?:pathlib\.|os\.|re\.compile|logging\.|str$|int$|float$|list$|dict$|set$)/.test(namesOf(file.tree).dotted(value.callee, TOP))
}

/** The first broken import that the test needs: of its file's top, or of a function that runs for it. */
function brokenFor(facts: RepositoryFacts, test: TestFunction, parts: readonly TestPart[]): BrokenImport | null {
  const running = new Set(parts.map((part) => part.definition.node))
  for (const path of new Set([test.module.path, ...parts.map((part) => part.module.path)])) {
    const found = (brokenImportsOf(facts).get(path) ?? []).find((one) => one.import.context.functions.length === 0 || one.import.context.functions.some((around) => running.has(around)))
    if (found !== undefined) return found
  }
  return null
}
