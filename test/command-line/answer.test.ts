import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInProcess, type Ran } from '../support/run-in-process.ts'

const run = (...words: readonly string[]): Promise<Ran> => runInProcess(words)

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'answers-')), 'answers.jsonl')
  writeFileSync(path, text)
  return path
}

describe('answer --batch', () => {
  it('prints a line of JSON for each answer', async () => {
    const answers = [
      { id: '1', question: 'A', component: null, text: 'It only means deploying, nothing else.' },
      { id: '2', question: 'B', component: 'dvc', text: 'Old versions of the dataset.' },
      { id: '3', question: 'B', component: ['git', 'docker'], text: 'Git: the history of the code. Docker: same environment everywhere.' },
      { id: '4', question: 'C', text: '' },
    ]
    const { code, out, err } = await run('answer', '--batch', file(`${answers.map((one) => JSON.stringify(one)).join('\n')}\n\n`))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.trim().split('\n').map((line): unknown => JSON.parse(line))).toEqual([
      { id: '1', covers: ['a1'], misconceptions: ['am1'], onTopic: true },
      { id: '2', covers: ['b-dvc-1'], misconceptions: [], onTopic: true },
      { id: '3', covers: ['b-git', 'b-docker'], misconceptions: [], onTopic: true },
      { id: '4', covers: [], misconceptions: [], onTopic: false },
    ])
  })

  it('tells wrong lines by number and reads the others', async () => {
    const path = file('{\n[]\n{"id":"x","question":"D","text":""}\n{"id":"x","question":"B","component":"dcv","text":""}\n{"id":"y","question":"A","text":"CI/CD"}\n{"id":1}\n')
    const { code, out, err } = await run('answer', '--batch', path)
    expect(code).toBe(2)
    expect(out).toBe('{"id":"y","covers":["a5"],"misconceptions":[],"onTopic":true}\n')
    expect(err.replaceAll(path, 'F').trim().split('\n')).toEqual([
      'F:1: expected one JSON object; this line is none',
      'F:2: expected one JSON object; found another value',
      'F:3: expected "question" to be A, B or C; found "D"',
      expect.stringMatching(/^F:4: expected "component" to be null or of: git, .*; found "dcv"$/),
      'F:6: expected "id" and "text" as text',
    ])
  })

  it('says that a file cannot be read', async () => {
    expect(await run('answer', '--batch', '/nowhere/x.jsonl')).toEqual({ code: 3, out: '', err: 'capstone-coach: /nowhere/x.jsonl: the answers cannot be read (ENOENT)\n' })
  })
})

describe('answer for a person', () => {
  it('shows what was read, by the words that say it, and asks one question back', async () => {
    const { code, out } = await run('answer', 'B', '--component', 'dvc', 'Old versions', 'of the dataset.')
    expect(code).toBe(0)
    expect(out).toContain('b-dvc-1')
    expect(out).toContain('"Old versions of the dataset."')
    expect(out).toMatch(/^Ask back: .*in the$/m)
  })

  it('says that nothing was recognised, and not that nothing was said', async () => {
    expect((await run('answer', 'A', 'MLOps is a city.')).out).toContain('that does not mean that none was said')
    expect((await run('answer', 'A', '...')).out).toContain('holds no words on this question')
  })

  it.each([
    [['answer'], 'answer needs a question'], [['answer', 'D', 'x'], 'found "D"'], [['answer', 'A'], 'needs what was answered'], [['answer', 'A', 'x', '--component', 'dvc'], 'question A is about none'],
    [['answer', 'B', 'x', '--component', 'dcv'], 'found "dcv"'], [['answer', 'A', 'x', '--batch', 'f'], '--batch takes one file'], [['answer', '--batch', ''], '--batch takes one file'],
  ])('%j is told what was expected', async (words, says) => {
    const { code, err } = await run(...words)
    expect(code).toBe(2)
    expect(err).toContain(says)
  })
})
