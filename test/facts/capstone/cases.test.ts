import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { differencesOf, outOfStep } from '../../../src/facts/capstone/differences.ts'
import { modelStateOf } from '../../../src/facts/capstone/model-state.ts'
import type { ModelState } from '../../../src/model/model-state.ts'
import { factsOf } from '../../support/memory-repository.ts'
import { readModelCases } from '../../support/model-cases.ts'

const FOLDER = new URL('./', import.meta.url)
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

function stateLines({ parameters, preprocessing, training, locked, tracked, notebooks = [] }: ModelState): readonly string[] {
  return [
    ...parameters.map(({ name, value, path, line }) => `parameter ${path}:${line} ${name} = ${value}`),
    ...preprocessing.map(({ name, path, line }) => `preprocessing ${path}:${line} ${name}`),
    ...training.map(({ name, path, line }) => `training ${path}:${line} ${name}`),
    ...locked.map(({ stage, file, name, value, path, line }) => `locked ${path}:${line} ${stage} ${file} ${name} = ${value}`),
    ...tracked.map(({ path }) => `tracked ${path}`),
    ...notebooks.map((path) => `notebook ${path}`),
  ]
}

function differenceLines(before: ModelState, after: ModelState): readonly string[] {
  const { parameters, preprocessing, training, tracked } = differencesOf(before, after)
  return [
    ...parameters.map(({ name, path, line, before: from, after: to }) => `parameter ${path}:${line} ${name} ${from ?? 'new'} -> ${to ?? 'gone'}`),
    ...preprocessing.map(({ change, name, path }) => `preprocessing ${change} ${path} ${name}`),
    ...training.map(({ change, name, path }) => `training ${change} ${path} ${name}`),
    ...tracked.map(({ change, path }) => `data ${change} ${path}`),
    ...outOfStep(after).map(({ locked, parameter }) => `out of step ${locked.name}: ${locked.path} ${locked.value}, ${parameter.path} ${parameter.value}`),
  ]
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
  describe(file, () => {
    for (const one of readModelCases(readFileSync(new URL(file, FOLDER), 'utf8'), file)) {
      it(`${one.title} (${file}:${one.line})`, async () => {
        const before = modelStateOf(await factsOf(one.before), digest)
        const after = modelStateOf(await factsOf(one.after), digest)
        expect({ state: one.state === null ? null : stateLines(before), differences: one.differences === null ? null : differenceLines(before, after) }).toEqual({ state: one.state, differences: one.differences })
      })
    }
  })
}
