import { definitionsOf } from '../python/definitions.ts'
import { pythonFileAt } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { comparesWithFile } from './expected-files.ts'
import { nameOfCall } from './origins.ts'
import { startedBy, startsProcess } from './started-scripts.ts'
import type { Subject, TestCase } from './test-cases.ts'
import { isWhole, readsOrKeeps } from './whole-functions.ts'

/** A place in a test where a whole pipeline of the project runs, and how. */
export type PipelineRun = { readonly line: number; readonly says: string }

/** Runs of whole pipelines by the frameworks that hold them. */
const RUNNERS = /^kedro\.(?:\w+\.)*(?:\w*Runner|KedroSession\.create)\(\)\.run$|^dagster\.materialize(?:_to_memory)?$|\.execute_in_process$|^luigi\.build$|^metaflow\.Runner\(\)\.run$|^dvc\.(?:\w+\.)*Repo\(\)\.reproduce$/
const RUNS_ALL = /^(?:main|run|run_all|execute|run_\w*(?:pipeline|flow|workflow|job|training|experiment)|\w+_(?:pipeline|workflow)(?:_main)?|(?:main|train|training|etl|ml|batch|scoring|inference|prediction|retrain\w*)_flow|pipeline|main_flow|initiate_\w*pipeline|start_\w*pipeline|train_pipeline|train_and_\w+)$/
const MAKES = /^(?:create|build|make|get|define|load|save|init|set|setup|validate|check|test|preprocess(?:ing)?|transform|feature|data)_/
type Stage = 'data' | 'train' | 'use'
const LEAST_STEPS = 3
const STAGES: readonly { readonly stage: Stage; readonly words: RegExp }[] = [
  { stage: 'train', words: /^(?:re)?(?:train|fit|fine_?tune|tune|optimi[sz]e)|_(?:train|fit|tuning|training)$|(?:^|_)train(?:_|$)|Trainer\b/ },
  { stage: 'use', words: /^(?:evaluate|predict|infer|score|test_model|validate_model|register|promote|save_model|export|serve|report|classify|forecast)|_(?:evaluate|predict|predictions?|inference|evaluation|performance|report)(?:_|$)|Evaluat(?:or|ion)\b|Predictor\b/ },
  { stage: 'data', words: /^(?:load|read|ingest|fetch|get_data|get_feats|prepare|prep|preprocess|process|clean|split|transform|engineer|extract|feature|build_features|download|make_dataset|generate_data|getData\w*)|(?:^|_)(?:data|dataset|features?|preprocess(?:ing|ed)?)(?:_|$)|(?:Loader|Preprocessor|Ingestion|Processor|Transformer|Transformation|Cleaner)\b/ },
]

/** Where a test runs a pipeline of the project end to end: as a process, through its main function, or stage by stage from data to a trained model that is used. */
export function pipelineRunOf(facts: RepositoryFacts, test: TestCase): PipelineRun | null {
  return asProcess(facts, test) ?? throughMain(facts, test) ?? stageByStage(test) ?? throughData(test) ?? throughFiles(facts, test)
}

function asProcess(facts: RepositoryFacts, test: TestCase): PipelineRun | null {
  if (test.mocks.some((mock) => /subprocess|os\.system/.test(mock.target))) return null
  for (const part of test.parts) {
    for (const call of part.calls) {
      const { dotted } = nameOfCall(facts, part.module, call)
      if (RUNNERS.test(dotted) && test.subjects.length > 0) return { line: call.line, says: `it runs a pipeline with ${dotted.split('.', 1)[0] ?? ''}` }
      const started = startsProcess(dotted) ? startedBy(facts, call, part.statements) : null
      if (started !== null) return { line: call.line, says: `it starts ${started}` }
    }
  }
  return null
}

function throughMain(facts: RepositoryFacts, test: TestCase): PipelineRun | null {
  const own = test.subjects.filter((subject) => subject.part.as === 'body' || subject.part.as === 'helper')
  if (test.subjects.some((subject) => subject.mocked) || replacesStages(test)) return null
  const found = own.find((subject) => runsAll(facts, subject))
  const whole = found ?? own.find((subject) => isWhole(facts, subject))
  return whole === undefined ? null : { line: whole.line, says: `it runs ${shown(whole)} of ${whole.path}` }
}

function runsAll(facts: RepositoryFacts, { path, name }: Subject): boolean {
  const bare = name.replaceAll('()', '').replace(/\.fn$/, '')
  const last = bare.split('.').at(-1) ?? ''
  const file = pythonFileAt(facts, path)
  if (file === null) return false
  const target = definitionsOf(file.tree).functions.find((one) => one.qualified === bare)
  if (target?.decorators.some((one) => /^(?:prefect\.(?:\w+\.)*flow|zenml\.(?:\w+\.)*pipeline|metaflow\.\w+|dagster\.job)$/.test(one)) === true) return true
  if (!RUNS_ALL.test(last) || MAKES.test(last)) return false
  // `run` and `execute` of anything are too little: the class or the file has to be a pipeline, or a trainer that reads its data or keeps its model.
  return !/^(?:run|execute|main)$/.test(last) || last === 'main' || /pipeline|flow|workflow|job/i.test(`${path} ${bare}`) || (/train/i.test(`${path} ${bare}`) && readsOrKeeps(facts, { path, name: bare }))
}

function replacesStages(test: TestCase): boolean {
  return test.mocks.some(({ target }) => STAGES.some(({ words }) => target.includes('.') && words.test(target.split('.').at(-1) ?? '')) && !/^mlflow|^sys\.modules/.test(target))
}

/** From data over training to use, in what the test itself calls: of more than one file, or of one that the test calls a pipeline. A test that calls itself one may ask the trained model itself. */
function stageByStage(test: TestCase): PipelineRun | null {
  const own = ownSubjects(test)
  const at = (stage: Stage): Subject | undefined => own.find((subject) => stageOf(subject.name) === stage)
  const [data, train, use] = [at('data'), at('train'), at('use')]
  if (data === undefined || train === undefined) return null
  const saysSo = test.integration || /pipeline|workflow|flow|full|complete|end_?to_?end/i.test(test.name)
  const end = use !== undefined ? shown(use) : saysSo ? askedModel(test, train) : null
  const isWhole = end !== null && (saysSo || new Set([data, train, use ?? train].map(({ path }) => path)).size > 1)
  return isWhole ? { line: data.line, says: `it goes from ${shown(data)} over ${shown(train)} to ${end}` } : null
}

/** What a test asks of a model itself, after a step of the project has trained it: `model.predict`. */
function askedModel(test: TestCase, train: Subject): string | null {
  const { as, module } = train.part
  const calls = as === 'body' ? test.parts.filter((part) => part.as === 'body' && part.module.path === module.path).flatMap((part) => part.calls) : []
  const asked = calls.find(({ callee, method, line }) => callee.kind === 'attribute' && callee.of.kind === 'name' && /^(?:predict|predict_proba|score)$/.test(method) && line > train.line)
  return asked?.callee.kind === 'attribute' && asked.callee.of.kind === 'name' ? `${asked.callee.of.id}.${asked.method}` : null
}

/** The whole way of the data: read from where it lies, then at least three steps more. */
function throughData(test: TestCase): PipelineRun | null {
  const steps = new Map(ownSubjects(test).filter((subject) => stageOf(subject.name) === 'data').map((subject) => [shown(subject), subject]))
  const [first] = steps.values()
  return first !== undefined && steps.size > LEAST_STEPS && /^(?:load|read|ingest|fetch|get)_/.test(shown(first)) ? { line: first.line, says: `it goes through ${[...steps.keys()].slice(0, 5).join(', ')}` } : null
}

/** From a file with sample data through the project's steps to what a second file says must come of it. */
function throughFiles(facts: RepositoryFacts, test: TestCase): PipelineRun | null {
  const steps = new Map(ownSubjects(test).map((subject) => [shown(subject), subject]))
  const [first] = steps.values()
  if (first === undefined || test.mocks.length > 0 || (steps.size === 1 && !/^(?:pre)?process(?:_|$)|^run_|pipeline/.test(shown(first)))) return null
  return comparesWithFile(facts, test) ? { line: first.line, says: `it takes sample data through ${[...steps.keys()].slice(0, 5).join(', ')} and compares the result with a file` } : null
}

/** What the test and its helpers call; none where a stand-in takes the place of a stage. */
function ownSubjects(test: TestCase): readonly Subject[] {
  if (replacesStages(test) || test.subjects.some((subject) => subject.mocked)) return []
  return test.subjects.filter(({ part }) => part.as === 'body' || part.as === 'helper' || part.as === 'setup')
}

function shown(subject: Subject): string {
  return subject.name.replaceAll('()', '').replace(/\.fn$/, '')
}

function stageOf(name: string): Stage | null {
  const parts = name.replaceAll('()', '').replace(/\.fn$/, '').split('.')
  const last = parts.at(-1) ?? ''
  const own = STAGES.find(({ words }) => words.test(last))
  return own?.stage ?? STAGES.find(({ words }) => parts.some((part) => words.test(part)))?.stage ?? null
}
