import { describe, expect, it } from 'vitest'
import { documentCommands } from '../../src/facts/documents/document-commands.ts'
import { documentsOf, sectionsOf } from '../../src/facts/documents/documents.ts'
import { metricMentions } from '../../src/facts/documents/metric-mentions.ts'
import { rollbackMentions } from '../../src/facts/documents/rollback-mentions.ts'
import { readMarkdown } from '../../src/parse/document/markdown.ts'
import { factsOf } from '../support/memory-repository.ts'

const commandsIn = (text: string) => documentCommands(readMarkdown(text)).map(({ purpose, text: command }) => [purpose, command])

describe('the commands a document gives', () => {
  it.each([
    ['in a block, with a prompt', '```\n$ pip install -r requirements.txt\n```\n', [['install', 'pip install -r requirements.txt']]],
    ['continued on the next line', '```sh\ndocker run \\\n  -p 80:80 app\n```\n', [['run', 'docker run -p 80:80 app']]],
    ['in a sentence', 'Start it with `uvicorn app:app`.\n', [['run', 'uvicorn app:app']]],
    ['joined', '```\ngit clone x && make install\n```\n', [['obtain', 'git clone x'], ['install', 'make install']]],
    ['as Python, which are none', '```python\nmake = run(1)\n```\n', []],
    ['as a tree of folders, which are none', '```\n├── Makefile\n├── src\n│   └── train.py\n```\n', []],
    ['as prose, which are none', 'Make sure that Docker is there. Python is used, and MLflow.\n', []],
  ])('%s', (_what, text, commands) => { expect(commandsIn(text)).toEqual(commands) })
})

describe('a metric with its value', () => {
  const mentionsIn = (text: string) => metricMentions(readMarkdown(text)).map(({ metric, value, bar, source }) => [metric, value, bar, source])
  it.each([
    ['in a table by column', '| model | accuracy |\n|---|---|\n| svm | 0.91 |\n', [['accuracy', '0.91', false, 'table']]],
    ['in a table by row', '| metric | value |\n|---|---|\n| ROC AUC | 0.88 |\n', [['roc auc', '0.88', false, 'table']]],
    ['in a sentence', 'The model reaches an F1 of 0.87 on the test set.\n', [['f1', '0.87', false, 'sentence']]],
    ['as a bar, marked', 'Training fails if accuracy is below 0.8.\n', [['accuracy', '0.8', true, 'sentence']]],
    ['named without a number, which is none', 'We log accuracy, recall and F1 to MLflow.\n', []],
    ['with a count behind it, which is none', 'The accuracy of 3 models is compared.\n', []],
  ])('%s', (_what, text, mentions) => { expect(mentionsIn(text)).toEqual(mentions) })
})

describe('the front README', () => {
  it('is the one at the root, and what it links to comes next', async () => {
    const documents = documentsOf(await factsOf({ 'a.py': '', 'docs/other.md': '# O\n', 'api/README.md': '# A\n', 'readme.MD': '# R\n\n[run](docs/run.md)\n', 'docs/run.md': '# Run\n' }))
    expect(documents.map(({ path, front, linked }) => [path, front, linked])).toEqual([['readme.MD', true, false], ['docs/run.md', false, true], ['api/README.md', false, false], ['docs/other.md', false, false]])
  })
})

it('gives sections with the headings above them', () => {
  expect(sectionsOf(readMarkdown('# A\n\n## B\n\ntext\n\n# C\n')).map(({ heading, trail }) => [heading, trail])).toEqual([['A', []], ['B', ['A']], ['C', []]])
})

describe('a rollback', () => {
  const mentionsIn = async (text: string) => {
    const [document] = documentsOf(await factsOf({ 'a.py': '', 'README.md': text }))
    if (document === undefined) throw new Error('no document')
    return rollbackMentions(document)
  }
  it('is found as a section with its commands', async () => {
    expect(await mentionsIn('## Rollback\n\n```sh\nkubectl rollout undo deployment/api\n```\n')).toMatchObject([{ section: true, commands: ['kubectl rollout undo deployment/api'] }])
  })
  it('is found in passing', async () => {
    expect(await mentionsIn('A failed deployment can be rolled back.\n')).toMatchObject([{ section: false, line: 1 }])
  })
  it('is not that of a database session', async () => {
    expect(await mentionsIn('On an error the session is rolled back: `db.session.rollback()`.\n')).toEqual([])
  })
})
