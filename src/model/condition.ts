/** A literal that a condition compares with. */
export type Literal = string | number | boolean

/** Where Python counts: the project's code, its tests, or both. */
export type CodePlace = 'code' | 'tests' | 'anywhere'

/** One thing that a repository may hold, as a checklist names it. Absent parts are null: they are not asked. */
export type LeafCondition =
  | { readonly kind: 'file'; readonly glob: string }
  | { readonly kind: 'import'; readonly module: string; readonly in: CodePlace }
  | { readonly kind: 'call'; readonly name: string; readonly keyword: string | null; readonly value: Literal | null; readonly in: CodePlace }
  | { readonly kind: 'decorator'; readonly name: string; readonly in: CodePlace }
  | { readonly kind: 'route'; readonly path: string; readonly method: string | null }
  /** Exactly one of the two is given. */
  | { readonly kind: 'workflow-runs'; readonly command: string | null; readonly action: string | null }
  | { readonly kind: 'dockerfile'; readonly instruction: string; readonly text: string | null }
  | { readonly kind: 'setting'; readonly file: string; readonly path: readonly string[]; readonly value: Literal | null; readonly atLeast: number | null; readonly atMost: number | null }
  | { readonly kind: 'dependency'; readonly name: string; readonly module: string | null }
  | { readonly kind: 'heading'; readonly words: string; readonly file: string | null }
  | { readonly kind: 'words'; readonly words: string; readonly file: string | null }

/**
 * Conditions joined. A `not` stands in an `all` only, beside a condition that is none, so that whatever holds has a place that shows it;
 * the reading of a checklist refuses everything else.
 */
export type Condition =
  | LeafCondition
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }

export type ConditionKind = LeafCondition['kind']

/** The condition of one kind. */
export type ConditionOf<Kind extends ConditionKind> = Extract<LeafCondition, { readonly kind: Kind }>
