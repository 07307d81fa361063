import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../house/source-files.ts'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-course-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const run = (...words: readonly string[]): Promise<Ran> => runInProcess(['course', ...words])

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('course', () => {
  it('says in plain words what a file says, dates in the course\'s zone and in UTC, and not its code', async () => {
    const { code, out, err } = await run(join(ROOT, 'courses/example.yml'))
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('MLOps, autumn 2026 (mlops-2026, ')
    expect(out).toMatch(/^ {2}organization {2}octo-course$/m)
    expect(out).toMatch(/^ {2}due {11}18 December 2026, 18:00 in Europe\/Berlin, which is 18 December\n {16}2026, 17:00 UTC$/m)
    expect(out.replace(/\s+/g, ' ')).toContain(' staff ines; everybody in the team mlops-instructors; as assistants jo-assists; as assistants everybody in the team mlops-assistants')
    expect(out).not.toContain('sparrow')
    expect(Math.max(...out.split('\n').slice(1).map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('of a course of two lines says what holds by default', async () => {
    const { out } = await run(file('small.yml', 'title: Small\nrepositories: { topics: [mlops] }\n'))
    expect(out).toContain('Small (small, ')
    for (const says of ['the one account that has the App installed', 'those with the topic mlops', 'no repository of another account can join', 'nobody: nobody may decide', 'no date', 'off: no deployed service is asked', 'is neutral while']) expect(out).toContain(says)
  })

  it('tells every mistake of every file by its line, and ends with 2', async () => {
    const one = file('one.yml', 'title: A\ngate: maybe\njoin_code: x\n')
    const two = file('two.yml', 'title: B\u001b[31m\n  staff: {}\n')
    const { code, out, err } = await run(one, two, join(folder, 'none.yml'))
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(`${one}:2:7: gate: expected boolean; found "maybe"\n${one}:3:12: join_code: expected 8 to 64`)
    expect(err).toMatch(/two\.yml:\d+:\d+: /)
    expect(err).toContain('none.yml: the course cannot be read (ENOENT). See that the path is right')
  })

  it('takes the checklist that it names from its own folder, and tells what is wrong with it', async () => {
    const shipped = readFileSync(join(ROOT, 'checklists/production-readiness.yml'), 'utf8').replace('id: production-readiness', 'id: ours')
    mkdirSync(join(folder, 'lists'))
    const list = file('lists/ours.yml', shipped)
    const named = (name: string): string => `title: A\njoin_code: abcd-efgh\nchecklist: ${name}\n`
    expect(await run(file('listed.yml', named('lists/ours.yml')))).toMatchObject({ code: 0, out: expect.stringMatching(/^ {2}checklist {5}ours, revision \d+$/m) as string })
    expect(await run(file('gone.yml', named('lists/none.yml')))).toMatchObject({ code: 2, err: `${join(folder, 'gone.yml')}:3:12: checklist: expected a file that can be read; ${join(folder, 'lists/none.yml')} cannot (ENOENT)\n` })
    const broken = file('lists/broken.yml', shipped.replace('revision: ', 'revision: many'))
    expect(await run(file('broken.yml', named('lists/broken.yml')))).toMatchObject({ code: 2, err: expect.stringMatching(new RegExp(`^${broken}:\\d+:\\d+: revision: `)) as string })
    const other = file('lists/other.yml', shipped.replace('verified: 1,', 'verified: 0.95,'))
    const { code, err } = await run(join(folder, 'listed.yml'), file('second.yml', named('lists/other.yml').replace('abcd-efgh', 'abcd-efgi')))
    expect([code, err]).toEqual([2, expect.stringContaining(`${other}: expected an id or a revision of its own; ${list} is revision`) as string])
  })

  it('tells two courses of one id', async () => {
    const { code, err } = await run(file('a.yml', 'id: same\ntitle: A\njoin_code: abcd-efgh\n'), file('b.yml', 'id: same\ntitle: B\nrepositories: { names: [b] }\n'))
    expect([code, err]).toEqual([2, expect.stringContaining('b.yml: expected an id of its own') as string])
  })

})
