/** A check run as the App writes it; what GitHub takes at most is kept by who makes it (`report/`). */
export type CheckRunContent = {
  readonly status: 'in_progress' | 'completed'
  /** Only with `completed`. */
  readonly conclusion: 'success' | 'neutral' | 'failure' | null
  readonly title: string
  readonly summary: string
  readonly text: string
  readonly detailsUrl: string | null
  readonly annotations: readonly Annotation[]
  /** At most three, shown once it is completed. */
  readonly actions: readonly CheckRunAction[]
}

/** A remark at lines of a file; `level` is GitHub's word. */
export type Annotation = { readonly path: string; readonly startLine: number; readonly endLine: number; readonly level: 'notice' | 'warning' | 'failure'; readonly title: string; readonly message: string }

/** A button beside a completed check run; GitHub sends its identifier back when it is pressed. */
export type CheckRunAction = { readonly label: string; readonly description: string; readonly identifier: 'again' | 'hint' }
