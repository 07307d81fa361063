import { describe, expect, it } from 'vitest'
import { withoutPerson, type Names } from '../../src/store/privacy/names.ts'

const ANA: Names = { ids: new Set([4_100_200]), logins: ['Ana-K'], emails: ['ana@example.edu'], words: ['Ana Kovač', 's7001', '12'] }
const NOBODY = { id: -1, login: 'nobody-1' }
const without = (text: string, names: Names = ANA): string => withoutPerson(text, names, NOBODY)

describe('in a text', () => {
  it.each([
    ['by @ana-k', 'by @nobody-1'], ['ANA-K/tune', 'nobody-1/tune'], ['https://github.com/ana-k/churn', 'https://github.com/nobody-1/churn'], ['mail Ana@Example.edu.', 'mail nobody-1.'],
    ['Ana Kovač (s7001)', 'nobody-1 (nobody-1)'], ['4100200+ana-k@users.noreply.github.com', 'nobody-1+nobody-1@users.noreply.github.com'],
  ])('%s says nobody', (text, says) => { expect(without(text)).toBe(says) })

  it.each(['capstone-ana-k', 'ana-kim', 'ana_k', 'Ana Kovačić', 'banana@example.edu', 'xs7001', '12 commits', '41002001'])('%s is of somebody else, or too little to be of anybody', (text) => { expect(without(text)).toBe(text) })

  it('a login that is a word of every repository stands for a person behind an @ alone', () => {
    const main: Names = { ids: new Set(), logins: ['main'], emails: [], words: [] }
    expect(without('@main pushed to main', main)).toBe('@nobody-1 pushed to main')
    expect(without('{"branch":"main","by":{"id":3,"login":"main"}}', main)).toBe('{"branch":"main","by":{"id":3,"login":"nobody-1"}}')
    expect(without('{"health":"present"}', { ...main, logins: ['health', 'present'] })).toBe('{"health":"present"}')
  })
})

describe('in JSON', () => {
  it('a number is a person where it stands beside a login or under a name of a person, and else a number', () => {
    expect(without('{"by":{"id":4100200,"login":"ana-k"},"authorId":4100200,"runId":4100200,"id":4100200}')).toBe('{"by":{"id":-1,"login":"nobody-1"},"authorId":-1,"runId":4100200,"id":4100200}')
  })
  it('what a student said goes with the student, and what another one said stays', () => {
    const said = (login: string): string => JSON.stringify([{ kind: 'student', login, comment: '7', text: 'p95 is 40 ms' }])
    expect(without(said('ana-k'))).toBe('[{"kind":"student","login":"nobody-1","comment":"","text":""}]')
    expect(without(said('ben'))).toBe(said('ben'))
  })
  it('a text that names nobody comes back as it was, however it is written', () => { for (const text of ['{ "a" : 1 }', '{broken', '[]', '']) expect(without(text)).toBe(text) })
})
