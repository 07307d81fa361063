import { memoise } from '../memoise.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { scalarsIn } from '../settings/scalars.ts'
import { lineAt, nameOf, settingsOf } from '../settings/settings.ts'
import { mlflowClassOf, otherTrackerOf, trackerNamed, type Logged } from './trackers.ts'

/** A tracker that a settings file puts into training: a Hydra `_target_`, a Lightning `class_path`, a Kedro data set, `report_to`, DVC's parameters and metrics. */
export type TrackingSetting = { readonly tool: string; readonly logs: readonly Logged[]; readonly path: string; readonly line: number; readonly says: string }

/** The trackers that the project's settings name, in the order of the tree. */
export const trackingSettingsOf = memoise((facts: RepositoryFacts): readonly TrackingSetting[] =>
  settingsOf(facts).filter((file) => fileAt(facts, file.path)?.role === 'config').flatMap((file): readonly TrackingSetting[] => [
    ...scalarsIn(file.value).flatMap(({ pointer, key, text }) => {
      const told = toldBy(key, text)
      return told === null ? [] : [{ ...told, path: file.path, line: lineAt(file.lines, pointer), says: `${key}: ${text}` }]
    }),
    // The hook of kedro-mlflow logs the parameters of every node.
    ...(nameOf(file.path) === 'mlflow.yml' && /(?:^|\/)conf\/[^/]+\/mlflow\.yml$/.test(file.path) ? [{ tool: 'MLflow', logs: ['parameters' as const], path: file.path, line: 1, says: 'kedro-mlflow is set up' }] : []),
  ]))

function toldBy(key: string, text: string): { readonly tool: string; readonly logs: readonly Logged[] } | null {
  if (key === '_target_' || key === 'class_path' || key === 'type') {
    const logs = mlflowClassOf(text)
    if (logs !== null) return { tool: 'MLflow', logs }
    const tool = key === 'type' ? null : otherTrackerOf(text)
    return tool === null ? null : { tool, logs: [] }
  }
  return key === 'report_to' ? trackerNamed(text) : null
}
