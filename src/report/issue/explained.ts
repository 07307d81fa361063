import type { ExplainedId, Idea } from '../../model/answer.ts'
import type { Conversation } from '../../model/conversation.ts'

/** What a component is called in words. */
const NAMES: Readonly<Record<ExplainedId, string>> = {
  git: 'Git', dvc: 'DVC', mlflow: 'MLflow', pytest: 'pytest', validation: 'Data validation', registry: 'Model registry', ci: 'CI', docker: 'Docker', cloudrun: 'Cloud Run',
  health: 'Health check', monitoring: 'Monitoring', drift: 'Drift detection', alerts: 'Alerts', retrain: 'Retraining',
}

/** A component or a connection of the picture, with the ideas that explain it: those that were said, and those that were not. */
export type Explained = { readonly question: 'B' | 'C'; readonly about: readonly string[]; readonly name: string; readonly said: readonly Idea[]; readonly open: readonly Idea[] }

/** What of the picture was explained so far: the components in their order, then what joins them. Several ideas that join the same two ends are one connection. */
export function explainedSoFar(ideas: readonly Idea[], { said }: Pick<Conversation, 'said'>): readonly Explained[] {
  const subjects = new Map<string, Idea[]>()
  for (const idea of ideas) {
    if (idea.question === 'A') continue
    const key = `${idea.question} ${idea.about.join(' ')}`
    subjects.set(key, [...subjects.get(key) ?? [], idea])
  }
  return [...subjects.values()].flatMap((own): readonly Explained[] => {
    const [first] = own
    if (first === undefined || first.question === 'A') return []
    return [{ question: first.question, about: first.about, name: nameOf(first.about), said: own.filter(({ id }) => said.has(id)), open: own.filter(({ id }) => !said.has(id)) }]
  })
}

/** The name of a component, or of both ends of a connection. */
export function nameOf(about: readonly string[]): string {
  return about.map((one) => (isExplained(one) ? NAMES[one] : one)).join(' → ')
}

function isExplained(id: string): id is ExplainedId {
  return Object.hasOwn(NAMES, id)
}

/** How many of the components and connections are explained whole. */
export function explainedCount(all: readonly Explained[], question: Explained['question']): { readonly whole: number; readonly of: number } {
  const own = all.filter((one) => one.question === question)
  return { whole: own.filter(({ open }) => open.length === 0).length, of: own.length }
}
