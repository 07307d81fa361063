import { memoise } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { expressionsIn, someExpression } from '../python/expressions.ts'
import type { Statement } from '../../parse/python/tree.ts'
import type { PythonModule } from '../python/modules.ts'
import type { CodePart } from '../schedules/code-parts.ts'

/** What only work on data is called: of pandas, of scikit-learn's transformers, of text. */
const STRONG: ReadonlySet<string> = new Set(['fit_transform', 'train_test_split', 'random_split', 'randomSplit', 'dropna', 'fillna', 'drop_duplicates', 'get_dummies', 'interpolate', 'factorize', 'qcut', 'cut', 'word_tokenize', 'sent_tokenize', 'lemmatize', 'stem', 'fit_resample', 'pad_sequences', 'texts_to_sequences', 'log1p', 'to_categorical', 'shuffle_and_split', 'ColumnTransformer', 'make_column_transformer', 'LabelBinarizer', 'PolynomialFeatures', 'PowerTransformer', 'QuantileTransformer', 'FunctionTransformer', 'SelectKBest', 'RandomOverSampler', 'RandomUnderSampler', 'ImageDataGenerator', 'StringIndexer', 'VectorAssembler', 'RandomCrop', 'RandomHorizontalFlip'])
const STRONG_CLASS = /^(?:\w+Scaler|\w+Encoder|\w+Imputer|\w+Discretizer|\w+Vectorizer|SMOTE\w*)$/
/** What work on data is called that is other work too. */
const WEAK: ReadonlySet<string> = new Set(['astype', 'apply', 'map', 'replace', 'merge', 'join', 'groupby', 'rename', 'drop', 'to_datetime', 'to_numeric', 'transform', 'clip', 'pivot', 'pivot_table', 'melt', 'concat', 'sort_values', 'sub', 'lower', 'strip', 'split', 'shift', 'rolling', 'diff', 'sample', 'quantile', 'assign', 'query', 'where', 'isin', 'select_dtypes', 'reset_index', 'resample', 'isnull', 'isna', 'mask', 'explode', 'tokenizer', 'tokenize', 'Normalize', 'Resize', 'ToTensor', 'Compose', 'batch', 'prefetch', 'shuffle'])
const MODULE = /(?:^|[/_-])(?:pre_?process(?:ing|or|ed)?|data_?process(?:ing|or)|process_?data|prepare|preparation|prepare_?data|data_?prep(?:aration)?|prep|features?|featuri[sz](?:e|ation)|build_?features|feature_?engineering|transform(?:s|ation|ations|er|ers)?|data_?transformation|clean(?:ing|er)?|data_?cleaning|clean_?data|tokeni[sz](?:e|er|ation)|vectori[sz](?:e|er)|split(?:_?data)?|data_?split(?:ting)?|augment(?:ation)?|dataset_?builder|wrangl(?:e|ing))(?:_(?:data|dataset|text|features?|utils|pipeline|step|stage|tasks?))?\.py$/i
const TOKENS = /^(?:preprocess\w*|process|prepare\w*|preparation|prep|clean\w*|transform\w*|tokeni[sz]e\w*|tokenizer|normali[sz]e\w*|standardi[sz]e\w*|scale|scaling|scaler|encode\w*|encoding|encoder|impute\w*|imputation|vectori[sz]e\w*|featuri[sz]e\w*|features?|engineer\w*|split\w*|augment\w*|resample\w*|balance|oversample|undersample|lemmati[sz]e\w*|stem\w*|dedup\w*|binari[sz]e|discreti[sz]e|outliers?|missing|duplicates?|stopwords|windows?|lags?)$/
const OTHER_WORK = /^(?:response|responses|request|requests|db|database|env|logger|logging|output|message|messages|cache|temp|sql|report|plot|metrics|schema|validate|check|drift|store|materiali[sz]e|save|load|fetch|download|names?|importances?|importance|list|registry|folders?|files?|models?|resources?|sessions?|memory|results?|predictions?|predict\w*|inference|forward|score|scores|classifier|regressor|network|artifacts?|old|up)$/
/** Modules whose work on data is for something else: watching, serving, drawing, checking. */
const ELSEWHERE = /(?:^|[/_-])(?:drift|monitor\w*|dashboard|streamlit\w*|gradio|app|apis?|server?|serving|inference|predict\w*|routes?|routers?|endpoints?|evaluat\w*|reports?|reporting|plots?|visuali[sz]\w*|eda|simulat\w*|mocks?|load_?tests?|locust\w*|deploy\w*|schemas?|validat\w*|alerts?|metrics|exporter|client|quality|expectations?|examples?|requests?|demo|traffic|generat\w*|scratch|docs)(?:[/_-]|\.py$)/i
/** Work on numbers that come out, not on data that goes in. */
const OUTCOME = /^(?:metrics?|reports?|plots?|drift|validate|validation|check|schema|evaluate|evaluation|predict\w*|importances?|summary|dashboard)$/
const HELPER = /^(?:__init__$|parse_|get_args|setup_|get_logger|init_log|configure_|load_|read_|save_|write_|download_|fetch_|upload_|log_)/

/** How far a part of the project's code prepares data: all that it does, what some of its statements do, or nothing of it. */
export function preparesData(part: CodePart, isTraining: boolean, isUsedByTraining: boolean): 'whole' | 'statements' | null {
  const { strong, weak } = workOf(part)
  const { prepares, isElsewhere } = workOfModule(part.module)
  if (isTraining) return strong > 0 && !isElsewhere ? 'statements' : null
  if (part.calls.length === 0 && part.definition === null) return null
  const name = part.name === '' || part.name === '__main__' ? '' : part.name
  if (prepares) return HELPER.test(part.definition?.name ?? '') && strong + weak === 0 ? null : part.definition !== null || strong + weak > 0 ? 'whole' : null
  if (isElsewhere) return null
  if (name !== '' && saysPreparing(name) && (strong + weak > 0 || isUsedByTraining)) return 'whole'
  if (strong === 0 || tokensOf(name).some((token) => OUTCOME.test(token))) return null
  return part.definition === null || /(?:^|\.)main$/.test(name) ? 'statements' : 'whole'
}

const workOfModule = memoise(({ path }: PythonModule): { readonly prepares: boolean; readonly isElsewhere: boolean } => ({ prepares: MODULE.test(path), isElsewhere: ELSEWHERE.test(path) }))

function saysPreparing(name: string): boolean {
  const tokens = tokensOf(name)
  return tokens.some((token) => TOKENS.test(token)) && !tokens.some((token) => OTHER_WORK.test(token))
}

function tokensOf(name: string): readonly string[] {
  return name.slice(0, 200).replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z\d]+/)
}

const workOf = memoise((part: CodePart): { readonly strong: number; readonly weak: number } => ({ strong: part.calls.filter(({ method }) => isStrong(method)).length, weak: part.calls.filter(({ method }) => WEAK.has(method)).length }))

function isStrong(method: string): boolean {
  return STRONG.has(method) || (/^[A-Z]/.test(method) && STRONG_CLASS.test(method))
}

/** The statements of a part that work on data, without the blocks in them: of a script that prepares and trains in one go. */
export const preparingStatements = memoise((part: CodePart): readonly Statement[] => part.statements.flatMap(({ statement }): readonly Statement[] => {
  if (statement.kind !== 'assign' && statement.kind !== 'expression' && statement.kind !== 'return') return []
  const names = expressionsIn(statement).some((one) => someExpression(one, (inner) => inner.kind === 'call' && isOnData(methodOf(inner))))
  return names ? [statement] : []
}))

function methodOf({ callee }: Pick<Call, 'callee'>): string {
  return callee.kind === 'attribute' ? callee.name : callee.kind === 'name' ? callee.id : ''
}

function isOnData(method: string): boolean {
  return isStrong(method) || /^(?:astype|drop|replace|to_datetime|to_numeric|apply|merge|groupby|clip|get_dummies)$/.test(method)
}
