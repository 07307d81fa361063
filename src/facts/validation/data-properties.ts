import type { Expression } from '../../parse/python/tree.ts'
import { lastName, partsOf, someExpression, textOf, wordsIn } from '../python/expressions.ts'

/** What of a data set a condition looks at; `column` where it asks only whether one column is there. */
export type DataKind = 'columns' | 'column' | 'nulls' | 'types' | 'shape' | 'items' | 'rows' | 'range' | 'values' | 'duplicates'

const METHODS: Readonly<Record<string, DataKind>> = {
  isnull: 'nulls', isna: 'nulls', notnull: 'nulls', notna: 'nulls', isnan: 'nulls', isfinite: 'nulls', isinf: 'nulls', null_count: 'nulls', is_null: 'nulls', is_nan: 'nulls', hasnans: 'nulls', isNull: 'nulls', isNotNull: 'nulls',
  duplicated: 'duplicates', is_duplicated: 'duplicates', drop_duplicates: 'duplicates', is_unique: 'duplicates',
  nunique: 'values', unique: 'values', value_counts: 'values', isin: 'values', is_in: 'values', bincount: 'values',
  between: 'range', is_between: 'range',
  is_numeric_dtype: 'types', is_string_dtype: 'types', is_datetime64_any_dtype: 'types', is_integer_dtype: 'types', is_float_dtype: 'types', is_categorical_dtype: 'types', is_bool_dtype: 'types',
}
const ATTRIBUTES: Readonly<Record<string, DataKind>> = { columns: 'columns', dtype: 'types', dtypes: 'types', empty: 'rows', fieldnames: 'columns', is_unique: 'duplicates', hasnans: 'nulls', num_rows: 'rows' }
/** Figures of a column; of anything else (a score, a tensor) they say nothing of a data set. */
const FIGURES = /^(?:min|max|mean|std|median|quantile|any|all)$/
/** Names that hold rows. */
const ROWS = /(?:^|_)(?:df|data|frame|rows?|records?|samples?|train|test|val|images?|labels?|features?|x|y|table|batch|lines|examples?|corpus|texts|tickers|prices|transactions|ratings)(?:_|s?$|\d)|dataset|dataframe/i
const FRAME = /^(?:df|data|dataset|frame|dataframe|\w+_df|df_\w+)$/
/** One member of a data set, which has a shape of its own: an image, a sample. */
const ITEM = /(?:^|[_.])(?:im(?:g|age)|sample|item|pixels?)(?:_|$|\d|\b)/i
/** One row of records that are no frame. */
const RECORD = /^(?:row|record|sample|example|entry)$/
/** One row by a name that is no subset of the data (`sample = df.sample(5)`) either. */
const ROW = /^(?:row|record)$/
const ALLOWED = /^(?:valid|allowed|known|possible|expected|required|permitted)_?(?:labels?|class(?:es)?|categor(?:y|ies)|values?|targets?|range)?$|^(?:labels|classes|categories)$/i
const LABEL = /label|class|target|categor/i
const LIMITS = /(?:missing|expected|required|mandatory|extra|unexpected|invalid|manquant\w*|faltantes?|requeridas?)_?(?:cols?|columns?|columnas|colonnes|features?|fields?|colunas)/i

/** What an expression looks at of a data set, by what it reads (`df.columns`, `df.isnull()`, `len(df)`, `df["age"].min()`). */
export function kindsIn(expression: Expression): ReadonlySet<DataKind> {
  const kinds = new Set<DataKind>()
  const visit = (one: Expression, callee: boolean): void => {
    if (one.kind === 'attribute' && !callee && Object.hasOwn(ATTRIBUTES, one.name)) kinds.add(ATTRIBUTES[one.name] ?? 'columns')
    if (one.kind === 'attribute' && one.name === 'shape' && !callee && !/model|layer|tensor|weight|pred|output|logit/i.test(textOf(one.of))) kinds.add(ITEM.test(textOf(one.of)) ? 'items' : 'shape')
    if (one.kind === 'attribute' && one.name === 'schema' && !callee && isRows(one.of)) kinds.add('types')
    if (one.kind === 'attribute' && isColumnNames(one, callee)) kinds.add('columns')
    if (one.kind === 'name' && LIMITS.test(one.id)) kinds.add('columns')
    if (one.kind === 'call') called(one, kinds)
    if (one.kind === 'compare') compared(one, kinds)
    // `df.shape[0]` counts rows.
    if (one.kind === 'subscript' && one.of.kind === 'attribute' && one.of.name === 'shape' && one.index[0]?.kind === 'number' && one.index[0].value === 0) return void kinds.add('rows')
    const parts = one.kind === 'compare' && isAmongItself(one) ? [] : partsOf(one)
    for (const part of parts) visit(part, one.kind === 'call' && part === one.callee)
  }
  visit(expression, false)
  return kinds
}

/** The one column that a condition asks for and nothing else, named by a text or as the label: `"price" not in df`, `label not in frame.columns`. */
export function oneColumnIn(test: Expression): string | null {
  if (test.kind === 'unary' && test.operator === 'not') return oneColumnIn(test.operand)
  const [left, right] = test.kind === 'compare' && test.operands.length === 2 && /^(?:not )?in$/.test(test.operators[0] ?? '') ? test.operands : []
  if (left === undefined || right === undefined || !(lastName(right) === 'columns' || (right.kind === 'name' && FRAME.test(right.id)))) return null
  return left.kind === 'string' || ((left.kind === 'name' || left.kind === 'attribute') && /(?:label|target)(?:_?col(?:umn)?|_?name)?$/i.test(lastName(left))) ? textOf(left) : null
}

/** The names of columns as Arrow, Ray, Spark and Hugging Face give them: `table.column_names`, `ds.schema().names`, `df.schema.fieldNames()`. */
function isColumnNames(one: Expression & { readonly kind: 'attribute' }, callee: boolean): boolean {
  if (one.name === 'column_names') return true
  if (!/^(?:names|fieldNames|fields)$/.test(one.name) || (one.name === 'fieldNames') !== callee) return false
  return lastName(one.of.kind === 'call' ? one.of.callee : one.of) === 'schema'
}

/** `len(x) == len(y)` compares two results with each other, not the data with what is expected of them. */
function isAmongItself(one: Expression & { readonly kind: 'compare' }): boolean {
  return one.operands.every((operand) => {
    const text = textOf(operand)
    if (text.includes('.columns')) return false
    return /\.shape\b/.test(text) || (operand.kind === 'call' && text.startsWith('len(') && operand.args.every((argument) => isRows(argument.value)))
  })
}

function called(one: Expression & { readonly kind: 'call' }, kinds: Set<DataKind>): void {
  const name = lastName(one.callee)
  if (Object.hasOwn(METHODS, name)) kinds.add(METHODS[name] ?? 'values')
  if (one.callee.kind === 'attribute' && FIGURES.test(name) && (one.callee.of.kind === 'subscript' || isComparison(one.callee.of) || (one.callee.of.kind === 'name' && ROWS.test(one.callee.of.id)))) kinds.add('range')
  const first = one.args[0]?.value
  // One record is as long as it has columns: `len(row) == 3`.
  if (name === 'len' && first !== undefined && isRows(first)) kinds.add(isRow(first) ? 'columns' : 'rows')
  // `isinstance(row["text"], str)`
  if (name === 'isinstance' && first?.kind === 'subscript' && first.of.kind === 'name' && RECORD.test(first.of.id)) kinds.add('types')
  if (name === 'set' && first !== undefined && first.kind !== 'collection' && (first.kind === 'subscript' || (first.kind === 'name' && /^y|labels?|classes|target/i.test(first.id)))) kinds.add('values')
}

/** A name asked of a frame or record (`"age" not in df`), a label asked of the allowed ones, and an image's own figures (`img.size != (48, 48)`, `img.mode == "L"`). */
function compared(one: Expression & { readonly kind: 'compare' }, kinds: Set<DataKind>): void {
  one.operators.forEach((operator, index) => {
    const right = one.operands[index + 1]
    if (!/^(?:not )?in$/.test(operator)) return
    const left = one.operands[index]
    const isLabel = left?.kind === 'name' && LABEL.test(left.id)
    // `label in (0, 1)`
    if (isLabel && right?.kind === 'collection' && right.items.length > 1 && right.items.every((item) => item.kind === 'number' || item.kind === 'string')) kinds.add('values')
    if (right?.kind !== 'name') return
    if (FRAME.test(right.id) || RECORD.test(right.id)) kinds.add('columns')
    if (ALLOWED.test(right.id) && isLabel) kinds.add('values')
  })
  for (const operand of one.operands) {
    if (operand.kind === 'attribute' && /^(?:size|mode|format)$/.test(operand.name) && /im(?:g|age)|pic/i.test(textOf(operand.of))) kinds.add('types')
  }
}

/** Whether a condition asks a number out of one row to lie in a range: `0 <= age <= 120` of `age = int(row[2])`. `values` are what the names around it were given. */
export function asksRangeOfRow(test: Expression, values: ReadonlyMap<string, Expression>): boolean {
  return someExpression(test, (one) => one.kind === 'compare' && one.operators.every((operator) => /^[<>]=?$/.test(operator))
    && one.operands.some((operand) => operand.kind === 'number') && one.operands.some((operand) => isOfRow(operand, values, 4)))
}

function isOfRow(one: Expression, values: ReadonlyMap<string, Expression>, hops: number): boolean {
  if (hops === 0) return false
  if (one.kind === 'subscript') return isRow(one.of)
  const given = one.kind === 'name' ? values.get(one.id) : undefined
  if (given !== undefined) return isOfRow(given, values, hops - 1)
  const [first] = one.kind === 'call' && one.callee.kind === 'name' && /^(?:int|float)$/.test(one.callee.id) ? one.args : []
  return first !== undefined && isOfRow(first.value, values, hops - 1)
}

function isRow(one: Expression): boolean {
  return one.kind === 'name' && ROW.test(one.id)
}

function isComparison(one: Expression): boolean {
  return one.kind === 'compare' || one.kind === 'binary' || (one.kind === 'unary' && isComparison(one.operand))
}

function isRows(one: Expression): boolean {
  if (one.kind === 'name') return ROWS.test(one.id)
  if (one.kind === 'attribute') return ROWS.test(one.name)
  return one.kind === 'subscript' ? isRows(one.of) : one.kind === 'call' && wordsIn(one).some((word) => /^(?:count|collect|set|dropna|read|readlines|splitlines)$/.test(word))
}
