import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../house/source-files.ts'
import { copiedIntoImage, dockerfileStages, imageVariables, textOf, wordsOf } from '../support/deployment-files.ts'

const [before, build, image] = dockerfileStages()
const ignored = textOf('.dockerignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
const named = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1))

describe('the Dockerfile', () => {
  it('has nothing that its linter refuses', () => { expect(validate(textOf('Dockerfile')).map(({ message, range }) => ({ line: range.start.line + 1, message }))).toEqual([]) })

  it('builds and runs on one base, named by its line of Node and its Debian', () => {
    expect(wordsOf(before, 'ARG')).toEqual([expect.stringMatching(/^BASE=node:\d+-[a-z]+-slim$/)])
    expect([wordsOf(build, 'FROM'), wordsOf(image, 'FROM')]).toEqual([['${BASE} AS build'], ['${BASE}']])
  })

  it('runs on a Node that package.json allows', () => {
    const major = Number(/node:(\d+)-/.exec(wordsOf(before, 'ARG')[0] ?? '')?.[1])
    const { engines } = JSON.parse(textOf('package.json')) as { readonly engines: { readonly node: string } }
    const least = Number(/>=(\d+)$/.exec(engines.node)?.[1])
    expect(least).toBeGreaterThan(0)
    expect(major).toBeGreaterThanOrEqual(least)
  })

  it('runs as a user without rights, by number, and as the first process that hears SIGTERM', () => {
    expect([wordsOf(image, 'USER'), wordsOf(image, 'CMD'), wordsOf(image, 'ENTRYPOINT'), wordsOf(image, 'STOPSIGNAL')]).toEqual([['1000:1000'], [expect.stringMatching(/^\["node", "dist\/main\.js"\]$|^node dist\/main\.js$/)], [], ['SIGTERM']])
    expect(image?.findLastIndex((instruction) => instruction.getKeyword() === 'USER')).toBeGreaterThan(image?.findLastIndex((instruction) => instruction.getKeyword() === 'RUN') ?? 0)
  })

  it('says where it listens and what it keeps, and asks that for its health', () => {
    expect(imageVariables()).toEqual({ NODE_ENV: 'production', HOST: '0.0.0.0', PORT: '3000', DATA_DIR: '/data' })
    expect([wordsOf(image, 'EXPOSE'), wordsOf(image, 'VOLUME')]).toEqual([['3000'], ['/data']])
    expect(textOf('Dockerfile')).toMatch(/HEALTHCHECK .* CMD \["node", "-e", "fetch\('http:\/\/127\.0\.0\.1:' \+ process\.env\.PORT \+ '\/healthz'\)/)
  })

  it('copies only what the build has: what .dockerignore lets in, what it installs, and what it builds', () => {
    const made = ['dist', 'node_modules']
    const sources = copiedIntoImage().map(({ source }) => source)
    expect(sources).toEqual(expect.arrayContaining(['package.json', 'app.yml', 'dist', 'checklists', 'lesson-modules', 'schemas', 'node_modules']))
    expect(sources.filter((source) => !made.includes(source) && !named.includes(source))).toEqual([])
  })
})

describe('.dockerignore', () => {
  it('lets nothing into the build but what it names, and names what is there', () => {
    expect(ignored[0]).toBe('*')
    expect(ignored.filter((line) => line.includes('*'))).toEqual(['*'])
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it.each(['.git', '.env', 'data', 'deploy', 'node_modules', 'test'])('keeps %s out', (path) => { expect(named.filter((one) => one === path || path.startsWith(`${one}/`))).toEqual([]) })
})
