import { flagValue } from '../../parse/shell/flags.ts'
import { preCommitHooks, type PreCommitHook } from '../../parse/runners/pre-commit.ts'
import { taskScript } from '../../parse/runners/task.ts'
import { memoise } from '../memoise.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { HOOK_CONFIGS } from '../settings/hook-config.ts'
import { folderOf } from '../settings/settings.ts'
import type { Call, Caller } from './task-file.ts'

const WITH_VALUE = ['-c', '--config', '--hook-stage', '--from-ref', '--to-ref', '-s', '-o', '--source', '--origin', '--color', '--files']

const MOST_HOOKS = 500

const hooksOf = memoise(preCommitHooks)

/** The hooks that `pre-commit run` runs: those of the stage that is asked for, or the one that is named, without what `SKIP` names. */
export function preCommitParts(facts: RepositoryFacts, { words, directory, environment }: Caller): Call {
  const config = flagValue(words, '-c', '--config')
  const usual = HOOK_CONFIGS[words[0] === 'prek' ? 'prek' : 'pre-commit']
  const paths = config === null ? [directory, '.'].flatMap((folder) => usual.map((name) => normalPath(`${folder}/${name}`))) : [normalPath(`${directory}/${config}`), config]
  const file = paths.map((path) => fileAt(facts, path)).find((one) => one !== null) ?? null
  const document = file?.facts?.kind === 'yaml' ? file.facts.documents[0] : undefined
  if (file === null || document === undefined) return { parts: [], broken: 'no settings for pre-commit were found' }
  const names = words.slice(2).filter((word, at, rest) => !word.startsWith('-') && !WITH_VALUE.includes(rest[at - 1] ?? '') && !rest.slice(0, at).includes('--files'))
  const stage = normalStage(flagValue(words, '--hook-stage', '--stage') ?? 'pre-commit')
  const skipped = new Set((environment.find((item) => item.name === 'SKIP')?.value ?? '').split(','))
  const hooks = hooksOf(document)
  const [named] = names
  const atStage = (hook: PreCommitHook): boolean => hook.stages.length === 0 || hook.stages.map(normalStage).includes(stage)
  const chosen = hooks.filter((hook) => (named === undefined || hook.id === named) && atStage(hook) && !skipped.has(hook.id)).slice(0, MOST_HOOKS)
  return {
    parts: chosen.map((hook) => ({ path: file.path, folder: folderOf(file.path), task: hook.id, line: hook.line, scripts: [taskScript(hook.command, hook.line)], through: 'pre-commit' })),
    broken: named !== undefined && !hooks.some((hook) => hook.id === named) ? `pre-commit has no hook \`${named}\`` : null,
  }
}

/** Older configs say `commit` and `push` for `pre-commit` and `pre-push`. */
function normalStage(stage: string): string {
  return stage === 'commit' || stage === 'push' || stage === 'merge-commit' ? `pre-${stage}` : stage
}
