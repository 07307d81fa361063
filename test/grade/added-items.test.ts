import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addedItems } from '../../src/grade/added-items.ts'
import { added, dispute, itemSubject, NOON } from '../support/decisions.ts'

const NONE: ReadonlySet<string> = new Set()

it('an item is known by its words, whatever was added before it', () => {
  expect(addedItems([added('b', '  Explain the   model to users ', NOON + 1), added('a', 'Größe der Anfragen begrenzen')], NONE)).toEqual([
    { id: 'added-gro-e-der-anfragen-begrenzen-1xk7s5u', criterion: 'own:added-gro-e-der-anfragen-begrenzen-1xk7s5u', title: 'Größe der Anfragen begrenzen' },
    { id: 'added-explain-the-model-to-users', criterion: 'own:added-explain-the-model-to-users', title: 'Explain the model to users' },
  ])
})

it('words that were added already add nothing, and neither does a statement of another kind', () => {
  expect(addedItems([added('a', 'Load test'), added('b', 'load test'), added('c', ' \n '), dispute('d', itemSubject('health'))], NONE)).toHaveLength(1)
})

it('words of another alphabet have ids of their own', () => {
  const ids = addedItems([added('a', '負荷試験'), added('b', 'нагрузка')], NONE).map(({ id }) => id)
  expect([new Set(ids).size, ids.every((id) => /^added-[a-z0-9]+$/.test(id))]).toEqual([2, true])
})

it.each<[string, readonly string[], number]>([
  ['in letters that an id cannot have', ['Модель v2', 'Сервис v2', 'v2'], 3], ['in signs', ['C# tests', 'C++ tests', 'C tests'], 3], ['behind the place where words are cut', ['The service answers within 200 ms under load of ten users', 'The service answers within 200 ms under load of two users'], 2],
  ['behind the place where titles are cut', [`${'a'.repeat(130)} one`, `${'a'.repeat(130)} two`], 2], ['in no more than case, blanks and points', ['Модель v2', 'модель  V2.', 'МОДЕЛЬ: v2'], 1],
])('titles that differ %s are as many items as that', (_, titles, count) => {
  expect(addedItems(titles.map((title, index) => added(`${index}`, title, NOON + index)), NONE)).toHaveLength(count)
})

it('no id is given that another item has', () => {
  const all = ['added-load-test', 'added-load-test-too']
  expect(addedItems([added('a', 'Load test')], new Set(all)).map(({ id }) => all.includes(id))).toEqual([false])
  expect(addedItems([added('a', 'Load test')], new Set(['added-load-test'])).map(({ id }) => id)).toEqual(['added-load-test-too'])
})

it('there are at most twenty, each with a title that fits a line and an id that a checklist could have', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 60 }), (texts) => {
    const items = addedItems(texts.map((text, index) => added(`${index}`.padStart(3, '0'), text)), NONE)
    expect(items.length).toBeLessThanOrEqual(20)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
    for (const { id, title } of items) expect([/^[a-z0-9][a-z0-9-]{0,59}$/.test(id), title.length <= 120, /[\n\r]/.test(title)]).toEqual([true, true, false])
  }))
})
