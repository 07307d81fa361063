import { annotationSlotsOf, type FileSlots, type FunctionSlots } from '../facts/python/annotation-slots.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `types`. */
export const types: Check = {
  id: 'types',
  title: 'Type hints used',
  proof: 'reading',
  lesson: '1-3-first-model#type-hints',
  revision: 3,
  needs: ['python'],
  lookedFor: 'Annotations on at least 70 % of the slots in project code; a slot is a parameter other than self and cls, or the return of a function.',
  levels: {
    present: 'At least 70 % of the slots in project code are annotated.',
    partial: 'At least 30 % are.',
    missing: 'Fewer are, or the project has no functions.',
  },
  judge,
}

/** In hundredths of all slots. */
const PRESENT = 70
const PARTIAL = 30

function judge(facts: RepositoryFacts): Finding {
  const files = annotationSlotsOf(facts)
  const annotated = files.reduce((sum, file) => sum + file.annotated, 0)
  const all = files.reduce((sum, file) => sum + file.annotated + file.bare, 0)
  if (all === 0) return missing({ found: 'No function was found in project code (Python outside tests and notebooks).', next: 'Move the steps that the service or pipeline runs into functions of a module, with types for their parameters and returns.' })
  const found = `${annotated} of ${all} slots in project code are annotated (${percent(annotated, all)} %).`
  const against = by(files, (file) => file.bare).map((file) => barest(facts, file))
  const evidence = by(files, (file) => file.annotated).map((file) => fullest(facts, file))
  if (isNonEmpty(evidence) && reaches(PRESENT, annotated, all)) return present(evidence, { found, against })
  const next = advice(by(files, (file) => file.bare), Math.ceil((all * PRESENT) / 100) - annotated)
  if (isNonEmpty(evidence) && reaches(PARTIAL, annotated, all)) return partial(evidence, { found, against, next })
  return missing({ found, against, next })
}

function reaches(bar: number, annotated: number, all: number): boolean {
  return annotated * 100 >= bar * all
}

/** Rounded down to a tenth, so that no share under a bar reads as if it reached it. */
function percent(annotated: number, all: number): number {
  return Math.floor((annotated * 1000) / all) / 10
}

function by(files: readonly FileSlots[], count: (file: FileSlots) => number): readonly FileSlots[] {
  return files.filter((file) => count(file) > 0).toSorted((left, right) => count(right) - count(left))
}

function fullest(facts: RepositoryFacts, { path, functions, annotated, bare }: FileSlots): FileEvidence {
  const best = functions.find((one) => one.annotated > 1 && one.bare === 0) ?? functions.find((one) => one.annotated > 0)
  return fileEvidence(facts, path, best?.line ?? 1, `${best?.name ?? 'a function'} is annotated; ${annotated} of ${annotated + bare} slots in this file are`)
}

function barest(facts: RepositoryFacts, { path, functions, annotated, bare }: FileSlots): FileEvidence {
  const worst = barestFunction(functions)
  return fileEvidence(facts, path, worst?.line ?? 1, `${worst?.name ?? 'a function'} has ${slots('bare', worst?.bare ?? 0)}; ${bare} of ${annotated + bare} in this file ${bare === 1 ? 'is' : 'are'} bare`)
}

function barestFunction(functions: FileSlots['functions']): FunctionSlots | undefined {
  return functions.toSorted((left, right) => right.bare - left.bare)[0]
}

function advice([first]: readonly FileSlots[], needed: number): string {
  const worst = barestFunction(first?.functions ?? [])
  return `${slots('more annotated', needed)} ${needed === 1 ? 'reaches' : 'reach'} 70 %. Begin with ${worst?.name ?? 'the functions'} in ${first?.path ?? 'the project'}, whose functions have ${slots('bare', first?.bare ?? 0)}: give each parameter its type and each return what it gives back.`
}

function slots(kind: string, count: number): string {
  return `${count} ${kind} ${count === 1 ? 'slot' : 'slots'}`
}
