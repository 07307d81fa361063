import { definitionsOf } from '../facts/python/definitions.ts'
import { rootName, textOf } from '../facts/python/expressions.ts'
import { namesOf } from '../facts/python/names.ts'
import { fileEvidence } from '../facts/repository-facts.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { dottedMatcher, lastPart } from './frame/dotted-matcher.ts'
import { IN_NOTEBOOK, isPython, modulesIn, placeWords, plainName } from './frame/python-places.ts'
import { sightingOf } from './frame/sightings.ts'

/** A function or class under a decorator, by the decorator's dotted name, with or without arguments. */
export const decorator: ConditionCheck<'decorator'> = {
  kind: 'decorator',
  revision: 1,
  describe: (condition) => `a function or class decorated with \`@${condition.name}\`${placeWords(condition.in)}`,
  next: (condition) => `Decorate the function that it is about with \`@${condition.name}\`${placeWords(condition.in)}.`,
  mayStandIn: (_, path) => isPython(path),
  look: (condition, facts) => {
    const accepts = dottedMatcher(condition.name)
    const decorated = modulesIn(facts, condition.in).flatMap(({ path, role, tree }) => {
      const { functions, classes } = definitionsOf(tree)
      const imported = new Set(definitionsOf(tree).imports.map((one) => one.as))
      return [...functions, ...classes].flatMap(({ node, context }) => node.decorators.map((one) => {
        const callee = one.kind === 'call' ? one.callee : one
        const resolved = plainName(namesOf(tree).dotted(callee, context))
        // `@app.task` may be asked for by the name of its own object, or by that of its class.
        const own = imported.has(rootName(callee) ?? '') ? resolved : textOf(callee)
        return { names: [resolved, own], place: fileEvidence(facts, path, one.line, `@${textOf(one)} on ${node.name}`), why: role === 'notebook' ? IN_NOTEBOOK : null }
      }))
    })
    const other = decorated.find(({ names }) => names.some((name) => lastPart(name) === lastPart(condition.name)))
    return sightingOf(decorated.filter(({ names }) => names.some(accepts)), other?.place ?? null)
  },
}
