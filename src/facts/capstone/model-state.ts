import type { CodePiece, ModelState, Parameter } from '../../model/model-state.ts'
import { memoise } from '../memoise.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf } from '../schedules/code-parts.ts'
import { callsTraining } from '../schedules/training-code.ts'
import { codeParametersOf } from './code-parameters.ts'
import { piecesOf, type PieceText } from './code-pieces.ts'
import { isEstimatorMade } from './learners.ts'
import { lockedOf, trackedOf } from './locked.ts'
import { settingsParametersOf } from './settings-parameters.ts'
import { isUsualSetting } from './tuned-names.ts'

const MOST = 200
const MOST_NOTEBOOKS = 10
const CONFIGURES = /(?:^|\/)(?:(?:model|train(?:ing)?|data|ml|project|app|core|base|feature|pipeline)_)?(?:config(?:uration)?|settings|constants?|params|parameters|hyper_?param(?:eter)?s|defaults?|globals?)(?:\/__init__)?\.py$/i

/** What the files of a commit say of the work on its model; `digest` tells texts apart. At most 200 entries a list: of parameters those that DVC or their file's name says to be some go first, then those of usual names. */
export function modelStateOf(facts: RepositoryFacts, digest: (text: string) => string): ModelState {
  const { preprocessing, training } = piecesOf(facts)
  const digested = (pieces: readonly PieceText[]): readonly CodePiece[] => pieces.slice(0, MOST).map(({ text, ...piece }) => ({ ...piece, digest: digest(text) }))
  const { watched, others } = settingsParametersOf(facts)
  const rest = [...others, ...inCode(facts)]
  const isUsual = ({ name }: Parameter): boolean => isUsualSetting(name.slice(name.lastIndexOf('.') + 1))
  const all = [...watched, ...rest.filter(isUsual), ...rest.filter((one) => !isUsual(one))]
  return {
    parameters: all.slice(0, MOST).toSorted((one, other) => (one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1)),
    notebooks: trainingNotebooksOf(facts).slice(0, MOST_NOTEBOOKS), preprocessing: digested(preprocessing), training: digested(training), locked: lockedOf(facts).slice(0, MOST), tracked: trackedOf(facts, digest).slice(0, MOST),
  }
}

/** The notebooks that make an estimator or train one, in the order of the tree. */
function trainingNotebooksOf(facts: RepositoryFacts): readonly string[] {
  const parts = [...codePartsOf(facts).values()].filter((part) => part.module.role === 'notebook' && (part.calls.some(isEstimatorMade) || callsTraining(part)))
  return [...new Set(parts.map(({ module }) => module.path))]
}

const inCode = memoise((facts: RepositoryFacts): readonly Parameter[] => tunedModulesOf(facts).flatMap((module) =>
  codeParametersOf(module).map(({ name, value, line }) => ({ name, value, path: module.path, line, blob: facts.files.get(module.path)?.sha ?? '' }))))

/** The modules of training and preprocessing, and the settings modules that they import, in the order of the tree. */
function tunedModulesOf(facts: RepositoryFacts): readonly PythonModule[] {
  const { modules } = piecesOf(facts)
  const { importsOf } = moduleGraphOf(facts)
  const configured = new Set([...modules].flatMap((module) => [...importsOf(module.path)].filter((path) => CONFIGURES.test(path))))
  return projectModulesOf(facts).filter((module) => modules.has(module) || configured.has(module.path))
}
