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
    ['behind a bullet, or a word and a colon', '- Start: uvicorn app:app --reload\n', [['run', 'uvicorn app:app --reload']]],
    ['in a table', '| what | how |\n|---|---|\n| train | make train |\n', [['run', 'make train']]],
    ['in the printed help of a Makefile', '```\nUsage: make [target]\n\n  setup     Install everything\n  down      Stop\n```\n', [['install', 'make setup'], ['other', 'make down']]],
    ['that set up and run in one', '```\ndocker compose up --build\n```\n', [['both', 'docker compose up --build']]],
    ['that sign in, look at runs, fetch data or enter an environment', '```\nprefect cloud login\nmlflow ui\ndvc pull\nsource .venv/bin/activate\n```\n', [['other', 'prefect cloud login'], ['other', 'mlflow ui'], ['obtain', 'dvc pull'], ['other', 'source .venv/bin/activate']]],
    ['below comments, which are none', '```bash\n# Make predictions\npython predict.py # python is needed\n```\n', [['run', 'python predict.py']]],
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
    ['in front of its name', 'It reaches 0.91 accuracy.\n', [['accuracy', '0.91', false, 'sentence']]],
    ['in another language', 'La exactitud es de 0,93.\n', [['exactitud', '0,93', false, 'sentence']]],
    ['of detection', 'mAP@0.5: 0.86\n', [['map@0.5', '0.86', false, 'sentence']]],
    ['in a badge', '![a](https://img.shields.io/badge/accuracy-94%25-green)\n', [['accuracy', '94%', false, 'badge']]],
    ['in JSON, which may be a sample', '```json\n{"accuracy": 0.9}\n```\n', [['accuracy', '0.9', false, 'sample']]],
    ['reached above a number, which is measured', 'The model reaches an accuracy above 0.9.\n', [['accuracy', '0.9', false, 'sentence']]],
    ['as a constant that asks, marked', '| name | value |\n|---|---|\n| F1_THRESHOLD | 0.70 |\n', [['f1', '0.70', true, 'table']]],
    ['as a gain, which is none', 'The new features gave +0.15 RMSE.\n', []],
    ['as the word map, which is none', 'The map covers 95% of the city.\n', []],
    ['named without a number, which is none', 'We log accuracy, recall and F1 to MLflow.\n', []],
    ['with a count behind it, which is none', 'The accuracy of 3 models is compared.\n', []],
  ])('%s', (_what, text, mentions) => { expect(mentionsIn(text)).toEqual(mentions) })
})

it.each([
  ['a table of very many columns', `|${' accuracy |'.repeat(1500)}\n|${'---|'.repeat(1500)}\n${`|${' 0.9 |'.repeat(1500)}\n`.repeat(10)}`],
  ['very many lines that speak of rolling back', `\`\`\`\n${'# roll back to the previous model\nkubectl get pods\n'.repeat(1500)}\`\`\`\n`],
  ['very many sections', '## Rollback\n\nrun it again now\n\n'.repeat(1500)],
])('reads %s in bounded time', (_what, text) => {
  const tree = readMarkdown(text)
  expect(metricMentions(tree).length).toBeLessThan(1000)
  expect(rollbackMentions({ path: 'README.md', tree, readme: true, front: true, linked: false, linkedAt: null }).length).toBeLessThan(200)
})

describe('the front README', () => {
  it('is the one at the root, and what it links to comes next', async () => {
    const documents = documentsOf(await factsOf({ 'a.py': '', 'docs/other.md': '# O\n', 'api/README.md': '# A\n', 'readme.MD': '# R\n\n[run](docs/run.md)\n', 'docs/run.md': '# Run\n' }))
    expect(documents.map(({ path, front, linked }) => [path, front, linked])).toEqual([['readme.MD', true, false], ['docs/run.md', false, true], ['api/README.md', false, false], ['docs/other.md', false, false]])
  })
})

it('follows documents that the front README names in code, and the site made from docs', async () => {
  const documents = documentsOf(await factsOf({ 'README.md': '# R\n\nSee `guide/run.md` and https://student.github.io\n\n[docs](https://student.github.io/capstone/)\n', 'guide/run.md': '', 'docs/index.md': '', 'other/x.md': '' }))
  expect(documents.map(({ path, linkedAt }) => [path, linkedAt])).toEqual([['README.md', null], ['guide/run.md', 3], ['docs/index.md', 5], ['other/x.md', null]])
})

it('leaves out documents of a folder with a licence of its own', async () => {
  const documents = documentsOf(await factsOf({ 'LICENSE': '', 'README.md': '', 'detector/LICENSE': '', 'detector/README.md': '# Detector\n' }))
  expect(documents.map(({ path }) => path)).toEqual(['README.md'])
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
  it('is found with the code that a label introduces', async () => {
    expect(await mentionsIn('**Rollback:**\n\n```python\nclient.set_registered_model_alias("m", "champion", "3")\n```\n')).toMatchObject([{ section: false, commands: ['client.set_registered_model_alias("m", "champion", "3")'] }])
  })
  it('counts what the reader is told to do', async () => {
    expect(await mentionsIn('To roll back, open the workflow, choose an earlier tag, and run it.\n')).toMatchObject([{ steps: 2 }])
    expect(await mentionsIn('Train models, promote the best to production and roll back when needed.\n')).toMatchObject([{ steps: 0 }])
  })
  it('is not one that is planned, missing, or to be ticked off', async () => {
    expect(await mentionsIn('There is no rollback.\n\n- [ ] Rollback\n- Implement rollback\n\n## Future work\n\nRollback\n')).toEqual([])
  })
  it('is not that of a database session', async () => {
    expect(await mentionsIn('On an error the session is rolled back: `db.session.rollback()`.\n')).toEqual([])
  })
})
