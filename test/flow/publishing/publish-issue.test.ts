import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeIssue } from '../../../src/flow/publishing/publish-issue.ts'
import { aRepository } from '../../support/hosting.ts'
import { memoryPublications, publishingGitHub, type Mishap, type PublishingGitHub } from '../../support/publishing.ts'

const MARKER = '<!-- ours -->'
type Scene = { readonly github: PublishingGitHub; readonly write: (says: string, anew?: boolean) => Promise<string>; readonly forget: () => void }

/** Writes issues, and tells how each try ended. */
function scene(): Scene {
  const github = publishingGitHub()
  let publications = memoryPublications()
  return {
    github,
    forget: () => { publications = memoryPublications() },
    write: async (says, anew = false) => {
      const written = await writeIssue(aRepository(), { title: 'Capstone', body: `${MARKER}\n${says}`, marker: MARKER }, anew, { port: github.port, publications, now: () => 1 })
      return written.ok ? `${written.value.writes} writes` : written.trouble.kind
    },
  }
}

const says = ({ github }: Pick<Scene, 'github'>): readonly string[] => github.issues.map(({ body }) => body.replace(`${MARKER}\n`, ''))
const takeAway = ({ github }: Scene): void => { github.issues = [] }

describe('the capstone issue', () => {
  it('is looked for, opened once, and written where what it says changes', async () => {
    const { github, write } = scene()
    expect([await write('one'), await write('one'), await write('two')]).toEqual(['1 writes', '0 writes', '1 writes'])
    expect(github.asked).toEqual(['list issues', 'open issue', 'update issue'])
    expect(github.issues).toEqual([expect.objectContaining({ title: 'Capstone', body: `${MARKER}\ntwo` })])
  })
  it('is written over where somebody changed it', async () => {
    const stage = scene()
    await stage.write('one')
    for (const issue of stage.github.issues) issue.body = 'mine now'
    expect([await stage.write('one'), await stage.write('one', true)]).toEqual(['0 writes', '1 writes'])
    expect(says(stage)).toEqual(['one'])
  })
  it('is found again where the store is new: that with our marker before an older one without', async () => {
    const stage = scene()
    await stage.write('one')
    stage.github.issues.unshift({ number: 2, title: 'From another repository', body: 'another', state: 'open' })
    stage.forget()
    await stage.write('two')
    expect(says(stage)).toEqual(['another', 'two'])
    stage.forget()
    for (const issue of stage.github.issues) issue.body = 'no marker'
    await stage.write('three')
    expect(says(stage)).toEqual(['three', 'no marker'])
  })
  it('that was taken away is opened anew once, and then left alone', async () => {
    const stage = scene()
    await stage.write('one')
    takeAway(stage)
    expect(await stage.write('two')).toBe('1 writes')
    expect(says(stage)).toEqual(['two'])
    takeAway(stage)
    expect([await stage.write('three'), await stage.write('four', true)]).toEqual(['0 writes', '0 writes'])
    const asked = stage.github.asked.length
    await stage.write('five')
    expect([says(stage), stage.github.asked.length - asked]).toEqual([[], 0])
  })
  it('is not taken for gone while GitHub lists it', async () => {
    const stage = scene()
    await stage.write('one')
    stage.github.mishaps.push({ kind: 'refused', trouble: { kind: 'gone', says: '404' } })
    expect([await stage.write('two'), await stage.write('two')]).toEqual(['gone', '1 writes'])
    expect(says(stage)).toEqual(['two'])
  })
  it('is asked for once a try while issues are turned off, and opened when they are on again', async () => {
    const stage = scene()
    const off = (): void => { stage.github.mishaps.push({ kind: 'refused', trouble: { kind: 'no-issues', says: '410' } }) }
    off()
    off()
    expect([await stage.write('one'), await stage.write('one'), await stage.write('one')]).toEqual(['no-issues', 'no-issues', '1 writes'])
    expect(stage.github.asked).toEqual(['list issues', 'open issue', 'open issue', 'open issue'])
    off()
    expect([await stage.write('two'), await stage.write('two')]).toEqual(['no-issues', '1 writes'])
    expect(says(stage)).toEqual(['two'])
  })
  it('whose conversation is locked is tried again with the next word', async () => {
    const stage = scene()
    await stage.write('one')
    stage.github.mishaps.push({ kind: 'refused', trouble: { kind: 'locked', says: '403' } })
    expect([await stage.write('two'), await stage.write('two')]).toEqual(['locked', '1 writes'])
  })
  it('is one, and says the last that was written, through any crash and lost answer', async () => {
    const mishap: fc.Arbitrary<Mishap | null> = fc.oneof(
      fc.constant(null), fc.constant({ kind: 'lost' } as const), fc.constantFrom('before' as const, 'after' as const).map((when) => ({ kind: 'crash', when }) as const),
      fc.constantFrom('locked' as const, 'no-issues' as const, 'passing' as const).map((kind) => ({ kind: 'refused', trouble: { kind, says: '' } }) as const),
    )
    await fc.assert(fc.asyncProperty(fc.array(mishap, { maxLength: 6 }), fc.array(fc.constantFrom('one', 'two', 'three'), { minLength: 1, maxLength: 6 }), async (mishaps, words) => {
      const stage = scene()
      stage.github.mishaps.push(...mishaps)
      for (const word of words) await stage.write(word).catch(() => {})
      stage.github.mishaps.length = 0
      await stage.write('last')
      expect(says(stage)).toEqual(['last'])
    }), { numRuns: 200 })
  })
})
