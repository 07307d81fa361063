import { isKnownPackage, packageOfModule } from '../../../src/parse/package-names.ts'
import { commandsIn } from '../../../src/parse/commands.ts'
import { readPlacedTable } from '../../../src/parse/csv-places.ts'
import { readCsvTable } from '../../../src/parse/csv-table.ts'
import { decode } from '../../../src/parse/decode.ts'
import { looksLikeDockerfile, readDockerfile } from '../../../src/parse/dockerfile/read.ts'
import { readMarkdown } from '../../../src/parse/document/markdown.ts'
import { readPlainText, readRestructuredText } from '../../../src/parse/document/plain-text.ts'
import { renderMarkdown } from '../../../src/parse/document/render-markdown.ts'
import { readSourceBlocks } from '../../../src/parse/document/source-blocks.ts'
import { spokenWords } from '../../../src/parse/document/spoken-words.ts'
import { globMatcher } from '../../../src/parse/glob.ts'
import { readIni } from '../../../src/parse/ini.ts'
import { readJson } from '../../../src/parse/json-text.ts'
import { asList, asMap, asText, asTexts, valueAt, type Json } from '../../../src/parse/json.ts'
import { sentencesOf, writtenOut } from '../../../src/parse/language/sentences.ts'
import { isSmallWord, tellLanguage } from '../../../src/parse/language/tell-language.ts'
import { folded } from '../../../src/parse/language/word-forms.ts'
import { tokensOf } from '../../../src/parse/metric-names.ts'
import { nearestNames } from '../../../src/parse/near-names.ts'
import { readPositionedYaml } from '../../../src/parse/positioned-yaml.ts'
import { hasSecret, isPrivate, withoutPlaces } from '../../../src/parse/private-values.ts'
import { readNotebook } from '../../../src/parse/python/notebook.ts'
import { readPython } from '../../../src/parse/python/read-python.ts'
import { shortText } from '../../../src/parse/reports/short-text.ts'
import { packageName, readRequirements } from '../../../src/parse/requirements.ts'
import { readJobLog } from '../../../src/parse/run-logs/read-job-log.ts'
import { checkAgainstSchema, shown } from '../../../src/parse/schema.ts'
import { readTerraform } from '../../../src/parse/terraform/read.ts'
import { readToml } from '../../../src/parse/toml.ts'
import { readWrittenYaml } from '../../../src/parse/written-yaml.ts'
import { yamlText } from '../../../src/parse/yaml-text.ts'
import { readTemplatedYaml, readYaml } from '../../../src/parse/yaml.ts'
import type { Doors } from './door.ts'
import { fileOf, seedsOf } from './seeds.ts'

const CSV = ['student,github,e-mail\n"Ada, L.",ada,ada@example.org\nBen;x,ben,\n', fileOf('samples/class/students.csv'), 'a;b\n"1""2";3\n', 'a\tb\r\n1\t2\r\n']
const COMMENTS = ['/status\n\n/why health because\nit is there', '> /status\n\n```\n/hint\n```\n<details><summary>/x</summary>\n/dispute health no\n</details>', '/done 3 I saw it\n/nearly-a-command\n<!-- /status -->\n    /code']
const YAML = [...seedsOf(/\.ya?ml$/), 'a: &a [x, {b: *a}]\nc: !!binary aGk=\n? [k]\n: |-\n  t\n---\n- <<: *a\n', `a0: &a0 [x]\n${Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}, *a${at}]`).join('\n')}\n`]
const JSONS = [...seedsOf(/\.json$/).slice(0, 20), '{"scripts":{"a":"b && c"},"x":[1,null,true,"\\u0000"]}']
const TEXTS = [...seedsOf(/\.(?:md|rst|txt)$/), 'Nothing failed. It doesn\'t work because the model was not loaded! Das Modell war nicht da? 模型', 'RuntimeError: size mismatch (a/b.py:3) token=ghp_abc']
const PYTHON = seedsOf(/\.py$/)
const WORDS = ['accuracy_score', 'model-v2.f1', 'scikit_learn', 'sk-learn', 'src/**/[a-z]?.{py,md}', '!docs/**', 'https://user:secret@example.org/x?token=ab12', 'AKIAIOSFODNN7EXAMPLE']
const LOGS = ['2026-03-01T10:00:01.0000000Z ##[group]Run pytest\n2026-03-01T10:00:02.0000000Z Traceback (most recent call last):\n2026-03-01T10:00:02.1000000Z   File "a/b.py", line 3, in f\n2026-03-01T10:00:02.2000000Z ModuleNotFoundError: No module named \'mlflow\'\n2026-03-01T10:00:03.0000000Z ##[error]Process completed with exit code 1.\n', 'ERROR: Could not find a version that satisfies the requirement torc==2 (from versions: none)\nFAILED tests/test_a.py::test_b - assert 1 == 2\nE   assert 1 == 2\n']

function jsonIn(text: string): Json | undefined {
  const read = readJson(text)
  return read.value
}

/** What every parser that other code calls makes of a damaged text; those of scripts, workflows and reports stand beside. */
export const PARSERS: Doors = {
  'src/parse/commands.ts': { seeds: COMMENTS, enter: commandsIn },
  'src/parse/csv-places.ts': { seeds: CSV, enter: readPlacedTable },
  'src/parse/csv-table.ts': { seeds: CSV, enter: readCsvTable },
  'src/parse/decode.ts': { seeds: [...TEXTS, 'ÿþa\0b\0', 'þÿ\0a', 'ï»¿x'], enter: (text) => [decode(Buffer.from(text, 'latin1')), decode(Buffer.from(text, 'utf8')), decode(Buffer.from(text, 'utf16le'))] },
  'src/parse/dockerfile/read.ts': { seeds: seedsOf(/Dockerfile/), enter: (text) => [looksLikeDockerfile(text), readDockerfile(text)] },
  'src/parse/document/markdown.ts': { seeds: TEXTS, enter: readMarkdown },
  'src/parse/document/plain-text.ts': { seeds: [...TEXTS, 'A\n=\n\n.. code:: sh\n\n   pip install .\n\n* `b <c>`_\n'], enter: (text) => [readPlainText(text), readRestructuredText(text)] },
  'src/parse/document/render-markdown.ts': { seeds: TEXTS, enter: (text) => [renderMarkdown(text), renderMarkdown(text, 'comment')] },
  'src/parse/document/source-blocks.ts': { seeds: TEXTS, enter: readSourceBlocks },
  'src/parse/document/spoken-words.ts': { seeds: TEXTS, enter: spokenWords },
  'src/parse/glob.ts': { seeds: WORDS, enter: (text) => globMatcher(text)('src/app/main.py') },
  'src/parse/ini.ts': { seeds: seedsOf(/\.(?:ini|cfg)$|\.dvc\/config$/), enter: readIni },
  'src/parse/json-text.ts': { seeds: JSONS, enter: readJson },
  'src/parse/json.ts': { seeds: JSONS, enter: (text) => { const value = jsonIn(text); return [asList(value), asMap(value), asText(value), asTexts(value), valueAt(value, 'scripts', 'a', 0)] } },
  'src/parse/language/sentences.ts': { seeds: TEXTS, enter: (text) => [sentencesOf(text), writtenOut(text)] },
  'src/parse/language/tell-language.ts': { seeds: TEXTS, enter: (text) => [tellLanguage(sentencesOf(text)), isSmallWord([text])] },
  'src/parse/language/word-forms.ts': { seeds: TEXTS, enter: folded },
  'src/parse/metric-names.ts': { seeds: WORDS, enter: tokensOf },
  'src/parse/near-names.ts': { seeds: WORDS, enter: (text) => nearestNames(text, ['accuracy', 'requirements.txt', text]) },
  'src/parse/package-names.ts': { seeds: WORDS, enter: (text) => [isKnownPackage(text), packageOfModule(text)] },
  'src/parse/positioned-yaml.ts': { seeds: YAML, enter: (text) => { const read = readPositionedYaml(text); return read.ok ? [read.value, read.positionOf('/a/0/b~1')] : read } },
  'src/parse/private-values.ts': { seeds: [...WORDS, ...TEXTS], enter: (text) => [hasSecret(text), isPrivate(text, text), withoutPlaces(text, '/home/ada/work')] },
  'src/parse/python/notebook.ts': { seeds: [...seedsOf(/\.ipynb$/), '{"cells":[{"cell_type":"code","source":["!ls\\n","x = 1\\n","%%time"]},{"cell_type":"markdown","source":"# a"}],"metadata":{}}'], enter: readNotebook },
  'src/parse/python/read-python.ts': { seeds: PYTHON, enter: readPython },
  'src/parse/reports/short-text.ts': { seeds: TEXTS, enter: (text) => shortText(text) },
  'src/parse/requirements.ts': { seeds: seedsOf(/requirements[^/]*\.txt$/), enter: (text) => [readRequirements(text), packageName(text)] },
  'src/parse/run-logs/read-job-log.ts': { seeds: LOGS, enter: (text) => readJobLog(text, [{ name: 'Run pytest', startedAt: 1_772_359_200_000, completedAt: 1_772_359_203_000 }]) },
  'src/parse/schema.ts': { seeds: [...JSONS, fileOf('checklists/capstone.schema.json')], enter: (text) => { const value = jsonIn(text); return [checkAgainstSchema(JSON.parse(fileOf('checklists/checklist.schema.json')) as object, value), shown(value)] } },
  'src/parse/terraform/read.ts': { seeds: seedsOf(/\.tf$/), enter: readTerraform },
  'src/parse/toml.ts': { seeds: seedsOf(/\.toml$/), enter: readToml },
  'src/parse/written-yaml.ts': { seeds: [...YAML, fileOf('checklists/production-readiness.yml')], enter: (text) => readWrittenYaml(text, JSON.parse(fileOf('checklists/checklist.schema.json')) as object, () => []) },
  'src/parse/yaml-text.ts': { seeds: JSONS, enter: (text) => { const value = jsonIn(text); return typeof value === 'object' && value !== null ? yamlText(value) : null } },
  'src/parse/yaml.ts': { seeds: YAML, enter: (text) => [readYaml(text), readTemplatedYaml(text)] },
}
