import type { Expression } from '../../parse/python/tree.ts'
import { dvcOf } from '../data/dvc.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { walkExpression, wordsIn } from '../python/expressions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { reachOf } from '../python/reach.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { keepsModels } from './autologging.ts'

/** A place where a model is kept as an artifact: logged to a tracker, written to a file, uploaded, tracked by DVC, committed, or downloaded and written as it came. */
export type SavedModel = { readonly how: 'logged' | 'uploaded' | 'written' | 'tracked' | 'committed' | 'downloaded'; readonly path: string; readonly line: number; readonly says: string; readonly where: 'code' | 'notebook'; readonly reached: boolean }

const ORDER: readonly SavedModel['how'][] = ['logged', 'uploaded', 'written', 'tracked', 'committed', 'downloaded']
const MODEL_FILE = /\.(?:pkl|pickle|joblib|pth?|onnx|h5|hdf5|keras|safetensors|cbm|tflite|bst|ubj|ckpt|pb|model|mlmodel|gguf|bento|bin)$/i
const MODEL_WORD = /model|(?:^|[_\W])(?:clf|classifier|regressor|estimator|pipeline|pipe|net|network|weights|learner|booster|xgb\w*|lgbm?\w*|rf|svd|svm|knn|lr|logreg|state_dict|checkpoint|predictor|forest|best)(?:$|[_\W\d])/i
/** Parts of a pipeline that are no model, and data. */
const OTHER_WORD = /scaler|encoder|vectori[sz]er|tf_?idf|preprocess|tokeni[sz]er|transformer|imputer|(?:^|_)(?:data|dataset|df|dv|frame|features?|columns?|history|mapping|index|indices|ids|labels?|vocab|stats|bins|metrics|results?|report|config|params|cache|x|y|x_train|y_train|x_test|y_test|train|test|reference|texts|tokens|samples|splits|targets|images|sentences|tensors)(?:$|_)/i

/** `Model.from_pretrained("org/name").save_pretrained(folder)`: a copy of what was loaded, unless something in the file trains it in between. */
const DOWNLOADED = /\.from_pretrained\(\)(?:\.(?:to|cuda|cpu|eval|half|float)\(\))*\.save_pretrained$/
const TRAINS = /(?<!pre)train|fit|tune|backward|merge/i

/** Every saved model, logged ones first and copies of downloaded ones last; what stands in tests is left out. */
export const savedModelsOf = memoise((facts: RepositoryFacts): readonly SavedModel[] => {
  const reach = reachOf(facts)
  const inCode = modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'notebook').flatMap((module) => savingCallsOf(module).map(({ how, call }): SavedModel =>
    ({ how, path: module.path, line: call.line, says: `${call.method}(…)`, where: module.role === 'notebook' ? 'notebook' : 'code', reached: reach.isReached(module.path, call.context) })))
  const tracked = dvcOf(facts).outputs.filter((output) => isModelPath(output.path)).map((output): SavedModel => ({ how: 'tracked', path: output.in, line: output.line, says: `DVC keeps ${output.path}`, where: 'code', reached: true }))
  const committed = [...facts.files.values()].filter((file) => file.role === 'data' && isModelPath(file.path)).map((file): SavedModel => ({ how: 'committed', path: file.path, line: 1, says: 'a model file in the repository', where: 'code', reached: true }))
  return [...inCode, ...tracked, ...committed].sort((left, right) => ORDER.indexOf(left.how) - ORDER.indexOf(right.how))
})

const savingCallsOf = memoise((module: PythonModule): readonly { readonly how: SavedModel['how']; readonly call: Call }[] => {
  const imports = new Set(definitionsOf(module.tree).imports.map((one) => one.module.split('.')[0] ?? ''))
  const calls = callsOf(module.tree)
  const trains = calls.some((call) => TRAINS.test(call.method))
  return calls.flatMap((call) => {
    const how = howSaved(call, module, imports)
    return how === null ? [] : [{ how: !trains && DOWNLOADED.test(call.name) ? 'downloaded' as const : how, call }]
  })
})

function isModelPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return (MODEL_FILE.test(name) || !name.includes('.')) && MODEL_WORD.test(path) && !OTHER_WORD.test(name.replace(/\.\w+$/, '')) && (MODEL_FILE.test(name) || /^(?:\w*model\w*|weights)$/i.test(name))
}

function howSaved(call: Call, module: PythonModule, imports: ReadonlySet<string>): SavedModel['how'] | null {
  const { name, method } = call
  const subject = (index: number): boolean => isModel(positionalOf(call, index))
  if (method === 'log_model' || (name.startsWith('mlflow.') && keepsModels(call))) return 'logged'
  if (method === 'Artifact' && imports.has('wandb')) return /model/.test(stringOf(keywordOf(call, 'type') ?? positionalOf(call, 1), module.tree, call.context) ?? '') ? 'logged' : null
  if (/^(?:log_artifacts?|log_asset|upload_artifact)$/.test(method)) return call.args.some((argument) => MODEL_WORD.test(wordsIn(argument.value).join(' '))) ? 'logged' : null
  if (/^(?:joblib|pickle|cloudpickle|dill|skops\.io|sklearn\.externals\.joblib)\.dump$/.test(name)) return subject(0) || (isModelFile(positionalOf(call, 1), module, call) && !isOther(positionalOf(call, 0)) && !isOtherFile(call, module)) ? 'written' : null
  if (/(?:^|\.)(?:torch\.(?:jit\.)?save|saved_model\.save|keras\.(?:models|saving)\.save_model|torch\.onnx\.export|onnx\.save(?:_model)?|safetensors\.\w+\.save_(?:file|model))$/.test(name)) return isOther(positionalOf(call, 0)) || isOtherFile(call, module) ? null : 'written'
  if (/^(?:save_model|save_pretrained|save_weights|save_checkpoint|to_onnx|saveAsTextFile|save_state_dict)$/.test(method) && !isOther(receiverOf(call))) return 'written'
  if ((method === 'save' || method === 'export') && isModel(receiverOf(call))) return 'written'
  if (/^(?:(?:save|dump|export|persist|store|write)_(?:trained_|best_|final_)?(?:model|pipeline)s?|(?:model|pipeline)_save)$/.test(method)) return 'written'
  if (/^(?:save|dump|write)_(?:object|obj|pickle|pkl|bin|artifact|joblib|file)$/.test(method)) return !isPart(positionalOf(call, 0)) && call.args.some((argument) => isModel(argument.value)) ? 'written' : null
  if (/(?:^|\.)ModelCheckpoint$/.test(name)) return 'written'
  if (/^(?:upload_file|upload_fileobj|put_object|upload_from_filename|upload_blob|fput_object|upload_model|upload_file_to_s3)$/.test(method)) return isUploadOfModel(wordsIn(call.callee).concat(call.args.flatMap((argument) => wordsIn(argument.value)))) ? 'uploaded' : null
  const script = call.args.flatMap((argument) => stringOf(argument.value, module.tree, call.context) ?? []).join(' ').slice(0, 500)
  return /\b(?:aws s3 (?:cp|sync|mv)|gsutil(?: -m)? (?:cp|rsync)|gcloud storage cp|az storage blob upload\S*|dvc add)\b/.test(script) && MODEL_WORD.test(`${script} ${call.args.flatMap((argument) => wordsIn(argument.value)).join(' ')}`) ? 'uploaded' : null
}

function receiverOf(call: Call): Expression | null {
  return call.callee.kind === 'attribute' ? call.callee.of : null
}

function isModel(expression: Expression | null): boolean {
  // A bundle holds the model beside what belongs to it.
  if (expression?.kind === 'dict') return expression.entries.some(({ key, value }) => isModel(value) || isModel(key))
  return expression !== null && !isOther(expression) && wordsIn(expression).some((word) => MODEL_WORD.test(word))
}

/** `save_artifact(preprocessor, pipeline_path)`: what comes before a model, whatever its file is called. */
function isPart(expression: Expression | null): boolean {
  return expression?.kind === 'name' && /^(?:\w+_)?(?:preprocessor|scaler|encoder|vectori[sz]er|imputer|tokeni[sz]er)$/.test(expression.id)
}

function isModelFile(expression: Expression | null, module: PythonModule, call: Call): boolean {
  if (expression === null) return false
  const text = `${wordsIn(expression).join(' ')} ${stringOf(expression, module.tree, call.context) ?? ''}`
  return MODEL_WORD.test(text) && !OTHER_WORD.test(text)
}

/** A file whose name says that it keeps something else, where what is saved does not say that it is a model: `torch.save(rows, folder / "val_rows.pt")`. */
function isOtherFile(call: Call, module: PythonModule): boolean {
  const [what, where] = [positionalOf(call, 0), positionalOf(call, 1)]
  if (where === null || (what !== null && wordsIn(what).some((word) => MODEL_WORD.test(word)))) return false
  const texts = [stringOf(where, module.tree, call.context) ?? '']
  walkExpression(where, (one) => { if (one.kind === 'string') texts.push(one.text) })
  const name = texts.at(-1) ?? ''
  const stem = name.slice(name.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  return OTHER_WORD.test(stem) && !MODEL_WORD.test(stem)
}

function isOther(expression: Expression | null): boolean {
  if (expression === null) return false
  const words = wordsIn(expression)
  return words.some((word) => OTHER_WORD.test(word)) && !words.some((word) => /model|classifier|regressor|clf/i.test(word))
}

/** Whether the words of an upload name a model; `upload_file(model_folder + preds_path)` sends what a model said. */
function isUploadOfModel(words: readonly string[]): boolean {
  return words.some((word) => /model|weights|\.(?:pkl|onnx|pt|joblib|h5)$/i.test(word)) && !words.some((word) => /^(?:predictions?|preds)_(?:file|path|csv)/i.test(word))
}
