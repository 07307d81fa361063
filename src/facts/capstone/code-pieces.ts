import type { CodePiece } from '../../model/model-state.ts'
import type { FunctionStatement, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf, type CodePart } from '../schedules/code-parts.ts'
import { callsTraining, saysTraining, trainingPartsOf } from '../schedules/training-code.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { codeText } from './code-digest.ts'
import { constantsOf } from './code-parameters.ts'
import { isEstimatorMade, isLearnerMade } from './learners.ts'
import { preparesData, preparingStatements } from './preprocessing-parts.ts'

/** The code that prepares data and the code that trains, before it is digested: `text` is what it does. */
export type PieceText = Omit<CodePiece, 'digest'> & { readonly text: string }
type Pieces = { readonly preprocessing: readonly PieceText[]; readonly training: readonly PieceText[]; readonly modules: ReadonlySet<PythonModule> }

const SERVES = /^(?:fastapi|flask|streamlit|gradio|django|bentoml|litserve|starlette)\b/

/**
 * The parts of the project's code (no tests, no notebooks) that prepare data and that train, in the order of paths and lines. What a training script does
 * beside its functions is a piece by the file's name; of code that prepares and trains in one go, the statements that prepare are a piece of preprocessing too.
 */
export const piecesOf = memoise((facts: RepositoryFacts): Pieces => {
  const trainingAt = trainingPartsOf(facts)
  const parts = [...codePartsOf(facts).values()].filter(({ module }) => module.role === 'code')
  const training = parts.filter((part) => part.calls.some(isEstimatorMade) || callsTraining(part) || (trainingAt.has(part.key) && (part.name.endsWith('.fit') || saysTraining(stemOf(part.module)))))
  const isTraining = new Set(training)
  const used = usedBy(facts, training)
  const modules = new Set(training.map(({ module }) => module))
  const preprocessing: PieceText[] = []
  const listed = new Set<FunctionStatement>(training.flatMap((part) => part.definition?.node ?? []))
  for (const part of parts) {
    const how = preparesData(part, isTraining.has(part), part.definition !== null && used.has(part.definition.node))
    if (how === null) continue
    const text = how === 'whole' ? wholeText(part) : preparingText(part)
    if (text === '') continue
    preprocessing.push(pieceOf(facts, part, text))
    modules.add(part.module)
    if (how === 'whole' && part.definition !== null) listed.add(part.definition.node)
  }
  const functions = training.flatMap((part) => (part.definition === null ? [] : [pieceOf(facts, part, wholeText(part))]))
  const scripts = [...new Set(training.filter(isOfScript).map(({ module }) => module))].flatMap((module) => scriptPiece(facts, module, listed))
  return { preprocessing: merged(preprocessing), training: merged([...functions, ...scripts]), modules }
})

/** The functions of the project that training calls: what stands before a `fit` is mostly preparing. */
function usedBy(facts: RepositoryFacts, training: readonly CodePart[]): ReadonlySet<FunctionStatement> {
  const { targetsOf } = projectCallsOf(facts)
  return new Set(training.flatMap((part) => part.calls.flatMap((call) => targetsOf(call).map(({ definition }) => definition.node))))
}

/** A file whose work is training: by its name, or because its top or its `main` trains; no service that can train as well. */
function isOfScript({ module, name }: CodePart): boolean {
  if (definitionsOf(module.tree).imports.some((one) => SERVES.test(one.module))) return false
  return name === '' || name === '__main__' || name === 'main' || saysTraining(stemOf(module)) || saysTraining(nameOf(folderOf(module.path)))
}

function scriptPiece(facts: RepositoryFacts, module: PythonModule, listed: ReadonlySet<FunctionStatement>): readonly PieceText[] {
  const constants = constantsOf(module)
  const skips = (node: object): boolean => listed.has(node as FunctionStatement)
  const body = module.tree.body.filter((statement) => statement.kind !== 'import' && !skips(statement) && !isConstant(statement, constants))
  const [first] = body
  return first === undefined ? [] : [{ name: nameOf(module.path), path: module.path, line: first.line, blob: shaOf(facts, module.path), text: codeText(body, skips) }]
}

function isConstant(statement: Statement, constants: ReadonlySet<string>): boolean {
  const [target] = statement.kind === 'assign' ? statement.targets : []
  return target?.kind === 'name' && constants.has(target.id)
}

const wholeText = memoise((part: CodePart): string => {
  if (part.definition !== null) return codeText([part.definition.node])
  const constants = constantsOf(part.module)
  return codeText(part.module.tree.body.filter((statement) => statement.kind !== 'import' && statement.kind !== 'function' && statement.kind !== 'class' && !isConstant(statement, constants)))
})

/** What estimators are made with is a setting of training, also where a pipeline names them beside its transformers. */
const preparingText = memoise((part: CodePart): string => {
  const calls = new Map(part.calls.map((call) => [call.callee, call]))
  const isEstimator = (node: object): boolean => {
    const call = 'callee' in node ? calls.get(node.callee as never) : undefined
    return call !== undefined && isLearnerMade(call) && isEstimatorMade(call)
  }
  const statements = preparingStatements(part)
  return statements.length === 0 ? '' : codeText(statements, isEstimator)
})

function pieceOf(facts: RepositoryFacts, { module, name, line }: CodePart, text: string): PieceText {
  return { name: name === '' || name === '__main__' ? nameOf(module.path) : name, path: module.path, line, blob: shaOf(facts, module.path), text }
}

function stemOf({ path }: PythonModule): string {
  return nameOf(path).replace(/\.py$/, '')
}

function shaOf(facts: RepositoryFacts, path: string): string {
  return facts.files.get(path)?.sha ?? ''
}

/** In the order of paths and lines, pieces of one name in one file as one: the top of a script and what stands under its main guard, a function defined twice. */
function merged(pieces: readonly PieceText[]): readonly PieceText[] {
  const byName = new Map<string, PieceText>()
  for (const piece of pieces) {
    const key = `${piece.path}\0${piece.name}`
    const known = byName.get(key)
    byName.set(key, known === undefined ? piece : { ...known, line: Math.min(known.line, piece.line), text: known.text === piece.text ? known.text : `${known.text}\n${piece.text}` })
  }
  return [...byName.values()].toSorted((one, other) => (one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1))
}
