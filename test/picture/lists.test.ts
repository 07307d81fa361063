import { expect, it } from 'vitest'
import { BEYOND_IDS, COMPONENT_IDS, CONNECTION_IDS } from '../../src/model/picture.ts'
import { BEYOND, COMPONENTS, CONNECTIONS } from '../../src/picture/list.ts'

it('draws every component, connection and thing beyond, in the order of their ids', () => {
  expect(COMPONENTS.map(({ id }) => id)).toEqual(COMPONENT_IDS)
  expect(CONNECTIONS.map(({ id }) => id)).toEqual(CONNECTION_IDS)
  expect(BEYOND.map(({ id }) => id)).toEqual(BEYOND_IDS)
})

it('draws no connection from a component to itself, and none twice', () => {
  expect(CONNECTIONS.filter(({ from, to }) => from === to)).toEqual([])
  expect(new Set(CONNECTIONS.map(({ from, to }) => `${from} ${to}`)).size).toBe(CONNECTIONS.length)
})
