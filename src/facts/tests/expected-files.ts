import type { Expression } from '../../parse/python/tree.ts'
import { readsData } from '../python/data-reads.ts'
import { someExpression, textOf, walkExpression, wordsIn } from '../python/expressions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { calleeName } from './assertions.ts'
import { nameOfCall } from './origins.ts'
import { helperOf, type TestPart } from './reach.ts'
import type { TestCase } from './test-cases.ts'

const SAME = /^(?:equals|compare|array_equal|allclose|identical|frame_equal)$/

/** Whether a test reads two files, and asserts that what it made of one equals the other (a golden file). */
export function comparesWithFile(facts: RepositoryFacts, test: TestCase): boolean {
  const reads = test.parts.filter((part) => part.as !== 'automatic').flatMap((part) => readsIn(facts, part))
  if (new Set(reads.map((one) => one.what)).size < 2) return false
  const names = new Set(reads.flatMap((one) => one.names))
  return test.assertions.some((one) => one.test !== null && isSame(one.test) && wordsIn(one.test).some((word) => names.has(word)))
}

/** The files that a part of a test reads, itself or through a helper that is given a name: what it reads, and what it calls the content. A fixture's content goes by the fixture's name. */
function readsIn(facts: RepositoryFacts, part: TestPart): readonly { readonly what: string; readonly names: readonly string[] }[] {
  const given = new Map<Expression, readonly string[]>()
  for (const { statement } of part.statements) {
    if (statement.kind === 'assign' && statement.value !== null) walkExpression(statement.value, (one) => { if (one.kind === 'call') given.set(one.callee, statement.targets.flatMap(wordsIn)) })
  }
  const own = part.as === 'fixture' ? [part.definition.name] : []
  return part.calls.flatMap((call) => {
    const [first] = call.args
    if (first === undefined || !(readsData(nameOfCall(facts, part.module, call).dotted) || opensFor(facts, part, call))) return []
    const isParameter = part.as === 'helper' && wordsIn(first.value).some((word) => part.definition.node.parameters.some((parameter) => parameter.name === word))
    return isParameter ? [] : [{ what: textOf(first.value), names: [...own, ...given.get(call.callee) ?? []] }]
  })
}

function opensFor(facts: RepositoryFacts, part: TestPart, call: TestPart['calls'][number]): boolean {
  const helper = helperOf(facts, part.module, call)
  return helper !== null && call.args.some(({ value }) => value.kind === 'string') && helper.definition.node !== part.definition.node && partReads(helper)
}

function partReads({ definition }: NonNullable<ReturnType<typeof helperOf>>): boolean {
  return definition.node.body.some((statement) => (statement.kind === 'return' || statement.kind === 'assign') && statement.value !== null && someExpression(statement.value, (one) => one.kind === 'call' && /^(?:read_\w+|load\w*)$/.test(calleeName(one))))
}

function isSame(test: Expression): boolean {
  return someExpression(test, (one) => (one.kind === 'compare' && one.operators.includes('==')) || (one.kind === 'call' && SAME.test(calleeName(one))))
}
